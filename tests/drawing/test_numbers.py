"""Numbers as drawings write them."""

from __future__ import annotations

import pytest

from kg.drawing.numbers import number, signed


@pytest.mark.parametrize(
    ("text", "written"),
    [("360000.0", "360,000"), ("98.50", "98.5"), ("-1.5", "\u22121.5"), ("0", "0"), ("1E+3", "1,000")],
)
def test_a_number_is_written_as_people_write_it(text: str, written: str) -> None:
    assert number(text) == written


def test_a_comparator_is_written_before_the_number() -> None:
    assert signed("98", ">=") == "≥\u00a098"
    assert signed("98", "<") == "<\u00a098"
    assert signed("98", "=") == signed("98", "") == "98"
