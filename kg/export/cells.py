"""The cells of tables: values of one kind, read from literals and written as text.

A cell has no value, one, or several; a table that allows only one text per cell joins them.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from kg.errors import KgError
from kg.rdf.namespaces import XSD, shorten
from kg.rdf.records import Records, TaggedText
from kg.words import Noun

Kind = Literal["iri", "text", "integer", "decimal", "boolean", "date"]
"""The kinds of the values of a column."""

CellValue = str | int | Decimal | bool | date
"""A value in Python."""

TableCell = tuple[CellValue, ...]
"""The values of one cell, in order; none if the graph states none."""

CELL_KINDS: Final[dict[str, Kind]] = {
    XSD + "integer": "integer",
    XSD + "decimal": "decimal",
    XSD + "boolean": "boolean",
    XSD + "date": "date",
}
"""The kinds of the datatypes that are not text."""

SEPARATOR: Final = " | "
"""The separator of the values of a cell that is one text."""

_FORMS: Final[dict[str, re.Pattern[str]]] = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    "boolean": re.compile(r"true|false|0|1"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_NOUNS: Final[dict[str, Noun]] = {
    "integer": Noun("integer"),
    "decimal": Noun("decimal"),
    "boolean": Noun("boolean"),
    "date": Noun("date"),
}


def cell_value(text: TaggedText, kind: Kind, record: str) -> CellValue:
    """Return the value of a literal in a column of `kind`.

    Raises:
        KgError: Its text is not of that kind; the error names `record`.
    """
    words = text.value
    if kind in ("iri", "text"):
        return words
    try:
        if _FORMS[kind].fullmatch(words) is None:
            raise ValueError(words)
        if kind == "date":
            return date.fromisoformat(words)
    except ValueError as error:
        raise KgError(
            "{record}: {value!r} is not a valid {kind}; correct it (kg validate names the line)",
            record=shorten(record),
            value=words,
            kind=_NOUNS[kind],
        ) from error
    if kind == "boolean":
        return words in ("true", "1")
    return int(words) if kind == "integer" else Decimal(words)


def literals_of(graph: Records, record: str, property_: str, kind: Kind, language: str = "") -> TableCell:
    """Return the literal values of a property in a language, or in none.

    Raises:
        KgError: A text is not of that kind.
    """
    texts = graph.texts(record, property_)
    return tuple(cell_value(each, kind, record) for each in texts if each.language == language)


def text_of(value: CellValue) -> str:
    """Return a value as text: a number without trailing zeros, a date in ISO 8601."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = f"{value:f}"  # cut as text: arithmetic on a Decimal rounds to 28 digits
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def joined(cell: TableCell, record: str, column: str) -> str:
    """Return the values of a cell as one text, which can be split at `SEPARATOR` again.

    Raises:
        KgError: A value contains the separator; the error names `record` and `column`.
    """
    texts = list(map(text_of, cell))
    text = SEPARATOR.join(texts)
    if len(texts) > 1 and text.split(SEPARATOR) != texts:
        raise KgError(
            "{record}, {column}: a value contains {sign!r}, which separates values; write parquet",
            record=shorten(record),
            column=column,
            sign=SEPARATOR,
        )
    return text
