"""Tables of a page: the answer to a canned query, with labels, links, and a file to download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.drawing.numbers import SIGNS
from kg.query.display import Linked, linked
from kg.query.question import Question
from kg.rdf.answers import Answer
from kg.rdf.namespaces import FAMILIES
from kg.site.page import Link, View

MOST_CELLS: Final = 120
"""The maximum number of cells of a table on a page, which keeps pages small; its file has all rows."""

QUESTION_FOLDERS: Final = {"query": "query/", "analyze": "analysis/", "draw": "chart/"}
"""The folder of the pages of each kind of question, by the command that answers it."""

_HIDDEN: Final = ("start", "end")
"""Columns that the page of each claim shows."""


@dataclass(frozen=True)
class Table:
    """A table of a page.

    Attributes:
        name: The name of the question.
        title: What it answers.
        note: How to read it.
        headings: The headings of its columns.
        rows: Its first rows, as many as `MOST_CELLS` allows.
        total: The number of rows of the answer.
        why: Why there are no rows, "" if there are.
        page: The link to the page of the query.
        file: The link to the answer as CSV.
    """

    name: str
    title: str
    note: str
    headings: list[str]
    rows: list[list[Link]]
    total: int
    why: str
    page: str
    file: str


def table_of(view: View, question: Question, answer: Answer, file: str, about: str = "") -> Table:
    """Return the answer to a canned query or an analysis as a table.

    Args:
        view: The page.
        question: The query or analysis.
        answer: Its answer.
        file: The path of the answer as CSV.
        about: The record that the page is about; a column that names only this record is left out.
    """
    material = view.material
    headings, rows = linked(_shown(answer), material.graph.store, view.lang)
    kept = [
        at
        for at in range(len(headings))
        if any(row[at].text != "" for row in rows) and not all(row[at].iri == about for row in rows)
    ]
    return Table(
        question.name,
        question.title[view.lang],
        " ".join(filter(None, (question.description[view.lang], question.caveat.get(view.lang, "")))),
        [headings[at] for at in kept],
        [[_link(view, row[at]) for at in kept] for row in rows[: MOST_CELLS // max(1, len(kept))]],
        len(rows),
        answer.why.get(view.lang, "") if len(rows) == 0 else "",
        view.to_page(f"{QUESTION_FOLDERS[question.command]}{question.name}/"),
        view.to(file),
    )


def _shown(answer: Answer) -> Answer:
    """Return an answer without the columns that pages do not show."""
    kept = [at for at, column in enumerate(answer.columns) if column not in _HIDDEN]
    return Answer(
        tuple(answer.columns[at] for at in kept), tuple(tuple(r[at] for at in kept) for r in answer.rows)
    )


def _link(view: View, cell: Linked) -> Link:
    if cell.iri is not None:
        return view.tagged(cell.text, view.named(cell.iri).href)
    for family in ("source", "document"):
        iri = FAMILIES[family] + cell.text
        if cell.text != "" and view.material.addresses.has_page(iri):
            return view.named(iri)
    sign, blank, amount = cell.text.partition(" ")
    return view.tagged(SIGNS[sign] + amount if blank != "" and sign in SIGNS else cell.text)
