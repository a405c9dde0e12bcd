"""Writes the tables as Parquet files, one per sheet, to load into a data frame or a database.

Names are those of the CSV files. A column that may have several values is a list. Types follow from the
ontology and the shapes, so that the files of two versions of the data unite. The metadata of the schema give
the title of the table, its license, and its citation; those of a field give its title and meaning in both
languages and the property that a value states.
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from kg.errors import PARQUET, KgError, MissingLibrary
from kg.export.book import BOOK_TITLE, Book
from kg.export.cells import CellValue, text_of
from kg.export.columns import Column
from kg.export.sheets import TableRow, TableSheet
from kg.rdf.namespaces import shorten
from kg.words import Words

if TYPE_CHECKING:
    import pyarrow as pa


def write_parquet(book: Book) -> dict[str, bytes]:
    """Return the files by name.

    Raises:
        MissingLibrary: pyarrow is not installed.
        KgError: A number has more digits than the type of its column keeps; the error names the record.
    """
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415  (loading it takes long)
    except ImportError as error:
        raise MissingLibrary("pyarrow", PARQUET) from error
    return {f"{sheet.name}.parquet": _file(sheet, book) for sheet in book.sheets}


def _file(sheet: TableSheet, book: Book) -> bytes:
    import pyarrow as pa  # noqa: PLC0415  (as above)
    import pyarrow.parquet as pq  # noqa: PLC0415

    arrays = [_array(column, sheet.rows, index) for index, column in enumerate(sheet.columns)]
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


def _array(column: Column, rows: tuple[TableRow, ...], index: int) -> pa.Array:
    """Return the cells of a column, by the type of its kind.

    A decimal is a double, which pandas, polars, DuckDB, and R all compute with; it keeps every number of up
    to 15 digits. pandas reads the decimals of Arrow as Python objects.
    """
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
    cells = [[_kept(value, row, column) for value in row[index]] for row in rows]
    if column.many:
        return pa.array(cells, pa.list_(type_))
    return pa.array([cell[0] if len(cell) > 0 else None for cell in cells], type_)


def _kept(value: CellValue, row: TableRow, column: Column) -> CellValue | float:
    """Return a value as Arrow takes it; refuse a number that a double or a 64-bit integer would change."""
    if isinstance(value, Decimal):
        if Decimal(repr(float(value))) == value:
            return float(value)
    elif not isinstance(value, int) or -(2**63) <= value < 2**63:
        return value
    raise KgError(
        "{record}, {column}: {value} has more digits than a number here keeps; correct it or write csvw",
        record=shorten(text_of(row[0][0])),
        column=column.name,
        value=text_of(value),
    )


def _said(name: str, words: Words) -> dict[str, str]:
    return {f"{name}_en": words.en, f"{name}_zh": words.zh}
