"""The cells of tables: values of one kind, read from literals and written as text.

A cell has no value, one, or several; a table that allows only one text per cell joins them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Final, Literal

from kg.errors import KgError
from kg.rdf.namespaces import XSD, shorten
from kg.rdf.records import TaggedText
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

SEPARATOR: Final = "|"
"""The separator of the values of a cell, unless a value contains it."""

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


def text_of(value: CellValue) -> str:
    """Return a value as text: a number without trailing zeros, a date in ISO 8601."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = f"{value:f}"  # cut as text: arithmetic on a Decimal rounds to 28 digits
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def separator_of(cells: Iterable[TableCell]) -> str:
    """Return the separator of the values of a cell: a sign that is in none of `cells`, between spaces.

    Since the sign is in no value, splitting a joined cell returns exactly the values.
    """
    used = {letter for cell in cells if len(cell) > 1 for value in cell for letter in text_of(value)}
    signs = chain(SEPARATOR, "¦‖", map(chr, range(0xE000, 0xF900)))  # the last are for private use
    return f" {next(sign for sign in signs if sign not in used)} "
