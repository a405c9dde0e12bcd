"""Writes the tables as one Excel workbook (XLSX): one sheet per class, a foreword, and notes on every column.

Texts are always written as texts: they are never converted to a formula, a number, or a link. A text that is
not allowed in a cell stops the export. A number with more digits than a spreadsheet keeps, and a date before
its calendar, are written as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from kg.chinese.width import width_of
from kg.export.book import BOOK_TITLE, FOREWORD, Book
from kg.export.cells import SEPARATOR, Kind, TableCell, text_of
from kg.export.columns import Column
from kg.export.sheets import TableSheet
from kg.export.spreadsheet import FIRST_DAY, fits_a_cell, lines_of, refuse, refuse_rows, sheet_name
from kg.rdf.formulas import is_formula
from kg.rdf.namespaces import shorten
from kg.words import Words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

README: Final = Words.of("Read me")
FOREWORD_COLUMNS: Final = Words.of("Columns")

_GUIDE: Final = (
    Words.of("How to use this workbook"),
    Words.of(
        "A note on each header gives the meaning of the column; the sheet Columns lists them all. Several "
        "values in one cell are separated by | signs. Press 1 at the top left of a sheet to hide the IRIs of "
        "the records that its records refer to, 2 to show them again. Columns without a value are hidden."
    ),
)
_DICTIONARY: Final = (
    ("\n".join(Words.of("Sheet")), 22),
    ("\n".join(Words.of("Column")), 20),
    *zip(Words.of("Title"), (24, 22), strict=True),
    *zip(Words.of("Meaning"), (60, 50), strict=True),
    ("\n".join(Words.of("Kind")), 10),
    ("\n".join(Words.of("Property")), 22),
)
"""The columns of the sheet that lists all columns, and their widths."""

_BLUE: Final = "#1F4E79"
_STYLES: Final[dict[str, dict[str, object]]] = {
    "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": _BLUE, "text_wrap": True, "border": 1},
    "text": {"text_wrap": True},
    "formula": {"text_wrap": True, "quote_prefix": True},  # it stays a text when the cell is edited
    "iri": {"font_color": "#7F7F7F", "align": "right"},  # the end of a long one is visible
    "boolean": {"align": "center", "num_format": '"TRUE";"TRUE";"FALSE"'},  # LibreOffice may show 0 and 1
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "integer": {"num_format": "0"},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "text_wrap": True},
    "band": {"bold": True, "bottom": 1, "font_color": _BLUE},
    "link": {"font_color": _BLUE, "underline": 1},
}
_README_WIDTHS: Final = (34, 62, 62, 16)
_LINE: Final = 15
"""The height of a line of text, in points."""

_WIDEST: Final = 40
"""The maximum width of the texts that a column shows in one line."""

_MOST_LINES: Final = 8
"""The maximum number of lines of a row of a table."""

_FROZEN: Final = 3
"""IRI and labels stay visible."""

_CREATED: Final = datetime(1980, 1, 1)
"""The date of creation, which a workbook must have: fixed, so that the same graph gives the same bytes."""


def write_workbook(book: Book) -> bytes:
    """Return the workbook.

    Raises:
        KgError: A table has too many rows for a sheet, or a text is too long for a cell or has an invalid
            character.
    """
    import xlsxwriter  # noqa: PLC0415  (loading it takes long)

    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties(
        {"title": " ".join(BOOK_TITLE), "comments": f"CC BY 4.0: {book.licence}", "created": _CREATED}
    )
    _Writer(workbook, book).write()
    workbook.close()
    return stream.getvalue()


class _Writer:
    """Writes a book into an open workbook; a table without rows has no sheet."""

    def __init__(self, workbook: Workbook, book: Book) -> None:
        self._workbook, self._book = workbook, book
        self._styles: dict[str, Format] = {
            name: workbook.add_format({"valign": "top", **style}) for name, style in _STYLES.items()
        }
        names: list[str] = []
        self._sheets = [sheet for sheet in book.sheets if len(sheet.rows) > 0]
        for title in (README, FOREWORD_COLUMNS, *(sheet.title for sheet in self._sheets)):
            names.append(sheet_name(title, names))
        self._readme, self._dictionary, *self._names = names

    def write(self) -> None:
        """Write all sheets."""
        self._write_readme(self._workbook.add_worksheet(self._readme))
        self._write_dictionary(self._workbook.add_worksheet(self._dictionary))
        for name, sheet in zip(self._names, self._sheets, strict=True):
            self._write_sheet(self._workbook.add_worksheet(name), sheet)

    def _write_sheet(self, page: Worksheet, sheet: TableSheet) -> None:
        """Write the table of one class."""
        refuse_rows(len(sheet.rows), sheet.name)
        widths = [_width(sheet, index) for index in range(len(sheet.columns))]
        titles = list(map(_header, sheet.columns))
        self._write_header(page, list(zip(titles, widths, strict=True)), len(sheet.rows))
        page.freeze_panes(1, min(_FROZEN, len(sheet.columns)))
        for index, column in enumerate(sheet.columns):
            level = {"level": 1} if column.kind == "iri" and index > 0 else {}
            hidden = {"hidden": all(len(row[index]) == 0 for row in sheet.rows)}
            page.set_column(index, index, widths[index], None, level | hidden)
            page.write_comment(0, index, _note(column), {"x_scale": 2.5, "y_scale": 2})
        for number, row in enumerate(sheet.rows, 1):
            lines = 1
            for index, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                if len(cell) > 0:
                    text = SEPARATOR.join(map(text_of, cell))
                    refuse(text, text_of(row[0][0]), column.name)
                    self._write_cell(page, (number, index), column.kind, cell, text)
                    if column.kind == "text":
                        lines = max(lines, lines_of(text, widths[index]))
            page.set_row(number, _LINE * min(lines, _MOST_LINES))
        # A code such as 520000 and a period such as 2025 are intentionally texts.
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(sheet.rows) + 1}"})

    def _write_header(self, page: Worksheet, titles: Sequence[tuple[str, int]], rows: int) -> None:
        """Write the first row (titles and widths), which stays visible and has filters."""
        for index, (title, width) in enumerate(titles):
            page.set_column(index, index, width)
            page.write_string(0, index, title, self._styles["header"])
        page.set_row(0, _LINE * max(lines_of(title, width) for title, width in titles))
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, rows, len(titles) - 1)
        page.repeat_rows(0)
        page.set_landscape()

    def _write_cell(
        self, page: Worksheet, place: tuple[int, int], kind: Kind, cell: TableCell, text: str
    ) -> None:
        """Write one cell: a single value with its type, several as one text."""
        value = cell[0] if len(cell) == 1 else text
        if isinstance(value, bool):
            page.write_boolean(*place, value, self._styles["boolean"])
        elif isinstance(value, int | Decimal) and fits_a_cell(value):
            style = self._styles["integer"] if kind == "integer" else self._decimal(text)
            page.write_number(*place, float(value), style)
        elif isinstance(value, date) and value >= FIRST_DAY:
            page.write_datetime(*place, value, self._styles["date"])
        else:
            name = "iri" if kind == "iri" else "formula" if is_formula(text) else "text"
            page.write_string(*place, text, self._styles[name])

    def _decimal(self, number: str) -> Format:
        """Return the style that shows a number with exactly its decimal places."""
        places = len(number.partition(".")[2])
        form = "#,##0" + (f".{'0' * places}" if places > 0 else "")
        if form not in self._styles:
            self._styles[form] = self._workbook.add_format({"valign": "top", "num_format": form})
        return self._styles[form]

    def _write_dictionary(self, page: Worksheet) -> None:
        """Write the sheet with the meaning of each column."""
        lines = [
            (name, column.name, *column.title, *column.note, column.kind, _property(column))
            for name, sheet in zip(self._names, self._sheets, strict=True)
            for column in sheet.columns
        ]
        self._write_header(page, _DICTIONARY, len(lines))
        page.fit_to_pages(1, 0)
        for number, line in enumerate(lines, 1):
            self._write_line(page, number, line, [width for _, width in _DICTIONARY])

    def _write_readme(self, page: Worksheet) -> None:
        """Write the foreword, how to cite, the sources, and the list of sheets."""
        book = self._book
        page.hide_gridlines(2)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        for index, width in enumerate(_README_WIDTHS):
            page.set_column(index, index, width)
        page.write_string(0, 0, " ".join(BOOK_TITLE), self._styles["title"])
        row = 2
        for heading, words in (*FOREWORD, _GUIDE, *_terms_of_use(book)):
            self._write_line(page, row, ("\n".join(heading), *words))
            page.write_string(row, 0, "\n".join(heading), self._styles["heading"])
            row += 1
        sources = [(each.name, *each.label, " ".join(each.extent)) for each in book.sources]
        sheets = [
            (name, *sheet.note, str(len(sheet.rows)))
            for name, sheet in zip(self._names, self._sheets, strict=True)
        ]
        titles = (" ".join(Words.of("Source")), *Words.of("What it is"), " ".join(Words.of("Coding")))
        row = self._write_list(page, row, titles, sources)
        first = row + 2
        titles = (" ".join(Words.of("Sheet")), *Words.of("What a row is"), " ".join(Words.of("Rows")))
        self._write_list(page, row, titles, sheets)
        for number, line in enumerate(sheets, first):
            page.write_url(number, 0, f"internal:'{line[0]}'!A1", self._styles["link"], line[0])
            page.write_number(number, 3, int(line[3]), self._styles["text"])

    def _write_list(
        self, page: Worksheet, row: int, titles: Sequence[str], lines: Sequence[Sequence[str]]
    ) -> int:
        """Write a list below `row`, if it has any lines; return the next row after it."""
        if len(lines) == 0:
            return row
        for index, title in enumerate(titles):
            page.write_string(row + 1, index, title, self._styles["band"])
        for number, line in enumerate(lines, row + 2):
            self._write_line(page, number, line)
        return row + 2 + len(lines)

    def _write_line(
        self, page: Worksheet, row: int, line: Sequence[str], widths: Sequence[int] = _README_WIDTHS
    ) -> None:
        """Write a row of texts, with the height that they need."""
        for index, words in enumerate(line):
            if words != "":
                page.write_string(row, index, words, self._styles["text"])
        page.set_row(row, _LINE * max(map(lines_of, line, widths)))


def _terms_of_use(book: Book) -> list[tuple[Words, Words]]:
    """Return the paragraphs of the foreword on license, citation, and the part of the graph."""
    found = [(Words.of("License"), Words(*[f"CC BY 4.0: {book.licence}"] * 2))]
    if book.citation != "":
        found.append((Words.of("How to cite"), Words(*[book.citation] * 2)))
    if len(book.graphs) > 0:
        names = ", ".join(book.graphs)
        found.append((Words.of("Part of the graph"), Words.of("Only the graphs {names}.", names=names)))
    return found


def _header(column: Column) -> str:
    return "\n".join(dict.fromkeys((column.title.zh, column.title.en)))


def _note(column: Column) -> str:
    """Return the note on a header: the meaning in both languages, and the property that a value states."""
    lines = [column.note.zh, column.note.en]
    if column.many:
        sign = SEPARATOR.strip()
        several = Words.of("Several values are separated by {sign} signs.", sign=sign)
        lines.append(several.zh + several.en)
    lines.append(_property(column))
    return "\n".join(line for line in lines if line != "")


def _property(column: Column) -> str:
    return shorten(column.property) if column.property is not None else ""


def _width(sheet: TableSheet, index: int) -> int:
    """Return the width of a column: that of its longest text, within bounds."""
    column = sheet.columns[index]
    if column.kind == "iri":
        return 16
    widest = 0
    for row in sheet.rows:
        for value in row[index]:
            widest = max(widest, width_of(text_of(value)))
        if widest >= _WIDEST:
            break  # other texts change nothing
    title = max(map(width_of, _header(column).split("\n")))
    return min(max(widest, min(title, 14), 7), _WIDEST) + 2
