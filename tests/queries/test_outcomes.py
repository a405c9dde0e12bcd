"""The queries on outcomes: what may be compared, and what only looks alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.query.catalog import Catalog
from kg.query.derivation import derive
from kg.rdf.namespaces import PREFIXES, QS
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import parse
from kg.validation.rdflib_graph import rdflib_graph
from tests.queries.rows import PROJECT, asked, reference_rows, rows_of
from tests.queries.statements import records

GUIZHOU = {"region": "region:guizhou"}


def indicator(name: str) -> dict[str, str]:
    return {**GUIZHOU, "indicator": f"indicator:{name}"}


def compared(store: EmbeddedStore, name: str) -> list[tuple[str, ...]]:
    """Return what is said of a target of Guizhou, without the note."""
    columns = ("target", "target_period", "observed", "observed_period", "comparable", "verdict")
    rows = asked(store, "targets-and-outcomes", indicator(name))
    return [tuple(row[column] for column in columns) for row in rows]


def test_geographical_indications_are_met_since_420_are_more_than_410(store: EmbeddedStore) -> None:
    assert ("410", "2025", "420", "2023", "yes", "met") in compared(store, "geographical-indications")


def test_trademarks_registered_and_trademarks_valid_compare_in_part_and_the_note_says_why(
    store: EmbeddedStore,
) -> None:
    assert ("360000", "2025", "503800", "2023", "partly", "met") in compared(
        store, "valid-trademark-registrations"
    )
    for row in asked(store, "targets-and-outcomes", indicator("valid-trademark-registrations")):
        assert row["note"].startswith("broader wording: Total registered trademarks")


def test_102_new_standards_are_no_part_of_1500_in_all(store: EmbeddedStore) -> None:
    values = [
        row["value"] for row in asked(store, "indicator-values", indicator("public-measurement-standards"))
    ]
    assert "1500" in values, "the target is there"
    new = asked(store, "indicator-values", indicator("new-public-measurement-standards"))
    assert "102" in [row["value"] for row in new], "what could be mistaken for its outcome is there, too"
    assert compared(store, "public-measurement-standards") == []


def test_a_failure_rate_of_4_point_7_reads_as_95_point_3_in_part(store: EmbeddedStore) -> None:
    rows = asked(
        store,
        "targets-and-outcomes",
        indicator("key-industrial-product-provincial-inspection-pass-rate"),
    )
    turned = [row for row in rows if row["observed"] == "95.3"]
    assert [(row["target"], row["comparable"], row["verdict"]) for row in turned] == [("95", "partly", "met")]
    assert "4.7" in turned[0]["note"]


# --- targets and outcomes on small graphs -----------------------------------------------------------------

INDICATORS = {
    "pass-rate": "nature:rate direction:higher",
    "failure-rate": "nature:rate direction:lower ; qs:complements indicator:pass-rate",
    "key-pass-rate": "nature:rate direction:higher ; skos:broader indicator:pass-rate",
    "other-pass-rate": "nature:rate direction:higher ; skos:broader indicator:pass-rate",
    "accidents": "nature:flow direction:lower",
    "standards": "nature:stock direction:higher ; qs:accumulates indicator:new-standards",
    "new-standards": "nature:flow direction:higher",
    "key-standards": "nature:stock direction:higher ; skos:broader indicator:standards",
    "patents": "nature:open direction:higher",
    "bodies": "nature:stock direction:neutral",
}
"""Nature, direction, and relations of made-up indicators."""

PLACES = """
region:china a qs:Country ; rdfs:label "中国"@zh-Hans, "China"@en .
region:guizhou a qs:Province ; qs:within region:china ; rdfs:label "贵州"@zh-Hans, "Guizhou"@en .
region:guiyang a qs:City ; qs:within region:guizhou ; rdfs:label "贵阳"@zh-Hans, "Guiyang"@en .
"""


@pytest.fixture(scope="module")
def concepts() -> str:
    """The indicators above, with the project's comparators and units."""
    prologue = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    stated = "".join(
        f'indicator:{name} a qs:Indicator ; skos:prefLabel "{name}"@en, "{name}"@zh-Hans ; '
        f"qs:nature {facts.replace(' ', ' ; qs:direction ', 1)} .\n"
        for name, facts in INDICATORS.items()
    )
    folder = PROJECT.root / "ontology" / "vocabularies"
    shared = "".join(
        (folder / f"{name}.ttl").read_text(encoding="utf-8") for name in ("comparators", "units")
    )
    return prologue + shared + prologue + stated + PLACES


