"""The part of the network of entities that a picture shows, the same in every process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def excerpt(network: nx.MultiDiGraph[str], nodes: Iterable[str]) -> nx.MultiDiGraph[str]:
    """Return the part of the network that has these nodes and the edges between them, in its order.

    networkx's `subgraph(...).copy()` is the ideal, but it walks a set, so that the order of nodes and edges,
    and with it every file that is written from them, hangs on the hash seed.

    Args:
        network: A network of entities.
        nodes: The nodes to keep; what the network does not have is left out.
    """
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    kept = set(nodes)
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    part.add_nodes_from((node, dict(facts)) for node, facts in network.nodes(data=True) if node in kept)
    for source, target, key, facts in network.edges(keys=True, data=True):
        if source in kept and target in kept:
            part.add_edge(source, target, key=key, **facts)
    return part
