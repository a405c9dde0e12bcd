"""The figure of a network: nodes by their marks, edges as arrows, and a name or a number for each node."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from kg.diagrams.labelling import Spot, place_names
from kg.diagrams.scene import Scene
from kg.drawing.key import write_key
from kg.drawing.legend import Entry, draw_legend
from kg.drawing.marks import Mark
from kg.drawing.phrases import bracketed, listed
from kg.drawing.sheet import MARGIN, TINY, page
from kg.drawing.style import GREY, GROUND, WIDTH
from kg.errors import KgError
from kg.words import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST: Final = 200
"""How many nodes a page shows at most; of more, arrows cover each other."""

LINE: Final = "#A3ABB5"
"""The color of edges: lighter than all text."""

FEW: Final = 40
"""How many edges may have their weight written on them."""

_ROOM: Final = WIDTH - 2 * MARGIN
_EDGE: Final = (1.05, 0.35)
"""Inches left free at the sides, and above and below, for names of nodes at the edge."""


def draw_figure(scene: Scene, middle: str | None = None) -> Figure:
    """Draw a network as it is placed, its legend above, its source below.

    Edges with a `weight` are as wide as it is large.

    Args:
        scene: What to draw.
        middle: The entity in the middle, if there is one; it is drawn larger.

    Raises:
        KgError: There are more nodes than a page shows.
    """
    network = scene.network
    if len(network) > MOST:
        raise KgError(
            "{count} entities are too many for a page, which shows {most}: choose fewer with the "
            "parameters depth, classes or hubs, or write all to a .gexf, .graphml, .cyjs or .html file",
            count=len(network),
            most=MOST,
        )
    with page(scene.title, scene.caption) as sheet:
        sheet.write(_size(scene))
        draw_legend(sheet, _entries(scene))
        sheet.down += 0.05
        height = _height(scene.places)
        axes = sheet.panel(height, right=WIDTH - MARGIN)
        axes.set_ylim(0, height)
        numbered = _draw_network(axes, scene, middle, height)
        sheet.down += 0.05
        if len(numbered) > 0:
            write_key(sheet, [network.nodes[node]["label"] for node in numbered])
    return sheet.figure


def _size(scene: Scene) -> str:
    """Return how many nodes there are, and how many edges of each property, the most frequent first."""
    counts = Counter(facts["property"] for *_, facts in scene.network.edges(data=True))
    kinds = [bracketed(scene.name(name), count, scene.lang) for name, count in counts.most_common()]
    return text("{nodes} entities, {edges} edges: {kinds}.", scene.lang).format(
        nodes=len(scene.network), edges=counts.total(), kinds=listed(kinds, scene.lang)
    )


def _entries(scene: Scene) -> list[Entry]:
    """Return the legend: each mark that is there, with the number of its nodes."""
    counts = Counter(scene.marks[facts["type"]] for _, facts in scene.network.nodes(data=True))
    return [
        Entry(bracketed(text(mark.label, scene.lang), counts[mark], scene.lang), style_of(mark))
        for mark in dict.fromkeys(scene.marks.values())
    ]


def style_of(mark: Mark, size: float = 8.0) -> dict[str, Any]:
    """Return how matplotlib's `plot` draws a mark, `size` points wide."""
    return {
        "color": mark.colour,
        "marker": mark.shape,
        "markersize": size,
        "markeredgecolor": "white",
        "markeredgewidth": 0.6,
        "linewidth": 0,
    }


def _height(places: Mapping[str, tuple[float, float]]) -> float:
    """Return the height of the network in inches: its own shape, but with room for names."""
    width, height = _extent(places)
    free = (_ROOM - 2 * _EDGE[0]) * (height / width if width > 0 else 0.0)
    needed = 0.6 * math.sqrt(len(places) - 1)
    return max(0.4, min(max(free, needed), 8.0)) + 2 * _EDGE[1]


