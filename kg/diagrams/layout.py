"""Places for the nodes of a network: the same on every machine, near their neighbors.

A component is laid out by its distances (Kamada and Kawai 1989, Information Processing Letters 31, 7-15),
or, if it is large, by springs (Fruchterman and Reingold 1991, Software: Practice and Experience 21,
1129-1164). Both start from rings around the node with the most edges, which is a start without chance, and
the places are rounded, which hides the last digits that differ between processors.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.diagrams.forces import by_distances, by_springs

if TYPE_CHECKING:
    import networkx as nx

Places = dict[str, tuple[float, float]]
"""The place of each node, x to the right and y upwards."""

SMALL_NETWORK: Final = 250
"""How many nodes a component may have to be laid out by its distances, which costs their square."""

_EXACT: Final = 9
_DIGITS: Final = 2
"""Decimals of a place that a layout starts from, and of one that it ends with."""

_GAP: Final = 1.0
"""Between components, in lengths of an edge."""


def spread(network: nx.MultiDiGraph[str], middle: str | None = None) -> Places:
    """Return the place of each node, in units of the length of a typical edge.

    Components are side by side, the largest first. The layout is wider than it is high.

    Args:
        network: What to lay out; directions and parallel edges do not count.
        middle: The node to lay its component out around; else the one with the most edges.
    """
    nodes = tuple(sorted(network))
    edges = tuple(sorted({(one, other) for one, other in network.edges() if one != other}))
    return dict(_spread(nodes, edges, middle))


@lru_cache(maxsize=4)  # a page in two languages shows one network twice, and layout takes longest
def _spread(nodes: tuple[str, ...], edges: tuple[tuple[str, str], ...], middle: str | None) -> Places:
    """Return the place of each node; see `spread`."""
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(nodes)
    simple.add_edges_from(edges)
    parts = sorted((sorted(part) for part in nx.connected_components(simple)), key=lambda p: (-len(p), p[0]))
    return _pack([_component(simple, part, middle) for part in parts])


def rings(network: nx.Graph[str], middle: str) -> Places:
    """Return `middle` at the origin and the others on rings around it, as far out as they are steps away.

    A branch has as wide a sector as it has ends, so that branches do not cross.

    Args:
        network: A connected network.
        middle: A node of it.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    tree = nx.bfs_tree(network, middle, sort_neighbors=sorted)
    ends: dict[str, int] = {}
    for node in reversed(list(tree)):  # a tree in order of distance: children come behind their parent
        ends[node] = sum(ends[child] for child in tree[node]) or 1
    sectors = {middle: (0.0, 2 * math.pi)}
    places = {middle: (0.0, 0.0)}
    steps = {middle: 0}
    for node in tree:
        start, end = sectors[node]
        share = (end - start) / max(sum(ends[child] for child in tree[node]), 1)
        for child in tree[node]:
            width = share * ends[child]
            sectors[child] = (start, start + width)
            steps[child] = steps[node] + 1
            angle = start + width / 2
            places[child] = (
                round(steps[child] * math.cos(angle), _EXACT),
                round(steps[child] * math.sin(angle), _EXACT),
            )
            start += width
    return places


def _component(network: nx.Graph[str], nodes: list[str], middle: str | None) -> Places:
    """Return the places of a component, its lower left corner at the origin."""
    import networkx as nx  # noqa: PLC0415  (as above)

    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(nodes)  # a subgraph has its nodes in the order of a set
    part.add_edges_from(sorted((min(edge), max(edge)) for edge in network.subgraph(nodes).edges()))
    if middle is None or middle not in part:
        middle = min(nodes, key=lambda node: (-part.degree(node), node))
    start = rings(part, middle)
    found = start
    if len(nodes) > 2:
        found = by_distances(part, start) if len(nodes) <= SMALL_NETWORK else by_springs(part, start)
    lengths = sorted(math.dist(found[one], found[other]) for one, other in part.edges())
    unit = lengths[len(lengths) // 2] if len(lengths) > 0 else 1.0
    across = [x / unit for x, _ in found.values()]
    up = [y / unit for _, y in found.values()]
    if max(up) - min(up) > max(across) - min(across):
        across, up = up, across
    return {
        node: (round(x - min(across), _DIGITS), round(y - min(up), _DIGITS))
        for node, x, y in zip(found, across, up, strict=True)
    }


def _pack(parts: list[Places]) -> Places:
    """Return all places, the components in rows from the top, each row as wide as the page would be."""
    sizes = [tuple(max(place[axis] for place in part.values()) + _GAP for axis in (0, 1)) for part in parts]
    area = sum(width * height for width, height in sizes)
    widest = max([math.sqrt(1.6 * area), *(width for width, _ in sizes)])
    places: Places = {}
    left, top, row = 0.0, 0.0, 0.0
    for part, (width, height) in zip(parts, sizes, strict=True):
        if left + width > widest + 1e-9:
            left, top, row = 0.0, top - row, 0.0
        row = max(row, height)
        for node, (x, y) in part.items():
            places[node] = (round(left + x, _DIGITS), round(top - height + y, _DIGITS))
        left += width
    return places
