"""Digits that are the value of nothing, with a reason that their form contradicts."""

from __future__ import annotations

import pytest

from kg.guards.digits import check_digit_reasons
from tests.guards.conftest import Guard


@pytest.mark.parametrize(
    ("digits", "reason"),
    [
        ("report:nonvalue-00036", "date"),  # in the title of a document
        ("report:nonvalue-00057", "numbering"),  # in a day
        ("report:nonvalue-03317", "name"),  # in a telephone number
        ("yn:nonvalue-01959", "numbering"),  # in quotation marks
        ("gy:nonvalue-02910", "contact"),  # behind the name of an office
    ],
)
def test_the_form_of_digits_shows_their_reason(guard: Guard, digits: str, reason: str) -> None:
    found = guard(check_digit_reasons, f"{digits} qs:reason reason:{reason} .")
    assert found == {("digits-reason", digits.partition(":")[2])}


def test_without_the_text_no_form_is_known(guard: Guard) -> None:
    assert guard(check_digit_reasons) == set()
    assert guard(check_digit_reasons, "yn:nonvalue-01959 qs:reason reason:date .", texts=False) == set()