def _extent(places: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """Return how wide and high the places lie apart."""
    across, up = zip(*places.values(), strict=True)
    return max(across) - min(across), max(up) - min(up)


def _spots(places: Mapping[str, tuple[float, float]], height: float) -> dict[str, Spot]:
    """Return the places in inches on a page with room for the network."""
    width, tall = _extent(places)
    left, low = (min(place[axis] for place in places.values()) for axis in (0, 1))
    free, room = _ROOM - 2 * _EDGE[0], height - 2 * _EDGE[1]
    scale = min(free / max(width, 1e-9), room / max(tall, 1e-9), 2.2)
    # A page of another shape than the network is filled, but the network keeps its own within bounds.
    across, up = (
        min(most / max(extent, 1e-9), 1.7 * scale) for most, extent in ((free, width), (room, tall))
    )
    return {
        node: (
            _ROOM / 2 + (x - left - width / 2) * across,
            height / 2 + (y - low - tall / 2) * up,
        )
        for node, (x, y) in places.items()
    }


def _draw_network(axes: Axes, scene: Scene, middle: str | None, height: float) -> list[str]:
    """Draw edges, nodes and names; return the nodes that have a number instead, in its order."""
    network = scene.network
    spots = _spots(scene.places, height)
    degrees = dict(network.degree())
    most = max(degrees.values()) or 1
    sizes = {node: 6 + 5 * math.sqrt(degrees[node] / most) for node in network}
    if middle is not None:
        sizes[middle] = 16.0
    radii = {node: size / 2 / 72 for node, size in sizes.items()}
    weights = {
        (one, other): facts.get("weight") for one, other, facts in network.edges(data=True) if one != other
    }
    pairs = sorted(weights)
    _draw_edges(axes, weights, spots, sizes, directed=scene.directed)
    for node, facts in network.nodes(data=True):
        axes.plot(*spots[node], **style_of(scene.marks[facts["type"]], sizes[node]), zorder=3, label=node)
    order = sorted(network, key=lambda node: (node != middle, -degrees[node], node))
    names = [(node, network.nodes[node]["label"]) for node in order]
    placed = place_names(
        names, spots, radii, pairs, size=TINY, widest=1.75, page=(_ROOM, height), reserve="88"
    )
    # Numbers run from the top to the bottom, so that a reader finds them.
    numbered = sorted(
        (name for name in placed if not name.whole), key=lambda name: (-name.middle[1], name.node)
    )
    numbers = {name.node: str(number) for number, name in enumerate(numbered, 1)}
    for name in placed:
        axes.text(
            *name.middle,
            numbers.get(name.node, "\n".join(name.lines)),
            size=TINY,
            ha="center",
            va="center",
            multialignment=name.align,
            linespacing=1.15,
            bbox=GROUND,
            zorder=2,
        )
    return list(numbers)


def _draw_edges(
    axes: Axes,
    weights: Mapping[tuple[str, str], int | None],
    spots: Mapping[str, Spot],
    sizes: Mapping[str, float],
    *,
    directed: bool,
) -> None:
    """Draw a line for each pair of nodes that an edge connects; few have their weight as a number."""
    from matplotlib.patches import FancyArrowPatch  # noqa: PLC0415  (as above)

    most = max((weight for weight in weights.values() if weight is not None), default=1)
    for (one, other), weight in sorted(weights.items()):
        axes.add_patch(
            FancyArrowPatch(
                spots[one],
                spots[other],
                arrowstyle="-|>" if directed else "-",
                mutation_scale=6,
                color=LINE,
                linewidth=0.7 if weight is None else 0.5 + 4 * weight / most,
                shrinkA=sizes[one] / 2,
                shrinkB=sizes[other] / 2 + 0.5,
                zorder=1,
            )
        )
        if weight is not None and len(weights) <= FEW:
            (left, low), (right, high) = spots[one], spots[other]
            style: dict[str, Any] = {"size": TINY, "color": GREY, "bbox": GROUND, "zorder": 2}
            axes.text((left + right) / 2, (low + high) / 2, str(weight), ha="center", va="center", **style)
