"""One server for the tests that do not change it, with the whole graph and a small site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.graph import Graph
from kg.project import Project
from kg.rdf.store import EmbeddedStore
from tests.server.serving import Client, serving_graph


@pytest.fixture(scope="session")
def graph(project: Project, store: EmbeddedStore) -> Graph:
    """The whole graph."""
    return Graph(project, store)


@pytest.fixture(scope="session")
def client(graph: Graph) -> Iterator[Client]:
    """A client of a server with the usual limits."""
    with serving_graph(graph) as client:
        yield client
