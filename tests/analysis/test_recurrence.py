"""Recurrence, held against the query `measure-matrix` and against all ways to fill in what is open."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.recurrence import bounds
from kg.graph import Graph
from tests.adoption import LEVELS, STAGES, adoptions
from tests.length import examples
from tests.strategies import matrices


@pytest.mark.parametrize("strictness", ["plan", "source"])
@pytest.mark.parametrize(
    ("level", "stage"), [*((level, "named") for level in LEVELS), *(("measure", stage) for stage in STAGES)]
)
def test_provinces_are_counted_as_the_table_of_adoption_has_them(
    graph: Graph, strictness: str, level: str, stage: str
) -> None:
    given_ = {"strictness": strictness, "level": level, "stage": stage}
    states: dict[object, Counter[object]] = {}
    for row in graph.query("measure-matrix", **given_):
        states.setdefault(row["measure"], Counter())[row["state"]] += 1
    found = list(graph.analyze("recurrence", **given_))
    assert {row["measure"] for row in found} == set(states)
    for row in found:
        state = states[row["measure"]]
        counts = tuple(row[name] for name in ("provinces", "other_form", "absent", "unread"))
        assert counts == tuple(state[name] for name in ("yes", "other form", "absent", "unread"))
        assert row["at_most"] == state["yes"] + state["other form"] + state["unread"]
        assert sum(state.values()) == 31


def test_only_a_fully_coded_province_is_without_a_measure(graph: Graph) -> None:
    # By the strictness `plan` only Guizhou's silence says anything: its opinion alone was coded in full.
    assert {row["absent"] for row in graph.analyze("recurrence")} == {0, 1}
    fully_coded = len(adoptions().provinces("plan", "source"))
    found = [int(str(row["absent"])) for row in graph.analyze("recurrence", strictness="source")]
    assert 1 < max(found) <= fully_coded


@given(has=matrices(3, 3), data=st.data())
@settings(max_examples=examples(60), deadline=None)
def test_the_bounds_are_the_least_and_the_most_of_all_ways_to_fill_in_what_is_open(
    has: np.ndarray[tuple[int, int], np.dtype[np.bool_]], data: st.DataObject
) -> None:
    whole = np.array(data.draw(st.lists(st.booleans(), min_size=len(has), max_size=len(has))))
    # Of what is there in another form nobody knows, even where the region is fully coded.
    other = ~has & np.array(data.draw(st.lists(st.booleans(), min_size=has.size, max_size=has.size))).reshape(
        has.shape
    )
    cells = np.argwhere(~has & (other | ~whole[:, None]))
    sums = []
    for filling in product([False, True], repeat=len(cells)):
        filled = has.copy()
        filled[cells[:, 0], cells[:, 1]] = filling
        sums.append(filled.sum(axis=0))
    least, most = bounds(has, ~has & ~other & whole[:, None])
    assert least.tolist() == np.min(sums, axis=0).tolist()
    assert most.tolist() == np.max(sums, axis=0).tolist()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("stage", ["named", "done"])
def test_the_standing_is_that_among_the_provinces_with_a_fully_coded_text(
    graph: Graph, level: str, stage: str
) -> None:
    known = adoptions()
    coded = known.provinces("plan", "source")

    def standing(concept: str) -> str:
        having = sum(known.state(region, concept, stage) == "yes" for region in coded)
        return "every" if having == len(coded) else {0: "none", 1: "one"}.get(having, "some")

    for row in graph.analyze("recurrence", level=level, stage=stage):
        measure, broader = str(row["measure"]), str(row["broader"])
        assert broader == (known.above[measure] or measure)
        assert (row["standing"], row["merged"]) == (standing(measure), standing(broader))


def test_an_area_belongs_to_itself(graph: Graph) -> None:
    found = list(graph.analyze("recurrence", level="area"))
    assert len(found) == 9
    for row in found:
        assert row["measure"] == row["broader"]
        assert row["standing"] == row["merged"]


def test_the_most_common_come_first(graph: Graph) -> None:
    order = [(-int(str(row["provinces"])), str(row["measure"])) for row in graph.analyze("recurrence")]
    assert order == sorted(order)
