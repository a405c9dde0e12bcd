"""Writes the rows of an answer as CSV, JSON or Turtle; `kg.cli.grid` writes a table for the terminal."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from types import SimpleNamespace
from typing import cast

import pyoxigraph as ox

from kg.files import json_text
from kg.rdf.answers import TRIPLE, Answer, Term, plain, value_of
from kg.rdf.formulas import guard
from kg.rdf.namespaces import RDF_TYPE
from kg.words import CONTROL

RESULT_FORMATS = ("csv", "json", "ttl")
"""The machine-readable formats of an answer."""

_COMPARATORS = re.compile("[=<>~ ]*")
"""Comparators alone, which no spreadsheet can run."""

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def write_answer(answer: Answer, form: str) -> str:
    """Return `answer` as text in `form`, one of `RESULT_FORMATS`.

    `csv` follows SPARQL 1.1 Query Results CSV with LF line ends, and with an apostrophe before a text that a
    spreadsheet would run as a formula; `json` is a list of objects, one
    per row; `ttl` uses the W3C's result-set vocabulary, or has the triples themselves where the
    rows are triples.
    """
    if form == "csv":
        return write_csv(answer.columns, (map(_cell, row) for row in answer.rows))
    if form == "json":
        text = json_text(list(answer))
        return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return _turtle(answer)


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV with LF line ends."""
    lines: list[str] = []
    # The writer quotes a lone CR only where it is part of its line end, so that is removed afterwards.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


def _cell(term: Term | None) -> str:
    """Return a term as a cell of a CSV file: numbers and comparators as they are, other texts guarded."""
    text = plain(term)
    guarded = guard(text)
    if guarded == text or _COMPARATORS.fullmatch(text) is not None:
        return text
    return text if isinstance(value_of(term), int | float) else guarded


def _turtle(answer: Answer) -> str:
    """Return the triples of an answer, or its rows in the result-set vocabulary of the W3C's SPARQL tests."""
    from kg.rdf.turtle import NoCanonicalForm, canonical_form  # noqa: PLC0415  (loading it slows the other forms)

    if answer.columns == TRIPLE:
        own = [ox.Triple(*row) for row in cast("list[tuple[ox.NamedNode, ox.NamedNode, Term]]", answer.rows)]
        try:
            return canonical_form(own)
        except NoCanonicalForm:  # blank nodes of an answer may be shared
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
    return canonical_form(triples)
