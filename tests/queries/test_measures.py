"""The queries on measures: rows computed a second way, without SPARQL, and some that a hand has checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import permutations

from kg.namespaces import BASE, QS, SKOS
from kg.store import EmbeddedStore
from tests.queries.claims import actions, one, plans_read, read_whole, short
from tests.queries.rows import asked
from tests.queries.statements import records


def measures_of(region: str) -> set[str]:
    """Return all measures that the region's own government realises."""
    return {measure for action in actions() if action.region == region for measure in action.measures}


def test_the_measures_of_an_area_are_had_or_missing(store: EmbeddedStore) -> None:
    areas: dict[str, set[str]] = defaultdict(set)
    for measure in records().of_class(QS + "Measure"):
        for area in records().all(measure, SKOS + "broader"):
            areas[area].add(measure)
    provinces = set(records().of_class(QS + "Province")) & set(read_whole())
    expected = {}
    for area, inside in areas.items():
        for region in provinces:
            missing = len(inside - measures_of(region))
            lacking = "absent" if region in plans_read() else "unread"
            state = "yes" if missing == 0 else lacking
            expected[area, region] = (len(inside), len(inside) - missing, missing, state)
    rows = {
        (row["area"], row["region"]): (
            int(row["of"]),
            int(row["measures"]),
            int(row["missing"]),
            row["state"],
        )
        for row in asked(store, "area-coverage", {})
    }
    assert rows == expected
    assert {state for *_, state in rows.values()} == {"yes", "absent", "unread"}


def test_guizhou_misses_four_measures_that_others_have(store: EmbeddedStore) -> None:
    # Foreign trade, benchmarking, emerging industries, technical services: no action in its two sources.
    rows = asked(store, "area-coverage", {"region": "region:guizhou"})
    assert sum(int(row["missing"]) for row in rows) == 4
    assert {row["state"] for row in rows if row["missing"] != "0"} == {"absent"}


def test_a_city_is_held_against_its_own_province(store: EmbeddedStore) -> None:
    counts = Counter(
        (action.region, measure)
        for action in actions()
        if action.region in records().of_class(QS + "City")
        for measure in action.measures
    )
    expected = {}
    for (city, measure), times in counts.items():
        province = one(city, QS + "within")
        lacking = "absent" if province in plans_read() else "unread"
        state = "yes" if measure in measures_of(province) else lacking
        expected[city, measure] = (times, province, state)
    rows = {
        (row["city"], row["measure"]): (int(row["actions"]), row["province"], row["state"])
        for row in asked(store, "city-measures", {})
    }
    assert rows == expected
    assert {state for *_, state in rows.values()} == {"yes", "absent"}


def test_the_earliest_published_source_is_the_first(store: EmbeddedStore) -> None:
    issued: dict[str, set[str]] = defaultdict(set)
    for action in actions():
        for measure in action.measures:
            issued[measure].add(action.issued)
    expected = Counter(
        (measure, action.issued, action.source, action.region)
        for action in actions()
        for measure in action.measures
        if action.issued == min(issued[measure])
    )
    rows = {
        (row["measure"], row["issued"], row["source"], row["region"]): int(row["actions"])
        for row in asked(store, "first-mentions", {})
    }
    assert rows == expected


def test_a_plan_is_held_against_what_was_published_later(store: EmbeddedStore) -> None:
    expected = {}
    for plan in {(a.region, a.source, a.issued, m) for a in actions() for m in a.measures}:
        region, source, issued, measure = plan
        same = [action for action in actions() if action.region == region and measure in action.measures]
        planned = sum(action.source == source and action.status == "planned" for action in same)
        reported = sum(
            action.issued > issued and action.status in ("under-way", "completed") for action in same
        )
        unseen = "absent" if read_whole().get(region, "") > issued else "unread"
        if planned > 0:
            state = "yes" if reported > 0 else unseen
            expected[region, source, measure] = (planned, state, reported)
    rows = {
        (row["region"], row["source"], row["measure"]): (
            int(row["planned"]),
            row["state"],
            int(row["reported"]),
        )
        for row in asked(store, "follow-through", {})
    }
    assert rows == expected
    assert {state for _, state, _ in rows.values()} == {"yes", "absent", "unread"}


def test_two_regions_share_what_both_realise(store: EmbeddedStore) -> None:
    expected = {
        (one_, other): (
            len(measures_of(one_) & measures_of(other)),
            len(measures_of(one_) - measures_of(other)),
            len(measures_of(other) - measures_of(one_)),
        )
        for one_, other in permutations(read_whole(), 2)
    }
    rows = {
        (row["region"], row["other"]): (int(row["shared"]), int(row["own"]), int(row["theirs"]))
        for row in asked(store, "shared-measures", {})
    }
    assert rows == expected


def test_measures_are_joined_where_one_action_realises_both(store: EmbeddedStore) -> None:
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for action in actions():
        for pair in permutations(sorted(action.measures), 2):
            together[pair].append(action.region)
    rows = {
        (row["measure"], row["other"]): (int(row["actions"]), int(row["regions"]))
        for row in asked(store, "joined-measures", {})
    }
    assert rows == {pair: (len(regions), len(set(regions))) for pair, regions in together.items()}


def test_actions_are_counted_by_status_instrument_and_sector(store: EmbeddedStore) -> None:
    status = Counter((m, a.region, a.status) for a in actions() for m in a.measures)
    sector = Counter((s, m, a.region) for a in actions() for m in a.measures for s in a.sectors)
    used: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for action in actions():
        for measure in action.measures:
            used[action.region, one(measure, QS + "instrument")].add((measure, action.iri))
    for row in asked(store, "measure-status", {}):
        for name in ("named", "planned", "under-way", "completed"):
            assert int(row[name.replace("-", "_")]) == status.pop((row["measure"], row["region"], name), 0)
    assert status == {}
    assert sector == {
        (row["sector"], row["measure"], row["region"]): int(row["actions"])
        for row in asked(store, "sector-measures", {})
    }
    assert {
        (row["region"], row["instrument"]): (int(row["measures"]), int(row["actions"]))
        for row in asked(store, "instrument-mix", {})
    } == {
        key: (len({measure for measure, _ in pairs}), len({action for _, action in pairs}))
        for key, pairs in used.items()
    }


def test_chief_quality_officers_stand_in_the_words_of_two_provinces(store: EmbeddedStore) -> None:
    rows = asked(store, "measure-actions", {"measure": "measure:chief-quality-officer"})
    assert {short(row["region"]) for row in rows} == {"guangdong", "guizhou"}
    assert {row["status"] for row in rows if row["source"] == "guizhou-2023-implementing-opinion"} == {
        "planned"
    }
    assert all(row["measure"] == BASE + "measure/chief-quality-officer" for row in rows)
    assert all("質" in row["quote"] or "质" in row["quote"] for row in rows)
