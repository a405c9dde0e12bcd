"""The forms of an answer: nothing is lost, nothing is added, and numbers are plain."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.rdf.answers import Answer, Term, plain
from kg.rdf.formulas import unguard
from kg.rdf.namespaces import BASE, QS, RDF_TYPE, XSD
from kg.rdf.results import RESULT_FORMATS, write_answer
from tests.strategies import iris, literals

patient = settings(deadline=None)
"""A busy machine may take its time over one example."""

RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def number(lexical: str, kind: str = "decimal") -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + kind))


ANSWER = Answer(
    ("term", "label", "value", "count", "stated", "note"),
    (
        (
            ox.NamedNode(BASE + "region/guizhou"),
            ox.Literal("贵州省", language="zh-hans"),
            number("360000.0"),
            number("7", "integer"),
            ox.Literal(True),
            ox.Literal('says "at least", or so'),
        ),
        (
            ox.NamedNode("http://example.org/a"),
            ox.Literal("Guizhou", language="en"),
            number("98.40"),
            number("-3", "integer"),
            ox.Literal(False),
            ox.Literal("two\nlines"),
        ),
        (ox.NamedNode(QS + "Target"), None, number("0.0"), None, None, ox.Literal("")),
    ),
)

CSV = """\
term,label,value,count,stated,note
https://w3id.org/quality-strategy/region/guizhou,贵州省,360000,7,true,"says ""at least"", or so"
http://example.org/a,Guizhou,98.4,-3,false,"two
lines"
https://w3id.org/quality-strategy/ontology#Target,,0,,,
"""

JSON = [
    {
        "term": "https://w3id.org/quality-strategy/region/guizhou",
        "label": "贵州省",
        "value": 360000,
        "count": 7,
        "stated": True,
        "note": 'says "at least", or so',
    },
    {
        "term": "http://example.org/a",
        "label": "Guizhou",
        "value": 98.4,
        "count": -3,
        "stated": False,
        "note": "two\nlines",
    },
    {
        "term": "https://w3id.org/quality-strategy/ontology#Target",
        "label": None,
        "value": 0,
        "count": None,
        "stated": None,
        "note": "",
    },
]

terms = st.one_of(st.none(), iris(), literals)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Answers of any shape without blank nodes."""
    columns = tuple(draw(st.lists(st.from_regex(r"[a-z_]{1,6}", fullmatch=True), min_size=1, unique=True)))
    row = st.tuples(*[terms for _ in columns])
    return Answer(columns, tuple(draw(st.lists(row, max_size=4))))


# --- a single term --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (number("360000.0"), "360000"),
        (number("360000"), "360000"),
        (number("98.40"), "98.4"),
        (number("0.0"), "0"),
        (number("0.0000001"), "0.0000001"),
        (number("16000000000000.0"), "16000000000000"),
        (number("100"), "100"),
        (number("-2.50"), "-2.5"),
        (number("+1.5"), "1.5"),
        (number(".5"), "0.5"),
        (number("1.23456789012345678901234567890123456789"), "1.23456789012345678901234567890123456789"),
        (number("12345678901234567890123456789.5"), "12345678901234567890123456789.5"),
        (number("7", "integer"), "7"),
        (ox.Literal(True), "true"),
        (ox.Literal("98.40"), "98.40"),
        (ox.Literal("贵州省", language="zh-hans"), "贵州省"),
        (ox.NamedNode(BASE + "region/guizhou"), BASE + "region/guizhou"),
        (None, ""),
        (number("many"), "many"),
        (number("sNaN"), "sNaN"),
    ],
)
def test_a_term_is_written_without_markup(term: Term | None, text: str) -> None:
    assert plain(term) == text


@patient
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_a_decimal_keeps_its_value_and_has_no_exponent(value: Decimal) -> None:
    text = plain(number(f"{value:f}"))
    assert Decimal(text) == value
    assert set(text) <= set("-.0123456789")
    assert "." not in text or text[-1] not in "0."


# --- CSV ------------------------------------------------------------------------------------------


def test_csv_is_written_as_expected() -> None:
    assert write_answer(ANSWER, "csv") == CSV


@patient
@given(answers())
def test_csv_reads_back(answer: Answer) -> None:
    rows = list(csv.reader(io.StringIO(write_answer(answer, "csv"), newline="")))
    assert rows[0] == list(answer.columns)
    assert [list(map(unguard, row)) for row in rows[1:]] == [list(map(plain, row)) for row in answer.rows]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'=1", "-a", "= a"]
)
def test_a_text_that_a_spreadsheet_would_run_is_guarded_in_csv(text: str) -> None:
    found = write_answer(Answer(("a",), ((ox.Literal(text),), (ox.Literal(text, language="en"),))), "csv")
    assert [row[0] for row in csv.reader(io.StringIO(found, newline=""))] == ["a", f"'{text}", f"'{text}"]


