"""Queries the store in SPARQL for the values that a test compares with an answer."""

from __future__ import annotations

from kg.rdf.answers import Value, value_of
from kg.rdf.namespaces import PREFIXES
from kg.rdf.store import Store

_HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def select(store: Store, sparql: str) -> list[tuple[Value, ...]]:
    """Return the rows of a SELECT query, which needs no prefixes, as Python values."""
    return [tuple(map(value_of, row)) for row in store.query(_HEAD + sparql).rows]


def number(store: Store, counted: str, where: str) -> int:
    """Return how many different `counted`, an expression, the solutions of the pattern `where` have."""
    rows = select(store, f"SELECT (COUNT(DISTINCT {counted}) AS ?number) WHERE {{ {where} }}")
    return int(str(rows[0][0]))
