"""The page of the picture of a plan: a row for each part, indented as it is part of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.drawing.legend import Entry, draw_legend
from kg.drawing.page import BODY, MARGIN, SMALL, TINY, Sheet
from kg.drawing.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PROJECT,
    RULE,
    VERMILLION,
    WIDTH,
    styled,
    text_width,
    wrap,
)
from kg.namespaces import shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

QUERY: Final = "plan-outline"
"""The canned query whose rows are drawn."""

CLASSES: Final = {
    "qs:Section": (INK, "s"),
    "qs:Campaign": (VERMILLION, "^"),
    "qs:Project": (ORANGE, "D"),
    "qs:Task": (BLUE, "o"),
    "qs:Action": (GREEN, "h"),
}
"""Colour and shape of each class that a part of a plan may be of."""

WORDS: Final = {
    "en": {
        "head": "What is inside, in order",
        "title": "What is inside, in order: {name}",
        "whole": "The text itself was read in full.",
        "report": "Seen through a report on it: the text itself was not read in full, and may hold more.",
        "part": "Read in part: the text may hold more.",
        "none": "The text itself was not read, and may hold more.",
        "deeper": "Drawn are {depth} of {deepest} levels. +n: so many more parts inside that are not drawn "
        "({count} in all).",
        "source": "Source: {project}. {command}",
    },
    "zh": {
        "head": "内容与次序",
        "title": "内容与次序：{name}",
        "whole": "已通读原文。",
        "report": "据关于它的报道：原文未经通读，其中可能还有其他内容。",
        "part": "只读了一部分：原文可能还有其他内容。",
        "none": "原文未读，其中可能还有其他内容。",
        "deeper": "共 {deepest} 层，画出 {depth} 层。+n：内含 n 个未画出的部分（共 {count} 个）。",
        "source": "来源：{project}。{command}",
    },
}
"""What the picture says, by language."""

SIZES: Final = (11.0, BODY, 9.0)
"""The sizes of text by depth, the last for all that is deeper."""

_STEP: Final = 0.3
_MARK: Final = 0.2
_COUNT: Final = 0.45
"""Inches: how far a level is indented, the room for a mark, and that for the number of parts not drawn."""


@dataclass(frozen=True)
class Part:
    """A row of the query.

    Attributes:
        iri: The part.
        depth: How many levels it is below the document.
        number: What the text prints as its number; empty if it prints none.
        type: Its class, a key of `CLASSES`.
        label: What it is called.
    """

    iri: str
    depth: int
    number: str
    type: str
    label: str


@dataclass(frozen=True)
class Plan:
    """What is on the page.

    Attributes:
        document: The IRI of the document or source.
        name: What it is called.
        reading: How far it was read, one of `kg.network.DOCUMENT_READINGS`.
        classes: The names of the classes that are drawn, in the order of the legend.
        parts: All its parts, in order.
        depth: How many levels are drawn.
    """

    document: str
    name: str
    reading: str
    classes: Mapping[str, str]
    parts: tuple[Part, ...]
    depth: int

    @property
    def drawn(self) -> list[Part]:
        """The parts that are drawn, in order."""
        return [part for part in self.parts if part.depth <= self.depth]

    def inside(self, part: Part) -> int:
        """Return how many parts are inside a part and not drawn."""
        count = 0
        for other in self.parts[self.parts.index(part) + 1 :]:
            if other.depth <= part.depth:
                break
            count += other.depth > self.depth
        return count


@dataclass(frozen=True)
class _Row:
    """A part as it stands on the page: its lines, and in inches where text begins and its height."""

    part: Part
    lines: list[str]
    size: float
    text: float
    height: float


def draw_page(found: Plan, lang: str) -> Figure:
    """Draw a row for each part, with mark, number and label, and lines from each part to those in it.

    Args:
        found: The outline.
        lang: The language of the page, `en` or `zh`.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415  (loading it slows every other command)

    words, width = WORDS[lang], WIDTH - 2 * MARGIN
    with styled():
        sheet = Sheet(Figure())
        sheet.head(words["head"])
        sheet.down += 0.03
        sheet.write(wrap(found.name, SIZES[0], width), SIZES[0], INK)
        draw_legend(sheet, _entries(found))
        rows = [_row(part, width - _COUNT) for part in found.drawn]
        height = sum(row.height for row in rows)
        axes = sheet.axes(MARGIN, MARGIN + width, height)
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        _draw_rows(axes, found, rows)
        sheet.down += 0.15
        notes = [words[found.reading]]
        left = len(found.parts) - len(found.drawn)
        if left > 0:
            deepest = max(part.depth for part in found.parts)
            notes.append(words["deeper"].format(depth=found.depth, deepest=deepest, count=left))
        for note in notes:
            sheet.write(wrap(note, SMALL, width), SMALL, GREY)
        sheet.down += 0.1
        sheet.write(wrap(caption_of(found, lang), TINY, width), TINY, GREY)
        sheet.trim()
    return sheet.figure