def typed(lexical: str, datatype: str) -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        (ox.Literal(-5), "-5"),
        (typed("-0.50", "decimal"), "-0.5"),
        (typed("=1", "decimal"), "'=1"),
        (typed("-1)", "integer"), "'-1)"),
        (ox.Literal("="), "="),
        (ox.Literal("= >="), "= >="),
        (ox.NamedNode("urn:a"), "urn:a"),
    ],
)
def test_numbers_and_comparators_are_unchanged_in_csv(term: Term, cell: str) -> None:
    assert write_answer(Answer(("a",), ((term,),)), "csv") == f"a\n{cell}\n"


def test_json_has_no_character_that_controls_a_terminal() -> None:
    text = "\x1b]0;a\x07 \x7f \x9b \u202e \u2066 \u2028"
    found = write_answer(Answer(("a",), ((ox.Literal(text),),)), "json")
    assert json.loads(found) == [{"a": text}]
    assert found.replace("\n", "").isprintable()


# --- JSON -----------------------------------------------------------------------------------------


def test_json_has_one_object_per_row_with_numbers_as_numbers() -> None:
    assert json.loads(write_answer(ANSWER, "json")) == JSON
    assert "贵州省" in write_answer(ANSWER, "json"), "Chinese stays legible"


def test_a_whole_number_in_json_has_no_point() -> None:
    assert '"value": 360000,' in write_answer(ANSWER, "json")


@patient
@given(answers())
def test_json_has_the_columns_in_order(answer: Answer) -> None:
    rows = json.loads(write_answer(answer, "json"))
    assert [list(row) for row in rows] == [list(answer.columns)] * len(answer.rows)
    for row, terms_ in zip(rows, answer.rows, strict=True):
        assert [value is None for value in row.values()] == [term is None for term in terms_]


@pytest.mark.parametrize("lexical", ["many", "", "NaN", "Infinity"])
@pytest.mark.parametrize("kind", ["integer", "decimal"])
def test_an_invalid_number_stays_a_text_in_json(lexical: str, kind: str) -> None:
    answer = Answer(("n",), ((number(lexical, kind),),))
    assert json.loads(write_answer(answer, "json"), parse_constant=pytest.fail) == [{"n": lexical}]


# --- Turtle -----------------------------------------------------------------------------------------


def from_turtle(text: str) -> Answer:
    """Return the answer in a Turtle result set; the columns in any order."""
    triples = [quad.triple for quad in ox.parse(text.encode("utf-8"), format=ox.RdfFormat.TURTLE)]

    def objects(subject: object, name: str) -> list[Term]:
        found = [t.object for t in triples if (t.subject, t.predicate.value) == (subject, RESULT_SET + name)]
        assert not any(isinstance(term, ox.Triple) for term in found)
        return found

    kind = ox.NamedNode(RESULT_SET + "ResultSet")
    (results,) = [t.subject for t in triples if t.predicate.value == RDF_TYPE and t.object == kind]
    columns = tuple(sorted(term.value for term in objects(results, "resultVariable")))
    rows: dict[int, tuple[Term | None, ...]] = {}
    for solution in objects(results, "solution"):
        cells: dict[str, Term] = {}
        for binding in objects(solution, "binding"):
            (variable,), (value,) = objects(binding, "variable"), objects(binding, "value")
            cells[variable.value] = value
        (index,) = objects(solution, "index")
        rows[int(index.value)] = tuple(cells.get(column) for column in columns)
    assert sorted(rows) == list(range(1, len(rows) + 1))
    return Answer(columns, tuple(rows[index] for index in sorted(rows)))


def settled(term: Term | None) -> Term | None:
    """Return a term as Turtle in canonical form keeps it: a whole decimal gets a point."""
    if isinstance(term, ox.Literal) and term.datatype == ox.NamedNode(XSD + "decimal"):
        digits = term.value.removeprefix("+").removeprefix("-")
        return number(term.value + ".0") if digits.isascii() and digits.isdigit() else term
    return term


def test_turtle_names_the_columns_and_numbers_the_rows() -> None:
    text = write_answer(ANSWER, "ttl")
    assert "ResultSet" in text
    assert "贵州省" in text
    for index in (1, 2, 3):
        assert re.search(rf"index> {index}\s", text), f"no row {index}"


@patient
@given(answers())
def test_turtle_reads_back(answer: Answer) -> None:
    order = sorted(range(len(answer.columns)), key=lambda index: answer.columns[index])
    assert from_turtle(write_answer(answer, "ttl")) == Answer(
        tuple(answer.columns[index] for index in order),
        tuple(tuple(settled(row[index]) for index in order) for row in answer.rows),
    )


# --- all forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", RESULT_FORMATS)
def test_the_same_answer_is_the_same_text_over_two_runs(form: str) -> None:
    again = Answer(ANSWER.columns, tuple(tuple(row) for row in ANSWER.rows))
    assert write_answer(ANSWER, form) == write_answer(again, form)


@pytest.mark.parametrize("form", RESULT_FORMATS)
def test_a_text_ends_with_one_line_end(form: str) -> None:
    for answer in (ANSWER, Answer(("a",), ())):
        text = write_answer(answer, form)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
