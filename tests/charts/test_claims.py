"""The claims behind a mark: what the graph says of them, with all their evidence."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.charts.claims import Claim, Evidence, read_claims
from kg.drawing.numbers import signed
from kg.evidence.passages import AT_ONCE
from kg.rdf.answers import Answer, plain
from kg.rdf.endpoint import RemoteStore
from kg.rdf.namespaces import BASE, FOAF, OA, PREFIXES, QS
from kg.rdf.store import EmbeddedStore, Store
from kg.rdf.turtle import parse
from kg.words import LANGUAGES
from tests.queries.statements import records

PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def by_claim(store: Store, path: str, lang: str = "") -> dict[str, str]:
    """Return the value of a property path of each claim that has one, in a language if one is given."""
    spoken = f'FILTER(LANGMATCHES(LANG(?value), "{lang}"))' if lang != "" else ""
    answer = store.query(
        f"{PROLOGUE} SELECT DISTINCT ?claim ?value {{ ?claim qs:evidence ?any ; {path} ?value {spoken} }}"
    )
    found: dict[str, set[str]] = {}
    for claim, value in (map(plain, row) for row in answer.rows):
        found.setdefault(claim, set()).add(value)
    return {claim: "\n".join(sorted(values)) for claim, values in found.items()}


def evidence_of(claim: str, names: dict[str, str]) -> list[Evidence]:
    """Return the evidence of a claim, read from the statements without SPARQL."""
    found = []
    for each in records().all(claim, QS + "evidence"):
        source = records().one(each, OA + "hasSource") or records().one(each, QS + "citedDocument") or ""
        words = records().one(each, QS + "cleanWords") or records().one(each, OA + "exact") or ""
        found.append(Evidence(words, names[source], records().one(source, FOAF + "page") or ""))
    return found


@pytest.fixture(scope="module")
def every(store: EmbeddedStore) -> list[str]:
    """All claims."""
    return sorted(by_claim(store, "a"))


@pytest.fixture(scope="module", params=LANGUAGES)
def read(
    request: pytest.FixtureRequest, store: EmbeddedStore, every: list[str]
) -> tuple[str, dict[str, Claim]]:
    """All claims as they are read, with the language."""
    return request.param, read_claims(store, every, request.param)


def test_claims_of_every_class_are_read_in_the_order_of_their_iris(
    store: EmbeddedStore, read: tuple[str, dict[str, Claim]], every: list[str]
) -> None:
    lang, found = read
    assert list(found) == every
    assert len(every) > 3 * AT_ONCE, "more than one query asks for"
    kinds = by_claim(store, "a/rdfs:label", lang)
    assert {claim: each.kind for claim, each in found.items()} == kinds
    assert len(set(kinds.values())) >= 12


def test_label_period_status_and_region_are_those_of_the_graph(
    store: EmbeddedStore, read: tuple[str, dict[str, Claim]]
) -> None:
    lang, found = read
    for name, path, spoken in (
        ("label", "rdfs:label", lang),
        ("period", "qs:period", ""),
        ("status", "qs:status/skos:prefLabel", lang),
        ("region", "qs:region/rdfs:label", lang),
    ):
        expected = by_claim(store, path, spoken)
        assert len(expected) > 100
        for claim, each in found.items():
            values = sorted(str(getattr(each, name)).split("\n"))
            assert "\n".join(values) == expected.get(claim, ""), name


def test_a_value_has_its_comparator_and_its_unit(
    store: EmbeddedStore, read: tuple[str, dict[str, Claim]]
) -> None:
    lang, found = read
    values, signs = by_claim(store, "qs:value"), by_claim(store, "qs:comparator/skos:notation")
    units = by_claim(store, "qs:unit/skos:prefLabel", lang)
    percent = {claim for claim, symbol in by_claim(store, "qs:unit/qs:symbol").items() if symbol == "%"}
    assert len(percent) > 50
    for claim, each in found.items():
        value = signed(values[claim], signs.get(claim, "")) if claim in values else ""
        if claim in percent:
            assert (each.value, each.unit) == (f"{value}%", "")
        else:
            assert (each.value, each.unit) == (value, units.get(claim, ""))


def test_a_range_has_both_ends() -> None:
    assert signed("1000.0", "~", "2000.5") == "≈\u00a01,000–2,000.5"
    store = EmbeddedStore.of(
        parse(
            f"""{PROLOGUE.replace("PREFIX", "@prefix").replace(">", "> .")}
            qs:Target rdfs:label "target"@en .
            unit:percent qs:symbol "%" .
            <urn:claim> a qs:Target ; rdfs:label "10 to 20%"@en ; qs:value 10.0 ; qs:valueTo 20.0 ;
                qs:unit unit:percent .""",
            Path("range.ttl"),
        ).triples
    )
    assert read_claims(store, ["urn:claim"], "en")["urn:claim"].value == "10–20%"


def test_the_evidence_is_each_quotation_with_its_source_and_its_page(
    store: EmbeddedStore, read: tuple[str, dict[str, Claim]]
) -> None:
    lang, found = read
    answer = store.query(
        f"""{PROLOGUE} SELECT ?source ?name {{
        ?source rdfs:label ?name FILTER(LANGMATCHES(LANG(?name), "{lang}")) }}"""
    )
    names = {plain(source): plain(name) for source, name in answer.rows}
    several = cited = 0
    for claim, each in found.items():
        expected = evidence_of(claim, names)
        assert len(each.evidence) == len(set(each.evidence))
        assert set(each.evidence) == set(expected) != set(), claim
        several += len(each.evidence) > 1
        cited += any(one.quotation == "" and one.page != "" for one in each.evidence)
    assert several > 20, "claims with two quotations"
    assert cited > 100, "figures that are cited without a quotation"


def test_a_quoted_and_a_cited_figure_are_as_a_reader_knows_them(read: tuple[str, dict[str, Claim]]) -> None:
    lang, found = read
    quoted = found[f"{BASE}source/guizhou-2023-status-report/observation-registered-trademarks-2023"]
    assert (quoted.value, quoted.period) == ("503,800", "2023")
    assert (quoted.kind, quoted.unit, quoted.region) == {
        "en": ("Observation", "items (documents, goods, cases, trademarks)", "Guizhou Province"),
        "zh": ("观测值", "件", "贵州省"),
    }[lang]
    assert [each.quotation for each in quoted.evidence] == ["商标注册50.38万件"]
    cited = found[f"{BASE}eli/china-2023-outline/target-manufacturing-quality-competitiveness-index-2025"]
    assert (cited.value, cited.period, cited.evidence[0].quotation) == ("86", "2025", "")
    assert (
        cited.evidence[0].source
        == {
            "en": "Outline for Building a Nation Strong in Quality",
            "zh": "质量强国建设纲要",
        }[lang]
    )


class Counting:
    """A store that counts how many IRIs it is asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[int] = []

    def query(self, sparql: str) -> Answer:
        """Return what the store answers."""
        _, place, values = sparql.partition("VALUES ?claim {")
        if place != "":
            self.asked.append(len(values.partition("}")[0].split()))
        return self.store.query(sparql)

    def ask(self, sparql: str) -> bool:
        """Return what the store answers."""
        return self.store.ask(sparql)

    def construct(self, sparql: str) -> tuple[ox.Triple, ...]:
        """Return what the store answers."""
        return self.store.construct(sparql)


def test_no_query_asks_for_too_many_and_a_claim_is_asked_for_once(
    store: EmbeddedStore, every: list[str]
) -> None:
    counting = Counting(store)
    some = every[: AT_ONCE + 1]
    assert list(read_claims(counting, [*some, *some], "en")) == some
    assert counting.asked == [AT_ONCE, 1, AT_ONCE, 1]


def test_no_claims_cost_no_query(store: EmbeddedStore) -> None:
    counting = Counting(store)
    assert read_claims(counting, [], "en") == {}
    assert counting.asked == []


def test_what_the_graph_does_not_have_is_left_out(store: EmbeddedStore, every: list[str]) -> None:
    assert list(read_claims(store, ["https://example.org/nothing", every[0]], "en")) == [every[0]]


def test_a_server_gives_the_same_claims(
    remote: RemoteStore, read: tuple[str, dict[str, Claim]], every: list[str]
) -> None:
    lang, found = read
    some = every[:: len(every) // 50]
    assert read_claims(remote, some, lang) == {claim: found[claim] for claim in some}
