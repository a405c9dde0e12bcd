"""Writes the tables as Parquet files, one per sheet, to load into a data frame or a database.

Names are those of the CSV files. A cell that may have several values is a list. The metadata of the schema
give the title of the table, its license, and its citation; those of a field give its title and meaning in
both languages and the property that a value states.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from kg.errors import PARQUET, MissingLibrary
from kg.export.book import BOOK_TITLE, Book
from kg.export.cells import CellValue, TableCell, text_of
from kg.export.columns import Column
from kg.export.sheets import TableSheet
from kg.words import Words

if TYPE_CHECKING:
    import pyarrow as pa


def write_parquet(book: Book) -> dict[str, bytes]:
    """Return the files by name.

    Raises:
        MissingLibrary: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415  (loading it takes long)
    except ImportError as error:
        raise MissingLibrary("pyarrow", PARQUET) from error
    return {f"{sheet.name}.parquet": _file(sheet, book) for sheet in book.sheets}


def _file(sheet: TableSheet, book: Book) -> bytes:
    import pyarrow as pa  # noqa: PLC0415  (as above)
    import pyarrow.parquet as pq  # noqa: PLC0415

    arrays = [
        _array(column, [row[index] for row in sheet.rows]) for index, column in enumerate(sheet.columns)
    ]
    fields = [
        pa.field(
            column.name,
            array.type,
            nullable=index > 0,
            metadata={**_said("title", column.title), **_said("description", column.note)}
            | ({"property": column.property} if column.property is not None else {}),
        )
        for index, (column, array) in enumerate(zip(sheet.columns, arrays, strict=True))
    ]
    about = {
        **_said("graph", BOOK_TITLE),
        **_said("title", sheet.title),
        **_said("description", sheet.note),
        "class": sheet.class_,
        "license": book.licence,
        "citation": book.citation,
    }
    stream = BytesIO()
    pq.write_table(pa.table(arrays, schema=pa.schema(fields, metadata=about)), stream)
    return stream.getvalue()


def _array(column: Column, cells: list[TableCell]) -> pa.Array:
    """Return the cells of a column; if one of the numbers would be rounded, all are texts."""
    import pyarrow as pa  # noqa: PLC0415  (as above)

    types = {
        "iri": pa.string(),
        "text": pa.string(),
        "integer": pa.int64(),
        "decimal": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    type_ = types[column.kind]
    read: Callable[[CellValue], object] = _number
    if not all(_is_kept(value) for cell in cells for value in cell):
        type_, read = pa.string(), text_of
    if column.many:
        return pa.array([list(map(read, cell)) for cell in cells], pa.list_(type_))
    return pa.array([read(cell[0]) if len(cell) > 0 else None for cell in cells], type_)


def _number(value: CellValue) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _is_kept(value: CellValue) -> bool:
    """Return whether a number is unchanged as a double or a 64-bit integer."""
    if isinstance(value, Decimal):
        return Decimal(repr(float(value))) == value
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def _said(name: str, words: Words) -> dict[str, str]:
    return {f"{name}_en": words.en, f"{name}_zh": words.zh}
