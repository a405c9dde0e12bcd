"""The projection of a bipartite network on one mode."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def one_mode(network: nx.Graph[str], nodes: Iterable[str], weight: str = "shared") -> nx.Graph[str]:
    """Return nodes of one mode of a two-mode network, with an edge between any two that share a neighbour.

    Lost are: what they share, and whether many share one thing or pairs share many. A thing that n nodes
    share makes n(n-1)/2 edges, so that what is common to all weighs most (Newman 2001, Physical Review E 64,
    016132).

    Args:
        network: A two-mode network.
        nodes: The nodes to keep.
        weight: What the edge's `weight` is: `shared`, the number of neighbours that both have, or `jaccard`,
            their share of the neighbours that either has.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    names = sorted(nodes)
    # networkx takes all nodes of the mode to be meant, and would let those that are left out in again.
    network = network.subgraph({*names, *(near for name in names for near in network[name])})
    if len(network) == len(names):
        found = nx.create_empty_copy(network)  # none has a neighbour, which networkx takes for a mistake
    elif weight == "jaccard":
        found = nx.bipartite.overlap_weighted_projected_graph(network, names)
    else:
        found = nx.bipartite.weighted_projected_graph(network, names)
    # networkx walks sets, so the order of its edges hangs on the hash seed, and algorithms would follow it.
    projected: nx.Graph[str] = nx.Graph()
    projected.add_nodes_from((name, network.nodes[name]) for name in names)
    edges = ((*sorted((one, other)), facts["weight"]) for one, other, facts in found.edges(data=True))
    projected.add_weighted_edges_from(sorted(edges))
    return projected
