"""The matrix that several analyses start from, held against networkx and SPARQL."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analysis.matrix import compared, matrix_of
from kg.graph import Graph
from kg.network import READINGS, indicator_network, measure_network
from tests.sparql import select


@pytest.mark.parametrize("scope", ["provinces", "all"])
def test_the_matrix_is_the_biadjacency_matrix_of_the_network(graph: Graph, scope: str) -> None:
    for network, mode in (
        (measure_network(graph.store), "measure"),
        (measure_network(graph.store, "area"), "measure"),
        (indicator_network(graph.store), "indicator"),
    ):
        found = matrix_of(network, mode, "plan", scope)
        wanted = nx.bipartite.biadjacency_matrix(network, found.regions, found.concepts).toarray()
        assert found.counts.tolist() == wanted.tolist()
        assert found.has.any()


def test_a_matrix_may_be_without_regions(graph: Graph) -> None:
    found = matrix_of(measure_network(graph.store), "measure", "plan", readings=())
    assert (found.counts.shape, found.has.shape, found.unread.shape) == ((0, 78),) * 3


def test_every_cell_is_had_absent_or_unread(graph: Graph) -> None:
    for strictness in READINGS[:2]:
        found = matrix_of(measure_network(graph.store), "measure", strictness, "all")
        absent = ~found.has & found.whole[:, None]
        assert (found.has.astype(int) + absent + found.unread == 1).all()


def test_by_measures_only_regions_with_a_source_read_whole_are_compared(graph: Graph) -> None:
    read = select(
        graph.store,
        """SELECT DISTINCT ?r WHERE { ?reading qs:extent extent:whole ; prov:used ?source .
        ?source dcterms:spatial ?r . ?r a qs:Province }""",
    )
    assert {
        (region,) for region in compared(graph.store, "measures", "measure", "plan", "provinces").regions
    } == set(read)


def test_by_targets_only_what_some_region_aims_at_is_compared(graph: Graph) -> None:
    found = compared(graph.store, "targets", "measure", "plan", "provinces")
    assert found.has.any(axis=0).all()
    assert found.has.any(axis=1).all()
