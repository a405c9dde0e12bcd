"""An answer as a workbook of one sheet, read back by openpyxl."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.export.answer_sheet import write_sheet
from kg.rdf.answers import Answer
from kg.rdf.namespaces import XSD
from tests.export.test_workbook import FORMULAS


def rows_of(answer: Answer, name: str = "rows") -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(BytesIO(write_sheet(answer, name))).worksheets[0].values)


def test_numbers_are_numbers_and_texts_are_texts() -> None:
    decimal = ox.Literal("98.40", datatype=ox.NamedNode(XSD + "decimal"))
    answer = Answer.of(("value", "count", "code", "none"), [(decimal, 7, "520000", None)])
    assert rows_of(answer) == [("value", "count", "code", "none"), (98.4, 7, "520000", None)]


def test_a_number_with_more_digits_than_a_sheet_keeps_is_a_text() -> None:
    number = ox.Literal("12345678901234567890.5", datatype=ox.NamedNode(XSD + "decimal"))
    assert rows_of(Answer.of(("n",), [(number,)]))[1] == ("12345678901234567890.5",)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_run_as_a_formula(text: str) -> None:
    book = openpyxl.load_workbook(BytesIO(write_sheet(Answer.of(("a",), [(text,)]), "rows")))
    cell = book.worksheets[0]["A2"]
    assert cell.data_type == "s"


def test_an_answer_without_rows_has_its_headings() -> None:
    assert rows_of(Answer(("a", "b"), ())) == [("a", "b")]


def test_a_text_that_is_not_allowed_in_a_cell_is_refused() -> None:
    with pytest.raises(KgError, match="longer than the 32767 characters"):
        write_sheet(Answer.of(("a",), [("x" * 40_000,)]), "rows")
