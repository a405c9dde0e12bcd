"""Places on the page of the citation network: documents in columns, what others are based on to the left.

A document that is related to one other only is a leaf: it is listed below the other, which is its hub. In a
column that an edge passes, it has a stop, where no document is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.diagrams.curves import curve_to
from kg.diagrams.labelling import Box, Spot, shown
from kg.diagrams.layers import Layers, layers_of, stack
from kg.diagrams.scene import Scene
from kg.drawing.phrases import placed
from kg.drawing.sheet import TINY
from kg.drawing.style import text_width

if TYPE_CHECKING:
    import networkx as nx

Edge = tuple[str, str, str]
"""The document that an edge leaves, the one that it reaches, and the relation."""

INSET: Final = 0.13
LINE_HEIGHT: Final = 1.25 * TINY / 72
"""Inches: from the middle of a mark to its text, between two lines of a text."""

_COLUMNS: Final = 4
_WIDE: Final = 3.25
_PITCH: Final = 3.7
"""The columns of a page; inches: the width of one, and from one to the next."""

_LINES: Final = 7
_STEP: Final = 0.27
_AIR: Final = 0.035
_GAP: Final = 0.06
_ASIDE: Final = 0.05
"""How many lines a name has at most; inches: from a hub to its leaves, between two names, below the leaves of
a hub, between two edges side by side."""


@dataclass(frozen=True)
class DocumentName:
    """The name of a document, in inches from the upper left corner; its middle is `down`."""

    lines: list[str]
    left: float
    down: float

    @property
    def height(self) -> float:
        """The height of its lines, with air between it and the next."""
        return _height(self.lines)

    @property
    def start(self) -> float:
        """Where edges leave it to the left of its mark."""
        return self.left - 0.08

    @property
    def end(self) -> float:
        """Where edges reach it, behind its longest line."""
        return self.left + INSET + max(text_width(line, TINY) for line in self.lines) + 0.05

    @property
    def box(self) -> Box:
        """Its edges, its mark included."""
        return (self.start, self.down - self.height / 2, self.end, self.down + self.height / 2)


class Line(NamedTuple):
    """The line of an edge.

    Attributes:
        points: Its points.
        steps: How each is reached: `M` to begin there, `L` by a line, three `C` by a curve.
        backward: Whether it runs from where the edge points to.
    """

    points: list[Spot]
    steps: str
    backward: bool


@dataclass(frozen=True)
class Layout:
    """Where all is on the page.

    Attributes:
        names: The names of the documents.
        lines: The line of each edge.
    """

    names: Mapping[str, DocumentName]
    lines: Mapping[Edge, Line]

    @property
    def width(self) -> float:
        """The width of all columns."""
        return _left(max(round(name.left / _PITCH) for name in self.names.values())) + _WIDE

    @property
    def height(self) -> float:
        """The height of the highest column."""
        return max(name.box[3] for name in self.names.values())


def lay_out(scene: Scene, order: Sequence[str], middle: str | None) -> Layout:
    """Return where the documents and edges of the citation network are on a page.

    Args:
        scene: The network; see `kg.diagrams.lineage.lineage_scene`.
        order: The relations in the order in which leaves are listed.
        middle: The document that it is about, which is no leaf; None if it is about all.
    """
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    network = scene.network
    leaves = _leaves(network, order, middle)
    hubs = {leaf: hub for hub, each in leaves.items() for leaf in each}
    lines = {node: _lines(scene, node, _STEP if node in hubs else 0.0) for node in sorted(network)}
    cards = {node: [node, *leaves.get(node, [])] for node in lines if node not in hubs}
    heights = {node: sum(_height(lines[each]) for each in card) + _GAP for node, card in cards.items()}
    core = network.subgraph(cards)
    stops = _stops(core, layers_of(core, heights))
    for (one, other), passed in stops.items():
        for stop in passed:
            heights[stop] = heights.get(stop, _AIR) + _ASIDE * len(network[one][other])
    routed: nx.DiGraph[str] = nx.DiGraph()
    routed.add_nodes_from(cards)
    for (one, other), passed in stops.items():
        nx.add_path(routed, [one, *passed, other])
    layers = layers_of(routed)
    places = stack(routed, layers, heights, min(_COLUMNS, sum(map(len, layers))), _GAP)
    names = {}
    for node, card in cards.items():
        column, down = places[node][0], places[node][1] - heights[node] / 2
        for each in card:
            left = _left(column) + 0.06 + (_STEP if each in hubs else 0.0)
            names[each] = DocumentName(lines[each], left, down + _height(lines[each]) / 2)
            down += _height(lines[each])
    edges = _branches(network, names, leaves, order) | _curves(network, names, stops, places)
    return Layout(names, edges)


def _left(column: int) -> float:
    """Return where a column begins."""
    return column * _PITCH


def _height(lines: list[str]) -> float:
    """Return the height of a name, with air between it and the next."""
    return len(lines) * LINE_HEIGHT + _AIR


def _lines(scene: Scene, node: str, indent: float) -> list[str]:
    """Return what a document is called, led by the region that its own name does not have."""
    label, region = (scene.network.nodes[node][key] for key in ("label", "region"))
    name = placed(region, label, scene.lang) if region != "" else label
    return shown(name, TINY, _WIDE - INSET - indent, _LINES)


def _leaves(network: nx.MultiDiGraph[str], order: Sequence[str], middle: str | None) -> dict[str, list[str]]:
    """Return the leaves of each hub, those of one relation together.

    Of two documents that are related to each other only, the leaf is the one that names the other.
    """
    near = {node: {*network.predecessors(node), *network.successors(node)} - {node} for node in network}
    hubs: dict[str, str] = {}
    for node in sorted(network):
        if len(near[node]) == 1 and node != middle:
            (hub,) = near[node]
            if len(near[hub]) > 1 or hub == middle or (network.has_edge(node, hub) and hub not in hubs):
                hubs[node] = hub
    leaves: dict[str, list[str]] = {}
    for leaf, hub in sorted(hubs.items(), key=lambda each: (_relations(network, order, *each), each)):
        leaves.setdefault(hub, []).append(leaf)
    return leaves


def _relations(
    network: nx.MultiDiGraph[str], order: Sequence[str], leaf: str, hub: str
) -> list[tuple[int, bool, Edge]]:
    """Return the edges between a leaf and its hub: rank of the relation, whether the hub names the leaf."""
    return sorted(
        (order.index(kind), one == hub, (one, other, kind))
        for one, other in ((leaf, hub), (hub, leaf))
        if network.has_edge(one, other)
        for kind in network[one][other]
    )


def _stops(core: nx.MultiDiGraph[str], layers: list[Layers]) -> dict[tuple[str, str], list[str]]:
    """Return a stop in each column that an edge passes, one for all edges to a document."""
    columns = {node: column for part in layers for column, nodes in enumerate(part) for node in nodes}
    return {
        (one, other): [f"{other} {column}" for column in range(columns[one] - 1, columns[other], -1)]
        for one, other in sorted(set(core.edges()))
    }


def _branches(
    network: nx.MultiDiGraph[str],
    names: Mapping[str, DocumentName],
    leaves: Mapping[str, list[str]],
    order: Sequence[str],
) -> dict[Edge, Line]:
    """Return the line of each edge between a hub and a leaf: down a trunk for its relation, then right."""
    lines = {}
    for hub, each in leaves.items():
        trunks: dict[tuple[bool, str], int] = {}
        for leaf in each:
            relations = _relations(network, order, leaf, hub)
            for (_, outward, edge), aside in zip(relations, _asides(len(relations)), strict=True):
                trunk = trunks.setdefault((outward, edge[2]), len(trunks))
                across = names[hub].left + trunk * _ASIDE
                top = names[hub].down + (0.08 if trunk == 0 else names[hub].height / 2)
                down = names[leaf].down + aside
                points = [(across, top), (across, down), (names[leaf].start, down)]
                lines[edge] = Line(points, "MLL", not outward)
    return lines


def _curves(
    network: nx.MultiDiGraph[str],
    names: Mapping[str, DocumentName],
    stops: Mapping[tuple[str, str], list[str]],
    places: Mapping[str, tuple[int, float]],
) -> dict[Edge, Line]:
    """Return the line of each edge between two columns, through its stops."""
    passing: dict[str, list[Edge]] = {}
    ends: dict[Edge, tuple[Spot, Spot]] = {}
    for one, other in sorted(stops, key=lambda pair: (names[pair[0]].down, pair)):
        start, end, kinds = names[one], names[other], sorted(network[one][other])
        for kind, aside in zip(kinds, _asides(len(kinds)), strict=True):
            ends[one, other, kind] = (start.start, start.down + aside), (end.end, end.down + aside)
            for stop in stops[one, other]:
                passing.setdefault(stop, []).append((one, other, kind))
    lines = {}
    for edge, (first, last) in ends.items():
        points: list[Spot] = []
        spot = first
        for stop in stops[edge[:2]]:
            edges, left = passing[stop], _left(places[stop][0])
            down = places[stop][1] + _asides(len(edges))[edges.index(edge)]
            points += curve_to((left + _WIDE, down), spot, [])
            spot = (left, down)
        target = names[edge[1]]
        column = (name for name in names.values() if 0 <= name.left - target.left < _WIDE)
        points += curve_to(last, spot, [name.box for name in column if name is not target])
        lines[edge] = Line(points, "M" + ("LCCCL" * (len(points) // 5))[1:], backward=False)
    return lines


def _asides(count: int) -> list[float]:
    """Return how far aside of the middle each of some lines is."""
    return [(rank - (count - 1) / 2) * _ASIDE for rank in range(count)]
