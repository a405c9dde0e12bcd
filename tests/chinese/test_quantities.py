"""Quantities of Chinese texts: phrases with their readings, round trips, and any text at all."""

from __future__ import annotations

import csv
import os
from dataclasses import astuple
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chinese import Quantity, periods, quantities
from tests.chinese.numerals import decimal_numeral, numeral
from tests.conftest import ROOT

unhurried = settings(deadline=None)  # the first example compiles the grammar
PHRASES = Path(__file__).with_name("quantities.csv")
SOURCES = Path(os.environ.get("KG_SOURCES", ROOT.parent / "shared" / "sources"))
SHARED = SOURCES.parent / "cases" / "quantities.csv"


def rows(path: Path) -> list[dict[str, str]]:
    """Return the phrases of a file; a line break is written `\\n` there."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{**row, "text": row["text"].replace("\\n", "\n")} for row in csv.DictReader(file)]


def written(quantity: Quantity) -> tuple[str, str, str, str]:
    """Return a quantity as the cells of a row."""
    value, high, comparator, unit, *_ = astuple(quantity)
    return str(value), "" if high is None else str(high), comparator, unit


def expected(row: dict[str, str]) -> list[tuple[str, ...]]:
    """Return the quantities that a row gives to its phrase."""
    cells = [row[name].split(" | ") for name in ("value", "high", "comparator", "unit")]
    count = 0 if row["value"] == "" else len(cells[0])
    return [tuple(cell[at] if at < len(cell) else "" for cell in cells) for at in range(count)]


@pytest.mark.parametrize("row", rows(PHRASES), ids=lambda row: row["text"])
def test_a_phrase_is_read_as_a_coder_reads_it(row: dict[str, str]) -> None:
    assert [written(each) for each in quantities(row["text"])] == expected(row)


@pytest.mark.parametrize(
    "row", [row for row in rows(PHRASES) if row["period"] != ""], ids=lambda row: row["text"]
)
def test_a_phrase_names_its_periods(row: dict[str, str]) -> None:
    named = [] if row["period"] == "none" else row["period"].split(" | ")
    assert [period.edtf for period in periods(row["text"])] == named


def test_no_phrase_is_there_twice() -> None:
    texts = [row["text"] for row in rows(PHRASES)]
    assert len(texts) == len(set(texts)) > 500


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared phrases are not part of the repository")
def test_the_shared_phrases_are_read() -> None:
    wrong = []
    for row in rows(SHARED):
        named = [] if row["period"] == "none" else row["period"].split(" | ")
        if row["period"] != "" and [each.edtf for each in periods(row["text"])] != named:
            wrong.append(row["text"])
        # A row about a number that is no period leaves the quantity open (标准2025项).
        if row["period"] != "none" and [written(each) for each in quantities(row["text"])] != expected(row):
            wrong.append(row["text"])
    assert wrong == []


def only(text: str) -> Quantity:
    """Return the one quantity of a text."""
    (found,) = quantities(text)
    return found


SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "亿": 8, "千亿": 11, "万亿": 12}
UNITS = st.sampled_from("家 个 家次 件 批次/千人 元/人 % 百分点 公里 平方公里 吨标准煤 人次".split())  # noqa: SIM905
WIDE = str.maketrans("0123456789.%,", "０１２３４５６７８９．％，")
HEDGES = {
    **{"不低于{}": ">=", "{}以上": ">=", "不超过{}": "<=", "{}以下": "<=", "约{}": "~", "{}左右": "~"},
    **{"超过{}": ">", "不足{}": "<", "达到{}": "="},
}


@unhurried
@given(st.decimals(0, 10**18, places=3), st.sampled_from(sorted(SCALES)), UNITS, st.booleans())
def test_digits_with_any_multiplier_are_read_exactly(
    number: Decimal, scale: str, unit: str, wide: bool
) -> None:
    text = f"{number:f}{scale}"
    found = only(f"共{text.translate(WIDE) if wide else text}{unit}，")
    assert found.value == Fraction(number) * 10 ** SCALES[scale]
    assert (found.unit, found.comparator, found.high) == (unit, "=", None)


@unhurried
@given(st.integers(1000, 10**15), st.sampled_from([",", "，", " ", "\u00a0"]), UNITS)
def test_groups_of_three_digits_are_one_number(number: int, separator: str, unit: str) -> None:
    assert only(f"标准{f'{number:,}'.replace(',', separator)}{unit}").value == number


@unhurried
@given(st.integers(2, 10**15), UNITS)
def test_chinese_numerals_are_read_exactly(number: int, unit: str) -> None:
    assert only(f"共{numeral(number)}{unit}").value == number


@unhurried
@given(st.integers(0, 99), st.integers(1, 99))
def test_chinese_percentages_are_read_exactly(whole: int, hundredths: int) -> None:
    share = Decimal(whole) + Decimal(hundredths) / 100
    assert only(f"百分之{decimal_numeral(share)}").value == share


@unhurried
@given(st.integers(1, 10**6), UNITS, st.sampled_from(sorted(HEDGES)))
def test_the_words_around_decide_the_comparator(number: int, unit: str, hedge: str) -> None:
    text = hedge.format(f"{number}{unit}")
    found = only(f"共，{text}。")
    assert (found.value, found.comparator, found.unit) == (number, HEDGES[hedge], unit)


@unhurried
@given(
    st.integers(1, 500), st.integers(1, 500), st.sampled_from(["—", "-", "~", "～", "至", "到", " — "]), UNITS
)
def test_a_range_has_both_ends_or_is_left_out(low: int, high: int, to: str, unit: str) -> None:
    found = quantities(f"共{low}{to}{high}{unit}")
    assert [(each.value, each.high) for each in found] == ([(low, high)] if low < high else [])


@unhurried
@given(st.integers(1, 10**9), st.data())
def test_a_line_may_break_anywhere_in_a_number(number: int, data: st.DataObject) -> None:
    text = f"标准{number}项"
    at = data.draw(st.integers(3, len(text) - 1))
    assert only(f"{text[:at]}\n{text[at:]}").value == number


@unhurried
@given(
    st.text(
        "零〇一二两三四五六七八九十百千万亿点分之余多几数半翻番成倍0123.,-—~至%‰达到约近超过不低于第位首年月日个家元以上下内左右每人/"
        "（）“”十五期间上去今 \n２，",
        max_size=60,
    )
)
def test_readings_of_any_text_are_in_order_and_apart(text: str) -> None:
    for spans in (
        [(each.start, each.end) for each in quantities(text)],
        [(each.start, each.end) for each in periods(text)],
    ):
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert all(0 <= start < end <= len(text) for start, end in spans)


@unhurried
@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    quantities(text)
    periods(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("合格率不低于95%以上，", ["不低于95%以上"]),
        ("产值达１６萬億元。", ["１６萬億元"]),
        ("每千人1.5批次", ["每千人1.5批次"]),
        ("新增12\n03项、30 家（含）以上", ["12\n03项", "30 家（含）以上"]),
        ("排名由第15位提升至第9位", ["第15位", "第9位"]),
    ],
)
def test_the_span_is_the_whole_phrase(text: str, words: list[str]) -> None:
    assert [text[each.start : each.end] for each in quantities(text)] == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [("1.50倍", Decimal), ("3倍", int), ("1.2万家", int), ("三分之一", Fraction)],
)
def test_a_value_is_exact(text: str, kind: type) -> None:
    assert type(only(text).value) is kind


def test_a_number_of_endless_digits_is_none() -> None:
    assert quantities("9" * 10_000 + "家") == []
    assert quantities("一百" * 10_000 + "家") == []
