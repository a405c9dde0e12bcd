"""The Parquet files, loaded back by pyarrow, pandas and polars: the same rows, with types and meanings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.errors import KgError
from kg.export.book import Book
from kg.export.cells import CellValue, Kind, text_of
from kg.export.parquet import write_parquet
from kg.export.sheets import TableSheet
from tests.export.conftest import made_up, sheet_of

ARROW: Mapping[Kind, pa.DataType] = {
    "iri": pa.string(),
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
POLARS: Mapping[Kind, type[pl.DataType]] = {
    "iri": pl.String,
    "text": pl.String,
    "integer": pl.Int64,
    "decimal": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
}


@pytest.fixture(scope="module")
def files(book: Book) -> dict[str, bytes]:
    return write_parquet(book)


def table_of(files: Mapping[str, bytes], sheet: str) -> pa.Table:
    return pq.read_table(BytesIO(files[f"{sheet}.parquet"]))


def expected_rows(sheet: TableSheet) -> list[list[object]]:
    """Return the rows as Python values: a list if a cell may have several values."""
    return [
        [
            list(map(_number, cell)) if column.many else (_number(cell[0]) if len(cell) > 0 else None)
            for column, cell in zip(sheet.columns, row, strict=True)
        ]
        for row in sheet.rows
    ]


def _number(value: CellValue) -> CellValue | float:
    return float(value) if isinstance(value, Decimal) else value


def test_there_is_a_file_for_each_sheet(files: dict[str, bytes], book: Book) -> None:
    assert list(files) == [f"{sheet.name}.parquet" for sheet in book.sheets]


def test_pyarrow_reads_the_rows_of_each_sheet_with_types(files: dict[str, bytes], book: Book) -> None:
    for sheet in book.sheets:
        table = table_of(files, sheet.name)
        assert table.column_names == [each.name for each in sheet.columns]
        types = [pa.list_(ARROW[each.kind]) if each.many else ARROW[each.kind] for each in sheet.columns]
        assert [str(each).replace("element", "item") for each in table.schema.types] == list(map(str, types))
        assert [list(row.values()) for row in table.to_pylist()] == expected_rows(sheet), sheet.name


def test_polars_reads_the_rows_of_each_sheet_with_types(files: dict[str, bytes], book: Book) -> None:
    for sheet in book.sheets:
        frame = pl.read_parquet(BytesIO(files[f"{sheet.name}.parquet"]))
        for column in sheet.columns:
            found = frame.schema[column.name]
            assert found == (pl.List(POLARS[column.kind]) if column.many else POLARS[column.kind])
        assert [list(row) for row in frame.rows()] == expected_rows(sheet), sheet.name


def test_pandas_reads_the_rows_of_each_sheet(files: dict[str, bytes], book: Book) -> None:
    for sheet in book.sheets:
        frame = pd.read_parquet(BytesIO(files[f"{sheet.name}.parquet"]))
        assert list(frame.columns) == [each.name for each in sheet.columns]
        assert list(frame["iri"]) == [text_of(row[0][0]) for row in sheet.rows]
    target = pd.read_parquet(BytesIO(files["target.parquet"]))
    assert target["value"].dtype == "float64"
    guizhou = target[target["region_en"] == "Guizhou Province"]
    assert len(guizhou) > 10
    assert guizhou["value"].notna().all()


def test_a_cell_without_a_value_is_null_and_an_iri_never(files: dict[str, bytes], book: Book) -> None:
    table = table_of(files, "target")
    ranges = sum(row["value_to"] is not None for row in table.to_pylist())
    assert table["value_to"].null_count == table.num_rows - ranges > 0
    assert sum(row["quote"] == [] for row in table.to_pylist()) > 0
    assert table["quote"].null_count == 0, "a list without values is empty"
    assert not table.schema.field("iri").nullable
    assert table["iri"].null_count == 0
    assert len(sheet_of(book, "target").rows) == table.num_rows


def test_the_metadata_describe_table_and_columns_in_both_languages(
    files: dict[str, bytes], book: Book
) -> None:
    for sheet in book.sheets:
        schema = table_of(files, sheet.name).schema
        said = words_of(schema.metadata)
        assert (said["title_en"], said["title_zh"]) == sheet.title
        assert (said["description_en"], said["description_zh"]) == sheet.note
        assert (said["class"], said["license"], said["citation"]) == (
            sheet.class_,
            book.licence,
            book.citation,
        )
        for column in sheet.columns:
            said = words_of(schema.field(column.name).metadata)
            assert (said["title_en"], said["title_zh"]) == column.title
            assert (said["description_en"], said["description_zh"]) == column.note
            assert said.get("property") == column.property


def words_of(metadata: Mapping[bytes, bytes]) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in metadata.items()}


def test_a_text_like_a_formula_is_unchanged() -> None:
    assert values_of(["=1+1", "'x"], "text") == ["=1+1", "'x"]


@pytest.mark.parametrize(
    ("values", "kind", "found"),
    [
        ([Decimal("98.4"), Decimal("0.1")], "decimal", [98.4, 0.1]),
        ([Decimal("16000000000000"), Decimal("1E+300")], "decimal", [1.6e13, 1e300]),
        ([2**63 - 1, -(2**63)], "integer", [2**63 - 1, -(2**63)]),
        ([True, False], "boolean", [True, False]),
        ([date(1, 1, 1), date(2025, 12, 31)], "date", [date(1, 1, 1), date(2025, 12, 31)]),
    ],
)
def test_a_value_is_unchanged(values: list[CellValue], kind: Kind, found: list[object]) -> None:
    assert values_of(values, kind) == found


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (Decimal("12345678901234567.5"), "decimal"),
        (Decimal("0." + "1" * 30), "decimal"),
        (Decimal("1E+400"), "decimal"),
        (2**63, "integer"),
        (-(2**63) - 1, "integer"),
    ],
)
def test_a_number_that_would_be_changed_is_refused_and_its_record_named(value: CellValue, kind: Kind) -> None:
    first: CellValue = 7 if kind == "integer" else Decimal("0.1")
    with pytest.raises(KgError, match=r"example\.org/1>, value: .* has more digits") as caught:
        values_of([first, value], kind)
    assert text_of(value) in str(caught.value)
    assert "请修改，或改用 csvw 格式" in caught.value.message("zh")


def values_of(values: list[CellValue], kind: Kind) -> list[object]:
    rows = table_of(write_parquet(made_up(values, kind)), "thing").to_pylist()
    return [row["value"] for row in rows]
