"""The figure of an outline: a row for each part of a document, indented below what it is part of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.charts.plan_rows import QUERY, Part, Plan
from kg.drawing.legend import Entry, draw_legend
from kg.drawing.sheet import BODY, MARGIN, SMALL, TINY, Sheet
from kg.drawing.style import (
    BLACK,
    GREEN,
    GREY,
    INK,
    PROJECT,
    RULE,
    WIDTH,
    styled,
    text_width,
    wrap,
)
from kg.rdf.namespaces import shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARKS: Final = {
    "qs:Section": (BLACK, "D"),
    "qs:Campaign": (GREEN, "*"),
    "qs:Project": (GREEN, "d"),
    "qs:Task": (GREEN, ">"),
    "qs:Action": (GREEN, "o"),
}
"""Color and shape of each class: the color of its family in `kg.drawing.marks`, a shape of its own."""

WORDS: Final = {
    "en": {
        "head": "Outline",
        "title": "Outline: {name}",
        "whole": "The text was coded in full.",
        "report": "Coded from a report on it: the text itself was not coded in full, and may contain more.",
        "part": "Coded in part: the text may contain more.",
        "none": "The text itself was not coded, and may contain more.",
        "deeper": "{depth} of {deepest} levels are drawn. +n: number of parts inside that are not drawn "
        "({count} in all).",
        "source": "Source: {project}. {command}",
    },
    "zh": {
        "head": "文件大纲",
        "title": "文件大纲：{name}",
        "whole": "已通读并编码原文。",
        "report": "据关于它的报道编码：原文未完整编码，其中可能还有其他内容。",
        "part": "部分编码：原文可能还有其他内容。",
        "none": "原文未编码，其中可能还有其他内容。",
        "deeper": "共 {deepest} 层，画出 {depth} 层。+n：内含 n 个未画出的部分（共 {count} 个）。",
        "source": "来源：{project}。{command}",
    },
}
"""The words of the figure, by language."""

SIZES: Final = (11.0, BODY, 9.0)
"""The sizes of text by depth, the last for all that is deeper."""

_STEP: Final = 0.3
_MARK: Final = 0.2
_COUNT: Final = 0.45
"""Inches: how far a level is indented, the room for a mark, and that for the number of parts not drawn."""


@dataclass(frozen=True)
class _Row:
    """A part as it stands on the page: its lines, and in inches where text begins and its height."""

    part: Part
    lines: list[str]
    size: float
    text: float
    height: float


def draw_figure(found: Plan, lang: str) -> Figure:
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
    """Return the title."""
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
        colour, shape = MARKS[part.type]
        axes.plot([left], [middle], marker=shape, markersize=6.5, color=colour, gid=part.iri, zorder=2)
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
            {"marker": MARKS[name][1], "markersize": 6.5, "color": MARKS[name][0], "linewidth": 0},
        )
        for name, label in found.classes.items()
    ]
