"""Periods that only the day of writing decides, and the spans of periods; others are in `quantities.csv`."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chinese import Period, periods

unhurried = settings(deadline=None)  # the first example compiles the grammar
WRITTEN = date(2024, 4, 18)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("今年", "2024"),
        ("今年以来", "2024/.."),
        ("去年", "2023"),
        ("上年度", "2023"),
        ("本年度", "2024"),
        ("前年", "2022"),
        ("明年", "2025"),
        ("去年12月", "2023-12"),
        ("今年上半年", "2024-01/2024-06"),
        ("上半年", "2024-01/2024-06"),
        ("一季度", "2024-01/2024-03"),
        ("前三季度", "2024-01/2024-09"),
        ("9月23日", "2024-09-23"),
        ("1—6月", "2024-01/2024-06"),
        ("上世纪90年代", "199X"),
        ("本世纪", "20XX"),
    ],
)
def test_the_day_of_writing_gives_the_year(text: str, edtf: str) -> None:
    assert [each.edtf for each in periods(text, WRITTEN)] == [edtf]
    assert periods(text) == []


@pytest.mark.parametrize("text", ["2月30日", "13月", "90年代", "2023年2月29日", "9月31日"])
def test_a_date_that_does_not_exist_is_left_out(text: str) -> None:
    assert periods(text, WRITTEN) == []


@unhurried
@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)), st.booleans())
def test_a_date_is_read_as_it_was_written(day: date, wide: bool) -> None:
    text = f"于{day.year}年{day.month}月{day.day}日起草"
    if wide:
        text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert [each.edtf for each in periods(text)] == [day.isoformat()]
    assert [each.edtf for each in periods(f"{day.isoformat()} 21:08")] == [day.isoformat()]


@unhurried
@given(st.dates(date(1800, 1, 1), date(2150, 1, 1)), st.timedeltas(timedelta(1), timedelta(9999)))
def test_a_range_of_dates_has_both_ends(day: date, length: timedelta) -> None:
    last = day + length
    text = f"{day.year}年{day.month}月{day.day}日至{last.year}年{last.month}月{last.day}日"
    assert [each.edtf for each in periods(text)] == [f"{day.isoformat()}/{last.isoformat()}"]


def test_a_period_knows_its_place() -> None:
    assert periods("在「十四五」期间，到２０２５年底") == [Period("2021/2025", 1, 8), Period("2025", 10, 16)]
