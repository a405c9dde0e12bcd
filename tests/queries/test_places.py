"""The queries on places: rows computed a second way, without SPARQL, and some that a hand has checked."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.rdf.namespaces import BASE, DCTERMS, PROV, QS
from kg.rdf.store import EmbeddedStore
from tests.adoption import adoptions
from tests.queries.claims import figures, one, short
from tests.queries.rows import asked
from tests.queries.statements import ACTIONS, records

REGIONS = tuple(QS + name for name in ("Region", "Country", "Province", "City", "County", "EconomicRegion"))


def test_every_region_is_there_with_its_codes(store: EmbeddedStore) -> None:
    rows = asked(store, "regions", {})
    assert [row["region"] for row in rows] == records().of_class(*REGIONS)
    for row in rows:
        assert row["within"] == one(row["region"], QS + "within")
        assert row["gb2260"] == one(row["region"], QS + "gb2260")
    provinces = [row for row in rows if row["class"] == QS + "Province"]
    assert len(provinces) == 31
    assert all(row["gb2260"].endswith("0000") and row["iso3166"].startswith("CN-") for row in provinces)
    assert len({row["wikidata"] for row in provinces}) == 31


def test_what_lies_inside_a_region_includes_the_parts_of_its_parts(store: EmbeddedStore) -> None:
    inside = {short(row["region"]) for row in asked(store, "regions", {"inside": "region:guizhou"})}
    assert {"guizhou", "guiyang", "guiyang-high-tech-zone", "qianzhong"} <= inside
    assert inside.isdisjoint({"china", "yunnan", "kunming"})


def test_a_city_has_a_code_that_starts_as_that_of_its_province(store: EmbeddedStore) -> None:
    rows = {row["region"]: row for row in asked(store, "regions", {})}
    cities = [row for row in rows.values() if row["class"] in (QS + "City", QS + "County")]
    assert len(cities) > 0
    assert [row for row in cities if row["gb2260"][:2] != rows[row["within"]]["gb2260"][:2]] == []


def test_a_region_is_read_as_far_as_its_best_reading(store: EmbeddedStore) -> None:
    whole: dict[str, set[str]] = defaultdict(set)
    reported: dict[str, set[str]] = defaultdict(set)
    full: set[str] = set()
    for reading in records().of_class(QS + "Reading"):
        text = one(reading, PROV + "used")
        known = {text, *records().all(text, QS + "reportsOn")}
        if short(one(reading, QS + "extent")) == "whole":
            whole[one(text, DCTERMS + "spatial")].add(text)
            full |= {text, *records().all(text, QS + "transmits")}
        for each in known:
            reported[one(each, DCTERMS + "spatial")].add(each)
    expected = {
        region: (len(whole[region]), len(reported[region] - full), adoptions().coded[region])
        for region in records().of_class(*REGIONS[:-1])
    }
    rows = {
        row["region"]: (int(row["whole"]), int(row["part"]), row["state"])
        for row in asked(store, "region-readings", {})
    }
    assert rows == expected
    assert {state for *_, state in rows.values()} == {"plan", "source", "part", "none"}


def test_of_guizhou_alone_the_plan_was_read(store: EmbeddedStore) -> None:
    states: dict[str, set[str]] = defaultdict(set)
    for row in asked(store, "region-readings", {}):
        states[row["state"]].add(short(row["region"]))
    # Of Guangdong and Yunnan a press conference about the plan was read, of Guiyang a newspaper's report.
    assert states["plan"] == {"guizhou"}
    assert states["source"] == {"guangdong", "guiyang", "yunnan"}


def test_claims_are_counted_by_kind(store: EmbeddedStore) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for action in records().of_class(*ACTIONS):
        for region in records().all(action, QS + "region"):
            counts[region]["actions"] += 1
    for figure in figures():
        counts[figure.region][figure.kind + "s"] += 1
    for goal in records().of_class(QS + "Goal"):
        counts[one(goal, QS + "region")]["goals"] += 1
    for finding in records().of_class(QS + "Finding"):
        counts[one(finding, QS + "region")]["findings"] += 1
    rows = {row["region"]: row for row in asked(store, "region-claims", {})}
    assert set(rows) == set(counts)
    for region, row in rows.items():
        names = ("actions", "targets", "observations", "goals", "findings")
        found = Counter({name: int(row[name]) for name in names})
        assert +found == counts[region]


def test_a_named_place_is_not_who_acts(store: EmbeddedStore) -> None:
    rows = asked(store, "named-places", {})
    assert [row for row in rows if row["place"] == row["region"]] == []
    assert {(row["claim"], row["place"]) for row in rows} == {
        (claim, place)
        for claim in records().with_predicate(QS + "place")
        for place in records().all(claim, QS + "place")
    }
    # The loan of Guizhou was first offered in Liupanshui; the words are in the status report.
    claims = {short(row["claim"]) for row in rows if row["place"] == BASE + "region/liupanshui"}
    assert claims == {"action-qianzhi-loan", "observation-quality-certified-enterprise-credit-2023"}


def test_a_region_has_the_entities_of_its_claims_and_its_titles(
    store: EmbeddedStore,
) -> None:
    classes = ("Award", "Designation", "Brand", "Platform", "Facility", "Cluster", "Event")
    named = set(records().of_class(*(QS + name for name in classes)))
    expected: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in records().with_predicate(QS + "region"):
        for thing in named.intersection(records().all(claim, QS + "concerns")):
            for region in records().all(claim, QS + "region"):
                expected[region, thing].add(claim)
    for claim in records().of_class(QS + "Conferral"):
        for holder in set(records().all(claim, QS + "holder")) & set(records().of_class(*REGIONS)):
            expected[holder, one(claim, QS + "award")].add(claim)
    answer = asked(store, "region-things", {})
    rows = {(row["region"], row["thing"]): int(row["claims"]) for row in answer}
    assert all(row["home"] == one(row["thing"], DCTERMS + "spatial") for row in answer)
    assert rows == {key: len(claims) for key, claims in expected.items()}
