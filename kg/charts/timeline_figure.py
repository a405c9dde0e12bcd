"""The figure of the timeline of a region: a row for each document, its mark at its date, in lanes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from kg.charts.timeline_marks import (
    DOTTED,
    SCALE,
    draw_legends,
    draw_mark,
    draw_years,
    drawn_relations,
    scale_of,
    write_years,
)
from kg.charts.timeline_rows import OTHER_REGIONS, Document, Timeline
from kg.drawing.sheet import BODY, SMALL, Sheet, page, write_lines
from kg.drawing.style import GREY, INK, wrap
from kg.words import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LANE_WORDS: Final = {
    "national": "National",
    "provinces": "Provinces",
    "cities": "Cities, districts and counties",
    OTHER_REGIONS: "Other regions, or none stated",
}
"""The lanes from the top, by name."""

_RELATIONS: Final = (
    "Lines lead from a document up to the one that it carries out, is based on, or revises; "
    "dotted where only title and date suggest it."
)
_SPAN: Final = "A bar: only the year or month is known. ≤: no later than that day. ?: the year is inferred."
"""Notes on lines and bars."""

_DATE: Final = 0.84
_NAME: Final = 3.19
_GAP: Final = 0.15
_LINE: Final = 1.3 * SMALL / 72
_ROW: Final = 0.24
_HEAD: Final = 0.36
"""Inches: the columns of dates and names, the gap to the scale, a line of text, a row, the head of a lane."""


def draw_figure(found: Timeline, title: str, caption: str, lang: str) -> Figure:
    """Draw a row for each dated document, and list the undated ones.

    Args:
        found: The documents and their relations.
        title: The title of the page.
        caption: Its source.
        lang: The language of the page, `en` or `zh`.
    """
    with page(title, caption) as sheet:
        draw_legends(sheet, found, lang)
        if len(found.dated) > 0:
            _draw_dated(sheet, found, lang)
        if len(found.undated) > 0:
            _draw_undated(sheet, found.undated, lang)
        sheet.down += 0.1
        notes = [_RELATIONS] if len(drawn_relations(found)) > 0 else []
        if any(each.stated != str(each.day) for each in found.dated):
            notes.append(_SPAN)
        for note in (*notes, SCALE):
            sheet.write(text(note, lang))
        sheet.down += 0.1
    return sheet.figure


def _draw_dated(sheet: Sheet, found: Timeline, lang: str) -> None:
    """Draw the lanes with their documents by date, and the relations between these."""
    start = _DATE + _NAME + _GAP
    scale = scale_of(found, sheet.room - start)
    lanes = [(name, [each for each in found.dated if each.lane == lane]) for lane, name in LANE_WORDS.items()]
    lanes = [(name, documents) for name, documents in lanes if len(documents) > 0]
    names = {each.iri: wrap(each.name, SMALL, _NAME) for each in found.dated}
    height = len(lanes) * _HEAD + sum(_ROW + (len(lines) - 1) * _LINE for lines in names.values()) + 0.1
    axes = sheet.panel(height)
    draw_years(axes, scale, start, height)
    down = 0.0
    places: dict[str, tuple[float, float]] = {}
    for lane, documents in lanes:
        down += _HEAD
        _draw_head(axes, f"{text(lane, lang)} ({len(documents)})", down)
        write_years(axes, scale, start, down - 0.12)
        for each in documents:
            middle = down + _ROW / 2
            assert each.day is not None
            axes.text(0, middle, each.stated, size=SMALL, color=GREY, va="center_baseline")
            write_lines(axes, _DATE, middle, names[each.iri], SMALL, _LINE, "center_baseline")
            places[each.iri] = (start + scale.across(each.day), middle)
            if each.until is not None and each.until > each.day:
                _draw_span(axes, places[each.iri], start + scale.across(each.until))
            draw_mark(axes, each, *places[each.iri])
            down += _ROW + (len(names[each.iri]) - 1) * _LINE
    _draw_relations(axes, found, places)


def _draw_head(axes: Axes, head: str, down: float) -> None:
    """Draw the head of a list, with a line below it."""
    axes.text(0, down - 0.12, head, size=BODY)
    axes.plot(axes.get_xlim(), [down - 0.05, down - 0.05], color=INK, linewidth=0.8, zorder=1)


def _draw_span(axes: Axes, place: tuple[float, float], end: float) -> None:
    """Draw a bar from a mark to the last day that the date may be, where only a year or month is known."""
    across, down = place
    axes.plot([across, end], [down, down], color=GREY, linewidth=2.5, alpha=0.35, zorder=2, label="span")


def _draw_relations(axes: Axes, found: Timeline, places: Mapping[str, tuple[float, float]]) -> None:
    """Draw for each document that others follow a trunk down to these, with a branch to each."""
    colour = "#8A929C"
    line: dict[str, Any] = {"color": colour, "linewidth": 0.9, "zorder": 2}
    for source, target, dotted in drawn_relations(found):
        (right, low), (trunk, _) = places[source], places[target]
        axes.plot([trunk, right], [low, low], linestyle=DOTTED if dotted else "-", label="relation", **line)
    for target in dict.fromkeys(target for _, target, _ in drawn_relations(found)):
        trunk, high = places[target]
        rows = [places[source][1] for source, other, _ in drawn_relations(found) if other == target]
        axes.plot([trunk, trunk], [min(high, *rows), max(high, *rows)], **line)
        # The head of the arrow, right below the mark.
        if max(rows) > high:
            head: dict[str, Any] = {"marker": "^", "markersize": 4.5, "linewidth": 0, "zorder": 3}
            axes.plot([trunk], [high + 0.105], color=colour, **head)


def _draw_undated(sheet: Sheet, documents: list[Document], lang: str) -> None:
    """List the documents without a date in two columns, each with its mark."""
    column = (sheet.room - 0.3) / 2
    names = [wrap(each.name, SMALL, column - 0.22) for each in documents]
    half = (len(documents) + 1) // 2
    heights = [_ROW + (len(lines) - 1) * _LINE for lines in names]
    sheet.down += 0.1
    axes = sheet.panel(_HEAD + max(sum(heights[:half]), sum(heights[half:])))
    head = text("Undated ({count}): no coded text gives a date", lang)
    _draw_head(axes, head.format(count=len(documents)), _HEAD)
    left, down = 0.0, _HEAD
    for number, (each, lines, tall) in enumerate(zip(documents, names, heights, strict=True)):
        if number == half:
            left, down = column + 0.3, _HEAD
        draw_mark(axes, each, left + 0.07, down + _ROW / 2)
        write_lines(axes, left + 0.22, down + _ROW / 2, lines, SMALL, _LINE, "center_baseline")
        down += tall
