"""What the tests of analyses share: the graph, and made-up matrices in the place of what it says."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest

from kg.analysis.matrix import Matrix
from kg.graph import Graph
from kg.project import Project
from kg.rdf.store import EmbeddedStore

Made = Callable[..., Matrix]
"""Makes a matrix of regions r0, r1 ... and concepts c0, c1 ... from rows of numbers."""


@pytest.fixture(scope="session")
def graph(project: Project, store: EmbeddedStore) -> Graph:
    """The whole graph, as `kg.open` gives it."""
    return Graph(project, store)


@pytest.fixture
def made() -> Made:
    """Make a matrix from rows of counts; -1 is another form; each region is fully coded but for `whole`."""

    def make(rows: list[list[int]], whole: list[bool] | None = None) -> Matrix:
        cells = np.array(rows, dtype=np.int64)
        counts = np.maximum(cells, 0)
        regions = tuple(f"https://example.org/r{row}" for row in range(counts.shape[0]))
        concepts = tuple(f"https://example.org/c{column}" for column in range(counts.shape[1]))
        network: nx.Graph[str] = nx.Graph()
        for name in (*regions, *concepts):
            network.add_node(name, label_zh="", label_en=name.rpartition("/")[2])
        network.add_weighted_edges_from(
            (regions[row], concepts[column], int(counts[row, column])) for row, column in np.argwhere(counts)
        )
        known = np.array(whole if whole is not None else [True] * len(rows), dtype=np.bool_)
        return Matrix(network, regions, concepts, counts, cells < 0, known)

    return make
