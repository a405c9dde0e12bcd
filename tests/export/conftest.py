"""What tests of the tables share: the book of the whole graph, and books of made-up rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.export.book import Book, book_of
from kg.export.cells import CellValue, Kind, TableCell, text_of
from kg.export.columns import Column
from kg.export.properties import Properties
from kg.export.sheets import TableSheet, sheets_of
from kg.project import Project
from kg.rdf.namespaces import VOCABULARIES
from kg.rdf.records import Records
from kg.rdf.turtle import parse
from kg.words import Words

Rows = dict[str, dict[str, TableCell]]
"""The rows of a sheet: by IRI, and by name of the column."""

PREFIXES_OF_TURTLE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in VOCABULARIES.items())
PREFIXES_OF_TURTLE += "@prefix : <https://example.org/> .\n"


@pytest.fixture(scope="session")
def book(project: Project) -> Book:
    """The tables of the whole graph."""
    return book_of(project)


def sheet_of(book: Book, name: str) -> TableSheet:
    """Return the sheet that machines call `name`."""
    return next(each for each in book.sheets if each.name == name)


def records_of(sheet: TableSheet) -> Rows:
    """Return the rows of a sheet by the IRI of the record."""
    names = [column.name for column in sheet.columns]
    return {text_of(row[0][0]): dict(zip(names, row, strict=True)) for row in sheet.rows}


def sheets_in(text: str) -> tuple[TableSheet, ...]:
    """Return the sheets of an ontology, shapes, and records that are written in Turtle."""
    triples = parse(PREFIXES_OF_TURTLE + text, Path("made-up.ttl")).triples
    graph = Records(triples)
    return sheets_of(graph, Properties(graph, triples), set(graph.subjects))


def made_up(values: list[CellValue], kind: Kind = "text", many: bool = False) -> Book:
    """Return a book of one sheet with a column `value`: one row per value, or all values in one cell."""
    words = Words("made up", "虚构")
    cells: list[TableCell] = [tuple(values)] if many else [(value,) for value in values]
    columns = (
        Column("iri", words, words, "iri"),
        Column("value", words, words, kind, many=many),
    )
    rows = tuple(((f"https://example.org/{number}",), cell) for number, cell in enumerate(cells))
    return Book((TableSheet("https://example.org/Thing", "thing", words, words, (), columns, rows),))
