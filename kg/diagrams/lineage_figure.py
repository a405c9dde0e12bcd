"""The page of the citation network: documents in columns, an arrow from each to what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.diagrams.curves import Spot, curve_to
from kg.diagrams.labelling import shown
from kg.diagrams.layers import Layers, stack
from kg.drawing.legend import Entry, draw_legend
from kg.drawing.sheet import MARGIN, SMALL, TINY, Sheet
from kg.drawing.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    INK,
    PROJECT,
    PURPLE,
    VERMILLION,
    WIDTH,
    styled,
    text_width,
    wrap,
)
from kg.rdf.namespaces import shorten

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WORDS: Final = {
    "en": {
        "all": "Documents and what they are based on",
        "around": "{name}: what it is based on, and what is based on it",
        "how": "An arrow points from a document to one that it names, which is to the left.",
        "whole": "coded in full ({count})",
        "partly": "coded in part, or from a report on it ({count})",
        "none": "not coded ({count})",
        "count": "{label} ({count})",
        "unread": "For a document that was not coded, only its title or another text shows what it is "
        "based on. It may be based on more documents than shown; so may one coded in part.",
        "alone": "No coded text relates this document to another.",
        "counterpart": '"{label}" is inferred from title and date; no text states it.',
        "region": "{region}: {name}",
        "untied": "{count} more documents in the graph have no such relation.",
        "source": "Source: {project}. {command}",
    },
    "zh": {
        "all": "文件及其所依据的文件",
        "around": "{name}：依据什么，又为何者所依据",
        "how": "箭头由提及者指向被提及的文件；被依据的文件在左。",
        "whole": "已通读并编码（{count}）",
        "partly": "部分编码，或据其报道编码（{count}）",
        "none": "未编码（{count}）",
        "count": "{label}（{count}）",
        "unread": "未编码的文件，其依据只见于标题或其他文本；未编码或只部分编码的，其依据可能不止图中所示。",
        "alone": "已编码文本均未言及此文件与其他文件的联系。",
        "counterpart": "“{label}”是根据标题和时间判断的，文件本身并未言明。",
        "region": "{region}：{name}",
        "untied": "图谱中另有{count}份文件没有此类联系。",
        "source": "来源：{project}。{command}",
    },
}
"""The words of the figure, by language."""

TIES: Final[Mapping[str, tuple[str, Any]]] = {
    "relation:implements": (BLUE, "solid"),
    "relation:based-on": (GREEN, (0, (6, 1.6))),
    "relation:counterpart": (GREY, (0, (1.2, 1.6))),
    "relation:cites": (PURPLE, (0, (3, 1.4, 1, 1.4))),
    "relation:revises": (VERMILLION, (0, (2.6, 1.4))),
    "relation:supersedes": (BLACK, (0, (1, 1))),
}
"""Color and dashes of each relation, in the order of the legend."""

OTHER: Final = (BLACK, "solid")
"""Those of a kind that is new."""

READ: Final[Mapping[str, dict[str, Any]]] = {
    "whole": {"fillstyle": "full", "markerfacecolor": INK},
    "partly": {"fillstyle": "left", "markerfacecolor": INK, "markerfacecoloralt": "white"},
    "none": {"fillstyle": "full", "markerfacecolor": "white"},
}
"""How full the mark is, by how far the document was read."""

_ROOM: Final = WIDTH - 2 * MARGIN
_BETWEEN: Final = 0.7
_WIDEST: Final = 3.3
_INSET: Final = 0.13
_AIR: Final = 0.07
_ASIDE: Final = 0.07
"""Inches: between columns, the width of a column at most, from a mark to its text, between two texts, between
two edges of the same documents."""


@dataclass(frozen=True)
class Lineage:
    """What the page shows.

    Attributes:
        network: Documents with `label`, `region` and `reading`, and their edges with `property`.
        layers: The columns of each component.
        middle: The document that it is about, if it is about one.
        relations: The labels of the relations, by prefixed name and language.
        untied: How many documents are not shown, because they have no edges.
        title: The title.
        caption: The source.
    """

    network: nx.MultiDiGraph[str]
    layers: list[Layers]
    middle: str | None
    relations: Mapping[str, Mapping[str, str]]
    untied: int
    title: str
    caption: str


def title_of(network: nx.MultiDiGraph[str], middle: str | None, lang: str) -> str:
    """Return the title."""
    if middle is None:
        return WORDS[lang]["all"]
    return WORDS[lang]["around"].format(name=network.nodes[middle]["label"])


def caption_of(middle: str | None, lang: str) -> str:
    """Return the source: the project, and the query that has the same relations."""
    command = "kg query document-lineage"
    if middle is not None:
        command = f"kg draw lineage -p document {shorten(middle)}"
    return WORDS[lang]["source"].format(project=PROJECT[lang], command=command)


def draw_figure(lineage: Lineage, lang: str) -> Figure:
    """Draw the documents in columns, how far each was read, and the edges between them.

    Args:
        lineage: What to show.
        lang: The language of the page, `en` or `zh`.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415  (loading it slows every other command)

    words = WORDS[lang]
    kinds = Counter(facts["property"] for *_, facts in lineage.network.edges(data=True))
    with styled():
        sheet = Sheet(Figure())
        sheet.head(lineage.title)
        if len(kinds) > 0:
            sheet.write(wrap(words["how"], SMALL, _ROOM), SMALL, GREY)
        draw_legend(sheet, _entries(lineage, kinds, lang))
        sheet.down += 0.1
        _draw_documents(sheet, lineage, lang)
        sheet.down += 0.05
        notes = [words["unread"]]
        if len(kinds) == 0:
            notes.append(words["alone"])
        if "relation:counterpart" in kinds:
            notes.append(words["counterpart"].format(label=_called(lineage, "relation:counterpart", lang)))
        if lineage.untied > 0:
            notes.append(words["untied"].format(count=lineage.untied))
        for note in notes:
            sheet.write(wrap(note, SMALL, _ROOM), SMALL, GREY)
        sheet.write(wrap(lineage.caption, TINY, _ROOM), TINY, GREY)
        sheet.trim()
    return sheet.figure


