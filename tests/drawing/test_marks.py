"""Marks of families: for every eye, and for every class."""

from __future__ import annotations

from itertools import combinations

import pytest

from kg.drawing.marks import FAMILY_MARKS, OTHER_MARK, marks_of
from kg.networks.entities import entity_network
from kg.rdf.store import EmbeddedStore
from tests.drawing.sight import SIGHTS, difference

OKABE_ITO = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}
"""The colors of Okabe and Ito (https://jfly.uni-koeln.de/color/)."""


def test_families_differ_in_color_and_in_shape() -> None:
    marks = {*FAMILY_MARKS.values(), OTHER_MARK}
    assert len({mark.shape for mark in marks}) == len(marks) >= 8
    coloured = [mark.colour for mark in marks if mark.colour in OKABE_ITO]
    assert len(set(coloured)) == len(coloured) >= 7
    assert len({mark.label for mark in marks}) == len(marks), "a name has one mark"


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_eye_distinguishes_the_colors_of_families(sight: str) -> None:
    colours = sorted({mark.colour for mark in FAMILY_MARKS.values()})
    assert len(colours) >= 8
    for one, other in combinations(colours, 2):
        assert difference(one, other, sight) > 15, f"{one} and {other}"


def test_colors_that_some_eyes_confuse_would_be_found() -> None:
    assert difference("#FF0000", "#7A6A00", "full") > 60
    assert difference("#D62728", "#8C7A1E", "deuteranopia") < 15


def test_every_class_has_a_family_except_for_what_only_records_the_work(store: EmbeddedStore) -> None:
    types = {facts["type"] for _, facts in entity_network(store).nodes(data=True)}
    assert {name for name, mark in marks_of(store, types).items() if mark == OTHER_MARK} == {"qs:Reading"}
