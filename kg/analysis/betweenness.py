"""Betweenness centrality, exact, in a time that suits networks of many parts that few nodes connect.

The method of networkx starts a search at each node through the whole network. Here each search stays in one
biconnected component: the nodes beyond a node there are counted with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from kg.networks.loading import load_networkx

if TYPE_CHECKING:
    import networkx as nx


def betweenness_of(network: nx.Graph[str]) -> dict[str, float]:
    """Return for each node the number of pairs of other nodes whose shortest paths pass through it.

    Formula:
        A pair with several shortest paths counts by the share of those that pass. Two nodes that a node v
        separates are a pair of v. All other pairs enter and leave v in the same biconnected component. There
        they are pairs of its nodes s and t, each with the number of nodes w that it counts for: those from
        which all paths into the component lead through it, and itself. So betweenness(v) =
        ((n - 1)² - Σ b²) / 2 + Σ_B Σ_{s<t} w_B(s) w_B(t) σ_st(v) / σ_st, with n nodes in the connected
        component of v, b the sizes of the parts into which it falls without v, and σ_st the number of
        shortest paths from s to t in the biconnected component B (Brandes 2001; Puzis et al. 2015).

    Units:
        Numbers of pairs, each counted once.

    Example:
        The middle of a path of three nodes is between one pair; its ends are between none.

        >>> import networkx as nx
        >>> betweenness_of(nx.path_graph(["a", "b", "c"]))
        {'a': 0.0, 'b': 1.0, 'c': 0.0}

    Args:
        network: The network, without weights or directions.

    Reference:
        Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology
        25(2), 163-177. Puzis, R., Elovici, Y., Zilberman, P., Dolev, S., Brandes, U. (2015). Topology
        manipulations for speeding betweenness centrality computation. Journal of Complex Networks 3(1),
        84-112.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    found = dict.fromkeys(network, 0.0)
    sizes = {node: len(nodes) for nodes in nx.connected_components(network) for node in nodes}
    # The stubs of networkx have a set too many here.
    parted = cast(Iterable[set[str]], nx.biconnected_components(network))
    blocks = [sorted(nodes) for nodes in parted]
    homes: dict[str, list[int]] = {}
    for number, nodes in enumerate(blocks):
        for node in nodes:
            homes.setdefault(node, []).append(number)
    below = _below(blocks, homes)
    for number, nodes in enumerate(blocks):
        weights = dict.fromkeys(nodes, 1)
        for node in nodes:
            if len(homes[node]) > 1:
                weights[node] = sizes[node] - _beyond(node, number, homes, below, sizes)
        if len(nodes) > 2:
            _add_paths(network, weights, found)
    for node, around in homes.items():
        if len(around) > 1:
            parts = (_beyond(node, number, homes, below, sizes) for number in around)
            found[node] += ((sizes[node] - 1) ** 2 - sum(part**2 for part in parts)) / 2
    return found


def _below(
    blocks: Sequence[Sequence[str]], homes: Mapping[str, list[int]]
) -> dict[int, tuple[str | None, int]]:
    """Return for each block its node towards the first block of its component, and how many are beyond.

    Blocks and the nodes between them are a tree, with a first block as the root of each component.
    """
    above: dict[int, str | None] = {}
    order: list[int] = []
    for root in range(len(blocks)):
        if root in above:
            continue
        above[root] = None
        waiting = [root]
        for number in waiting:
            order.append(number)
            for node in blocks[number]:
                for other in homes[node] if node != above[number] else ():
                    if other not in above:
                        above[other] = node
                        waiting.append(other)
    sums: dict[str, int] = {}
    below: dict[int, tuple[str | None, int]] = {}
    for number in reversed(order):
        top = above[number]
        own = [each for each in blocks[number] if each != top]
        count = len(own) + sum(sums.get(each, 0) for each in own)
        below[number] = top, count
        if top is not None:
            sums[top] = sums.get(top, 0) + count
    return below


def _beyond(
    node: str,
    block: int,
    homes: Mapping[str, list[int]],
    below: Mapping[int, tuple[str | None, int]],
    sizes: Mapping[str, int],
) -> int:
    """Return how many nodes can be reached from a node through one of its blocks."""
    above, count = below[block]
    if above == node:
        return count
    return sizes[node] - 1 - sum(below[each][1] for each in homes[node] if below[each][0] == node)


def _add_paths(network: nx.Graph[str], weights: Mapping[str, int], found: dict[str, float]) -> None:
    """Add the pairs of a biconnected component, by one search from each of its nodes."""
    near = {
        node: [other for other in network[node] if other in weights and other != node] for node in weights
    }
    for source, weight in weights.items():
        order, paths, before = _shortest_paths(near, source)
        passing = dict.fromkeys(order, 0.0)
        for node in reversed(order):
            share = (weights[node] + passing[node]) / paths[node]
            for other in before[node]:
                passing[other] += paths[other] * share
            if node != source:
                found[node] += weight * passing[node] / 2


def _shortest_paths(
    near: Mapping[str, Iterable[str]], source: str
) -> tuple[list[str], dict[str, int], dict[str, list[str]]]:
    """Return nodes by distance, the number of shortest paths to each, and the nodes before it on these."""
    distance, paths = {source: 0}, {source: 1}
    before: dict[str, list[str]] = {source: []}
    order = [source]
    for node in order:
        for other in near[node]:
            if other not in distance:
                distance[other] = distance[node] + 1
                paths[other] = 0
                before[other] = []
                order.append(other)
            if distance[other] == distance[node] + 1:
                paths[other] += paths[node]
                before[other].append(node)
    return order, paths, before