def figure(kind: str, about: str, value: str, period: str, **other: str) -> str:
    """Return a target or an observation in Turtle; `other` names what is not as usual."""
    facts = {
        "indicator": f"indicator:{about}",
        "value": value,
        "period": f'"{period}"',
        "comparator": "comparator:exactly",
        "region": "region:guizhou",
        "unit": "unit:percent",
        "evidence": f"<urn:{kind}-evidence>",
        **other,
    }
    stated = " ; ".join(f"qs:{name} {term}" for name, term in facts.items())
    return (
        f"<urn:{kind}> a qs:{kind} ; {stated} . "
        f"<urn:{kind}-evidence> a qs:Quotation ; oa:hasSource <urn:{kind}-text> . "
        f'<urn:{kind}-text> dcterms:issued "2023-03-23"^^xsd:date .'
    )


def target(about: str, value: str, **other: str) -> str:
    return figure("Target", about, value, "2025", **other)


def observation(about: str, value: str, **other: str) -> str:
    return figure("Observation", about, value, "2023", **other)


def joined(concepts: str, *figures: str) -> list[tuple[str, str, str]]:
    """Return observed value, comparability and verdict of each row, the same on both engines."""
    stated = parse(concepts + "\n".join(figures), Path("small.ttl")).triples
    store = EmbeddedStore.of(stated)
    triples = (*stated, *derive(store, PROJECT))
    query = Catalog(PROJECT.queries).get("targets-and-outcomes")
    rows = rows_of(store.query(query.text))
    assert rows == reference_rows(rdflib_graph(triples), query.text)
    return [(row[5], row[7], row[8]) for row in rows]


ITEMS = {"unit": "unit:xiang"}
PIECES = {"unit": "unit:jian"}


@pytest.mark.parametrize(
    ("aim", "seen"),
    [
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("new-standards", "102.0", **ITEMS),
            id="a-flow-and-the-stock-it-adds-to",
        ),
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("key-standards", "102.0", **ITEMS),
            id="a-count-and-the-count-of-a-part",
        ),
        pytest.param(
            target("key-pass-rate", "95.0"),
            observation("other-pass-rate", "96.0"),
            id="two-narrower-wordings-of-one-core",
        ),
        pytest.param(
            target("patents", "95.0", **ITEMS),
            observation("patents", "96.0", **ITEMS),
            id="two-values-of-which-nobody-knows-whether-they-are-stock-or-flow",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("pass-rate", "96.0", region="region:guiyang"),
            id="a-province-and-its-city",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("pass-rate", "2.0", unit="unit:percentage-point"),
            id="percent-and-percentage-points",
        ),
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("standards", "3.0", unit="unit:percent-change"),
            id="a-count-and-its-growth",
        ),
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("standards", "1.0", unit="unit:rank"),
            id="a-count-and-a-rank",
        ),
        pytest.param(
            target("pass-rate", "95.0"), observation("standards", "96.0"), id="two-unrelated-indicators"
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            target("pass-rate", "96.0").replace("urn:T", "urn:other-t"),
            id="two-targets",
        ),
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("standards", "102.0", place="region:guiyang", **ITEMS),
            id="a-province-and-what-lies-in-one-place-of-it",
        ),
        pytest.param(
            target("pass-rate", "13.0", basePeriod='"2020"'),
            observation("pass-rate", "3.0", basePeriod='"2022"'),
            id="changes-since-different-years",
        ),
    ],
)
def test_what_only_looks_alike_is_never_joined(aim: str, seen: str, concepts: str) -> None:
    assert joined(concepts, aim, seen) == []


