"""The store that pySHACL reads answers as rdflib's own does."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from rdflib import Graph, URIRef
from rdflib.store import Store

from kg.validation.index import Index

A, B, C = (URIRef(f"https://example.org/{name}") for name in "abc")
STATED = [(A, B, C), (A, B, B), (A, C, C), (B, B, C), (C, A, A), (A, B, C)]


def graph_in(store: Store | str) -> Graph:
    graph = Graph(store)
    graph.addN((*triple, graph) for triple in STATED)
    return graph


@pytest.mark.parametrize("pattern", list(product((None, A, B, C), repeat=3)))
def test_each_pattern_has_the_statements_that_rdflib_gives(
    pattern: tuple[URIRef | None, URIRef | None, URIRef | None],
) -> None:
    assert Counter(graph_in(Index()).triples(pattern)) == Counter(graph_in("default").triples(pattern))


def test_a_statement_counts_once() -> None:
    assert len(graph_in(Index())) == len(set(STATED))


def test_statements_are_never_removed() -> None:
    with pytest.raises(NotImplementedError):
        graph_in(Index()).remove((A, None, None))
