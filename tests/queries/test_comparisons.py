"""The queries that compare figures: rows computed a second way, without SPARQL."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import product

import pytest

from kg.graph import Graph
from kg.project import Project
from kg.rdf.namespaces import BASE, OA, QS
from kg.rdf.store import EmbeddedStore
from tests.queries.claims import (
    Figure,
    closeness,
    family,
    figures,
    first_day,
    kind_of_unit,
    may_compare,
    obstacle,
    on_family,
    one,
    plans_read,
    published,
    read_whole,
    short,
)
from tests.queries.rows import asked
from tests.queries.statements import records

TARGETS = [figure for figure in figures() if figure.kind == "target"]
OUTCOMES = [figure for figure in figures() if figure.kind == "observation"]


def is_part(seen: Figure, aim: Figure) -> bool:
    """Return whether an observation counts only a part of what a target counts."""
    return (
        closeness(aim.indicator, seen.indicator) == "narrower"
        and kind_of_unit(aim.unit) == BASE + "unit/count"
    )


def is_comparable(seen: Figure, aim: Figure) -> bool:
    """Return whether an observation can be compared with a target of its region."""
    return (
        seen.region == aim.region
        and may_compare(aim.indicator, seen.indicator)
        and kind_of_unit(seen.unit) == kind_of_unit(aim.unit)
        and (seen.place, seen.base) == (aim.place, aim.base)
        and seen.period != ""
        and not is_part(seen, aim)
    )


def is_outcome(seen: Figure, aim: Figure) -> bool:
    """Return whether an observation can be the outcome of a target."""
    return is_comparable(seen, aim) and seen.period >= published(aim)[:4]


def verdict(seen: Figure, aim: Figure) -> str:
    """Return what may be said of a target, given a comparable observation."""
    if seen.period < published(aim)[:4]:
        return "baseline"
    value = 100 - seen.value if closeness(aim.indicator, seen.indicator) == "complement" else seen.value
    lower = one(aim.indicator, QS + "direction").endswith("/lower")
    sign = aim.comparator if aim.comparator not in "=~" else "<=" if lower else ">="
    reached = {
        ">": value > aim.value or (value == aim.value and seen.comparator == ">"),
        "<": value < aim.value or (value == aim.value and seen.comparator == "<"),
        ">=": value >= aim.value,
        "<=": value <= aim.value,
    }[sign]
    return "met" if reached else "not yet met" if seen.period < aim.period else "not met"


def test_each_target_is_listed_with_each_comparable_observation(store: EmbeddedStore) -> None:
    expected = set()
    for aim, seen in product(TARGETS, OUTCOMES):
        if is_comparable(seen, aim):
            way = closeness(aim.indicator, seen.indicator)
            flow = short(one(aim.indicator, QS + "nature")) == "flow"
            expected.add(
                (
                    *(aim.region, aim.indicator, aim.value, aim.comparator, aim.period),
                    *(100 - seen.value if way == "complement" else seen.value, seen.period, way),
                    *("yes" if way == "same" and not flow else "partly", verdict(seen, aim)),
                )
            )
    rows = [
        (
            *(row["region"], row["indicator"], Decimal(row["target"]), row["comparator"]),
            *(row["target_period"], Decimal(row["observed"]), row["observed_period"], row["closeness"]),
            *(row["comparable"], row["verdict"]),
        )
        for row in asked(store, "targets-and-outcomes", {})
    ]
    assert len(rows) == len(set(rows))
    assert set(rows) == expected


def reported_on(aim: Figure) -> set[str]:
    """Return what later texts report on the family of a target: figures, findings and conferrals."""
    classes = [QS + name for name in ("Observation", "Finding", "Conferral")]
    found = set()
    for claim in on_family(family(aim.indicator)).get(aim.region, frozenset()):
        if claim in records().of_class(*classes):
            evidence = one(claim, QS + "evidence")
            text = one(evidence, OA + "hasSource") or one(evidence, QS + "citedDocument")
            period = one(claim, QS + "period") or first_day(text)[:4]
            if short(text) != aim.source and period >= published(aim)[:4]:
                found.add(claim)
    return found


def test_a_target_without_an_outcome_is_in_another_form_or_absent_or_unread(
    store: EmbeddedStore,
) -> None:
    expected = set()
    for aim in TARGETS:
        if any(is_outcome(seen, aim) for seen in OUTCOMES):
            continue
        said = reported_on(aim)
        last = read_whole().get(aim.region, "")
        later = published(aim) != "" and last[:4] > published(aim)[:4]
        key = (aim.region, aim.indicator, aim.value, aim.comparator, aim.period, aim.source)
        expected |= {(*key, "other form", claim) for claim in said}
        if len(said) == 0:
            expected.add((*key, "absent" if later else "unread", ""))
    rows = [
        (
            *(row["region"], row["indicator"], Decimal(row["target"]), row["comparator"]),
            *(row["target_period"], row["source"], row["state"], row["claim"]),
        )
        for row in asked(store, "targets-without-outcome", {})
    ]
    assert len(rows) == len(set(rows))
    assert set(rows) == expected
    # Of all regions, Guizhou alone has a later report that was read whole.
    assert {short(row[0]) for row in rows if row[6] == "absent"} == {"guizhou"}


@pytest.mark.parametrize(
    ("indicator", "claim"),
    [
        ("china-quality-awards", "conferral-fast-team-china-quality-award"),
        ("public-measurement-standards", "observation-new-public-measurement-standards-2023"),
        ("provincial-government-quality-awards", "observation-governor-quality-award-winners-2023"),
    ],
)
def test_an_outcome_in_another_form_in_a_later_report_is_not_absent(
    indicator: str, claim: str, store: EmbeddedStore
) -> None:
    rows = asked(
        store,
        "targets-without-outcome",
        {"region": "region:guizhou", "indicator": f"indicator:{indicator}"},
    )
    assert [(row["state"], short(row["claim"])) for row in rows] == [("other form", claim)]


def test_a_target_has_an_outcome_or_none_and_never_both(store: EmbeddedStore) -> None:
    with_outcome = {
        (row["region"], row["indicator"], row["target"])
        for row in asked(store, "targets-and-outcomes", {})
        if row["verdict"] != "baseline"
    }
    without = {
        (row["region"], row["indicator"], row["target"])
        for row in asked(store, "targets-without-outcome", {})
    }
    assert with_outcome & without == set()
    assert len(with_outcome | without) == len({(t.region, t.indicator, t.value) for t in TARGETS})


def test_what_is_reported_without_a_target_is_counted(store: EmbeddedStore) -> None:
    used = {
        document
        for source in records().of_class(QS + "Source")
        for document in [*records().all(source, QS + "reportsOn"), *records().all(source, QS + "transmits")]
    }
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    # The count of an award or other entity is compared with all claims on families that count it too.
    compared: dict[tuple[str, str], set[str]] = defaultdict(set)
    aimed = [on_family(core) for core in {family(aim.indicator) for aim in TARGETS if aim.period != ""}]
    for outcome in OUTCOMES:
        if used.isdisjoint(records().all(outcome.iri, QS + "concerns")):
            seen[outcome.region, outcome.indicator].append(outcome.period)
        if len(records().all(outcome.iri, QS + "concerns")) > 0:
            for claims in aimed:
                if outcome.iri in claims.get(outcome.region, ()):
                    compared[outcome.region, outcome.indicator] |= claims[outcome.region]
    expected = set()
    for (region, indicator), periods in seen.items():
        if any(aim.region == region and may_compare(aim.indicator, indicator) for aim in TARGETS):
            continue
        known = [period for period in periods if period != ""]
        aims = {
            claim
            for claim in records().of_class(QS + "Target", QS + "Goal")
            if region in records().all(claim, QS + "region")
            and (
                closeness(indicator, one(claim, QS + "indicator")) != ""
                or claim in compared[region, indicator]
            )
        }
        key = (region, indicator, len(periods), min(known, default=""), max(known, default=""))
        expected |= {(*key, "other form", claim) for claim in aims}
        if len(aims) == 0:
            expected.add((*key, "absent" if region in plans_read() else "unread", ""))
    rows = [
        (
            *(row["region"], row["indicator"], int(row["observations"])),
            *(row["first_period"], row["last_period"], row["state"], row["claim"]),
        )
        for row in asked(store, "outcomes-without-target", {})
    ]
    assert len(rows) == len(set(rows))
    assert set(rows) == expected


def reason(seen: Figure, aim: Figure) -> str:
    """Return why an observation is no outcome of a target although the two look alike, "" if they do not."""
    inside = one(seen.region, QS + "within") == aim.region and aim.region in records().of_class(
        QS + "Province"
    )
    if closeness(aim.indicator, seen.indicator) == "" or not (seen.region == aim.region or inside):
        return ""
    why = obstacle(aim.indicator, seen.indicator)
    if why not in ("", "unit"):
        return why
    if kind_of_unit(seen.unit) != kind_of_unit(aim.unit):
        return "unit"
    return "part and whole" if inside or is_part(seen, aim) else ""


def test_look_alikes_are_listed_with_the_reason(store: EmbeddedStore) -> None:
    expected = {
        (
            *(aim.region, aim.indicator, aim.value, aim.comparator),
            *(seen.region, seen.value, seen.comparator, seen.period, reason(seen, aim)),
        )
        for aim in TARGETS
        for seen in OUTCOMES
        if reason(seen, aim) != ""
    }
    rows = {
        (
            *(row["region"], row["indicator"], Decimal(row["target"]), row["comparator"]),
            *(row["observed_in"], Decimal(row["observed"]), row["observed_comparator"]),
            *(row["observed_period"], row["reason"]),
        )
        for row in asked(store, "look-alikes", {})
    }
    assert rows == expected
    assert {row[-1] for row in rows} == {"stock and flow", "unit", "part and whole", "other population"}


def test_the_three_look_alikes_of_guizhou_are_listed(store: EmbeddedStore) -> None:
    rows = {
        (row["target"], row["observed"], row["reason"])
        for row in asked(store, "look-alikes", {"region": "region:guizhou"})
    }
    assert ("1500", "102", "stock and flow") in rows  # new standards against standards in all
    assert ("410", "154", "part and whole") in rows  # indications of farm produce against all of them
    assert ("50", "45", "part and whole") in rows  # the green economy of Guiyang against that of the province


def test_no_look_alike_is_called_an_outcome(store: EmbeddedStore) -> None:
    def key(row: dict[str, str]) -> tuple[str, ...]:
        return tuple(
            row[name]
            for name in (
                *("region", "indicator", "target", "target_period"),
                *("wording", "observed", "observed_unit", "observed_period"),
            )
        )

    same_region = [row for row in asked(store, "look-alikes", {}) if row["observed_in"] == row["region"]]
    outcomes = {key(row) for row in asked(store, "targets-and-outcomes", {})}
    assert len(same_region) > 0
    assert [row for row in same_region if key(row) in outcomes] == []


def test_the_distance_is_from_the_latest_observation_of_the_indicator(
    project: Project, store: EmbeddedStore
) -> None:
    expected = set()
    for aim in TARGETS:
        direction = short(one(aim.indicator, QS + "direction"))
        same = [
            seen
            for seen in OUTCOMES
            if (seen.region, seen.indicator, seen.unit) == (aim.region, aim.indicator, aim.unit)
            and seen.period != ""
        ]
        for seen in same:
            latest = seen.period == max(other.period for other in same)
            if latest and direction != "neutral" and (seen.place, seen.base) == (aim.place, aim.base):
                gap = aim.value - seen.value if direction == "higher" else seen.value - aim.value
                years = int(aim.period[:4]) - int(seen.period.rpartition("/")[2][:4])
                expected.add((aim.region, aim.indicator, aim.value, seen.value, gap, years))
    numbers = ("target", "observed", "missing")
    rows = {
        (row["region"], row["indicator"], *(Decimal(row[name]) for name in numbers), int(row["years_left"]))
        for row in Graph(project, store).analyze("distance").texts()
        if row["comparable"] != "no"
    }
    assert expected <= rows
    # 94 aimed at for 2025, 94.59 seen in 2024.
    index = BASE + "indicator/manufacturing-quality-competitiveness-index"
    assert (BASE + "region/shanghai", index, Decimal(94), Decimal("94.59"), Decimal("-0.59"), 1) in rows


def test_regions_that_report_the_same_indicator_are_compared(store: EmbeddedStore) -> None:
    regions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for seen in OUTCOMES:
        regions[seen.indicator, seen.unit].add(seen.region)
    expected = {
        (seen.indicator, seen.region, seen.period, seen.value, seen.source)
        for seen in OUTCOMES
        if len(regions[seen.indicator, seen.unit]) > 1
    }
    rows = {
        (row["indicator"], row["region"], row["period"], Decimal(row["value"]), row["source"])
        for row in asked(store, "regional-observations", {})
    }
    assert rows == expected


def test_ranks_and_changes_are_all_figures_that_are_not_levels(store: EmbeddedStore) -> None:
    units = {"rank", "percent-change", "percent-change-per-year", "percentage-point"}
    expected = {(f.indicator, f.region, f.kind, f.value, f.base) for f in figures() if short(f.unit) in units}
    rows = {
        (row["indicator"], row["region"], row["kind"], Decimal(row["value"]), row["base"])
        for row in asked(store, "ranks-and-growth", {})
    }
    assert rows == expected
