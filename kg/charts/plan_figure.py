"""The figure of an outline: a row for each part of a document, indented below what it is part of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.charts.plan_rows import QUERY, Part, Plan
from kg.drawing.legend import Entry, draw_legend
from kg.drawing.phrases import source_of
from kg.drawing.sheet import BODY, Sheet, page, write_lines
from kg.drawing.style import BLACK, GREEN, GREY, INK, RULE, text_width, wrap
from kg.rdf.namespaces import shorten
from kg.words import text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CLASS_MARKS: Final = {
    "qs:Section": (BLACK, "D"),
    "qs:Campaign": (GREEN, "*"),
    "qs:Project": (GREEN, "d"),
    "qs:Task": (GREEN, ">"),
    "qs:Action": (GREEN, "o"),
}
"""Color and shape of each class: the color of its family in `kg.drawing.marks`, a shape of its own."""

NOTES: Final = {
    "whole": "The text was coded in full.",
    "report": "Coded from a report on it: the text itself was not coded in full, and may contain more.",
    "part": "Coded in part: the text may contain more.",
    "none": "The text itself was not coded, and may contain more.",
}
"""What the page says of how far the text was read."""

SIZES: Final = (11.0, BODY, 9.0)
"""The sizes of text by depth, the last for all that is deeper."""

_STEP: Final = 0.3
_MARK: Final = 0.2
_COUNT: Final = 0.45
"""Inches: how far a level is indented, the room for a mark, and that for the number of parts not drawn."""


@dataclass(frozen=True)
class _Row:
    """A part as it is drawn: its lines, and in inches where text begins and its height."""

    part: Part
    lines: list[str]
    size: float
    left: float
    height: float


def draw_figure(found: Plan, lang: str) -> Figure:
    """Draw a row for each part, with mark, number and label, and lines from each part to those in it.

    Args:
        found: The outline.
        lang: The language of the page, `en` or `zh`.
    """
    with page(text("Outline", lang), caption_of(found, lang)) as sheet:
        sheet.down += 0.03
        sheet.write(found.name, SIZES[0], INK)
        draw_legend(sheet, _entries(found))
        _draw_rows(sheet, found)
        sheet.down += 0.15
        sheet.write(text(NOTES[found.reading], lang))
        left = len(found.parts) - len(found.drawn)
        if left > 0:
            note = (
                "{depth} of {deepest} levels are drawn. +n: number of parts inside that are not drawn "
                "({count} in all)."
            )
            deepest = max(part.depth for part in found.parts)
            sheet.write(text(note, lang).format(depth=found.depth, deepest=deepest, count=left))
        sheet.down += 0.1
    return sheet.figure


def title_of(found: Plan, lang: str) -> str:
    """Return the title."""
    return text("Outline: {name}", lang).format(name=found.name)


def caption_of(found: Plan, lang: str) -> str:
    """Return the source: the project, and the query that has the same rows."""
    return source_of(f"kg query {QUERY} -p document {shorten(found.document)}", lang)


def _row(part: Part, width: float) -> _Row:
    """Return a part as it is drawn on a page that is `width` inches wide."""
    size = SIZES[min(part.depth, len(SIZES)) - 1]
    left = (part.depth - 1) * _STEP + _MARK
    if part.number != "":
        left += text_width(part.number, size) + 0.1
    lines = wrap(part.label, size, width - left)
    # A section is a little off what is above it.
    above = 0.14 if part.depth == 1 else 0.0
    return _Row(part, lines, size, left, above + (1.7 + 1.3 * (len(lines) - 1)) * size / 72)


def _draw_rows(sheet: Sheet, found: Plan) -> None:
    """Draw the rows from above, and a line from each part to those in it."""
    rows = [_row(part, sheet.room - _COUNT) for part in found.drawn]
    axes = sheet.panel(sum(row.height for row in rows))
    parents: dict[int, float] = {}
    down = 0.0
    for row in rows:
        part, leading = row.part, 1.3 * row.size / 72
        down += row.height
        # The first line is as far below the row's upper edge as the last above its lower edge.
        first = down - 0.55 * row.size / 72 - leading * (len(row.lines) - 1)
        middle = first - 0.36 * row.size / 72
        left = (part.depth - 1) * _STEP + 0.06
        if part.depth - 1 in parents:
            trunk, above = left - _STEP, parents[part.depth - 1]
            axes.plot([trunk, trunk, left], [above, middle, middle], color=RULE, linewidth=1, zorder=1)
        parents[part.depth] = middle
        colour, shape = CLASS_MARKS[part.type]
        axes.plot([left], [middle], marker=shape, markersize=6.5, color=colour, gid=part.iri, zorder=2)
        if part.number != "":
            number = (part.depth - 1) * _STEP + _MARK
            axes.text(number, first, part.number, size=row.size, color=GREY)
        write_lines(axes, row.left, first, row.lines, row.size, leading)
        inside = found.inside(part) if part.depth == found.depth else 0
        if inside > 0:
            axes.text(sheet.room, first, f"+{inside}", size=row.size, color=GREY, ha="right")


def _entries(found: Plan) -> list[Entry]:
    """Return the legend: the marks that are drawn, each with its number."""
    return [
        Entry(
            f"{label} ({sum(part.type == name for part in found.drawn)})",
            {
                "marker": CLASS_MARKS[name][1],
                "markersize": 6.5,
                "color": CLASS_MARKS[name][0],
                "linewidth": 0,
            },
        )
        for name, label in found.classes.items()
    ]
