"""Betweenness by biconnected components: the numbers of networkx, in fewer steps."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analysis import betweenness
from kg.analysis.betweenness import betweenness_of


@pytest.mark.parametrize("seed", range(60))
def test_it_is_the_betweenness_of_networkx(seed: int) -> None:
    nodes = seed % 15
    graph = nx.gnm_random_graph(nodes, seed % 4 * nodes // 2, seed=seed)
    network: nx.Graph[str] = nx.relabel_nodes(graph, str)
    assert betweenness_of(network) == pytest.approx(nx.betweenness_centrality(network, normalized=False))


def test_a_search_stays_in_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain of triangles: twice as many take twice the steps, not four times."""
    steps = []
    plain = betweenness._shortest_paths

    def counted(near: dict[str, list[str]], source: str) -> object:
        found = plain(near, source)
        steps.append(len(found[0]))
        return found

    monkeypatch.setattr(betweenness, "_shortest_paths", counted)
    totals = []
    for length in (20, 40):
        network: nx.Graph[str] = nx.Graph()
        for at in range(length):
            nx.add_cycle(network, [f"{at}", f"{at} above", f"{at + 1}"])
        steps.clear()
        found = betweenness_of(network)
        assert found == pytest.approx(nx.betweenness_centrality(network, normalized=False))
        totals.append(sum(steps))
    assert totals[1] == 2 * totals[0]
