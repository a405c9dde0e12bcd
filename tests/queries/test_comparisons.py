"""The queries that set figures beside figures: rows computed a second way, without SPARQL."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from kg.namespaces import BASE, QS, SKOS
from kg.store import EmbeddedStore
from tests.queries.claims import (
    Figure,
    comparable,
    figures,
    kind_of_unit,
    near,
    one,
    plans_read,
    published,
    read_whole,
    short,
    tied,
)
from tests.queries.rows import asked
from tests.queries.statements import records

TARGETS = [figure for figure in figures() if figure.kind == "target"]
OUTCOMES = [figure for figure in figures() if figure.kind == "observation"]

ACCUMULATION = (QS + "accumulates", QS + "accumulatedIn")
BROADER = (SKOS + "broader",)


def nature(figure: Figure) -> str:
    """Return whether the figure's indicator is a stock, a flow or a rate."""
    return short(one(figure.indicator, QS + "nature"))


def is_outcome(seen: Figure, aim: Figure) -> bool:
    """Return whether an observation may be put beside a target as its outcome."""
    return (
        seen.indicator in comparable(aim.indicator)
        and seen.region == aim.region
        and nature(seen) == nature(aim)
        and kind_of_unit(seen.unit) == kind_of_unit(aim.unit)
        and (seen.place, seen.base) == (aim.place, aim.base)
        and seen.period != ""
        and seen.period >= published(aim)[:4]
    )


def test_a_target_without_a_number_beside_it_is_absent_or_unread(store: EmbeddedStore) -> None:
    expected = set()
    for aim in TARGETS:
        if not any(is_outcome(seen, aim) for seen in OUTCOMES):
            last = read_whole().get(aim.region, "")
            later = published(aim) != "" and last[:4] > published(aim)[:4]
            state = "absent" if later else "unread"
            expected.add((aim.region, aim.indicator, aim.value, aim.period, aim.source, state))
    rows = [
        (
            row["region"],
            row["indicator"],
            Decimal(row["target"]),
            row["target_period"],
            row["source"],
            row["state"],
        )
        for row in asked(store, "targets-without-outcome", {})
    ]
    assert len(rows) == len(set(rows))
    assert set(rows) == expected
    # Of all regions, Guizhou alone has a later report that was read whole.
    assert {short(region) for region, *_, state in rows if state == "absent"} == {"guizhou"}


def test_a_target_has_an_outcome_or_none_and_never_both(store: EmbeddedStore) -> None:
    beside = {
        (row["region"], row["indicator"], row["target"])
        for row in asked(store, "targets-and-outcomes", {})
        if row["verdict"] != "baseline"
    }
    without = {
        (row["region"], row["indicator"], row["target"])
        for row in asked(store, "targets-without-outcome", {})
    }
    assert beside & without == set()
    assert len(beside | without) == len({(t.region, t.indicator, t.value) for t in TARGETS})


def test_what_is_reported_without_a_target_is_counted(store: EmbeddedStore) -> None:
    told = {
        document
        for source in records().of_class(QS + "Source")
        for document in [*records().all(source, QS + "reportsOn"), *records().all(source, QS + "transmits")]
    }
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for outcome in OUTCOMES:
        if told.isdisjoint(records().all(outcome.iri, QS + "concerns")):
            seen[outcome.region, outcome.indicator].append(outcome.period)
    expected = {}
    for (region, indicator), periods in seen.items():
        aimed = {other for aim in TARGETS if aim.region == region for other in comparable(aim.indicator)}
        if indicator not in aimed:
            known = [period for period in periods if period != ""]
            state = "absent" if region in plans_read() else "unread"
            expected[region, indicator] = (
                len(periods),
                min(known, default=""),
                max(known, default=""),
                state,
            )
    rows = {
        (row["region"], row["indicator"]): (
            int(row["observations"]),
            row["first_period"],
            row["last_period"],
            row["state"],
        )
        for row in asked(store, "outcomes-without-target", {})
    }
    assert rows == expected


def reason(seen: Figure, aim: Figure) -> str:
    """Return why an observation is no outcome of a target although the two look alike, "" if they do not."""
    kin = near(aim.indicator) | tied(aim.indicator, *ACCUMULATION, *BROADER)
    inside = one(seen.region, QS + "within") == aim.region and aim.region in records().of_class(
        QS + "Province"
    )
    if seen.indicator not in kin or not (seen.region == aim.region or inside):
        return ""
    if nature(seen) != nature(aim):
        return "stock and flow"
    if kind_of_unit(seen.unit) != kind_of_unit(aim.unit):
        return "unit"
    narrower = seen.indicator in tied(aim.indicator, *BROADER)
    return "part and whole" if inside or narrower else ""


def test_what_looks_alike_is_told_with_the_reason(store: EmbeddedStore) -> None:
    expected = {
        (
            aim.region,
            aim.indicator,
            aim.value,
            seen.region,
            seen.value,
            seen.period,
            reason(seen, aim),
        )
        for aim in TARGETS
        for seen in OUTCOMES
        if reason(seen, aim) != ""
    }
    rows = {
        (
            row["region"],
            row["indicator"],
            Decimal(row["target"]),
            row["observed_in"],
            Decimal(row["observed"]),
            row["observed_period"],
            row["reason"],
        )
        for row in asked(store, "look-alikes", {})
    }
    assert rows == expected
    assert {row[-1] for row in rows} == {"stock and flow", "unit", "part and whole"}


def test_the_three_traps_of_guizhou_are_told(store: EmbeddedStore) -> None:
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
            for name in ("region", "indicator", "target", "target_period", "observed", "observed_period")
        )

    same_region = [row for row in asked(store, "look-alikes", {}) if row["observed_in"] == row["region"]]
    outcomes = {key(row) for row in asked(store, "targets-and-outcomes", {})}
    assert len(same_region) > 0
    assert [row for row in same_region if key(row) in outcomes] == []


def test_the_distance_is_from_the_latest_observation(store: EmbeddedStore) -> None:
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
    rows = {
        (
            row["region"],
            row["indicator"],
            Decimal(row["target"]),
            Decimal(row["observed"]),
            Decimal(row["distance"]),
            int(row["years"]),
        )
        for row in asked(store, "distance-to-target", {})
    }
    assert rows == expected
    # 84 aimed at for 2025, 83.44 seen in 2020.
    index = BASE + "indicator/manufacturing-quality-competitiveness-index"
    yunnan = (BASE + "region/yunnan", index, Decimal(84), Decimal("83.44"), Decimal("0.56"), 5)
    assert yunnan in rows


def test_regions_stand_beside_each_other_where_several_report_the_same(store: EmbeddedStore) -> None:
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


def test_ranks_and_changes_are_all_figures_that_tell_no_level(store: EmbeddedStore) -> None:
    units = {"rank", "percent-change", "percent-change-per-year", "percentage-point"}
    expected = {(f.indicator, f.region, f.kind, f.value, f.base) for f in figures() if short(f.unit) in units}
    rows = {
        (row["indicator"], row["region"], row["kind"], Decimal(row["value"]), row["base"])
        for row in asked(store, "ranks-and-growth", {})
    }
    assert rows == expected
