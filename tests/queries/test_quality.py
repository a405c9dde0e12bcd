"""The queries on the quality of the data: rows computed a second way, without SPARQL."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.rdf.namespaces import PREFIXES, QS, RDF_TYPE
from kg.rdf.store import EmbeddedStore
from tests.queries.rows import asked
from tests.queries.statements import claims, records, source_of


def test_a_figure_has_a_stated_an_implied_or_an_open_period(store: EmbeddedStore) -> None:
    expected: Counter[tuple[str, str, str | None]] = Counter()
    for figure in records().with_predicate(QS + "value"):
        if source_of(figure) != "":
            stated = records().one(figure, QS + "periodStated")
            basis = {"true": "stated", "false": "implied", None: "open"}[stated]
            expected[source_of(figure), basis, records().one(figure, RDF_TYPE)] += 1
    rows = asked(store, "period-basis", {})
    for row in rows:
        for basis in ("stated", "implied", "open"):
            assert int(row[basis]) == expected[row["source"], basis, row["class"]], (row["source"], basis)
        assert int(row["figures"]) == sum(int(row[basis]) for basis in ("stated", "implied", "open"))
    assert sum(int(row["figures"]) for row in rows) == expected.total()


def test_the_claims_for_a_thousand_characters_are_claims_by_length(store: EmbeddedStore) -> None:
    numbers = Counter(source_of(each) for each in claims())
    rows = asked(store, "claim-density", {})
    assert len(rows) == len(records().of_class(QS + "Source"))
    for row in rows:
        length = records().offset(PREFIXES["source"] + row["source"], QS + "characters")
        assert length is not None
        assert int(row["claims"]) == numbers[row["source"]]
        assert abs(float(row["claims_per_thousand"]) - numbers[row["source"]] / length * 1000) <= 0.05


def test_a_concept_used_once_has_that_one_claim(store: EmbeddedStore) -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for claim in claims():
        for way in ("realises", "indicator", "sector"):
            for concept in records().all(claim, QS + way):
                users[concept].add(claim)
    expected = {concept: next(iter(those)) for concept, those in users.items() if len(those) == 1}
    rows = asked(store, "concepts-used-once", {})
    assert {row["concept"]: row["claim"] for row in rows} == expected


def test_completeness_counts_each_claim_once(store: EmbeddedStore) -> None:
    columns = {name: QS + name for name in ("sector", "period", "place", "concerns")}
    columns["note"] = PREFIXES["skos"] + "note"
    for row in asked(store, "claim-completeness", {}):
        of_class = records().of_class(row["class"])
        assert int(row["claims"]) == len(of_class)
        for column, predicate in columns.items():
            expected = sum(1 for each in of_class if len(records().all(each, predicate)) > 0)
            assert int(row[column]) == expected, (row["class"], column)


def test_figures_without_a_quotation_come_from_cited_documents_only(store: EmbeddedStore) -> None:
    figures = [each for each in records().with_predicate(QS + "value") if source_of(each) == ""]
    cited = Counter(
        records().one(evidence, QS + "citedDocument")
        for each in figures
        for evidence in records().all(each, QS + "evidence")
    )
    rows = asked(store, "unquoted-figures", {})
    said = {row["document"]: int(row["targets"]) + int(row["observations"]) for row in rows}
    assert said == cited


def test_concepts_and_those_in_use_are_counted(store: EmbeddedStore) -> None:
    skos = PREFIXES["skos"]
    members: dict[str, set[str]] = defaultdict(set)
    for concept in records().with_predicate(skos + "inScheme"):
        for scheme in records().all(concept, skos + "inScheme"):
            members[scheme].add(concept)
    rows = asked(store, "schemes", {})
    assert {row["scheme"]: int(row["concepts"]) for row in rows} == {
        scheme: len(concepts) for scheme, concepts in members.items()
    }
    used = {row["scheme"].rsplit("/", 1)[1]: int(row["used"]) for row in rows}
    coded = {
        m
        for claim in records().with_predicate(QS + "realises")
        for m in records().all(claim, QS + "realises")
    }
    assert used["measures"] == len(coded)
