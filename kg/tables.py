"""Writes the rows of an answer as a table, CSV, JSON or Turtle."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pyoxigraph as ox

from kg.answers import TRIPLE, Answer, Term, plain
from kg.namespaces import RDF_TYPE, shorten

FORMATS = ("table", "csv", "json", "ttl")
"""The forms an answer may take."""

ENDINGS = {".txt": "table", ".csv": "csv", ".json": "json", ".ttl": "ttl"}
"""The form that a file name's ending means."""

WIDEST_CELL = 40
"""How many characters a cell of a table has before it goes on in the next line."""

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def write_answer(answer: Answer, form: str) -> str:
    """Return `answer` as text in `form`, one of `FORMATS`.

    `csv` follows SPARQL 1.1 Query Results CSV with LF line ends; `json` is a list of objects, an
    object a row; `ttl` uses the W3C's result-set vocabulary, or has the triples themselves where the
    rows are triples; `table` shortens IRIs for the eye.
    """
    if form == "csv":
        return _csv(answer)
    if form == "json":
        return json.dumps(list(answer), ensure_ascii=False, indent=1) + "\n"
    if form == "ttl":
        return _turtle(answer)
    return _table(answer)


def _csv(answer: Answer) -> str:
    lines: list[str] = []
    # The writer quotes a lone CR only where it is part of its line end, so that is cut off behind.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([plain(term) for term in row] for row in answer.rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


def _table(answer: Answer) -> str:
    from prettytable import PrettyTable, TableStyle  # noqa: PLC0415  (loading it slows the other forms)

    table = PrettyTable(list(answer.columns))
    table.set_style(TableStyle.SINGLE_BORDER)
    table.align = "l"
    for row in answer.rows:
        # A `/` stays in a name for the eye: kg query -p takes it, and a claim's IRI has one.
        shown = [shorten(t.value, "/") if isinstance(t, ox.NamedNode) else plain(t) for t in row]
        table.add_row([wrapped(text) for text in shown])
    return table.get_string() + "\n"


def wrapped(text: str) -> str:
    """Return `text` in lines of at most `WIDEST_CELL` columns, cut at a blank where there is one.

    PrettyTable would do the same in four times the time, which shows in a table of a thousand rows.
    """
    if len(text) * 2 <= WIDEST_CELL:
        return text
    return "\n".join(piece for line in text.split("\n") for piece in _pieces(line))


def _pieces(line: str) -> Iterator[str]:
    """Yield the pieces of one line; an East Asian wide character takes two columns."""
    begin = at = columns = 0
    while at < len(line):
        columns += 2 if unicodedata.east_asian_width(line[at]) in "WF" else 1
        if columns <= WIDEST_CELL:
            at += 1
            continue
        blank = line.rfind(" ", begin, at + 1)
        end = blank if blank > begin else at
        yield line[begin:end]
        begin = at = end + 1 if end == blank else end
        columns = 0
    yield line[begin:]


def _turtle(answer: Answer) -> str:
    """Return the triples of an answer, or its rows in the result-set vocabulary of the W3C's SPARQL tests."""
    from kg.turtle import NoNormalForm, normal_form  # noqa: PLC0415  (loading it slows the other forms)

    if answer.columns == TRIPLE:
        own = [ox.Triple(*row) for row in cast("list[tuple[ox.NamedNode, ox.NamedNode, Term]]", answer.rows)]
        try:
            return normal_form(own)
        except NoNormalForm:  # blank nodes of an answer may be shared
            return "".join(f"{triple} .\n" for triple in own)
    triples: list[ox.Triple] = []

    def state(subject: ox.BlankNode, name: str, object_: Term) -> None:
        triples.append(ox.Triple(subject, ox.NamedNode(_RS + name), object_))

    results = ox.NamedNode(_RS + "results")
    triples.append(ox.Triple(results, ox.NamedNode(RDF_TYPE), ox.NamedNode(_RS + "ResultSet")))
    for column in answer.columns:
        triples.append(ox.Triple(results, ox.NamedNode(_RS + "resultVariable"), ox.Literal(column)))
    for index, row in enumerate(answer.rows, 1):
        solution = ox.BlankNode()
        triples.append(ox.Triple(results, ox.NamedNode(_RS + "solution"), solution))
        state(solution, "index", ox.Literal(index))
        for column, term in zip(answer.columns, row, strict=True):
            if term is not None:
                binding = ox.BlankNode()
                state(solution, "binding", binding)
                state(binding, "variable", ox.Literal(column))
                state(binding, "value", term)
    return normal_form(triples)
