"""Recurrence, held against the query `measure-matrix` and against all ways to fill in what is unread."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.recurrence import bounds
from kg.graph import Graph
from tests.sparql import select
from tests.strategies import matrices


@pytest.mark.parametrize("strictness", ["plan", "source"])
def test_provinces_are_counted_as_the_matrix_of_measures_has_them(graph: Graph, strictness: str) -> None:
    states: dict[object, Counter[object]] = {}
    provinces = {row[0] for row in select(graph.store, "SELECT ?r WHERE { ?r a qs:Province }")}
    for row in graph.query("measure-matrix", strictness=strictness):
        if row["region"] in provinces:
            states.setdefault(row["measure"], Counter())[row["state"]] += 1
    found = list(graph.analyze("recurrence", strictness=strictness))
    assert {row["measure"] for row in found} == set(states)
    for row in found:
        state = states[row["measure"]]
        assert (row["provinces"], row["absent"], row["unread"]) == (
            state["yes"],
            state["absent"],
            state["unread"],
        )
        assert row["at_most"] == state["yes"] + state["unread"]
        assert sum(state.values()) == len(provinces) == 31


def test_no_province_that_was_not_read_whole_lacks_a_measure(graph: Graph) -> None:
    # By the strictness `plan` only Guizhou's silence says anything: its opinion alone was read in full.
    assert {row["absent"] for row in graph.analyze("recurrence")} == {0, 1}
    # Three provinces have some source that was read whole, and each measure stands in one of these at least.
    assert {row["absent"] for row in graph.analyze("recurrence", strictness="source")} == {0, 1, 2}


@given(has=matrices(3, 3), data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_bounds_are_the_least_and_the_most_of_all_ways_to_fill_in_what_is_unread(
    has: np.ndarray[tuple[int, int], np.dtype[np.bool_]], data: st.DataObject
) -> None:
    whole = np.array(data.draw(st.lists(st.booleans(), min_size=len(has), max_size=len(has))))
    cells = np.argwhere(~has & ~whole[:, None])
    sums = []
    for filling in product([False, True], repeat=len(cells)):
        filled = has.copy()
        filled[cells[:, 0], cells[:, 1]] = filling
        sums.append(filled.sum(axis=0))
    least, most = bounds(has, whole)
    assert least.tolist() == np.min(sums, axis=0).tolist()
    assert most.tolist() == np.max(sums, axis=0).tolist()


def test_an_area_stands_where_any_of_its_measures_does(graph: Graph) -> None:
    # Three provinces have a source that was read whole.
    having = {
        area: {region for region, other in select(graph.store, AREAS) if other == area}
        for area in {area for _, area in select(graph.store, AREAS)}
    }
    for row in graph.analyze("recurrence"):
        standing = {0: "none", 1: "one", 2: "some", 3: "every"}[len(having.get(row["area"], ()))]
        assert row["merged"] == standing


AREAS = """
SELECT DISTINCT ?region ?area
WHERE { ?action qs:realises/skos:broader ?area ; qs:region ?region . ?region a qs:Province }
"""


def test_one_level_up_each_area_is_its_own(graph: Graph) -> None:
    found = list(graph.analyze("recurrence", level="area"))
    assert len(found) == 9
    for row in found:
        assert row["measure"] == row["area"]
        assert row["standing"] == row["merged"]


def test_the_most_common_come_first(graph: Graph) -> None:
    order = [(-int(str(row["provinces"])), str(row["measure"])) for row in graph.analyze("recurrence")]
    assert order == sorted(order)