def reading_of(reading: str) -> str:
    """Return the key of `READ` for a reading of `kg.networks.documents`."""
    return reading if reading in ("whole", "none") else "partly"


def _called(lineage: Lineage, kind: str, lang: str) -> str:
    """Return the label of a relation."""
    return lineage.relations.get(kind, {}).get(lang, kind)


def _entries(lineage: Lineage, kinds: Counter[str], lang: str) -> list[Entry]:
    """Return the legend: the relations and the readings that are there, each with its number."""
    words = WORDS[lang]
    entries = []
    for kind in [*TIES, *sorted(set(kinds) - set(TIES))]:
        if kinds[kind] > 0:
            colour, dashes = TIES.get(kind, OTHER)
            text = words["count"].format(label=_called(lineage, kind, lang), count=kinds[kind])
            entries.append(Entry(text, {"color": colour, "linestyle": dashes, "linewidth": 1.4}, "line"))
    readings = Counter(reading_of(facts["reading"]) for _, facts in lineage.network.nodes(data=True))
    for reading in READ:
        if readings[reading] > 0:
            entries.append(Entry(words[reading].format(count=readings[reading]), _style(reading)))
    return entries


def _style(reading: str, size: float = 6.5) -> dict[str, Any]:
    """Return how matplotlib's `plot` draws the mark of a document."""
    return {
        "marker": "D",
        "markersize": size,
        "markeredgecolor": INK,
        "markeredgewidth": 1.0,
        "linewidth": 0,
        **READ[reading],
    }


def _name(facts: Mapping[str, str], lang: str) -> str:
    """Return what a document is called, led by the region that its own name does not tell."""
    if facts["region"] == "":
        return facts["label"]
    return WORDS[lang]["region"].format(region=facts["region"], name=facts["label"])


def _draw_documents(sheet: Sheet, lineage: Lineage, lang: str) -> None:
    """Draw the columns of documents and the arrows between them."""
    network = lineage.network
    columns = max(map(len, lineage.layers))
    width = min((_ROOM - (columns - 1) * _BETWEEN) / columns, _WIDEST)
    size = TINY if columns > 2 else SMALL
    names = {node: _name(facts, lang) for node, facts in network.nodes(data=True)}
    texts = {node: shown(name, size, width - _INSET, 7) for node, name in names.items()}
    heights = {node: len(lines) * 1.25 * size / 72 + _AIR for node, lines in texts.items()}
    rows = stack(network, lineage.layers, heights)
    height = max(down + heights[node] / 2 for node, (_, down) in rows.items())
    axes = sheet.axes(MARGIN, WIDTH - MARGIN, height)
    axes.set_xlim(0, _ROOM)
    axes.set_ylim(-height, 0)
    axes.set_axis_off()
    lefts: dict[str, Spot] = {}
    rights: dict[str, Spot] = {}
    for node, (column, down) in rows.items():
        left = 0.06 + column * (width + _BETWEEN)
        style = _style(reading_of(network.nodes[node]["reading"]), 9 if node == lineage.middle else 6.5)
        axes.plot(left, -down, **style, zorder=3, clip_on=False, label=node)
        axes.text(
            left + _INSET,
            -down,
            "\n".join(texts[node]),
            size=size,
            color=INK,
            va="center" if len(texts[node]) > 1 else "center_baseline",
            linespacing=1.15,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            zorder=4,
        )
        lefts[node] = (left - 0.08, -down)
        rights[node] = (left + _INSET + max(text_width(line, size) for line in texts[node]) + 0.05, -down)
    boxes = {
        node: (lefts[node][0], y - heights[node] / 2, x, y + heights[node] / 2)
        for node, (x, y) in rights.items()
    }
    for one, other in sorted(set(network.edges())):
        others = [boxes[node] for node in network if rows[node][0] == rows[other][0] and node != other]
        kinds = sorted(network[one][other])
        for rank, kind in enumerate(kinds):  # side by side, if there are several between two documents
            aside = (rank - (len(kinds) - 1) / 2) * _ASIDE
            end = (rights[other][0], rights[other][1] - aside)
            _draw_tie(axes, curve_to(end, (lefts[one][0], lefts[one][1] - aside), others), kind)


def _draw_tie(axes: Axes, curve: list[Spot], kind: str) -> None:
    """Draw the arrow of an edge along a curve and the line behind it."""
    from matplotlib.patches import FancyArrowPatch  # noqa: PLC0415  (as above)
    from matplotlib.path import Path  # noqa: PLC0415  (as above)

    colour, dashes = TIES.get(kind, OTHER)
    axes.add_patch(
        FancyArrowPatch(
            path=Path(curve, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.LINETO]),
            arrowstyle="-|>",
            mutation_scale=7,
            color=colour,
            linestyle=dashes,
            linewidth=1.0,
            shrinkA=0,
            shrinkB=0,
            zorder=1,
            label=kind,
        )
    )
