"""Lists with another number of items than announced, or called complete."""

from __future__ import annotations

import pytest

from kg.guards.lists import check_lists
from tests.guards.conftest import Guard


def test_a_list_has_as_many_items_as_its_number_or_a_note(guard: Guard) -> None:
    name = "observation-governor-quality-award-winners-2023"
    assert guard(check_lists, without=(f"report:{name} skos:note",)) - guard(check_lists) == {
        ("list-items", name)
    }


def test_a_list_that_names_only_some_is_not_complete(guard: Guard) -> None:
    change = "gd:project-guangdong-strong-chips qs:listComplete true ."
    assert ("list-complete", "project-guangdong-strong-chips") in guard(check_lists, change)


@pytest.mark.parametrize(
    ("figure", "change"),
    [
        ("yn:observation-plan-quantitative-targets", "qs:listComplete true"),
        ("gd:observation-outline-areas", "qs:listComplete false"),
    ],
)
def test_a_list_of_a_figure_is_complete_if_it_has_as_many_items(
    guard: Guard, figure: str, change: str
) -> None:
    found = guard(check_lists, f"{figure} {change} .") - guard(check_lists)
    assert found == {("list-complete", figure.partition(":")[2])}
