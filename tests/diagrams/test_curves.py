"""Curves between columns: level at both ends, and around the texts in between."""

from __future__ import annotations

from kg.diagrams.curves import curve_to

END, START = (1.0, 0.0), (3.0, 2.0)


def test_a_curve_with_nothing_in_its_way_goes_straight_to_its_end() -> None:
    points = curve_to(END, START, [])
    assert points[0] == START
    assert points[-1] == END
    assert points[-2] == (1.02, 0.0)
    assert points[1][1] == START[1], "it leaves level"
    assert points[2][1] == END[1], "and arrives level"


def test_a_curve_ends_behind_a_text_in_its_way() -> None:
    text = (0.0, 0.2, 1.9, 0.5)
    points = curve_to(END, START, [text])
    assert 1.02 < points[-2][0] <= 1.9 + 0.12
    assert points[-2][1] == points[-1][1] == 0.0


def test_a_text_elsewhere_does_not_count() -> None:
    assert curve_to(END, START, [(0.0, -2.0, 1.9, -1.0)]) == curve_to(END, START, [])
