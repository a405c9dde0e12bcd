"""What tests of the tables share: the book of the whole graph, and books of made-up rows."""

from __future__ import annotations

import pytest

from kg.export.book import Book, book_of
from kg.export.cells import CellValue, Kind, TableCell, text_of
from kg.export.columns import Column
from kg.export.sheets import TableSheet
from kg.project import Project
from kg.words import Words

Records = dict[str, dict[str, TableCell]]
"""The rows of a sheet: by IRI, and by name of the column."""


@pytest.fixture(scope="session")
def book(project: Project) -> Book:
    """The tables of the whole graph."""
    return book_of(project)


def sheet_of(book: Book, name: str) -> TableSheet:
    """Return the sheet that machines call `name`."""
    return next(each for each in book.sheets if each.name == name)


def records_of(sheet: TableSheet) -> Records:
    """Return the rows of a sheet by the IRI of the record."""
    names = [column.name for column in sheet.columns]
    return {text_of(row[0][0]): dict(zip(names, row, strict=True)) for row in sheet.rows}


def made_up(values: list[CellValue], kind: Kind = "text", many: bool = False, separator: str = " | ") -> Book:
    """Return a book of one sheet with a column `value`: one row per value, or all values in one cell."""
    words = Words("made up", "虚构")
    cells: list[TableCell] = [tuple(values)] if many else [(value,) for value in values]
    columns = (
        Column("iri", words, words, "iri"),
        Column("value", words, words, kind, many=many, separator=separator),
    )
    rows = tuple(((f"https://example.org/{number}",), cell) for number, cell in enumerate(cells))
    return Book((TableSheet("https://example.org/Thing", "thing", words, words, (), columns, rows),))
