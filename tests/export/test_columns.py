"""The columns: labels next to IRIs, evidence next to claims, and every statement of a record in a cell."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from itertools import zip_longest

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.export.book import Book
from kg.export.cells import TableCell, text_of
from kg.export.columns import Column, column_name
from kg.export.sheets import TableSheet
from kg.project import Project
from kg.query.catalog import Catalog
from kg.rdf.answers import plain
from kg.rdf.namespaces import OA, QS, RDF_TYPE, RDFS, SKOS
from kg.rdf.records import Records, TaggedText
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import read
from tests.export.conftest import records_of, sheet_of, sheets_in
from tests.export.test_sheets import CLAIMS

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def column_of(sheet: TableSheet, name: str) -> Column:
    return next(each for each in sheet.columns if each.name == name)


# --- evidence ------------------------------------------------------------------------------------------


def test_the_evidence_of_each_claim_is_that_of_the_query_evidence(
    book: Book, store: EmbeddedStore, project: Project
) -> None:
    expected: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in store.query(Catalog(project.queries).get("evidence").text).rows:
        claim, _, _, _, *words = map(plain, row)
        expected[claim].add(tuple(words))
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in (*CLAIMS, "section"):
        for claim, record in records_of(sheet_of(book, name)).items():
            cells = [record.get(each, ()) for each in ("source", "start", "end", "quote")]
            quoted = zip(*cells, strict=False)  # citations come last, and have no words
            words_of = {tuple(map(text_of, each)) for each in quoted}
            if len(words_of) > 0:
                found[claim] = words_of
    assert len(found) > 900
    assert found == expected


def test_a_claim_without_a_quotation_says_that_it_is_only_cited(book: Book) -> None:
    only_cited = 0
    for name in ("target", "observation"):
        for claim, record in records_of(sheet_of(book, name)).items():
            kinds = set(record["evidence_kind_en"])
            assert kinds == ({"Quotation"} if record["quote"] != () else {"Citation"}), claim
            assert record["source"] != (), claim
            only_cited += kinds == {"Citation"}
    assert only_cited > 0


def test_the_words_that_give_the_period_are_in_the_row_of_the_claim(book: Book, store: EmbeddedStore) -> None:
    asked = f"""SELECT ?claim ?source ?start ?quote {{
      ?claim <{QS}periodEvidence> ?words .
      ?words <{OA}hasSource> ?source ; <{OA}start> ?start ; <{OA}exact> ?quote
    }}"""
    expected = {
        (claim, text.rpartition("/")[2], start, quote)
        for claim, text, start, quote in (map(plain, row) for row in store.query(asked).rows)
    }
    found = {
        (claim, *map(text_of, words))
        for name in CLAIMS
        for claim, record in records_of(sheet_of(book, name)).items()
        for words in zip(
            *(record.get(f"period_{each}", ()) for each in ("source", "start", "quote")), strict=True
        )
    }
    assert len(expected) > 0
    assert found == expected


def test_clean_words_are_the_reading_in_simplified_chinese(book: Book) -> None:
    traditional = re.compile("[質強議廣東]|\\(")
    seen = 0
    for claim, record in records_of(sheet_of(book, "action")).items():
        for quote, clean in zip_longest(record["quote"], record["clean_words"]):
            assert clean is not None, claim
            if traditional.search(str(quote)):
                seen += 1
                assert re.search("[質強議廣東]", str(clean)) is None, claim
    assert seen > 0


# --- labels and IRIs -----------------------------------------------------------------------------------


def test_a_referenced_record_has_its_labels_in_both_languages_before_its_iri(
    book: Book, store: EmbeddedStore
) -> None:
    labels: dict[str, set[str]] = defaultdict(set)
    asked = f"SELECT ?iri ?label {{ ?iri <{RDFS}label>|<{SKOS}prefLabel> ?label }}"
    for named, label in store.query(asked).rows:
        labels[plain(named)].add(plain(label))
    seen = 0
    for sheet in book.sheets:
        names = [column.name for column in sheet.columns]
        for index, column in enumerate(sheet.columns):
            if f"{column.name}_zh" not in names or column.kind != "iri" or column.name.endswith("class"):
                continue
            assert names[index - 2 : index] == [f"{column.name}_zh", f"{column.name}_en"]
            for row in sheet.rows:
                for zh, en, iri in zip_longest(*row[index - 2 : index + 1]):
                    if str(iri) in labels:
                        seen += 1
                        assert {zh, en} <= labels[str(iri)], (sheet.name, column.name, iri)
    assert seen > 5000


def test_a_target_of_guizhou_reads_as_the_source_has_it(book: Book) -> None:
    text = "https://w3id.org/quality-strategy/source/guizhou-2023-implementing-opinion"
    found = records_of(sheet_of(book, "target"))[f"{text}/target-manufacturing-share-2025"]
    expected: dict[str, TableCell] = {
        "label_zh": ("制造业增加值占地区生产总值比重2025年达25%",),
        "indicator_zh": ("制造业增加值占地区生产总值比重",),
        "indicator_en": ("Manufacturing value added, share of GDP",),
        "indicator": ("https://w3id.org/quality-strategy/indicator/manufacturing-share-of-gdp",),
        "comparator_en": ("exactly",),
        "value": (Decimal(25),),
        "unit_zh": ("百分比",),
        "period": ("2025",),
        "period_stated": (False,),
        "region_zh": ("贵州省",),
        "source": ("guizhou-2023-implementing-opinion",),
        "start": (343,),
        "end": (362,),
        "quote": ("制造业增加值占地区生产总值比重达25%",),
        "evidence_kind_en": ("Quotation",),
    }
    assert {name: found[name] for name in expected} == expected


# --- every statement in a cell -------------------------------------------------------------------------


def test_every_statement_of_a_record_is_in_the_column_of_its_property(book: Book, project: Project) -> None:
    stated = Records(triple for path in project.graph_files for triple in read(path).triples)
    for sheet in book.sheets:
        columns: dict[str, list[int]] = defaultdict(list)
        for index, column in enumerate(sheet.columns):
            if column.property is not None:
                columns[column.property].append(index)
        for row in sheet.rows:
            record = text_of(row[0][0])
            for property_ in stated.properties(record):
                found = sorted(text_of(value) for index in columns[property_] for value in row[index])
                if property_ == RDF_TYPE:
                    found = sorted({*found, *sheet.types})
                expected = stated.iris(record, property_)
                texts = [plain_text(text) for text in stated.texts(record, property_)]
                assert found == sorted(expected + texts), (record, property_)


def plain_text(text: TaggedText) -> str:
    """Return a literal without markup, a decimal without needless zeros."""
    if text.language != "":
        return text.value
    return plain(ox.Literal(text.value, datatype=ox.NamedNode(text.datatype)))


def test_values_are_of_the_kind_of_their_column(book: Book) -> None:
    kinds = {"integer": int, "decimal": Decimal, "boolean": bool, "iri": str, "text": str}
    for sheet in book.sheets:
        for index, column in enumerate(sheet.columns):
            if column.kind == "date":
                continue
            wrong = [
                row[index]
                for row in sheet.rows
                for value in row[index]
                if type(value) is not kinds[column.kind]
            ]
            assert wrong == [], (sheet.name, column.name)
    target = sheet_of(book, "target")
    assert [column_of(target, name).kind for name in ("value", "start", "period_stated", "period")] == [
        "decimal",
        "integer",
        "boolean",
        "text",
    ]
    assert column_of(sheet_of(book, "source"), "issued").kind == "date"
    assert column_of(sheet_of(book, "region"), "gb2260").kind == "text", "a code is no number"


# --- names, titles, notes ------------------------------------------------------------------------------


def test_names_of_columns_are_for_programs_and_unique_in_their_sheet(book: Book) -> None:
    for sheet in book.sheets:
        names = [column.name for column in sheet.columns]
        assert len(set(names)) == len(names), sheet.name
        assert [name for name in names if re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) is None] == []
        assert names[0] == "iri"


def test_titles_of_columns_are_unique_in_their_sheet(book: Book) -> None:
    for sheet in book.sheets:
        titles = [column.title for column in sheet.columns]
        assert len(set(titles)) == len(titles), sheet.name


def test_every_column_says_in_both_languages_what_it_means(book: Book) -> None:
    for sheet in book.sheets:
        for column in sheet.columns:
            where = f"{sheet.name}, {column.name}"
            assert column.title.en != "", where
            assert CHINESE.search(column.note.zh), where
            assert len(re.findall("[a-z]+", column.note.en)) > 2, where
            assert CHINESE.search(column.title.zh) or column.title.zh in ("IRI", "sha256"), where


# --- made-up records -----------------------------------------------------------------------------------

ONTOLOGY = """
qs:Region a owl:Class .
:region a sh:NodeShape ; sh:targetClass qs:Region ;
    sh:property :word, :plain, :near, :page, :size, :name, :source, :other-source, :third-source .
