"""The workbook, read back by openpyxl: one sheet per class, notes on every column, and no formulas."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kg.errors import KgError
from kg.export import spreadsheet
from kg.export.book import FOREWORD, Book, book_of
from kg.export.cells import SEPARATOR, CellValue, Kind, text_of
from kg.export.columns import Column
from kg.export.workbook import write_workbook
from kg.project import Project
from kg.rdf.namespaces import shorten
from tests.export.conftest import made_up
from tests.length import examples
from tests.strategies import SPITE

CHINESE = re.compile(r"[\u4e00-\u9fff]")
FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", '=HYPERLINK("http://x")')


@pytest.fixture(scope="module")
def content(book: Book) -> bytes:
    return write_workbook(book)


@pytest.fixture(scope="module")
def workbook(content: bytes) -> Workbook:
    return opened(content)


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def pages(workbook: Workbook, book: Book) -> list[Worksheet]:
    """Return the pages of the tables, in the order of the sheets of the book."""
    found: list[Worksheet] = [page for page in workbook.worksheets[2:] if isinstance(page, Worksheet)]
    assert len(found) == len(book.sheets)
    return found


# --- the tables ----------------------------------------------------------------------------------------


def test_the_workbook_has_a_page_for_each_class_after_foreword_and_list_of_columns(
    workbook: Workbook, book: Book
) -> None:
    names = ["Read me 说明", "Columns 列说明", *(f"{each.title.en} {each.title.zh}" for each in book.sheets)]
    assert workbook.sheetnames == names


def test_a_page_has_the_rows_and_columns_of_its_sheet(workbook: Workbook, book: Book) -> None:
    for page, sheet in zip(pages(workbook, book), book.sheets, strict=True):
        assert (page.max_row, page.max_column) == (len(sheet.rows) + 1, len(sheet.columns))
        header = [cell.value for cell in page[1]]
        assert header == ["\n".join(dict.fromkeys((each.title.zh, each.title.en))) for each in sheet.columns]


def test_every_cell_has_the_value_of_the_graph(workbook: Workbook, book: Book) -> None:
    for page, sheet in zip(pages(workbook, book), book.sheets, strict=True):
        for line, row in zip(page.iter_rows(min_row=2), sheet.rows, strict=True):
            for cell, column, values in zip(line, sheet.columns, row, strict=True):
                where = f"{page.title}!{cell.coordinate}"
                if len(values) == 0:
                    assert cell.value is None, where
                elif len(values) == 1 and isinstance(values[0], bool):
                    assert cell.value is values[0], where
                elif len(values) == 1 and isinstance(values[0], int | Decimal):
                    assert Decimal(repr(cell.value)) == values[0], where
                elif len(values) == 1 and column.kind == "date":
                    assert isinstance(cell.value, datetime), where
                    assert cell.value.date() == values[0], where
                else:
                    assert cell.value == SEPARATOR.join(map(text_of, values)), where


def test_numbers_are_numbers_and_texts_are_texts(workbook: Workbook, book: Book) -> None:
    types = {"integer": "n", "decimal": "n", "boolean": "b", "date": "d", "text": "s", "iri": "s"}
    seen = set()
    for page, sheet in zip(pages(workbook, book), book.sheets, strict=True):
        for line in page.iter_rows(min_row=2):
            for cell, column in zip(line, sheet.columns, strict=True):
                if cell.value is not None:
                    kind = "text" if column.many else column.kind
                    assert cell.data_type in (types[kind], types[column.kind]), (
                        f"{page.title}!{cell.coordinate}"
                    )
                    seen.add(kind)
    assert seen == set(types)


def test_no_cell_of_the_workbook_is_a_formula(workbook: Workbook, content: bytes) -> None:
    for page in workbook.worksheets:
        assert [cell.coordinate for line in page.iter_rows() for cell in line if cell.data_type == "f"] == []
    with ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert re.search(rb"<f[ >]", parts.read(name)) is None, name


# --- header, filters, notes ----------------------------------------------------------------------------


def test_the_header_is_frozen_and_has_filters_over_all_rows(workbook: Workbook, book: Book) -> None:
    for page in pages(workbook, book):
        assert page.freeze_panes == "D2", "IRI and labels stay in sight, and so does the header"
        assert page.auto_filter.ref == page.dimensions, page.title
        assert page.print_title_rows == "$1:$1"
    assert workbook.worksheets[1].freeze_panes == "A2"


def test_every_header_has_a_note_in_both_languages(workbook: Workbook, book: Book) -> None:
    for page, sheet in zip(pages(workbook, book), book.sheets, strict=True):
        for cell, column in zip(page[1], sheet.columns, strict=True):
            assert cell.comment is not None, f"{page.title}!{cell.coordinate}"
            note = cell.comment.text
            assert column.note.zh in note
            assert column.note.en in note
            if column.many:
                assert SEPARATOR.strip() in note


def test_the_iris_of_what_is_pointed_to_can_be_hidden_by_one_click(workbook: Workbook, book: Book) -> None:
    for page, sheet in zip(pages(workbook, book), book.sheets, strict=True):
        grouped = [
            number - 1
            for each in page.column_dimensions.values()
            if each.outlineLevel == 1
            for number in range(each.min or 0, (each.max or 0) + 1)
        ]
        linked = [index for index, each in enumerate(sheet.columns) if each.kind == "iri" and index > 0]
        assert sorted(grouped) == linked, page.title


def test_a_column_without_a_value_is_hidden_and_any_other_is_not(workbook: Workbook, book: Book) -> None:
    seen = 0
    for page, sheet in zip(pages(workbook, book), book.sheets, strict=True):
        hidden = {
            number - 1
            for each in page.column_dimensions.values()
            if each.hidden
            for number in range(each.min or 0, (each.max or 0) + 1)
        }
        empty = {
            index for index in range(len(sheet.columns)) if all(len(row[index]) == 0 for row in sheet.rows)
        }
        assert hidden == empty, page.title
        seen += len(empty)
    assert seen > 0


def test_a_table_without_rows_has_no_page(project: Project) -> None:
    part = book_of(project, ["regions"])
    assert len(part.sheets) > 1
    assert opened(write_workbook(part)).sheetnames[2:] == ["Region 地区"]


def test_the_list_of_columns_names_every_column_of_every_sheet(workbook: Workbook, book: Book) -> None:
    rows = list(workbook.worksheets[1].iter_rows(min_row=2, values_only=True))
    titles = [page.title for page in pages(workbook, book)]
    expected = [
        (title, each.name, *each.title, *each.note, each.kind, property_of(each))
        for title, sheet in zip(titles, book.sheets, strict=True)
        for each in sheet.columns
    ]
    assert rows == expected


def property_of(column: Column) -> str | None:
    """Return the prefixed name of the property that a column states, None if it states none."""
    return shorten(column.property) if column.property is not None else None


def test_the_first_page_has_the_foreword(workbook: Workbook, book: Book) -> None:
    page = workbook.worksheets[0]
    said = {str(cell.value) for line in page.iter_rows() for cell in line if cell.value is not None}
    for _, words in FOREWORD:
        assert set(words) <= said
    assert f"CC BY 4.0: {book.licence}" in said
    assert book.citation in said
    assert {each.name for each in book.sources} <= said
    counts = {row[0]: row[3] for row in page.iter_rows(values_only=True) if isinstance(row[3], int)}
    assert counts == {
        each.title: len(sheet.rows) for each, sheet in zip(pages(workbook, book), book.sheets, strict=True)
    }


def test_the_list_of_sheets_leads_to_each(workbook: Workbook) -> None:
    page = workbook.worksheets[0]
    places = {cell.hyperlink.location for line in page.iter_rows() for cell in line if cell.hyperlink}
    assert places == {f"'{name}'!A1" for name in workbook.sheetnames[2:]}


def test_a_part_of_the_graph_says_that_it_is_a_part(project: Project) -> None:
    page = opened(write_workbook(book_of(project, ["regions"]))).worksheets[0]
    said = [cell.value for line in page.iter_rows() for cell in line]
    assert "Only the graphs regions." in said
    assert "仅含以下图：regions。" in said


def test_every_part_of_the_file_is_well_formed_xml(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            ElementTree.fromstring(parts.read(name))


# --- hostile texts -------------------------------------------------------------------------------------


def read_back(values: list[CellValue], kind: Kind = "text") -> list[tuple[object, str, bool]]:
    """Return value, type and quote prefix of each cell of a column, as openpyxl reads them."""
    page = opened(write_workbook(made_up(values, kind))).worksheets[2]
    cells = [line[1] for line in page.iter_rows(min_row=2)]
    return [(cell.value, cell.data_type, bool(cell.style and cell.quotePrefix)) for cell in cells]


writable = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))


@settings(deadline=None, max_examples=examples(40))
@given(
    st.lists(
        st.one_of(writable, st.tuples(st.sampled_from("=+-@\t＝"), writable).map("".join)),
        min_size=1,
        max_size=20,
    )
)
@example(list(FORMULAS))
@example([each for each in SPITE if spreadsheet._NO_CHARACTER.search(each) is None])
def test_a_text_is_a_text_with_any_beginning(values: list[str]) -> None:
    for value, (found, kind, _) in zip(values, read_back(list(values)), strict=True):
        assert kind == "s"
        # XLSX has `_x000D_` for a character that XML does not allow; openpyxl does not decode it.
        assert (unescape(str(found)) if found is not None else "") == value


@pytest.mark.parametrize("value", FORMULAS)
def test_a_text_like_a_formula_stays_a_text_when_the_cell_is_edited(value: str) -> None:
    ((_, _, quoted),) = read_back([value])
    assert quoted


def test_a_plain_text_has_no_such_mark() -> None:
    assert read_back(["质量强省"]) == [("质量强省", "s", False)]


@pytest.mark.parametrize("label", ["=1+1", "@x", "a" * 40, "a[b]:c*d?e/f\\g", "'x'", "History", ""])
def test_any_title_becomes_a_valid_name_of_a_sheet(label: str) -> None:
    book = made_up(["x"])
    sheet = book.sheets[0]
    title = sheet.title._replace(en=label, zh=label)
    same = type(sheet)(**{**sheet.__dict__, "title": title})
    names = opened(write_workbook(Book((same, same)))).sheetnames
    assert len({name.casefold() for name in names}) == 4
    assert all(len(name) <= 31 and re.search(r"[\[\]:*?/\\]", name) is None for name in names)


# --- the limits of spreadsheets -------------------------------------------------------------------------


def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_a_text() -> None:
    digits = Decimal("1234567890123456.5")
    assert read_back([digits, Decimal("0.1")], "decimal") == [
        ("1234567890123456.5", "s", False),
        (0.1, "n", False),
    ]


def test_a_date_before_the_calendar_of_spreadsheets_is_a_text() -> None:
    early, late = datetime(1899, 12, 31).date(), datetime(2025, 1, 31).date()
    (first, second) = read_back([early, late], "date")
    assert first[:2] == ("1899-12-31", "s")
    assert second[:2] == (datetime(2025, 1, 31), "d")


def test_a_text_longer_than_a_cell_is_refused_and_its_record_named() -> None:
    with pytest.raises(KgError, match="longer than the 32767 characters") as caught:
        write_workbook(made_up(["质" * 32_768]))
    assert "https://example.org/0>, value" in str(caught.value)
    assert "请改用 csvw 或 parquet 格式" in caught.value.message("zh")
    assert read_back(["质" * 32_767])[0][1] == "s"


@pytest.mark.parametrize("value", ["a\ud800", "a\ufffe"])
def test_an_invalid_character_is_refused(value: str) -> None:
    with pytest.raises(KgError, match="invalid character"):
        write_workbook(made_up([value]))


def test_more_records_than_a_sheet_has_rows_are_refused_not_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    assert len(read_back(["a", "b"])) == 2
    with pytest.raises(KgError, match="thing: 3 records, and a sheet has no more than 3 rows") as caught:
        write_workbook(made_up(["a", "b", "c"]))
    assert "超过工作表上限" in caught.value.message("zh")


def test_foreword_of_the_whole_graph_names_no_part(workbook: Workbook) -> None:
    said = "\n".join(str(cell.value) for row in workbook.worksheets[0].iter_rows() for cell in row)
    assert "License" in said
    assert "Part of the graph" not in said
