"""The values of cells: read from literals strictly, written as text without loss."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.export.cells import SEPARATOR, CellValue, Kind, TableCell, cell_value, joined, text_of
from kg.rdf.records import TaggedText

RECORD = "https://w3id.org/quality-strategy/region/guizhou"


def read(words: str, kind: Kind) -> CellValue:
    return cell_value(TaggedText(words, "", ""), kind, RECORD)


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("360000", "integer", 360_000),
        ("-7", "integer", -7),
        ("+7", "integer", 7),
        ("98.40", "decimal", Decimal("98.40")),
        (".5", "decimal", Decimal("0.5")),
        ("1", "boolean", True),
        ("false", "boolean", False),
        ("2023-02-06", "date", date(2023, 2, 6)),
        (" as it is\n", "text", " as it is\n"),
    ],
)
def test_the_words_of_a_literal_become_a_value_of_its_kind(words: str, kind: Kind, value: CellValue) -> None:
    found = read(words, kind)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("", "integer"),
        ("1.5", "integer"),
        ("1_000", "integer"),
        ("１２", "integer"),
        ("1e5", "decimal"),
        ("NaN", "decimal"),
        ("1,5", "decimal"),
        ("TRUE", "boolean"),
        ("2023-02-30", "date"),
        ("2023", "date"),
        ("20230206", "date"),
    ],
)
def test_words_that_are_not_of_the_kind_are_refused_in_both_languages(words: str, kind: Kind) -> None:
    with pytest.raises(KgError, match=f"region:guizhou: .* is not a valid {kind}; correct it") as caught:
        read(words, kind)
    assert "region:guizhou" in caught.value.message("zh")
    assert "请修改" in caught.value.message("zh")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (1, "1"),
        (Decimal("98.40"), "98.4"),
        (Decimal("100"), "100"),
        (Decimal("1.6E+13"), "16000000000000"),
        (Decimal("0.00"), "0"),
        (date(2023, 2, 6), "2023-02-06"),
    ],
)
def test_a_value_is_written_plain(value: CellValue, text: str) -> None:
    assert text_of(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_a_number_with_any_digits_is_read_back_from_its_text(number: Decimal) -> None:
    assert read(text_of(number), "decimal") == number


@given(st.lists(st.text(alphabet="a| ", max_size=5), max_size=4).map(tuple))
def test_joined_values_can_be_split_again(values: TableCell) -> None:
    try:
        text = joined(values, RECORD, "note")
    except KgError as error:
        assert SEPARATOR.join(map(str, values)).split(SEPARATOR) != list(values)
        assert "region:guizhou, note" in str(error)
    else:
        assert len(values) < 2 or text.split(SEPARATOR) == list(values)


@pytest.mark.parametrize("values", [("a | b", "c"), ("a |", "b")])
def test_a_value_with_the_separator_is_refused_and_its_record_named(values: TableCell) -> None:
    with pytest.raises(KgError, match=r"region:guizhou, note: a value contains ' \| '") as caught:
        joined(values, RECORD, "note")
    assert "请改用 parquet 格式" in caught.value.message("zh")
    assert joined(values[:1], RECORD, "note") == values[0], "alone in its cell it is no fault"
