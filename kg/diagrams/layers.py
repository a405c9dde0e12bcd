"""Places for the nodes of a network that runs one way: in columns, what others rest on to the left.

The method of Sugiyama, Tagawa and Toda (1981, IEEE Transactions on Systems, Man, and Cybernetics 11,
109-125): a column for each node, then an order in each column with few crossings, then heights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx

_SWEEPS: Final = 12
"""How often the columns are put in order; a few times is enough for it to stay."""

_DIGITS: Final = 3

Layers = list[list[str]]
"""The nodes of each column from the left, each column from the top."""


def layers_of(network: nx.DiGraph[str], heights: Mapping[str, float] | None = None) -> list[Layers]:
    """Return the columns of each component, the largest component first.

    A node is right of all that it points to, one column further than the longest way from it takes.
    Nodes that reach each other are in one column.

    Args:
        network: Edges point from what rests on something to what it rests on.
        heights: How high each node is, if nodes may be further to the right so that columns are evenly full.
    """
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    parts = [sorted(part) for part in nx.weakly_connected_components(network)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    found = []
    for part in parts:
        plain: nx.DiGraph[str] = nx.DiGraph()
        plain.add_nodes_from(part)
        edges = ((one, other) for one, other in network.edges() if one in plain and one != other)
        plain.add_edges_from(sorted(set(edges)))
        columns = _columns(plain)
        if heights is not None:
            _even(plain, columns, heights)
        found.append(_ordered(plain, columns))
    return found


def stack(
    network: nx.DiGraph[str],
    layers: list[Layers],
    heights: Mapping[str, float],
    columns: int = 0,
    gap: float = 1.0,
) -> dict[str, tuple[int, float]]:
    """Return the column of each node and how far down its middle is.

    In the fullest column of a component nodes are close together; in the others they are as near as they
    can to the middle of their neighbors, in least squares (isotonic regression).

    Args:
        network: The network.
        layers: Its columns.
        heights: How high each node is.
        columns: Of how many columns a component takes those where it is highest up; 0 for one component
            below the other.
        gap: How far components are apart.
    """
    places: dict[str, tuple[int, float]] = {}
    feet = [0.0] * max(columns, *map(len, layers))
    for part in layers:
        downs = _downs(network, part, heights)
        tops = [min(downs[node] - heights[node] / 2 for node in nodes) for nodes in part]
        if columns == 0:
            shift, left = max(feet) - min(tops), 0
        else:
            shift, left = min(
                (max(foot - top for foot, top in zip(feet[left:], tops, strict=False)), left)
                for left in range(len(feet) - len(part) + 1)
            )
        for column, nodes in enumerate(part, left):
            for node in nodes:
                places[node] = (column, round(shift + downs[node], _DIGITS))
            feet[column] = gap + shift + max(downs[node] + heights[node] / 2 for node in nodes)
    return places


def _columns(network: nx.DiGraph[str]) -> Layers:
    """Return the nodes by column, each column in alphabetical order."""
    import networkx as nx  # noqa: PLC0415  (as above)

    cycles = nx.condensation(network)
    column: dict[int, int] = {}
    for cycle in reversed(list(nx.topological_sort(cycles))):
        column[cycle] = max((column[other] + 1 for other in cycles.successors(cycle)), default=0)
    layers: Layers = [[] for _ in range(max(column.values()) + 1)]
    for cycle, number in column.items():
        layers[number] += cycles.nodes[cycle]["members"]
    return [sorted(layer) for layer in layers]


def _even(network: nx.DiGraph[str], layers: Layers, heights: Mapping[str, float]) -> None:
    """Move nodes that nothing points to into columns further to the right, the highest first."""
    full = [sum(heights[node] for node in layer) for layer in layers]
    column = {node: number for number, layer in enumerate(layers) for node in layer}
    free = (node for node in network if network.in_degree(node) == 0)
    for node in sorted(free, key=lambda node: (-heights[node], node)):
        here = column[node]
        there = min(range(here, len(full)), key=full.__getitem__)
        if full[there] + heights[node] < full[here]:
            layers[here].remove(node)
            layers[there].append(node)
            full[here] -= heights[node]
            full[there] += heights[node]


def _ordered(network: nx.DiGraph[str], layers: Layers) -> Layers:
    """Return the columns in an order with few crossings: each node by the mean of its neighbours' ranks."""
    layers = [list(layer) for layer in layers]
    for sweep in range(_SWEEPS):
        rightward = sweep % 2 == 1  # so that the last one puts each column behind what it points to
        for before, here in pairwise(layers if rightward else layers[::-1]):
            ranks = {node: rank for rank, node in enumerate(before)}
            old = {node: rank for rank, node in enumerate(here)}
            means = {}
            for node in here:
                near = [ranks[each] for each in _neighbours(network, node) if each in ranks]
                means[node] = sum(near) / len(near) if len(near) > 0 else float(old[node])
            here.sort(key=lambda node: (round(means[node], 6), node))
    return layers


def _downs(network: nx.DiGraph[str], layers: Layers, heights: Mapping[str, float]) -> dict[str, float]:
    """Return how far down the middle of each node is, in a component."""
    fullest = max(range(len(layers)), key=lambda column: sum(heights[node] for node in layers[column]))
    downs: dict[str, float] = {}
    down = 0.0
    for node in layers[fullest]:
        downs[node] = down + heights[node] / 2
        down += heights[node]
    for column in [*range(fullest - 1, -1, -1), *range(fullest + 1, len(layers))]:
        _fit(network, layers[column], heights, downs)
    return downs


def _fit(
    network: nx.DiGraph[str], nodes: list[str], heights: Mapping[str, float], downs: dict[str, float]
) -> None:
    """Add the nodes of a column, in their order, near to the middle of the neighbours that have a place."""
    steps = ((heights[before] + heights[node]) / 2 for before, node in pairwise(nodes))
    offsets = list(accumulate(steps, initial=0.0))
    wanted = []
    for node, offset in zip(nodes, offsets, strict=True):
        near = [downs[each] for each in _neighbours(network, node) if each in downs]
        middle = (min(near) + max(near)) / 2 if len(near) > 0 else offset
        wanted.append(round(middle - offset, 6))
    for node, offset, fitted in zip(nodes, offsets, rising(wanted), strict=True):
        downs[node] = fitted + offset


def rising(wanted: Sequence[float]) -> list[float]:
    """Return the numbers, none less than the one before, that are nearest to those wanted in least squares.

    Neighbors out of order are pooled, and each pool has the mean of its numbers (Barlow et al. 1972,
    Statistical Inference under Order Restrictions).
    """
    pools: list[tuple[float, int]] = []
    for number in wanted:
        sum_, size = number, 1
        while len(pools) > 0 and pools[-1][0] / pools[-1][1] >= sum_ / size:
            before, members = pools.pop()
            sum_, size = before + sum_, members + size
        pools.append((sum_, size))
    return [sum_ / size for sum_, size in pools for _ in range(size)]


def _neighbours(network: nx.DiGraph[str], node: str) -> list[str]:
    """Return what a node points to and what points to it, each once."""
    return sorted({*network.successors(node), *network.predecessors(node)} - {node})
