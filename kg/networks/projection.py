"""The projection of a bipartite network on one mode."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def one_mode(network: nx.Graph[str], nodes: Iterable[str], weight: str = "shared") -> nx.Graph[str]:
    """Return the projection of a bipartite network on one mode: nodes that share a neighbor have an edge.

    The projection does not show which neighbors are shared, or whether many nodes share one neighbor. A
    neighbor that n nodes share makes n(n-1)/2 edges, so the most common neighbors have the most weight
    (Newman 2001, Physical Review E 64, 016132).

    Args:
        network: A bipartite network.
        nodes: The nodes to keep.
        weight: What the edge's `weight` is: `shared`, the number of common neighbors, or `jaccard`, that
            number divided by the number of neighbors of either.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    names = sorted(nodes)
    # networkx would include all nodes of the mode, also those that are left out here.
    network = network.subgraph({*names, *(near for name in names for near in network[name])})
    if len(network) == len(names):
        found = nx.create_empty_copy(network)  # networkx rejects nodes without neighbors as an error
    elif weight == "jaccard":
        found = nx.bipartite.overlap_weighted_projected_graph(network, names)
    else:
        found = nx.bipartite.weighted_projected_graph(network, names)
    # networkx iterates over sets, so the order of its edges, and of results, depends on the hash seed.
    projected: nx.Graph[str] = nx.Graph()
    projected.add_nodes_from((name, network.nodes[name]) for name in names)
    edges = ((*sorted((one, other)), facts["weight"]) for one, other, facts in found.edges(data=True))
    projected.add_weighted_edges_from(sorted(edges))
    return projected
