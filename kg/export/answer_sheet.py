"""Writes an answer as an Excel workbook of one sheet, with numbers as numbers and the rest as text."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Final

import pyoxigraph as ox

from kg.chinese.width import width_of
from kg.export.spreadsheet import fits_a_cell, refuse, refuse_rows, sheet_name
from kg.rdf.answers import Answer, Term, plain
from kg.rdf.formulas import is_formula
from kg.words import Words

_WIDEST: Final = 60
"""The maximum width of a column; a longer text wraps."""

_CREATED: Final = datetime(1980, 1, 1)
"""A fixed date, so that the same rows give the same bytes."""


def write_sheet(answer: Answer, name: str) -> bytes:
    """Return the workbook.

    Args:
        answer: The rows, with the headings that the first row of the sheet gets.
        name: The name of the sheet.

    Raises:
        KgError: There are more rows than a sheet has, or a text is longer than a cell may be.
    """
    import xlsxwriter  # noqa: PLC0415  (loading it takes long)

    refuse_rows(len(answer), name)
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    page = book.add_worksheet(sheet_name(Words(name, name)))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text_format = book.add_format({"text_wrap": True, "valign": "top"})
    # It stays a text when the cell is edited.
    quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    number_format = book.add_format({"valign": "top"})
    for column, heading in enumerate(answer.columns):
        page.write_string(0, column, heading, bold)
        widths = [width_of(plain(row[column])) for row in answer.rows]
        page.set_column(column, column, min(max([width_of(heading), *widths]) + 2, _WIDEST))
    for number, row in enumerate(answer.rows, 1):
        for column, term in enumerate(row):
            value, text = _number(term), plain(term)
            if value is not None:
                page.write_number(number, column, float(value), number_format)
            elif text != "":
                refuse(text, f"{name} {number}", answer.columns[column])
                page.write_string(number, column, text, quoted if is_formula(text) else text_format)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(answer), max(len(answer.columns) - 1, 0))
    # A code such as 520000 and a period such as 2025 are intentionally texts.
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(answer) + 1}"})
    book.close()
    return stream.getvalue()


def _number(term: Term | None) -> Decimal | None:
    """Return the number of a term, if a spreadsheet keeps all its digits."""
    if isinstance(term, ox.Literal) and term.datatype.value.endswith(("#integer", "#decimal")):
        text = plain(term)
        if text.lstrip("-").replace(".", "", 1).isdecimal() and fits_a_cell(Decimal(text)):
            return Decimal(text)
    return None
