"""Claims outside their section, and numbers that headings do not have."""

from __future__ import annotations

from kg.guards.sections import check_numbers, check_sections
from tests.guards.conftest import Guard


def test_a_claim_is_between_the_heading_of_its_section_and_the_next(guard: Guard) -> None:
    change = "gz:action-mass-catering qs:partOf gz:task-11 ."
    assert guard(check_sections, change) - guard(check_sections) == {
        ("section-place", "action-mass-catering")
    }


def test_a_heading_has_its_number(guard: Guard) -> None:
    change = 'gz:task-11 qs:number "（九十九）" .'
    assert guard(check_numbers, change) == {("section-number", "task-11")}