@pytest.mark.parametrize(
    ("aim", "seen", "expected"),
    [
        pytest.param(
            target("pass-rate", "95.0"), observation("pass-rate", "95.0"), ("95", "yes", "met"), id="equal"
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("pass-rate", "94.9"),
            ("94.9", "yes", "not yet met"),
            id="short-of-it-before-its-year",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            figure("Observation", "pass-rate", "94.9", "2025"),
            ("94.9", "yes", "not met"),
            id="short-of-it-in-its-year",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            figure("Observation", "pass-rate", "96.0", "2020"),
            ("96", "yes", "baseline"),
            id="what-was-seen-before-the-target-was-set-is-no-outcome",
        ),
        pytest.param(
            target("pass-rate", "95.0", comparator="comparator:more-than"),
            observation("pass-rate", "95.0"),
            ("95", "yes", "not yet met"),
            id="more-than-is-not-met-by-the-same",
        ),
        pytest.param(
            target("standards", "1.0", comparator="comparator:at-least", **ITEMS),
            observation("standards", "1.0", **ITEMS),
            ("1", "yes", "met"),
            id="one-is-the-breakthrough-from-zero",
        ),
        pytest.param(
            target("accidents", "10.0", **PIECES),
            observation("accidents", "9.0", **PIECES),
            ("9", "partly", "met"),
            id="lower-is-better-and-it-is-lower",
        ),
        pytest.param(
            target("accidents", "10.0", **PIECES),
            observation("accidents", "11.0", **PIECES),
            ("11", "partly", "not yet met"),
            id="lower-is-better-and-it-is-higher",
        ),
        pytest.param(
            target("accidents", "10.0", comparator="comparator:less-than", **PIECES),
            observation("accidents", "10.0", **PIECES),
            ("10", "partly", "not yet met"),
            id="less-than-is-not-met-by-the-same",
        ),
        pytest.param(
            target("standards", "100.0", **ITEMS),
            observation("standards", "102.0", **PIECES),
            ("102", "yes", "met"),
            id="counts-with-different-classifiers-agree",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("failure-rate", "4.7"),
            ("95.3", "partly", "met"),
            id="a-failure-rate-is-turned-for-a-pass-rate",
        ),
        pytest.param(
            target("failure-rate", "5.0"),
            observation("pass-rate", "94.0"),
            ("6", "partly", "not yet met"),
            id="a-pass-rate-is-turned-for-a-failure-rate",
        ),
        pytest.param(
            target("key-standards", "100.0", **ITEMS),
            observation("standards", "102.0", **ITEMS),
            ("102", "partly", "met"),
            id="a-count-of-more-than-the-target-counts-compares-in-part",
        ),
        pytest.param(
            target("pass-rate", "95.0", comparator="comparator:more-than"),
            observation("pass-rate", "95.0", comparator="comparator:more-than"),
            ("95", "yes", "met"),
            id="more-than-is-met-by-more-than-the-same",
        ),
        pytest.param(
            target("key-pass-rate", "95.0"),
            observation("pass-rate", "96.0"),
            ("96", "partly", "met"),
            id="a-broader-wording-compares-in-part",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("key-pass-rate", "96.0"),
            ("96", "partly", "met"),
            id="a-narrower-wording-compares-in-part",
        ),
        pytest.param(
            target("key-pass-rate", "95.0"),
            observation("failure-rate", "4.7"),
            ("95.3", "partly", "met"),
            id="the-complement-of-a-broader-one-compares-in-part",
        ),
        pytest.param(
            target("bodies", "10.0", comparator="comparator:at-least", **PIECES),
            observation("bodies", "12.0", **PIECES),
            ("12", "yes", "met"),
            id="where-neither-way-is-better-the-comparator-decides",
        ),
        pytest.param(
            target("pass-rate", "95.0", valueTo="98.0"),
            observation("pass-rate", "94.0", valueTo="96.0"),
            ("94", "yes", "not yet met"),
            id="a-floor-is-met-by-the-lower-end-of-a-range",
        ),
        pytest.param(
            target("accidents", "10.0", valueTo="12.0", **PIECES),
            observation("accidents", "11.0", valueTo="12.0", **PIECES),
            ("11", "partly", "met"),
            id="a-ceiling-is-the-upper-end-of-a-range",
        ),
        pytest.param(
            target("accidents", "10.0", valueTo="12.0", **PIECES),
            observation("accidents", "9.0", valueTo="13.0", **PIECES),
            ("9", "partly", "not yet met"),
            id="a-ceiling-is-missed-by-the-upper-end-of-a-range",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("failure-rate", "4.0", valueTo="6.0"),
            ("94", "partly", "not yet met"),
            id="a-range-of-failure-rates-is-turned-with-its-ends",
        ),
        pytest.param(
            target("bodies", "10.0", valueTo="12.0", **PIECES),
            observation("bodies", "11.0", **PIECES),
            ("11", "yes", "met"),
            id="where-neither-way-is-better-a-value-within-the-range-meets-it",
        ),
    ],
)
def test_a_target_is_compared_with_its_outcome(
    aim: str, seen: str, expected: tuple[str, str, str], concepts: str
) -> None:
    assert joined(concepts, aim, seen) == [expected]


