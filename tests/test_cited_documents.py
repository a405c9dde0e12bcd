"""The documents that are cited without their text: what each has, and that the tables are in whole.

The tables are not part of the project. If they are next to the source texts, all documents and figures
are compared with them; elsewhere these tests are skipped.
"""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.rdf.namespaces import BASE, DCTERMS, ELI, QS, RDFS, SKOS
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import read
from tests.conftest import ROOT
from tests.queries.claims import family, figures, one, short
from tests.queries.rows import PROJECT, asked
from tests.queries.statements import records

CITED = frozenset(f"{BASE}eli/{path.stem}" for path in (ROOT / "data" / "reference").glob("*.ttl"))
TABLES = Path(os.environ.get("KG_SOURCES", ROOT.parent / "shared" / "sources")).parent / "reference"
UNITS = {
    **{"分": ("point", 1), "%": ("percent", 1), "位": ("rank", 1), "百分点": ("percentage-point", 1)},
    **{"项": ("xiang", 1), "个": ("ge", 1), "家": ("jia", 1), "件": ("jian", 1), "名": ("ming", 1)},
    **{"万家": ("jia", 10_000), "万件": ("jian", 10_000), "亿元": ("yuan", 10**8)},
    "万元/人": ("yuan-per-person", 10_000),
}
"""Each unit of the tables: the unit of the graph, and what a value is multiplied by."""

COMPARATORS = {"=": "exactly", ">=": "at-least", "<=": "at-most", ">": "more-than", "~": "about"}
NOT_LISTED = {"AH08": "安徽", "LN14": "辽宁"}
"""Two figures name a document that the tables do not describe."""

Row = dict[str, str]


def table(*names: str) -> list[Row]:
    """Return the rows of some of the tables, or skip the test."""
    paths = [TABLES / f"{name}.csv" for name in names]
    if not all(path.is_file() for path in paths):
        pytest.skip(f"no tables in {TABLES}")
    rows: list[Row] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def chinese(iri: str, predicate: str) -> set[str]:
    """Return the Chinese literals that a record has of a property."""
    return {
        triple.object.value
        for triple in TRIPLES.get(iri, ())
        if triple.predicate.value == predicate and isinstance(triple.object, ox.Literal)
        if (triple.object.language or "").startswith("zh")
    }


def even(text: str) -> str:
    """Return a title or label in one width of brackets, marks and dashes, which the tables mix."""
    return unicodedata.normalize("NFKC", text).replace("—", "-").replace("–", "-").replace("--", "-")


def _by_subject() -> dict[str, list[ox.Triple]]:
    """Return the statements on labels by what they are about."""
    found: dict[str, list[ox.Triple]] = {}
    for path in PROJECT.graph_files:
        for triple in read(path).triples:
            if isinstance(triple.subject, ox.NamedNode):
                found.setdefault(triple.subject.value, []).append(triple)
    return found


TRIPLES = _by_subject()


def regions() -> dict[str, str]:
    """Return the region of each short name."""
    names = (RDFS + "label", SKOS + "altLabel")
    return {
        name: region
        for region in records().of_class(
            *(QS + each for each in ("Country", "Province", "City", "County", "EconomicRegion", "Region"))
        )
        for predicate in names
        for name in chinese(region, predicate)
    }


def documents() -> dict[str, str]:
    """Return the cited document of each row of the tables, by its title and its region."""
    by_name = {
        (even(title), one(document, DCTERMS + "spatial")): document
        for document in CITED
        for title in chinese(document, RDFS + "label") | chinese(document, SKOS + "altLabel")
    }
    places = regions()
    rows = table("policy-documents", "policy-documents-more")
    found = {row["id"]: by_name[even(row["title"]), places[row["region"]]] for row in rows}
    assert len(set(found.values())) == len(rows) == 109
    return found


def test_each_province_has_a_document() -> None:
    spatial = {one(document, DCTERMS + "spatial") for document in CITED}
    assert set(records().of_class(QS + "Province")) <= spatial


def test_every_row_of_the_tables_is_a_document_with_its_number_and_address() -> None:
    for row in table("policy-documents", "policy-documents-more"):
        document = documents()[row["id"]]
        if row["document_number"] and row["genre"] != "explainer":
            assert one(document, ELI + "id_local") == row["document_number"], row["id"]
        page, copied = one(document, "http://xmlns.com/foaf/0.1/page"), one(document, QS + "copyOnly")
        seen = not row["text_seen"].startswith("title only")
        assert (page != "") + (copied == "true") == seen, row["id"]
        if "page_found" not in row and row["public_address"]:
            assert page == row["public_address"], row["id"]
        if row.get("page_found") and seen:
            assert page == row["page_found"], row["id"]


