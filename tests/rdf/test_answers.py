"""An answer: terms become Python values, and columns become columns of one type in any frame."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pyarrow as pa
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import MissingLibrary
from kg.rdf.answers import SHOWN_ROWS, Answer, Value
from kg.rdf.namespaces import BASE, XSD

COLUMNS = ("term", "label", "value", "count", "stated", "nothing")
ANSWER = Answer(
    COLUMNS,
    (
        (
            ox.NamedNode(BASE + "region/guizhou"),
            ox.Literal("贵州省", language="zh-hans"),
            ox.Literal("98.40", datatype=ox.NamedNode(XSD + "decimal")),
            ox.Literal(7),
            ox.Literal(True),
            None,
        ),
        (
            ox.NamedNode(BASE + "region/yunnan"),
            ox.Literal("=1+1"),
            ox.Literal("360000.0", datatype=ox.NamedNode(XSD + "decimal")),
            None,
            ox.Literal(False),
            None,
        ),
    ),
)
ROWS: list[dict[str, Value]] = [
    {
        "term": BASE + "region/guizhou",
        "label": "贵州省",
        "value": 98.4,
        "count": 7,
        "stated": True,
        "nothing": None,
    },
    {
        "term": BASE + "region/yunnan",
        "label": "=1+1",
        "value": 360000.0,
        "count": None,
        "stated": False,
        "nothing": None,
    },
]


def test_a_row_is_a_mapping_from_column_to_value() -> None:
    assert list(ANSWER) == ROWS
    assert len(ANSWER) == 2


def test_a_row_as_text_has_plain_decimals_and_an_empty_text_for_nothing() -> None:
    assert ANSWER.texts() == [
        {
            "term": BASE + "region/guizhou",
            "label": "贵州省",
            "value": "98.4",
            "count": "7",
            "stated": "true",
            "nothing": "",
        },
        {
            "term": BASE + "region/yunnan",
            "label": "=1+1",
            "value": "360000",
            "count": "",
            "stated": "false",
            "nothing": "",
        },
    ]


def test_a_polars_frame_has_the_same_rows_and_a_type_a_column() -> None:
    frame = ANSWER.to_polars()
    assert frame.to_dicts() == ROWS
    assert [str(kind) for kind in frame.dtypes] == ["String", "String", "Float64", "Int64", "Boolean", "Null"]


def test_a_pandas_frame_has_the_same_rows() -> None:
    frame = ANSWER.to_pandas()
    assert list(frame.columns) == list(COLUMNS)
    assert frame["value"].tolist() == [98.4, 360000.0]
    assert frame["count"].isna().tolist() == [False, True]
    assert frame["stated"].tolist() == [True, False]


def test_an_arrow_table_has_the_same_rows_and_no_column_without_a_type() -> None:
    table = ANSWER.to_arrow()
    assert table.to_pylist() == ROWS
    assert table.schema.field("nothing").type == pa.string()


def test_a_column_of_mixed_kinds_is_text_in_every_frame() -> None:
    answer = Answer.of(["mixed"], [["a"], [1], [None], [2.5]])
    assert answer.to_polars()["mixed"].to_list() == ["a", "1", None, "2.5"]
    assert answer.to_pandas()["mixed"].tolist()[:2] == ["a", "1"]
    assert answer.to_arrow().column("mixed").to_pylist() == ["a", "1", None, "2.5"]


def test_an_answer_without_rows_keeps_its_columns_in_every_frame() -> None:
    answer = Answer.of(["a", "b"], [])
    assert list(answer.to_pandas().columns) == ["a", "b"]
    assert answer.to_polars().columns == ["a", "b"]
    assert answer.to_arrow().column_names == ["a", "b"]


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.floats(-1e15, 1e15),  # beyond, a whole number comes back as the integer that it was written as
)


@settings(deadline=None)
@given(st.lists(st.tuples(values, values), max_size=5))
def test_python_values_come_back_as_they_were(rows: list[tuple[Value, Value]]) -> None:
    back = [tuple(row.values()) for row in Answer.of(["a", "b"], rows)]
    assert back == rows


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN")])
def test_an_infinite_number_is_refused(number: float | Decimal) -> None:
    with pytest.raises(ValueError, match="not a number"):
        Answer.of(["a"], [[number]])


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 values for the columns a"):
        Answer.of(["a"], [[1, 2]])


def test_a_decimal_is_written_without_an_exponent() -> None:
    (row,) = Answer.of(["a"], [[1e-07]]).rows
    assert str(row[0]) == f'"0.0000001"^^<{XSD}decimal>'


def test_a_notebook_shows_short_names_and_escapes_what_looks_like_markup() -> None:
    html = Answer.of(["<th>"], [["<script>alert(1)</script>"], [ox.NamedNode(BASE + "region/guizhou")]])
    shown = html._repr_html_()
    assert "<script>" not in shown
    assert "<th>&lt;th&gt;</th>" in shown
    assert "<td>region:guizhou</td>" in shown


def test_a_notebook_says_how_many_rows_it_does_not_show() -> None:
    rows = [[number] for number in range(SHOWN_ROWS + 3)]
    assert "… 3 more rows" in Answer.of(["n"], rows)._repr_html_()
    assert "more rows" not in Answer.of(["n"], rows[:SHOWN_ROWS])._repr_html_()


INSTALL = {"pandas": "pandas", "polars": "polars", "pyarrow": '"quality-strategy[parquet]"'}


@pytest.mark.parametrize("library", INSTALL)
def test_missing_library_is_an_error_that_names_what_to_install(
    library: str, without: Callable[[str], None]
) -> None:
    without(library)
    with pytest.raises(MissingLibrary) as error:
        getattr(ANSWER, f"to_{library.removeprefix('py')}")()
    assert error.value.message("en") == f"{library} is not installed; run: pip install {INSTALL[library]}"
    assert error.value.message("zh").endswith(f"pip install {INSTALL[library]}")
