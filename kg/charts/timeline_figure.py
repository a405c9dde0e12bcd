"""The figure of the timeline of a region: a row for each document, its mark at its date, in lanes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kg.charts.timeline_marks import (
    WORDS,
    begin,
    draw_mark,
    draw_years,
    drawn_ties,
    finish,
    scale_of,
    write_years,
)
from kg.charts.timeline_rows import OTHER, Document, Timeline
from kg.drawing.sheet import BODY, MARGIN, SMALL, Sheet
from kg.drawing.style import GREY, INK, WIDTH, styled, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DATE: Final = 0.84
_NAME: Final = 3.19
_GAP: Final = 0.15
_LINE: Final = 1.3 * SMALL / 72
_ROW: Final = 0.24
_HEAD: Final = 0.36
"""Inches: the columns of dates and names, the gap to the scale, a line of text, a row, the head of a lane."""


def draw_figure(found: Timeline, lang: str) -> Figure:
    """Draw a row for each dated document, and list the undated ones.

    Args:
        found: The documents and their ties.
        lang: The language of the page, `en` or `zh`.
    """
    words = WORDS[lang]
    with styled():
        sheet = begin(found, lang)
        if len(found.dated) > 0:
            _draw_dated(sheet, found, lang)
        if len(found.undated) > 0:
            _draw_undated(sheet, found.undated, lang)
        sheet.down += 0.1
        notes = [words["ties"]] if len(drawn_ties(found)) > 0 else []
        if any(each.stated != str(each.day) for each in found.dated):
            notes.append(words["span"])
        notes.append(words["scale"])
        if found.left_out > 0:
            notes.append(words["press_left"].format(count=found.left_out))
        return finish(sheet, notes, lang)


def _draw_dated(sheet: Sheet, found: Timeline, lang: str) -> None:
    """Draw the lanes with their documents by date, and the ties between these."""
    width = WIDTH - 2 * MARGIN
    start = _DATE + _NAME + _GAP
    scale = scale_of(found, width - start)
    lanes = [
        (lane, [d for d in found.dated if d.lane == lane])
        for lane in ("national", "provinces", "cities", OTHER)
    ]
    lanes = [(lane, documents) for lane, documents in lanes if len(documents) > 0]
    names = {each.iri: wrap(each.name, SMALL, _NAME) for each in found.dated}
    height = len(lanes) * _HEAD + sum(_ROW + (len(lines) - 1) * _LINE for lines in names.values()) + 0.1
    axes = sheet.axes(MARGIN, MARGIN + width, height)
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    draw_years(axes, scale, start, height)
    down = 0.0
    places: dict[str, tuple[float, float]] = {}
    for lane, documents in lanes:
        down += _HEAD
        text = f"{WORDS[lang][lane]} ({len(documents)})"
        axes.text(0, down - 0.12, text, size=BODY, color=INK, va="baseline")
        axes.plot([0, width], [down - 0.05, down - 0.05], color=INK, linewidth=0.8, zorder=1)
        write_years(axes, scale, start, down - 0.12)
        for each in documents:
            middle = down + _ROW / 2
            assert each.day is not None
            axes.text(0, middle, each.stated, size=SMALL, color=GREY, va="center_baseline")
            for line, part in enumerate(names[each.iri]):
                axes.text(_DATE, middle + line * _LINE, part, size=SMALL, color=INK, va="center_baseline")
            places[each.iri] = (start + scale.across(each.day), middle)
            if each.until is not None and each.until > each.day:
                _draw_span(axes, places[each.iri], start + scale.across(each.until))
            draw_mark(axes, each, *places[each.iri])
            down += _ROW + (len(names[each.iri]) - 1) * _LINE
    _draw_ties(axes, found, places)


def _draw_span(axes: Axes, place: tuple[float, float], end: float) -> None:
    """Draw a bar from a mark to the last day that the date may be, where only a year or month is known."""
    across, down = place
    axes.plot([across, end], [down, down], color=GREY, linewidth=2.5, alpha=0.35, zorder=2, label="span")


def _draw_ties(axes: Axes, found: Timeline, places: Mapping[str, tuple[float, float]]) -> None:
    """Draw for each document that others follow a trunk down to these, with a branch to each."""
    colour = "#8A929C"
    for source, target, dotted in drawn_ties(found):
        (right, low), (trunk, high) = places[source], places[target]
        style = (0, (1.2, 1.6)) if dotted else "-"
        axes.plot(
            [trunk, right], [low, low], color=colour, linewidth=0.9, linestyle=style, zorder=2, label="tie"
        )
    for target in dict.fromkeys(target for _, target, _ in drawn_ties(found)):
        trunk, high = places[target]
        rows = [places[source][1] for source, other, _ in drawn_ties(found) if other == target]
        axes.plot([trunk, trunk], [min(high, *rows), max(high, *rows)], color=colour, linewidth=0.9, zorder=2)
        # The head of the arrow, right below the mark.
        if max(rows) > high:
            axes.plot(
                [trunk], [high + 0.105], marker="^", markersize=4.5, color=colour, linewidth=0, zorder=3
            )


def _draw_undated(sheet: Sheet, documents: list[Document], lang: str) -> None:
    """List the documents without a date in two columns, each with its mark."""
    width = WIDTH - 2 * MARGIN
    column = (width - 0.3) / 2
    names = [wrap(each.name, SMALL, column - 0.22) for each in documents]
    half = (len(documents) + 1) // 2
    heights = [_ROW + (len(lines) - 1) * _LINE for lines in names]
    height = _HEAD + max(sum(heights[:half]), sum(heights[half:]))
    sheet.down += 0.1
    axes = sheet.axes(MARGIN, MARGIN + width, height)
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    title = WORDS[lang]["undated"].format(count=len(documents))
    axes.text(0, _HEAD - 0.12, title, size=BODY, color=INK, va="baseline")
    axes.plot([0, width], [_HEAD - 0.05, _HEAD - 0.05], color=INK, linewidth=0.8)
    left, down = 0.0, _HEAD
    for number, (each, lines, tall) in enumerate(zip(documents, names, heights, strict=True)):
        if number == half:
            left, down = column + 0.3, _HEAD
        middle = down + _ROW / 2
        draw_mark(axes, each, left + 0.07, middle)
        for line, part in enumerate(lines):
            axes.text(left + 0.22, middle + line * _LINE, part, size=SMALL, color=INK, va="center_baseline")
        down += tall
