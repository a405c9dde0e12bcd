"""The table for the eye: it fits, wraps long columns first, and loses no character."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chinese.width import width_of
from kg.cli.grid import LONGEST_WORD, NARROWEST, pieces, write_table
from kg.rdf.answers import Answer
from kg.words import visible
from tests.drawing.hostile import HOSTILE
from tests.rdf.test_results import ANSWER, answers
from tests.strategies import texts

patient = settings(deadline=None)
"""A busy machine may take its time over one example."""


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in table.splitlines() if "│" in line]


def lines_of(table: str) -> list[int]:
    return [width_of(line) for line in table.splitlines()]


def test_the_table_shortens_iris_and_keeps_the_columns_in_order() -> None:
    assert cells(write_table(ANSWER)) == [
        ["term", "label", "value", "count", "stated", "note"],
        ["region:guizhou", "贵州省", "360000", "7", "true", 'says "at least", or so'],
        ["<http://example.org/a>", "Guizhou", "98.4", "-3", "false", "two lines"],
        ["qs:Target", "", "0", "", "", ""],
    ]


def test_numbers_are_right_aligned_and_texts_left_aligned() -> None:
    table = write_table(Answer.of(("name", "count"), [("a", 7), ("long", 1000)]))
    assert "│ a    │     7 │" in table
    assert "│ long │  1000 │" in table


@patient
@given(answers(), st.integers(20, 200))
def test_no_line_is_wider_than_the_screen(answer: Answer, width: int) -> None:
    assert max(lines_of(write_table(answer, width)), default=0) <= width


def test_a_short_column_is_whole_before_a_long_one_gets_more() -> None:
    answer = Answer.of(("short", "long"), [("质量" * 3, "word " * 30)])
    table = write_table(answer, 40)
    assert cells(table)[1][0] == "质量" * 3
    assert cells(table)[1][1] == "word word word word"
    assert set(lines_of(table)) == {40}


def test_a_heading_wraps_rather_than_a_value() -> None:
    table = write_table(Answer.of(("a heading of many words", "b"), [("value", "text " * 20)]), 40)
    assert cells(table)[0][0] == "a"
    assert [row[0] for row in cells(table)].count("value") == 1


def test_what_would_be_too_narrow_becomes_a_block_a_row_without_empty_values() -> None:
    columns = tuple(f"column {index}" for index in range(12))
    table = write_table(Answer.of(columns, [["a longer value"] * 11 + [""]]), 60)
    assert table.startswith("── 1 ─")
    assert table.count("a longer value") == 11
    assert "column 11" not in table


def test_the_last_column_is_spared_where_it_would_wrap_and_kept_where_it_fits() -> None:
    answer = Answer.of(("label", "IRI"), [("word " * 8, "source:" + "x" * 40)])
    assert "IRI" not in write_table(answer, 60, spare=True)
    assert "source:" + "x" * 40 in write_table(answer, 120, spare=True)
    assert "IRI" in write_table(answer, 60)


def test_a_block_has_the_last_column_too() -> None:
    columns = (*(f"column {index}" for index in range(12)), "IRI")
    assert "IRI" in write_table(Answer.of(columns, [["a longer value"] * 13]), 60, spare=True)


def test_headings_are_bold_when_asked_for_and_no_wider() -> None:
    answer = Answer.of(("name",), [("value",)])
    bold = write_table(answer, 80, bold=True)
    assert "\033[1mname\033[0m" in bold
    assert bold.replace("\033[1m", "").replace("\033[0m", "") == write_table(answer, 80)


def test_no_value_moves_the_cursor() -> None:
    table = write_table(Answer.of(("a",), [("x\033[2Jy\rz\tw\n",)]), 80)
    assert "│ x\ufffd[2Jy z w  │" in table


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_no_label_controls_the_terminal(label: str) -> None:
    for width in (20, 80, None):
        table = write_table(Answer.of((label, "b"), [(label, 1), ("", 2)]), width)
        assert visible(table) == table


@patient
@given(texts, st.integers(2, 60))
def test_a_text_breaks_into_pieces_that_fit_and_loses_no_character(text: str, width: int) -> None:
    found = list(pieces(text, width))
    assert [piece for piece in found if width_of(piece) > width] == []
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("质量" * 15, ["质量" * 10, "质量" * 5]),
        ("one two " * 6, ["one two one two one two one two one two", "one two "]),
        ("a" * 39 + " b", ["a" * 39, "b"]),
        ("a" * 40 + " b", ["a" * 40, "b"]),
        ("a" * 41, ["a" * 40, "a"]),
        ("a" * 39 + "质", ["a" * 39, "质"]),
        ("guizhou-2023-" + "a" * 30, ["guizhou-2023-", "a" * 30]),
    ],
)
def test_a_text_breaks_at_a_blank_then_at_a_hyphen_and_else_anywhere(text: str, lines: list[str]) -> None:
    assert list(pieces(text, 40)) == lines


def test_a_word_is_broken_only_where_it_is_longer_than_a_column_may_have_to_be() -> None:
    word = "a" * LONGEST_WORD
    answer = Answer.of(("x", "y"), [(word, "b" * NARROWEST), ("word " * 30, "b")])
    assert word in write_table(answer, LONGEST_WORD + NARROWEST + 7)


def test_an_answer_without_rows_shows_its_headings() -> None:
    assert cells(write_table(Answer(("a", "b"), ()), 80)) == [["a", "b"]]
    assert cells(write_table(Answer(("a",), ((ox.Literal(""),),)), 80)) == [["a"], [""]]


def test_what_all_rows_share_is_above_a_table_that_would_not_fit() -> None:
    rows = [("the same long name in every row", "2025", f"value {number}", "") for number in range(3)]
    answer = Answer.of(("indicator", "period", "value", "note"), rows)
    lines = write_table(answer, 30).splitlines()
    assert lines[:4] == [
        "indicator  the same long name",
        "           in every row",
        "period     2025",
        "┌─────────┐",
    ]
    assert [line.strip("│ ") for line in lines[-4:-1]] == ["value 0", "value 1", "value 2"]
    assert "note" not in "".join(lines), "a column without a value"


def test_a_table_that_fits_keeps_what_all_rows_share() -> None:
    answer = Answer.of(("period", "value"), [("2025", "1"), ("2025", "2")])
    assert write_table(answer, 30).count("2025") == 2


def test_a_single_row_keeps_its_columns() -> None:
    answer = Answer.of(("indicator", "value"), [("a name of some length", "and a value as long")])
    assert "│ indicator" in write_table(answer, 40)
