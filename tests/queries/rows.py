"""Rows of canned queries as plain text, from either engine, to compare and to show."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import pyoxigraph as ox
from rdflib import Graph, Literal

from kg.project import Project
from kg.query.catalog import Catalog
from kg.rdf.answers import Answer, plain
from kg.rdf.store import EmbeddedStore
from tests.conftest import ROOT
from tests.queries.algebra import parsed

PROJECT = Project(ROOT)

Row = tuple[str, ...]


def rows_of(answer: Answer) -> list[Row]:
    """Return the rows of the embedded engine as plain text."""
    return [tuple(plain(term) for term in row) for row in answer.rows]


def reference_rows(graph: Graph, sparql: str) -> list[Row]:
    """Return the rows of rdflib as plain text."""
    return [tuple(_plain(term) for term in row) for row in graph.query(parsed(sparql).query)]  # type: ignore[union-attr]


def _plain(term: object) -> str:
    if isinstance(term, Literal) and term.datatype is not None:
        return plain(ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype))))
    return str(term) if term is not None else ""


def asked(store: EmbeddedStore, name: str, arguments: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the rows of the canned query `name`, each as a mapping from its columns."""
    query = Catalog(PROJECT.queries).get(name)
    answer = store.query(query.bind(arguments))
    return [dict(zip(answer.columns, row, strict=True)) for row in rows_of(answer)]


def difference(expected: str, found: str) -> str:
    """Return the first lines of what differs, for a person."""
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", "", "", 0)
    return "\n".join(list(lines)[:40])
