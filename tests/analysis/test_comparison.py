"""The comparison of two provinces, against the adoptions and targets that are read without SPARQL."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.analysis.comparison import agreement
from kg.errors import KgError
from kg.graph import Graph
from kg.rdf.namespaces import BASE
from tests.adoption import LEVELS, STAGES, adoptions

STATES = ("yes", "other form", "absent", "unread")
CODED = sorted(adoptions().provinces("plan", "source"))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("strictness", ["plan", "source"])
def test_a_measure_has_its_state_in_both_provinces(
    graph: Graph, level: str, stage: str, strictness: str
) -> None:
    known = adoptions()
    first, second = CODED[:2]
    expected = {}
    for concept in known.of(level):
        states = tuple(known.state(each, concept, stage, strictness) for each in (first, second))
        if not set(states) <= {"absent", "unread"}:
            expected[concept] = states
    options = {"level": level, "stage": stage, "strictness": strictness}
    rows = graph.analyze("comparison", region=first, other=second, **options).texts()
    found = {row["concept"]: (row["state"], row["other_state"]) for row in rows if row["kind"] == "measure"}
    assert found == expected


def test_a_target_has_the_values_of_both_provinces(graph: Graph) -> None:
    columns = ("indicator", "period", "unit", "comparator", "value")
    set_by = {
        region: {tuple(row[column] for column in columns) for row in rows}
        for region in CODED
        for rows in [
            [
                each
                for each in graph.query("indicator-values", region=region).texts()
                if each["kind"] == "target"
            ]
        ]
    }
    for first, second in permutations(CODED, 2):
        rows = graph.analyze("comparison", region=first, other=second).texts()
        targets = [row for row in rows if row["kind"] == "target"]
        for region, prefix, state in ((first, "", "state"), (second, "other_", "other_state")):
            own = [row for row in targets if row[state] == "yes"]
            assert all(row[f"{prefix}value"] != "" for row in own)
            assert all(row[f"{prefix}value"] == "" for row in targets if row[state] != "yes")
            found = {
                (
                    row["concept"],
                    row["period"],
                    row["unit"],
                    row[f"{prefix}comparator"],
                    row[f"{prefix}value"],
                )
                for row in own
            }
            assert found <= set_by[region]
            assert len(found) > 0


def test_the_two_provinces_can_be_swapped(graph: Graph) -> None:
    first, second = CODED[:2]
    one = graph.analyze("comparison", region=first, other=second).texts()
    two = graph.analyze("comparison", region=second, other=first).texts()
    assert {(row["concept"], row["period"], row["state"], row["other_state"]) for row in one} == {
        (row["concept"], row["period"], row["other_state"], row["state"]) for row in two
    }


def test_another_wording_of_the_other_province_is_another_form(graph: Graph) -> None:
    # Both aim at quality awards: Guizhou counts provincial ones, Guangdong has a goal without a number.
    rows = graph.analyze("comparison", region="region:guizhou", other="region:guangdong").texts()
    awards = BASE + "indicator/china-quality-awards"
    (row,) = (each for each in rows if each["concept"] == awards)
    assert (row["state"], row["comparator"], row["value"], row["other_state"]) == (
        "yes",
        ">=",
        "1",
        "other form",
    )
    assert row["agreement"] == "open"


def test_only_an_absent_measure_belongs_to_one_province_alone() -> None:
    found = {(one, two): agreement(one, two) for one in STATES for two in STATES}
    closed = {key: value for key, value in found.items() if value != "open"}
    assert closed == {("yes", "yes"): "both", ("yes", "absent"): "region", ("absent", "yes"): "other"}


def test_measures_of_both_come_first(graph: Graph) -> None:
    rows = [row["agreement"] for row in graph.analyze("comparison").texts() if row["kind"] == "measure"]
    order = ["both", "region", "other", "open"]
    assert [order.index(each) for each in rows] == sorted(order.index(each) for each in rows)


def test_a_province_is_not_compared_with_itself(graph: Graph) -> None:
    with pytest.raises(KgError, match="name two provinces"):
        graph.analyze("comparison", region="region:yunnan")
