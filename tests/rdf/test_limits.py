"""Limits: a query stops at its time or memory, and gives the same answer below them."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.errors import KgError, NoAnswer
from kg.rdf.answers import Answer
from kg.rdf.limits import LimitedStore
from kg.rdf.store import EmbeddedStore

PAIRS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this limit")


@pytest.fixture(scope="module")
def numbers() -> EmbeddedStore:
    """A store of a thousand statements, so of a billion triples of them."""
    property_ = ox.NamedNode("urn:p")
    return EmbeddedStore.of(
        ox.Triple(ox.NamedNode(f"urn:{n}"), property_, ox.Literal(n)) for n in range(1000)
    )


def children() -> set[str]:
    """Return the processes that this one has started, among them servers of other tests."""
    path = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return set(path.read_text("ascii").split()) if path.is_file() else set()


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT (COUNT(*) AS ?n) {PAIRS}",
        f"SELECT * {{ {PAIRS} FILTER(?c + ?f + ?i = -1) }}",
        f"SELECT * {PAIRS} ORDER BY ?a ?d ?g",
    ],
)
def test_a_query_stops_at_its_time(numbers: EmbeddedStore, query: str) -> None:
    began, before = time.monotonic(), children()
    with pytest.raises(NoAnswer, match=r"the query takes longer than 0\.5 s"):
        LimitedStore(numbers, 0.5, None).query(query)
    assert time.monotonic() - began < 5
    assert children() == before  # no process is left


@needs_linux
def test_a_query_stops_at_its_memory(numbers: EmbeddedStore) -> None:
    with pytest.raises(NoAnswer, match="the query needs more than 50 MB"):
        LimitedStore(numbers, 60, 50).query(f"SELECT * {PAIRS} ORDER BY ?a ?d ?g")


@pytest.mark.parametrize("limits", [(60, None), pytest.param((60, 200), marks=needs_linux)])
def test_below_the_limits_the_answer_is_the_same(
    numbers: EmbeddedStore, limits: tuple[float, int | None]
) -> None:
    store = LimitedStore(numbers, *limits)
    query = 'SELECT ?a ?c ("质"@zh-hans AS ?d) ?none { ?a ?b ?c } ORDER BY ?c'
    assert store.query(query) == numbers.query(query)
    assert store.ask("ASK { ?a ?b 3 }") is True
    assert store.construct("CONSTRUCT WHERE { ?a ?b 3 }") == numbers.construct("CONSTRUCT WHERE { ?a ?b 3 }")


@pytest.mark.parametrize("query", ["SELECT {", "ASK {}", "SELECT * { SERVICE <urn:a> { ?a ?b ?c } }"])
def test_an_error_is_that_of_the_store(numbers: EmbeddedStore, query: str) -> None:
    errors = []
    for store in (numbers, LimitedStore(numbers, 60, None)):
        with pytest.raises(KgError) as caught:
            store.query(query)
        errors.append((caught.value.message("en"), caught.value.message("zh")))
    assert errors[0] == errors[1]


def test_an_engine_that_ends_its_process_gives_one_line() -> None:
    class Ends(EmbeddedStore):
        def query(self, sparql: str) -> Answer:
            os.abort()

    with pytest.raises(NoAnswer, match="ended without an answer"):
        LimitedStore(Ends([]), None, None).query("")


def test_the_graph_of_the_package_takes_limits() -> None:
    graph = kg.open(timeout=60)
    assert graph.query("schemes") == kg.open().query("schemes")


@pytest.mark.parametrize(
    ("timeout", "memory"), [(0, None), (-1.0, None), (float("nan"), None), (None, 0), (None, -5)]
)
def test_a_limit_that_is_not_positive_is_refused(timeout: float | None, memory: int | None) -> None:
    with pytest.raises(KgError, match="takes a number above 0"):
        kg.open(timeout=timeout, memory=memory)


def test_memory_on_a_server_is_refused() -> None:
    with pytest.raises(KgError, match="is for local files"):
        kg.open(endpoint="http://localhost:1/", memory=5)