def title_of(found: Plan, lang: str) -> str:
    """Return what the picture is called."""
    return WORDS[lang]["title"].format(name=found.name)


def caption_of(found: Plan, lang: str) -> str:
    """Return the source: the project, and the query that has the same rows."""
    command = f"kg query {QUERY} -p document {shorten(found.document)}"
    return WORDS[lang]["source"].format(project=PROJECT[lang], command=command)


def _row(part: Part, width: float) -> _Row:
    """Return a part as it stands on the page, which is `width` inches wide."""
    size = SIZES[min(part.depth, len(SIZES)) - 1]
    text = (part.depth - 1) * _STEP + _MARK
    if part.number != "":
        text += text_width(part.number, size) + 0.1
    lines = wrap(part.label, size, width - text)
    # A section stands a little off what is above it.
    above = 0.14 if part.depth == 1 else 0.0
    return _Row(part, lines, size, text, above + (1.7 + 1.3 * (len(lines) - 1)) * size / 72)


def _draw_rows(axes: Axes, found: Plan, rows: list[_Row]) -> None:
    """Draw the rows from above, and a line from each part to those in it."""
    parents: dict[int, float] = {}
    down = 0.0
    for row in rows:
        part = row.part
        down += row.height
        # The first line stands as far below the row's upper edge as the last above its lower edge.
        first = down - (0.55 + 1.3 * (len(row.lines) - 1)) * row.size / 72
        middle = first - 0.36 * row.size / 72
        left = (part.depth - 1) * _STEP + 0.06
        if part.depth - 1 in parents:
            trunk = left - _STEP
            axes.plot(
                [trunk, trunk, left],
                [parents[part.depth - 1], middle, middle],
                color=RULE,
                linewidth=1,
                zorder=1,
            )
        parents[part.depth] = middle
        colour, shape = CLASSES[part.type]
        axes.plot([left], [middle], marker=shape, markersize=6.5, color=colour, label=part.type, zorder=2)
        if part.number != "":
            number = (part.depth - 1) * _STEP + _MARK
            axes.text(number, first, part.number, size=row.size, color=GREY, va="baseline")
        for line, text in enumerate(row.lines):
            below = first + line * 1.3 * row.size / 72
            axes.text(row.text, below, text, size=row.size, color=INK, va="baseline")
        inside = found.inside(part) if part.depth == found.depth else 0
        if inside > 0:
            right = axes.get_xlim()[1]
            axes.text(right, first, f"+{inside}", size=row.size, color=GREY, ha="right", va="baseline")


def _entries(found: Plan) -> list[Entry]:
    """Return the legend: the marks that are drawn, each with its number."""
    return [
        Entry(
            f"{label} ({sum(part.type == name for part in found.drawn)})",
            {"marker": CLASSES[name][1], "markersize": 6.5, "color": CLASSES[name][0], "linewidth": 0},
        )
        for name, label in found.classes.items()
    ]