:word sh:path qs:word ; sh:languageIn ( "zh-Hans" "zh-hans" "zh-Hant" "zh-hant" "en" ) .
:plain sh:path qs:plain .
:near sh:path qs:near ; sh:class qs:Region .
:page sh:path foaf:page ; sh:nodeKind sh:IRI ; sh:maxCount 1 .
:size sh:path qs:size ; sh:datatype xsd:decimal ; sh:maxCount 1 .
:name sh:path rdfs:label ; sh:languageIn ( "zh-Hans" "en" ) ; sh:uniqueLang true .
:source sh:path dcterms:source .
:other-source sh:path qs:source .
:third-source sh:path :source .
"""


def made_up(records: str) -> tuple[TableSheet, dict[str, TableCell]]:
    """Return the sheet of records written in Turtle, and the row of the record `:t`."""
    (sheet,) = sheets_in(ONTOLOGY + records)
    return sheet, records_of(sheet)["https://example.org/t"]


def test_a_property_in_several_languages_has_a_column_for_each() -> None:
    sheet, row = made_up(':t a qs:Region ; qs:word "甲"@zh-Hans, "甲甲"@zh-Hant, "A"@en, "B"@en .')
    assert [each.name for each in sheet.columns if each.property == QS + "word"] == [
        "word_zh",
        "word_en",
        "word_zh_hant",
    ]
    assert row["word_zh_hant"] == ("甲甲",)
    assert row["word_en"] == ("A", "B")


def test_a_record_without_a_label_is_called_by_its_iri() -> None:
    _, row = made_up(':t a qs:Region ; qs:near :a, :b . :a rdfs:label "A"@en, "甲"@zh-Hans .')
    assert row["near_en"] == ("A", "<https://example.org/b>")


def test_an_address_that_is_no_record_has_no_columns_of_labels() -> None:
    sheet, row = made_up(":t a qs:Region ; foaf:page :a .")
    assert [each.name for each in sheet.columns if each.name.startswith("page")] == ["page"]
    assert row["page"] == ("https://example.org/a",)


def test_two_properties_of_one_name_have_two_columns() -> None:
    sheet, row = made_up(':t a qs:Region ; dcterms:source "a" ; qs:source "b" ; :source "c" .')
    found = [each.name for each in sheet.columns if each.name.endswith("source")]
    assert found == ["source", "qs_source", "dcterms_source"]
    assert [row[name] for name in found] == [("c",), ("b",), ("a",)]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ('qs:unheard "a"', "qs:unheard is no property of its class; give it a domain, or describe it"),
        ('qs:near "a"', "'a' has another kind or language than qs:near has"),
        ("qs:plain :a", "'https://example.org/a' has another kind or language than qs:plain has"),
        ('qs:plain "a"@en', "'a' has another kind or language than qs:plain has"),
        ('qs:word "a"', "'a' has another kind or language than qs:word has"),
        ('qs:word "a"@de', "'a' has another kind or language than qs:word has"),
        ("qs:size 1.0, 2.0", "qs:size has 2 values, and the ontology and shapes allow one; keep one"),
        ("foaf:page :a, :b", "foaf:page has 2 values"),
        ('rdfs:label "a"@en, "b"@en', "rdfs:label has 2 values"),
    ],
)
def test_a_statement_that_does_not_fit_a_column_is_refused_and_its_record_named(
    statement: str, fault: str
) -> None:
    with pytest.raises(KgError, match=re.escape(fault)) as caught:
        made_up(f":t a qs:Region ; {statement} .")
    assert "<https://example.org/t>" in str(caught.value)
    assert re.search("请", caught.value.message("zh"))


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (RDF_TYPE, "class"),
        (QS + "periodStated", "period_stated"),
        ("http://purl.org/dc/terms/", "property"),
        ("urn:x:Größe", "gr_e"),
    ],
)
def test_the_name_of_a_column_is_the_last_part_of_an_iri_in_small_letters(iri: str, name: str) -> None:
    assert column_name(iri) == name


def test_a_missing_label_is_replaced_by_that_of_the_other_language() -> None:
    _, row = made_up(':t a qs:Region ; qs:near :a . :a rdfs:label "甲"@zh-Hans .')
    assert (row["near_zh"], row["near_en"]) == (("甲",), ("甲",))
