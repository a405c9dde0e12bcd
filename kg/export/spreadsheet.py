"""The limits of spreadsheets: those of Excel, which LibreOffice shares or exceeds.

See "Excel specifications and limits" (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Final

from kg.chinese.width import width_of
from kg.errors import KgError
from kg.export.cells import text_of
from kg.rdf.namespaces import shorten
from kg.words import Words

LONGEST_TEXT: Final = 32_767
"""The maximum length of a cell, in UTF-16 units."""

LONGEST_NAME: Final = 31
"""The maximum length of the name of a sheet, in UTF-16 units."""

MOST_ROWS: Final = 1_048_576
"""The maximum number of rows of a sheet, with its header."""

EXCEL_DIGITS: Final = 15
"""The number of digits that are kept."""

FIRST_DAY: Final = date(1900, 3, 1)
"""The first day on which programs agree: Excel counts a 29 February 1900 that did not exist."""

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\ufffe\uffff]")
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Characters that XML does not allow, escaped or not; XlsxWriter escapes control characters."""


def sheet_name(title: Words, taken: Iterable[str] = ()) -> str:
    r"""Return a valid name for a sheet: the title in both languages, without `[]:*?/\`.

    Args:
        title: The title of the sheet.
        taken: The names of other sheets; the new one differs from each by more than case.
    """
    words = " ".join(dict.fromkeys(title))
    words = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in words)
    words = " ".join(_FORBIDDEN.sub(" ", words).split())
    used = {name.casefold() for name in taken} | {"history"}  # Excel reserves that name
    name, number = _cut(words, LONGEST_NAME), 1
    while name.casefold() in used:
        number += 1
        name = f"{_cut(words, LONGEST_NAME - len(f' {number}'))} {number}"
    return name


def fits_a_cell(number: int | Decimal) -> bool:
    """Return whether a spreadsheet keeps all digits of a number."""
    digits = text_of(number).lstrip("-").replace(".", "").strip("0")
    return len(digits) <= EXCEL_DIGITS and Decimal(repr(float(number))) == number


def refuse(text: str, record: str, column: str) -> None:
    """Refuse a text that is not allowed in a cell.

    Raises:
        KgError: It is too long, or has an invalid character; the error names `record` and `column`.
    """
    # A character has one unit or two.
    if 2 * len(text) > LONGEST_TEXT and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_TEXT:
        raise KgError(
            "{record}, {column}: a text longer than the {most} characters of a cell; write csvw or parquet",
            record=shorten(record),
            column=column,
            most=LONGEST_TEXT,
        )
    if _NO_CHARACTER.search(text) is not None:
        raise KgError(
            "{record}, {column}: the text has an invalid character; correct it, or write csvw or parquet",
            record=shorten(record),
            column=column,
        )


def refuse_rows(count: int, sheet: str) -> None:
    """Refuse a table that has too many rows for a sheet.

    Raises:
        KgError: With the header there are more than `MOST_ROWS`; the error names `sheet`.
    """
    if count + 1 > MOST_ROWS:
        raise KgError(
            "{sheet}: {count} records, and a sheet has no more than {most} rows; "
            "choose graphs with --graph, or write csvw or parquet",
            sheet=sheet,
            count=count,
            most=MOST_ROWS,
        )


def lines_of(text: str, width: int) -> int:
    """Return an estimate of the number of lines of a text in a column of `width`."""
    return sum(max(1, ceil(width_of(line) / max(1, width - 1))) for line in text.split("\n"))


def _cut(text: str, longest: int) -> str:
    """Return a text cut to at most `longest` UTF-16 units, without a space or quote at its ends."""
    while len(text.encode("utf-16-le")) > 2 * longest:
        text = text[:-1]
    return text.strip("' ") or "Sheet"
