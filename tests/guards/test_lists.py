"""Lists with another number of items than announced, or called complete."""

from __future__ import annotations

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