def test_signing_and_publication_are_distinguished_as_in_the_tables() -> None:
    found = documents()
    for row in table("policy-documents", "policy-documents-more"):
        document = found[row["id"]]
        signed, published, event = (
            one(document, name) for name in (ELI + "date_document", ELI + "date_publication", QS + "date")
        )
        what, day = row["date_is"], row["date"]
        if day == "":
            assert (signed, published, event) == ("", "", ""), row["id"]
        elif what == "signed":
            assert (signed, published, event) == (day, row.get("made_public", "") or "", ""), row["id"]
        elif what == "made public":
            assert (signed, published, event) == ("", day, ""), row["id"]
        elif what in ("news of", "made public by"):
            assert (signed, published, event) == ("", f"[..{day}]", ""), row["id"]
        elif what.startswith("event"):
            assert (signed, published) == ("", ""), row["id"]
            assert event.replace("?", "") == day, row["id"]
        else:
            assert (signed.rstrip("?"), published, event) == (day, "", ""), row["id"]


def test_every_row_of_the_tables_is_a_figure_and_their_documents_have_no_other() -> None:
    rows = table("targets-and-observations", "targets-more")
    assert len(rows) == 291
    places = regions()
    of_id = documents()
    expected = Counter[tuple[str, ...]]()
    for row in rows:
        unit, times = UNITS[row["unit"]]
        if row["indicator"].endswith("增长"):
            unit = "percent-change-per-year" if "年均" in row["indicator"] else "percent-change"
        document = of_id.get(row["document"], "")
        if document == "":
            assert NOT_LISTED[row["document"]] == row["region"]
        value = f"{(Decimal(row['value']) * times).normalize():f}"
        where = (document, row["kind"], places[row["region"]])
        expected[(*where, COMPARATORS[row["comparator"]], value, unit, row["year"])] += 1
    listed = set(of_id.values())
    found = Counter[tuple[str, ...]]()
    for figure in records().with_predicate(QS + "value"):
        document = one(one(figure, QS + "evidence"), QS + "citedDocument")
        if document != "":
            kind = "target" if figure in records().of_class(QS + "Target") else "observation"
            where = (document if document in listed else "", kind, one(figure, QS + "region"))
            value = f"{Decimal(one(figure, QS + 'value')).normalize():f}"
            comparator, unit = (short(one(figure, QS + name)) for name in ("comparator", "unit"))
            found[(*where, comparator, value, unit, one(figure, QS + "period"))] += 1
    assert expected - found == Counter()
    assert {each for each in found - expected if each[0] in listed} == set()


def test_the_words_of_the_tables_are_in_the_labels_of_their_figures() -> None:
    labels = {
        document: "\n".join(
            even(label)
            for figure in records().with_predicate(QS + "value")
            if one(one(figure, QS + "evidence"), QS + "citedDocument") == document
            for label in chinese(figure, RDFS + "label")
        )
        for document in CITED
    }
    of_id = documents()
    for row in table("targets-and-observations", "targets-more"):
        if row["document"] in of_id and not row["indicator"].startswith("各省"):
            words = re.sub("(高于全国平均|高出全国平均水平).*", "", row["indicator"])
            assert even(words) in labels[of_id[row["document"]]], row


# --- what the queries say of them -------------------------------------------------------------------


def test_the_cascade_has_every_province_with_a_figure_on_the_index_and_on_food(store: EmbeddedStore) -> None:
    """A province with any figure of the family is compared, or its figure is in another form."""
    for indicator in ("manufacturing-quality-competitiveness-index", "food-sampling-pass-rate"):
        core = family(f"{BASE}indicator/{indicator}")
        provinces = {
            figure.region
            for figure in figures()
            if family(figure.indicator) == core and figure.region in records().of_class(QS + "Province")
        }
        rows = asked(store, "target-cascade", {"national_indicator": f"indicator:{indicator}"})
        shown = {row["region"] for row in rows if row["stance"] not in ("unread", "absent")}
        assert len(provinces) > 10
        assert provinces <= shown


def test_guizhous_opinion_is_dated_and_related_to_the_national_outline(store: EmbeddedStore) -> None:
    opinion, outline = (
        BASE + "eli/" + name for name in ("guizhou-2023-implementing-opinion", "china-2023-outline")
    )
    (row,) = [row for row in asked(store, "document-dates", {}) if row["document"] == opinion]
    assert (row["date"], row["published"], row["signed"]) == ("[..2023-03-23]", "[..2023-03-23]", "")
    relations = {
        short(row["relation"])
        for row in asked(store, "document-lineage", {"document": opinion})
        if row["other"] == outline
    }
    assert relations == {"based-on", "implements"}


@pytest.mark.parametrize(
    ("document", "relation", "other"),
    [
        ("taiyuan-2023-implementation-plan", "based-on", "shanxi-2023-opinion"),
        ("liaoyuan-2023-plan", "implements", "jilin-2023-opinion"),
        ("tibet-2023-opinion", "implements", "china-2023-outline"),
    ],
)
def test_a_document_rests_on_what_its_own_words_name(
    document: str, relation: str, other: str, store: EmbeddedStore
) -> None:
    rows = asked(store, "document-lineage", {"document": f"document:{document}"})
    assert (relation, other) in {(short(row["relation"]), short(row["other"])) for row in rows}
