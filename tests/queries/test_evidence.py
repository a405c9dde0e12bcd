"""The queries on evidence: rows computed a second way from the statements, without SPARQL."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.namespaces import BASE, PREFIXES, QS, RDF_TYPE, XSD
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import read
from tests.queries.rows import PROJECT, asked
from tests.queries.statements import OA, records


def place(quotation: str) -> tuple[str | None, int | None, int | None]:
    """Return the words of a quotation with their offsets."""
    known = records()
    start, end = known.offset(quotation, OA + "start"), known.offset(quotation, OA + "end")
    return known.one(quotation, OA + "exact"), start, end


def test_words_that_several_claims_quote_are_found_by_their_place(store: EmbeddedStore) -> None:
    """Two quotations may have the same offsets; they are the same words."""
    users: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
    for claim in records().with_predicate(QS + "evidence"):
        for quotation in records().all(claim, QS + "evidence"):
            text = records().one(quotation, OA + "hasSource")
            if text is not None:
                key = (text.removeprefix(PREFIXES["source"]), *map(str, place(quotation)))
                users[key].add(claim)
    expected = {key: len(claims) for key, claims in users.items() if len(claims) > 1}
    rows = asked(store, "shared-quotations", {})
    assert {
        (row["source"], row["quote"], row["start"], row["end"]): int(row["claims"]) for row in rows
    } == expected


def test_a_search_finds_traditional_words_with_pinyin_by_their_simplified_form(store: EmbeddedStore) -> None:
    rows = asked(store, "quotation-search", {"words": "一站式"})
    expected = set()
    for quotation in records().of_class(QS + "Quotation"):
        words = records().all(quotation, QS + "cleanWords") + records().all(quotation, OA + "exact")
        if any("一站式" in each for each in words):
            expected.add(place(quotation))
    assert {(row["quote"], int(row["start"]), int(row["end"])) for row in rows} == expected
    # The transcript of Guangdong prints 質(zhì)量; a search for 质量 finds it all the same.
    found = asked(store, "quotation-search", {"words": "质量强省"})
    assert any("質(zhì)量強(qiáng)省" in row["quote"] for row in found)


def test_what_is_said_of_a_record_is_every_claim_that_names_it(store: EmbeddedStore) -> None:
    record = PREFIXES["body"] + "guizhou-quality-leading-group"
    ways = (
        "agent",
        "playedIn",
        "holder",
        "award",
        "concerns",
        "place",
        "fromDocument",
        "toDocument",
        "toBasis",
    )
    expected = {
        claim
        for way in ways
        for claim in records().with_predicate(QS + way)
        if record in records().all(claim, QS + way) and len(records().all(claim, QS + "evidence")) > 0
    }
    rows = asked(store, "claims-about", {"entity": record})
    assert {row["claim"] for row in rows} == expected
    assert len(expected) > 0


@pytest.mark.parametrize(
    "entity",
    [
        "region/guiyang",
        "body/guizhou-quality-leading-group",
        "measure/chief-quality-officer",
        "source/guizhou-2023-status-report/observation-registered-trademarks-2023",
    ],
)
def test_everything_about_an_entity_is_each_statement_with_it(store: EmbeddedStore, entity: str) -> None:
    triples = [triple for path in PROJECT.graph_files for triple in read(path).triples]
    node = NamedNode(BASE + entity)
    # The engine stores decimals in one lexical form, in which 503800.0 is 503800.
    name = {
        term: term.value.removesuffix(".0")
        for triple in triples
        for term in triple
        if not isinstance(term, Triple)
    }
    expected = {("out", each.predicate.value, name[each.object]) for each in triples if each.subject == node}
    expected |= {("in", each.predicate.value, name[each.subject]) for each in triples if each.object == node}
    rows = asked(store, "about", {"entity": node.value})
    assert {(row["direction"], row["property"], row["other"] or row["text"]) for row in rows} == expected
    quoted = {row["text"] for row in rows if row["property"] == QS + "evidence"}
    assert quoted == ({"商标注册50.38万件"} if entity.endswith("2023") else set())
    for row in rows:
        assert (row["other_zh"] == "") is (row["other_en"] == "")


def test_the_seven_figures_in_words_have_the_values_that_the_words_say(store: EmbeddedStore) -> None:
    """Read by hand: 首位 is rank 1, 五个 is 5, 四个 is 4, and 零的突破 is at least 1."""
    rows = asked(store, "figures-in-words", {})
    said = {"首位": ("=", "1"), "五个": ("=", "5"), "四个": ("=", "4"), "零的突破": (">=", "1")}
    for row in rows:
        clean = row["label_zh"] + row["quote"]
        word = next(each for each in said if each in clean)
        assert (row["comparator"], row["value"]) == said[word], row["quote"]
    figures = records().with_predicate(QS + "value")
    quotes = {
        claim: [str(place(each)[0]) for each in records().all(claim, QS + "evidence")] for claim in figures
    }
    without = {
        claim
        for claim, words in quotes.items()
        if all(each != "None" and re.search("[0-9]", each) is None for each in words)
    }
    assert {row["claim"] for row in rows} == without


def test_an_implied_period_is_that_of_the_words_it_rests_on(store: EmbeddedStore) -> None:
    rows = asked(store, "implied-periods", {})
    expected = {
        claim
        for claim in records().with_predicate(QS + "periodEvidence")
        if records().one(claim, QS + "periodStated") == "false"
    }
    assert {row["claim"] for row in rows} == expected
    for row in rows:
        starts = [place(each)[1] for each in records().all(row["claim"], QS + "evidence")]
        assert int(row["claim_start"]) in starts
        assert int(row["distance"]) == int(row["claim_start"]) - int(row["start"])


def spans(*classes: str) -> list[tuple[str, str, int, int]]:
    """Return record, source, start and end of each record of `classes` that has a place in a text."""
    found = []
    for each in records().of_class(*classes):
        text, (_, start, end) = records().one(each, OA + "hasSource"), place(each)
        assert text is not None and start is not None and end is not None
        found.append((each, text.removeprefix(PREFIXES["source"]), start, end))
    return found


def quotations_by_part(kind: str) -> dict[str, set[str]]:
    """Return the quotations that overlap each sentence or clause, found by comparing each with each."""
    quotations = spans(QS + "Quotation")
    return {
        part: {each for each, of, start, end in quotations if text == of and start < last and first < end}
        for part, text, first, last in spans(QS + kind)
    }


def test_a_sentence_is_coded_if_any_quotation_overlaps_it(store: EmbeddedStore) -> None:
    found = quotations_by_part("Sentence")
    for row in asked(store, "coverage", {}):
        own = [each for each in found if each.startswith(f"{PREFIXES['source']}{row['source']}/")]
        assert int(row["sentences"]) == len(own)
        assert int(row["coded"]) == sum(1 for each in own if len(found[each]) > 0), row["source"]
        assert int(row["open"]) == int(row["sentences"]) - int(row["coded"]) - int(row["marked"])


def with_clauses() -> list[Triple]:
    """Return all statements and, for each sentence without a reason, two clauses: the first has a reason."""
    found = [triple for path in PROJECT.graph_files for triple in read(path).triples]
    known = {
        str(t.subject) for t in found if t.predicate.value == RDF_TYPE and str(t.object) == f"<{QS}Clause>"
    }
    found = [triple for triple in found if str(triple.subject) not in known]
    number = NamedNode(XSD + "integer")
    for sentence, text, first, last in spans(QS + "Sentence"):
        if len(records().all(sentence, QS + "reason")) > 0 or last - first < 2:
            continue
        for start, end in ((first, first + 1), (first + 1, last)):
            clause = NamedNode(f"{sentence}-{start}")
            found += [
                Triple(clause, NamedNode(RDF_TYPE), NamedNode(QS + "Clause")),
                Triple(clause, NamedNode(OA + "hasSource"), NamedNode(PREFIXES["source"] + text)),
                Triple(clause, NamedNode(OA + "start"), Literal(str(start), datatype=number)),
                Triple(clause, NamedNode(OA + "end"), Literal(str(end), datatype=number)),
            ]
            if start == first and first % 2 == 0:
                found.append(
                    Triple(clause, NamedNode(QS + "reason"), NamedNode(PREFIXES["reason"] + "frame"))
                )
    return found


def test_a_clause_is_open_if_no_quotation_touches_it_and_it_has_no_reason() -> None:
    """Clauses are invented here, half of them of one character, so that many are open."""
    triples = with_clauses()
    quotations = spans(QS + "Quotation")
    invented = Records(triples)
    expected: dict[str, list[str]] = defaultdict(list)
    count: Counter[str] = Counter()
    for clause in invented.of_class(QS + "Clause"):
        text = (invented.one(clause, OA + "hasSource") or "").removeprefix(PREFIXES["source"])
        first, last = invented.offset(clause, OA + "start") or 0, invented.offset(clause, OA + "end") or 0
        count[text] += 1
        if invented.one(clause, QS + "reason") is None and not any(
            text == of and start < last and first < end for _, of, start, end in quotations
        ):
            expected[text].append(clause)
    store = EmbeddedStore.of(triples)
    rows = asked(store, "coverage", {})
    assert {row["source"]: int(row["open_clauses"]) for row in rows} == {
        each: len(expected[each]) for each in count
    }
    assert {row["source"]: int(row["clauses"]) for row in rows} == count
    assert sum(map(len, expected.values())) > 10
    found = {row["subject"] for row in asked(store, "open-clause", {})}
    assert found == {clause for those in expected.values() for clause in those}


def test_the_quoted_share_counts_each_character_once(store: EmbeddedStore) -> None:
    covered: dict[str, set[int]] = defaultdict(set)
    for _, text, start, end in spans(QS + "Quotation"):
        covered[text].update(range(start, end))
    for row in asked(store, "coverage", {}):
        characters = int(records().one(PREFIXES["source"] + row["source"], QS + "characters") or 0)
        assert float(row["quoted_share"]) == pytest.approx(
            len(covered[row["source"]]) / characters, abs=0.0005001
        )


def test_a_sentence_that_loses_its_only_quotation_is_open() -> None:
    found = quotations_by_part("Sentence")
    only = next(those for those in found.values() if len(those) == 1)
    left = [
        triple
        for path in PROJECT.graph_files
        for triple in read(path).triples
        if str(triple.subject) not in {f"<{each}>" for each in only}
    ]
    rows = asked(EmbeddedStore.of(left), "open-sentence", {})
    assert {row["subject"] for row in rows} == {each for each, those in found.items() if those == only}


def test_every_sentence_and_clause_with_a_reason_is_listed(store: EmbeddedStore) -> None:
    expected = {
        (QS + kind, text, start, end, records().one(each, QS + "reason"))
        for kind in ("Sentence", "Clause")
        for each, text, start, end in spans(QS + kind)
        if records().one(each, QS + "reason") is not None
    }
    rows = asked(store, "sentences-without-claim", {})
    assert expected == {
        (row["class"], row["source"], int(row["start"]), int(row["end"]), row["reason"]) for row in rows
    }
    assert len(rows) == len(expected) > 0
