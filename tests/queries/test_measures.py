"""The queries on measures: rows computed a second way, without SPARQL, and some that a hand has checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import permutations

import pytest

from kg.rdf.namespaces import BASE, DCTERMS, OA, QS, RDFS, SKOS
from kg.rdf.store import EmbeddedStore
from tests.adoption import ACTIONS, LEVELS, RESULTS, STAGES, STRICTNESS, Claim, adoptions, called, short
from tests.queries.claims import one
from tests.queries.rows import asked
from tests.queries.statements import records

every_level = pytest.mark.parametrize("level", LEVELS)
every_stage = pytest.mark.parametrize("stage", STAGES)
every_strictness = pytest.mark.parametrize("strictness", STRICTNESS)

THINGS = frozenset(QS + name for name in ("Brand", "Designation", "Facility", "Platform"))
"""The classes of named entities of a province."""


def region_of(claim: Claim) -> str:
    """Return the one region of a claim."""
    (region,) = claim.regions
    return region


def actions() -> list[Claim]:
    """Return the claims that are actions."""
    return [claim for claim in adoptions().claims if claim.kind in ACTIONS]


def issued(claim: Claim) -> str:
    """Return the date of the text of a claim."""
    (source,) = claim.sources
    return one(source, DCTERMS + "issued")


# --- the table of adoption --------------------------------------------------------------------------


@every_level
@every_stage
@every_strictness
def test_each_cell_has_the_state_that_the_claims_give_it(
    store: EmbeddedStore, level: str, stage: str, strictness: str
) -> None:
    known = adoptions()
    rows = asked(store, "measure-matrix", {"level": level, "stage": stage, "strictness": strictness})
    found = {(row["region"], row["measure"]): row["state"] for row in rows}
    assert len(found) == len(rows)
    assert found == {
        (region, concept): known.state(region, concept, stage, strictness)
        for region in known.provinces()
        for concept in known.of(level)
    }


@every_level
def test_each_cell_says_how_far_it_has_come_and_on_what_evidence(store: EmbeddedStore, level: str) -> None:
    known = adoptions()
    for row in asked(store, "measure-matrix", {"level": level}):
        its = known.found.get((row["region"], row["measure"]))
        shown = (row["level"], row["stage"], row["has_target"], row["has_result"], int(row["claims"]))
        if its is None:
            assert (*shown, row["claim"]) == (level, "", "false", "false", 0, "")
        else:
            kinds = (str(its.target).lower(), str(its.result).lower())
            assert shown == (level, its.stage, *kinds, len(its.claims))
            assert row["claim"] == min(its.claims)


def test_all_states_and_stages_are_met(store: EmbeddedStore) -> None:
    rows = asked(store, "measure-matrix", {})
    assert {row["state"] for row in rows} == {"yes", "other form", "absent", "unread"}
    assert {row["stage"] for row in rows} == {"", *STAGES}
    assert len({row["region"] for row in rows}) == 31


def test_one_cell_may_be_asked_for(store: EmbeddedStore) -> None:
    measure = called("首席质量官")
    given = {"region": "region:guizhou", "measure": f"measure:{short(measure)}"}
    (row,) = asked(store, "measure-matrix", given)
    assert (row["measure"], short(row["region"]), row["state"]) == (measure, "guizhou", "yes")


@pytest.mark.parametrize(
    ("words", "provinces"),
    [
        ("首席质量官", {"guangdong", "guizhou"}),
        ("双随机", {"guizhou", "yunnan"}),
        ("中国质量奖", {"guangdong", "guizhou", "yunnan"}),
    ],
)
def test_what_a_hand_has_checked_recurs(store: EmbeddedStore, words: str, provinces: set[str]) -> None:
    rows = asked(store, "measure-matrix", {"measure": f"measure:{short(called(words))}"})
    assert {short(row["region"]) for row in rows if row["state"] == "yes"} == provinces
    recurring = {row["measure"]: row for row in asked(store, "recurring-measures", {})}
    assert int(recurring[called(words)]["provinces"]) == len(provinces)


# --- what is shared and what is not -----------------------------------------------------------------


@every_level
@every_stage
def test_a_measure_recurs_where_several_provinces_have_it(
    store: EmbeddedStore, level: str, stage: str
) -> None:
    known = adoptions()
    expected = {}
    for concept in known.of(level):
        having = [p for p in known.provinces() if known.state(p, concept, stage) == "yes"]
        its = [known.found[province, concept] for province in having]
        if len(having) >= 2:
            expected[concept] = (len(having), sum(a.target for a in its), sum(a.result for a in its))
    rows = {
        row["measure"]: (int(row["provinces"]), int(row["with_target"]), int(row["with_result"]))
        for row in asked(store, "recurring-measures", {"level": level, "stage": stage})
    }
    assert rows == expected
    assert len(rows) > 0


def standing(having: int, coded: int) -> str:
    """Return in words how many of the provinces with a fully coded text have something."""
    return {0: "none", coded: "every", 1: "one"}.get(having, "some")


@every_level
@every_stage
@every_strictness
def test_the_number_of_provinces_with_a_measure_has_bounds(
    store: EmbeddedStore, level: str, stage: str, strictness: str
) -> None:
    known = adoptions()
    coded = known.provinces("plan", "source")
    having = {
        concept: sum(known.state(each, concept, stage) == "yes" for each in coded)
        for each_level in LEVELS
        for concept in known.of(each_level)
    }
    expected = {}
    for concept in known.of(level):
        states = Counter(known.state(each, concept, stage, strictness) for each in known.provinces())
        above = known.above[concept] or concept
        expected[concept] = {
            "provinces": str(states["yes"]),
            "other_form": str(states["other form"]),
            "absent": str(states["absent"]),
            "unread": str(states["unread"]),
            "at_most": str(31 - states["absent"]),
            "standing": standing(having[concept], len(coded)),
            "broader": above,
            "broader_standing": standing(having[above], len(coded)),
        }
    given = {"level": level, "stage": stage, "strictness": strictness}
    rows = asked(store, "adoption-bounds", given)
    columns = next(iter(expected.values())).keys()
    assert {row["measure"]: {column: row[column] for column in columns} for row in rows} == expected
    order = [(-int(row["provinces"]), row["measure"]) for row in rows]
    assert order == sorted(order)


@every_level
@every_stage
def test_what_one_province_alone_has_comes_with_each_claim_and_each_thing_of_its_own(
    store: EmbeddedStore, level: str, stage: str
) -> None:
    known = adoptions()
    claims = {claim.iri: claim for claim in known.claims}
    provinces = set(known.provinces())
    named: dict[str, set[str]] = defaultdict(set)
    for record in records().with_predicate(QS + "concerns"):
        for region in provinces.intersection(records().all(record, QS + "region")):
            for thing in records().all(record, QS + "concerns"):
                named[thing].add(region)
    # Facilities that are counted are many, and no one thing.
    counts = set(records().with_predicate(QS + "value"))
    counted = {
        thing
        for record in records().with_predicate(QS + "concerns")
        if record in counts
        for thing in records().all(record, QS + "concerns")
    } & set(records().of_class(QS + "Facility"))
    alone = {thing for thing, where in named.items() if len(where) == 1}
    things = alone & set(records().of_class(*THINGS)) - counted
    expected = set()
    for concept in known.of(level):
        states = Counter(known.state(province, concept) for province in provinces)
        others = tuple(states[state] for state in ("other form", "absent", "unread"))
        for region in provinces:
            if known.state(region, concept, stage) != "yes":
                continue
            for claim in known.found[region, concept].claims:
                if states["yes"] == 1:
                    expected.add((concept, region, "measure", "", claim, *others))
                if len(claims[claim].measures) == 1:
                    expected |= {
                        (concept, region, "thing", thing, claim, *others)
                        for thing in things.intersection(records().all(claim, QS + "concerns"))
                    }
    rows = asked(store, "unique-measures", {"level": level, "stage": stage})
    numbers = [tuple(int(row[name]) for name in ("other_form", "absent", "unread")) for row in rows]
    assert {
        (row["measure"], row["region"], row["unique"], row["thing"], row["claim"], *counts)
        for row, counts in zip(rows, numbers, strict=True)
    } == expected
    assert {row["state"] for row in rows} == {"yes"}
    assert all(
        1 + sum(counts) == 31 for row, counts in zip(rows, numbers, strict=True) if row["unique"] == "measure"
    )
    if level == "measure":
        assert {row["unique"] for row in rows} == {"measure", "thing"}


def test_the_words_of_what_is_unique_are_those_of_the_claim(store: EmbeddedStore) -> None:
    rows = asked(store, "unique-measures", {"region": "region:guangdong"})
    assert len(rows) > 0
    for row in rows:
        quotations = records().all(row["claim"], QS + "evidence")
        assert row["quote"] in {one(each, OA + "exact") for each in quotations}
        assert row["source"] in {short(one(each, OA + "hasSource")) for each in quotations}
        if row["thing"] != "":
            assert row["thing_zh"] in records().all(row["thing"], RDFS + "label")


@every_level
@every_stage
def test_two_regions_share_what_both_have(store: EmbeddedStore, level: str, stage: str) -> None:
    known = adoptions()
    regions = [region for region, coding in known.coded.items() if coding in ("plan", "source")]
    having = {region: known.having(region, level, stage) for region in regions}
    expected = {
        (own, other): (
            len(having[own] & having[other]),
            len(having[own] - having[other]),
            len(having[other] - having[own]),
        )
        for own, other in permutations(regions, 2)
    }
    rows = {
        (row["region"], row["other"]): (int(row["shared"]), int(row["own"]), int(row["theirs"]))
        for row in asked(store, "shared-measures", {"level": level, "stage": stage})
    }
    assert rows == expected


@every_level
@every_stage
@every_strictness
@pytest.mark.parametrize("minimum", [1, 2])
def test_what_others_have_and_a_province_was_not_seen_to_have_comes_with_its_state(
    store: EmbeddedStore, level: str, stage: str, strictness: str, minimum: int
) -> None:
    known = adoptions()
    expected = {}
    for concept in known.of(level):
        having = [each for each in known.provinces() if known.state(each, concept, stage) == "yes"]
        for region in known.provinces("plan", "source"):
            if len(having) >= minimum and region not in having:
                state = known.state(region, concept, stage, strictness)
                expected[region, concept] = (len(having), state)
    given = {"level": level, "stage": stage, "strictness": strictness, "minimum": str(minimum)}
    rows = {
        (row["region"], row["measure"]): (int(row["provinces"]), row["state"])
        for row in asked(store, "missing-measures", given)
    }
    assert rows == expected
    assert "yes" not in {state for _, state in rows.values()}


@every_level
@pytest.mark.parametrize("share", ["0", "0.5", "0.99"])
def test_the_share_of_the_others_is_that_of_those_with_a_fully_coded_text(
    store: EmbeddedStore, level: str, share: str
) -> None:
    known = adoptions()
    coded = known.provinces("plan", "source")
    expected = {}
    for concept in known.of(level):
        having = [each for each in coded if known.state(each, concept) == "yes"]
        for region in coded:
            if len(having) > float(share) * (len(coded) - 1) and region not in having:
                share_of_others = round(len(having) / (len(coded) - 1), 3)
                expected[region, concept] = (str(len(coded) - 1), share_of_others)
    given = {"level": level, "share": share, "minimum": "1"}
    rows = {
        (row["region"], row["measure"]): (row["others"], float(row["share_of_others"]))
        for row in asked(store, "missing-measures", given)
    }
    assert rows == expected
    assert (len(rows) > 0) is (level != "area")  # there is none that a province is without


def test_half_of_the_others_is_not_more_than_half(store: EmbeddedStore) -> None:
    half = asked(store, "missing-measures", {"minimum": "1", "share": "0.5"})
    less = asked(store, "missing-measures", {"minimum": "1", "share": "0.49"})
    assert {float(row["share_of_others"]) for row in half} == {1.0}
    assert {float(row["share_of_others"]) for row in less} == {0.5, 1.0}


def test_a_city_lacks_measures_of_others_only_on_request(store: EmbeddedStore) -> None:
    city = BASE + "region/guiyang"
    assert city not in {row["region"] for row in asked(store, "missing-measures", {"minimum": "1"})}
    rows = asked(store, "missing-measures", {"minimum": "1", "scope": "all"})
    own = {row["measure"] for row in rows if row["region"] == city}
    known = adoptions()
    provinces = known.provinces("plan", "source")
    others = {
        concept
        for concept in known.of("measure")
        if any(known.state(each, concept) == "yes" for each in provinces)
    }
    assert own == others - known.having(city, "measure")
    assert {row["others"] for row in rows} == {str(len(provinces))}


@pytest.mark.parametrize("level", ["measure", "theme"])
@every_strictness
def test_an_area_has_so_many_measures_adopted_touched_absent_and_unread(
    store: EmbeddedStore, level: str, strictness: str
) -> None:
    known = adoptions()
    expected = {}
    for area in known.of("area"):
        inside = [concept for concept in known.of(level) if area in known.up(concept)]
        for region in known.provinces("plan", "source"):
            states = Counter(known.state(region, concept, strictness=strictness) for concept in inside)
            counts = (states[state] for state in ("yes", "other form", "absent", "unread"))
            expected[area, region] = (len(inside), *counts)
    columns = ("of", "adopted", "other_form", "absent", "unread")
    rows = {
        (row["area"], row["region"]): tuple(int(row[column]) for column in columns)
        for row in asked(store, "area-coverage", {"level": level, "strictness": strictness})
    }
    assert rows == expected
    assert all(of == sum(parts) for of, *parts in rows.values())


@every_level
@every_strictness
def test_a_city_is_compared_with_its_province(store: EmbeddedStore, level: str, strictness: str) -> None:
    known = adoptions()
    expected = {}
    for city in records().of_class(QS + "City"):
        province = one(city, QS + "within")
        for concept in known.having(city, level):
            its = known.found[city, concept]
            state = known.state(province, concept, strictness=strictness)
            expected[city, concept] = (len(its.claims), its.stage, province, state)
    rows = {
        (row["region"], row["measure"]): (int(row["claims"]), row["stage"], row["province"], row["state"])
        for row in asked(store, "city-measures", {"level": level, "strictness": strictness})
    }
    assert rows == expected
    assert len(rows) > 0


# --- when, and how far ------------------------------------------------------------------------------


@every_level
def test_the_earliest_published_source_is_the_first(store: EmbeddedStore, level: str) -> None:
    known = adoptions()
    claims = {claim.iri: claim for claim in known.claims}
    days: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for (region, concept), its in known.found.items():
        if its.state == "yes" and known.level[concept] == level:
            for claim in its.claims:
                (source,) = claims[claim].sources
                days[concept][issued(claims[claim]), short(source), region] += 1
    expected = {
        (concept, *place): number
        for concept, places in days.items()
        for place, number in places.items()
        if place[0] == min(places)[0]
    }
    rows = {
        (row["measure"], row["issued"], row["source"], row["region"]): int(row["claims"])
        for row in asked(store, "first-mentions", {"level": level})
    }
    assert rows == expected


@every_level
def test_a_plan_is_compared_with_later_texts(store: EmbeddedStore, level: str) -> None:
    known = adoptions()
    planned: Counter[tuple[str, str, str]] = Counter()
    for claim in actions():
        if claim.status in ("named", "planned"):
            (source,) = claim.sources
            planned.update((region_of(claim), source, each) for each in known.at(level, claim.measures))
    expected = {}
    for (region, source, concept), number in planned.items():
        day = one(source, DCTERMS + "issued")
        later = [claim for claim in known.claims if region in claim.regions and issued(claim) > day]
        reported = sum(
            concept in known.at(level, claim.measures)
            and (claim.kind in RESULTS or claim.status in ("under-way", "completed"))
            for claim in later
        )
        on_theme = level == "measure" and any(known.above[concept] in claim.measures for claim in later)
        unseen = "absent" if known.until.get(region, "") > day else "unread"
        state = "yes" if reported > 0 else "other form" if on_theme else unseen
        expected[region, short(source), concept] = (number, state, reported)
    rows = {
        (row["region"], row["source"], row["measure"]): (
            int(row["planned"]),
            row["state"],
            int(row["reported"]),
        )
        for row in asked(store, "follow-through", {"level": level})
    }
    assert rows == expected
    if level == "measure":
        assert {state for _, state, _ in rows.values()} == {"yes", "other form", "absent", "unread"}


@every_level
def test_actions_are_counted_by_status_and_sector(store: EmbeddedStore, level: str) -> None:
    known = adoptions()
    status: Counter[tuple[str, str, str]] = Counter()
    sector: Counter[tuple[str, str, str]] = Counter()
    for claim in actions():
        for concept in known.at(level, claim.measures):
            status[concept, region_of(claim), claim.status] += 1
            sector.update((each, concept, region_of(claim)) for each in claim.sectors)
    for row in asked(store, "measure-status", {"level": level}):
        for column in ("named", "planned", "under_way", "completed"):
            key = (row["measure"], row["region"], column.replace("_", "-"))
            assert int(row[column]) == status.pop(key, 0)
    assert status == {}
    assert sector == {
        (row["sector"], row["measure"], row["region"]): int(row["actions"])
        for row in asked(store, "sector-measures", {"level": level})
    }


@pytest.mark.parametrize("level", ["measure", "theme"])
def test_actions_are_counted_by_instrument(store: EmbeddedStore, level: str) -> None:
    known = adoptions()
    used: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for claim in actions():
        for concept in known.at(level, claim.measures):
            for instrument in records().all(concept, QS + "instrument"):
                used[region_of(claim), instrument].add((concept, claim.iri))
    assert {
        (row["region"], row["instrument"]): (int(row["measures"]), int(row["actions"]))
        for row in asked(store, "instrument-mix", {"level": level})
    } == {
        key: (len({measure for measure, _ in pairs}), len({action for _, action in pairs}))
        for key, pairs in used.items()
    }


@every_level
def test_measures_are_joined_where_one_claim_is_of_both(store: EmbeddedStore, level: str) -> None:
    known = adoptions()
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in known.claims:
        for one_ in claim.measures:
            for also in claim.measures:
                for pair in permutations(known.at(level, [one_, also]), 2):
                    together[pair].append(claim.iri)
    where = {claim.iri: claim.regions for claim in known.claims}
    rows = {
        (row["measure"], row["other"]): (int(row["claims"]), int(row["regions"]))
        for row in asked(store, "joined-measures", {"level": level})
    }
    assert rows == {
        pair: (len(set(claims)), len({region for claim in claims for region in where[claim]}))
        for pair, claims in together.items()
    }


def test_the_claims_of_a_theme_are_its_own_and_those_of_its_measures(store: EmbeddedStore) -> None:
    known = adoptions()
    for theme in known.of("theme"):
        expected = {
            (measure, claim.iri)
            for claim in known.claims
            for measure in claim.measures
            if theme in known.up(measure)
        }
        rows = asked(store, "measure-actions", {"measure": f"measure:{short(theme)}"})
        assert {(row["measure"], row["action"]) for row in rows} == expected


def test_chief_quality_officers_are_in_the_texts_of_two_provinces(store: EmbeddedStore) -> None:
    measure = called("首席质量官")
    rows = asked(store, "measure-actions", {"measure": f"measure:{short(measure)}"})
    provinces = set(adoptions().provinces())
    assert {short(row["region"]) for row in rows if row["region"] in provinces} == {"guangdong", "guizhou"}
    assert all(row["measure"] == measure for row in rows)
    assert all("質" in row["quote"] or "质" in row["quote"] for row in rows)
    assert all(row["label_zh"] in records().all(measure, SKOS + "prefLabel") for row in rows)
