"""The page of the citation network: documents in columns, an arrow from each to what it is based on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from kg.diagrams.lineage_layout import INSET, Layout, lay_out
from kg.diagrams.scene import Scene
from kg.drawing.legend import Entry, draw_legend
from kg.drawing.marks import FILLS, READINGS, filled
from kg.drawing.phrases import bracketed
from kg.drawing.sheet import MARGIN, TINY, page
from kg.drawing.style import BLACK, BLUE, GREEN, GREY, INK, PURPLE, VERMILLION, WIDTH
from kg.words import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STROKES: Final[dict[str, tuple[str, Any]]] = {
    "relation:implements": (BLUE, "solid"),
    "relation:based-on": (GREEN, (0, (6, 1.6))),
    "relation:counterpart": (GREY, (0, (1.2, 1.6))),
    "relation:cites": (PURPLE, (0, (3, 1.4, 1, 1.4))),
    "relation:revises": (VERMILLION, (0, (2.6, 1.4))),
    "relation:supersedes": (BLACK, (0, (1, 1))),
}
"""Color and dashes of each relation, in the order of the legend."""

HOW: Final = (
    "An arrow points from a document to one that it names. "
    "An indented document is related only to the one above it."
)
UNREAD: Final = (
    "For a document that was not coded, only its title or another text shows what it is "
    "based on. It may be based on more documents than shown; so may one coded in part."
)
ALONE: Final = "No coded text relates this document to another."
COUNTERPART: Final = '"{label}" is inferred from title and date; no text states it.'
UNRELATED: Final = "{count} more documents in the graph have no such relation."
"""The notes of the page."""


def draw_figure(scene: Scene, middle: str | None, untied: int) -> Figure:
    """Draw the documents, how far each was read, and the edges between them.

    Args:
        scene: Documents with `label`, `region` and `reading`, and their edges with `property`.
        middle: The document that it is about, if it is about one.
        untied: How many documents are not shown, because they have no edges.
    """
    network, lang = scene.network, scene.lang
    kinds = Counter(kind for *_, kind in network.edges(keys=True))
    layout = lay_out(scene, list(STROKES), middle)
    with page(scene.title, scene.caption, max(layout.width + 2 * MARGIN, WIDTH)) as sheet:
        if len(kinds) > 0:
            sheet.write(text(HOW, lang))
        draw_legend(sheet, _entries(scene, kinds))
        sheet.down += 0.1
        axes = sheet.panel(layout.height)
        _draw_documents(axes, scene, layout, middle)
        _draw_edges(axes, layout)
        sheet.down += 0.05
        sheet.write(text(UNREAD, lang))
        if len(kinds) == 0:
            sheet.write(text(ALONE, lang))
        if "relation:counterpart" in kinds:
            sheet.write(text(COUNTERPART, lang).format(label=scene.name("relation:counterpart")))
        if untied > 0:
            sheet.write(text(UNRELATED, lang).format(count=untied))
    return sheet.figure


def _entries(scene: Scene, kinds: Counter[str]) -> list[Entry]:
    """Return the legend: the relations and the readings that are there, each with its number."""
    entries = [
        Entry(bracketed(scene.name(kind), kinds[kind], scene.lang), {**_line(kind), "linewidth": 1.4}, "line")
        for kind in STROKES
        if kind in kinds
    ]
    fills = Counter(FILLS[facts["reading"]] for _, facts in scene.network.nodes(data=True))
    return entries + [
        Entry(bracketed(text(meaning, scene.lang), fills[fill], scene.lang), filled(INK, "D", fill, 6.5))
        for fill, meaning in READINGS.items()
        if fill in fills
    ]


def _line(kind: str) -> dict[str, Any]:
    """Return how the line of a relation is drawn."""
    colour, dashes = STROKES[kind]
    return {"color": colour, "linestyle": dashes}


def _draw_documents(axes: Axes, scene: Scene, layout: Layout, middle: str | None) -> None:
    """Draw the mark and the name of each document."""
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
    style: dict[str, Any] = {"size": TINY, "linespacing": 1.15, "bbox": ground, "zorder": 4}
    for node, name in layout.names.items():
        fill = FILLS[scene.network.nodes[node]["reading"]]
        mark = filled(INK, "D", fill, 9 if node == middle else 6.5)
        axes.plot(name.left, name.down, **mark, zorder=5, clip_on=False, label=node)
        va = "center" if len(name.lines) > 1 else "center_baseline"
        axes.text(name.left + INSET, name.down, "\n".join(name.lines), va=va, **style)


def _draw_edges(axes: Axes, layout: Layout) -> None:
    """Draw the arrows of the edges."""
    from matplotlib.patches import FancyArrowPatch  # noqa: PLC0415  (loading it slows every other command)
    from matplotlib.path import Path  # noqa: PLC0415  (as above)

    codes = {"M": Path.MOVETO, "C": Path.CURVE4, "L": Path.LINETO}
    style: dict[str, Any] = {"mutation_scale": 7, "linewidth": 1.0, "shrinkA": 0, "shrinkB": 0, "zorder": 1}
    for (*_, kind), (points, steps, backward) in layout.lines.items():
        path = Path(points, [codes[step] for step in steps])
        head = "<|-" if backward else "-|>"
        axes.add_patch(FancyArrowPatch(path=path, arrowstyle=head, label=kind, **_line(kind), **style))
