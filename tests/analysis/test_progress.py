"""Progress and distance, compared with the rows of `targets-and-outcomes` and with examples by hand."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.aims import VERDICTS, Aim, Outcome, read_aims, year
from kg.analysis.distance import measured
from kg.graph import Graph
from kg.query.parameters import Argument
from kg.rdf.answers import Answer, Value
from kg.rdf.namespaces import QS
from kg.rdf.store import EmbeddedStore
from tests.sparql import number, select

AIM = "?t a qs:Target ; qs:region ?r ; qs:indicator ?i ; qs:value ?v OPTIONAL { ?t qs:period ?p }"
AS_ONE = "CONCAT(STR(?r), ' ', STR(?i), ' ', STR(?v), ' ', COALESCE(?p, ''))"
Key = tuple[Value, Value, Value, Value]


def outcomes_of(graph: Graph) -> dict[Key, list[dict[str, Value]]]:
    """Return the rows of `targets-and-outcomes` of each target."""
    found: dict[Key, list[dict[str, Value]]] = {}
    for row in graph.query("targets-and-outcomes"):
        key = (row["region"], row["indicator"], row["target"], row["target_period"])
        found.setdefault(key, []).append(row)
    return found


def aim(target: float, period: str, *outcomes: Outcome, ceiling: bool = False) -> Aim:
    """Return a target with outcomes."""
    return Aim("region", "", "", "indicator", "", "", target, period, ceiling, outcomes)


def test_every_target_has_a_row_and_none_has_two(graph: Graph) -> None:
    rows = list(graph.analyze("distance"))
    assert len(rows) == number(graph.store, AS_ONE, AIM)
    assert len(
        {(row["region"], row["indicator"], row["target"], row["target_period"]) for row in rows}
    ) == len(rows)


def test_only_provinces_count_on_request(graph: Graph) -> None:
    rows = list(graph.analyze("distance", scope="provinces"))
    assert len(rows) == number(graph.store, AS_ONE, f"{AIM} ?r a qs:Province")
    assert 0 < len(rows) < len(graph.analyze("distance"))


def test_the_outcome_is_the_latest_of_the_most_comparable(graph: Graph) -> None:
    outcomes = outcomes_of(graph)
    compared = 0
    for row in graph.analyze("distance"):
        found = outcomes.get((row["region"], row["indicator"], row["target"], row["target_period"]), [])
        if len(found) == 0:
            assert (row["comparable"], row["verdict"]) == ("no", "not comparable")
            continue
        compared += 1
        real = [each for each in found if each["verdict"] != "baseline"] or found
        same = [each for each in real if each["comparable"] == "yes"] or real
        last = max(str(each["observed_period"]) for each in same)
        wanted = [
            (each["observed"], each["observed_period"], each["comparable"], each["verdict"])
            for each in same
            if each["observed_period"] == last
        ]
        assert (row["observed"], row["observed_period"], row["comparable"], row["verdict"]) in wanted
    assert compared == len(outcomes) > 10


def test_the_target_less_the_observed_is_missing_in_every_row(graph: Graph) -> None:
    lower = {row[0] for row in select(graph.store, "SELECT ?i WHERE { ?i qs:direction direction:lower }")}
    for row in graph.analyze("distance"):
        if row["observed"] is None:
            assert row["missing"] is row["gap"] is row["years_left"] is None
            continue
        missing = Decimal(str(row["target"])) - Decimal(str(row["observed"]))
        if row["indicator"] in lower:
            missing = -missing
        assert row["missing"] == pytest.approx(float(missing), abs=1e-6)
        assert row["gap"] == pytest.approx(float(missing / Decimal(str(row["target"]))), abs=1e-6)
        target, observed = (str(row[f"{end}_period"]).split("/")[-1][:4] for end in ("target", "observed"))
        assert row["years_left"] == int(target) - int(observed)


def test_verdicts_are_counted_as_in_the_rows_of_distance(graph: Graph) -> None:
    rows = list(graph.analyze("distance"))
    columns = dict(
        zip(VERDICTS, ("not_met", "not_yet_met", "met", "baseline", "not_comparable"), strict=True)
    )
    wanted: Counter[tuple[Value, Value, str]] = Counter()
    for row in rows:
        for region in ("all", row["region"]):
            wanted[region, row["comparable"], columns[str(row["verdict"])]] += 1
    found = {
        (row["region"], row["comparable"], column): int(str(row[column]))
        for row in graph.analyze("progress")
        for column in columns.values()
    }
    assert {key: value for key, value in found.items() if value > 0} == wanted
    assert sum(found.values()) == 2 * len(rows)


def test_the_verdicts_of_a_row_sum_to_its_targets(graph: Graph) -> None:
    for row in graph.analyze("progress"):
        assert row["targets"] == sum(int(str(row[verdict.replace(" ", "_")])) for verdict in VERDICTS)


def test_guizhous_trademarks_by_hand(graph: Graph) -> None:
    # 360,000 valid registrations by 2025; the report for 2023 counts 503,800 registered, a broader wording.
    row = next(
        row
        for row in graph.analyze("distance")
        if str(row["indicator"]).endswith("/valid-trademark-registrations")
    )
    assert (row["comparable"], row["verdict"]) == ("partly", "met")
    assert (row["missing"], row["years_left"]) == (-143800, 2)
    assert row["gap"] == pytest.approx(-143800 / 360000, abs=1e-6)
    assert row["covered"] is row["elapsed"] is None


def test_the_nations_pass_rate_by_hand(graph: Graph) -> None:
    # 93.29 in 2022 before 94 was set for 2025; 93.93 in 2024: 0.64 of 0.71 in two of three years.
    row = next(
        row
        for row in graph.analyze("distance")
        if str(row["region"]).endswith("/china")
        and str(row["indicator"]).endswith("/manufacturing-product-pass-rate")
    )
    assert row["base_period"] == "2022"
    assert row["covered"] == pytest.approx(0.64 / 0.71, abs=1e-6)
    assert row["elapsed"] == pytest.approx(2 / 3, abs=1e-6)


@pytest.mark.parametrize(
    ("outcomes", "decides"),
    [
        # An outcome decides before a baseline, the own indicator before a near one, the later, the worse.
        ([("2020", "yes", "baseline"), ("2023", "partly", "met")], 1),
        ([("2024", "partly", "met"), ("2023", "yes", "not yet met")], 1),
        ([("2023", "yes", "not yet met"), ("2024", "yes", "met")], 1),
        ([("2024", "yes", "met"), ("2024", "yes", "not yet met")], 1),
        ([("2020", "yes", "baseline")], 0),
    ],
)
def test_the_outcome_that_decides_does_not_depend_on_the_order(
    outcomes: list[tuple[str, str, str]], decides: int
) -> None:
    made = [Outcome(1.0, period, comparable, verdict, "") for period, comparable, verdict in outcomes]
    assert aim(1, "2025", *made).outcome == aim(1, "2025", *reversed(made)).outcome == made[decides]


def test_for_an_upper_bound_the_excess_is_missing() -> None:
    # 5 accidents at most by 2025, 8 in 2023, 10 in 2020: 3 too many, and 2 of 5 are gone in 3 of 5 years.
    before, after = Outcome(10, "2020", "yes", "baseline", ""), Outcome(8, "2023", "yes", "not yet met", "")
    assert measured(aim(5, "2025", before, after, ceiling=True)) == (3, 0.6, 2, 0.4, 0.6)


def test_a_baseline_has_covered_nothing_of_the_way() -> None:
    before = Outcome(80, "2020", "yes", "baseline", "")
    assert measured(aim(100, "2025", before)) == (20, 0.2, 5, None, None)


@pytest.mark.parametrize(
    ("sign", "direction", "ceiling"),
    [
        ("<=", "higher", True),
        ("<", "neutral", True),
        ("=", "lower", True),
        ("~", "lower", True),
        (">=", "lower", False),
        ("=", "higher", False),
        ("~", "neutral", False),
    ],
)
def test_a_target_is_an_upper_bound_by_its_comparator_or_its_indicator(
    sign: str, direction: str, ceiling: bool
) -> None:
    columns: dict[str, str | int] = {
        **dict.fromkeys(("region_zh", "region_en", "indicator", "indicator_zh", "indicator_en"), ""),
        **{"region": "r", "target": 5, "target_period": "2025"},
        **{"comparator": sign, "direction": direction, "unit": "%", "target_to": ""},
    }
    answers = {
        "regions": Answer.of(["region", "class"], [["r", QS + "Province"]]),
        "targets-and-outcomes": Answer.of(columns, []),
        "targets-without-outcome": Answer.of(columns, [list(columns.values())]),
    }

    class Asked:
        """A graph with one target and no observation."""

        store = EmbeddedStore([])

        def query(self, name: str, /, **arguments: Argument) -> Answer:
            return answers[name]

    assert [each.ceiling for each in read_aims(Asked(), "provinces")] == [ceiling]


def test_a_target_of_zero_has_no_gap_and_one_without_a_period_no_years() -> None:
    seen = Outcome(0.0, "2023", "yes", "met", "")
    assert measured(aim(0, "2025", seen, ceiling=True)) == (0, None, 2, None, None)
    assert measured(aim(2, "", seen)) == (2, 1, None, None, None)


@given(
    target=st.integers(1, 100),
    base=st.integers(1, 100),
    now=st.integers(1, 100),
    ceiling=st.booleans(),
)
@settings(deadline=None)
def test_if_all_of_the_way_is_covered_nothing_is_missing(
    target: int, base: int, now: int, ceiling: bool
) -> None:
    before, after = Outcome(base, "2020", "yes", "baseline", ""), Outcome(now, "2023", "yes", "met", "")
    missing, _, _, covered, elapsed = measured(aim(target, "2025", before, after, ceiling=ceiling))
    assert elapsed == 0.6
    assert (covered is None) is (target == base)
    # The way leads towards the target only if it was not yet reached before.
    if covered is not None and missing is not None and (base > target) is ceiling:
        assert (covered >= 1) is (missing <= 0)


@pytest.mark.parametrize(
    ("period", "last"),
    [("2025", 2025), ("2021/2025", 2025), ("2025-06", 2025), ("", None), ("2021/..", None)],
)
def test_the_year_of_a_period_is_its_last(period: str, last: int | None) -> None:
    assert year(period) == last


def test_targets_come_sorted(graph: Graph) -> None:
    order = [(each.region, each.indicator, each.period, each.value) for each in read_aims(graph, "all")]
    assert order == sorted(order)