def test_where_neither_way_is_better_no_floor_is_read_into_a_target(concepts: str) -> None:
    text = concepts + target("bodies", "10.0", **PIECES) + observation("bodies", "10.0", **PIECES)
    store = EmbeddedStore.of(parse(text, Path("small.ttl")).triples)
    derive(store, PROJECT)
    (row,) = asked(store, "targets-and-outcomes", {})
    assert row["verdict"] == "met"
    assert "floor" not in row["note"]


# --- findings -----------------------------------------------------------------------------------------------

FINDINGS = """
:first a qs:Finding ; rdfs:label "多项指标居首位"@zh-Hans, "Several rank first"@en ; qs:evidence :e1 ;
    qs:findingKind finding:rank ; qs:region region:guangdong .
:steady a qs:Finding ; rdfs:label "指数稳步提升"@zh-Hans, "Index rises"@en ; qs:evidence :e2 ;
    qs:findingKind finding:trend ; qs:region region:guangdong ; qs:indicator indicator:x ;
    qs:realises measure:x ; qs:period "2022" .
:other a qs:Finding ; rdfs:label "持平"@zh-Hans, "Unchanged"@en ; qs:evidence :e3 ;
    qs:findingKind finding:comparison ; qs:region region:guizhou ; qs:indicator indicator:y .
:goal a qs:Goal ; rdfs:label "目标"@zh-Hans, "Goal"@en ; qs:evidence :e3 ; qs:region region:guizhou .
""" + "\n".join(
    f':e{n} a qs:Quotation ; oa:hasSource source:invented ; oa:exact "e{n}" ; '
    f"oa:start {n * 10} ; oa:end {n * 10 + 2} ."
    for n in range(1, 4)
)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, ["first", "steady", "other"]),
        ({"region": "region:guangdong"}, ["first", "steady"]),
        ({"kind": "finding:comparison"}, ["other"]),
        ({"indicator": "indicator:x"}, ["steady"]),
        ({"indicator": "indicator:y", "region": "region:guangdong"}, []),
    ],
)
def test_findings_are_chosen_by_region_kind_and_indicator(
    arguments: dict[str, str], expected: list[str]
) -> None:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    own = f"@prefix : <{PREFIXES['source']}invented/> .\n"
    store = EmbeddedStore.of(parse(prefixes + own + FINDINGS, Path("invented.ttl")).triples)
    rows = asked(store, "findings", arguments)
    assert [row["finding"].rpartition("/")[2] for row in rows] == expected
    for row in rows:
        if row["finding"].endswith("steady"):
            assert row["indicator"] == PREFIXES["indicator"] + "x"
            assert row["measure"] == PREFIXES["measure"] + "x"
            assert (row["period"], row["start"], row["quote"]) == ("2022", "20", "e2")
        else:
            assert (row["measure"], row["period"]) == ("", "")


def test_every_committed_finding_is_there_with_its_quotations(store: EmbeddedStore) -> None:
    expected = {
        (finding, quotation)
        for finding in records().of_class(QS + "Finding")
        for quotation in records().all(finding, QS + "evidence")
    }
    rows = asked(store, "findings", {})
    assert {row["finding"] for row in rows} == {finding for finding, _ in expected}
    assert len({(row["finding"], row["start"], row["end"]) for row in rows}) == len(expected)


def test_a_national_finding_is_one_of_each_province_that_it_names(store: EmbeddedStore) -> None:
    national = {
        row["finding"] for row in asked(store, "findings", {"region": "region:china"}) if row["source"] != ""
    }
    provinces = set(records().of_class(QS + "Province"))
    rows = asked(store, "findings", {"indicator": "indicator:manufacturing-product-pass-rate"})
    named = {row["region"] for row in rows if row["finding"] in national}
    assert provinces < named
    for row in rows:
        if row["finding"] in national:
            assert (row["period"], row["quote"]) == ("2024", "")
