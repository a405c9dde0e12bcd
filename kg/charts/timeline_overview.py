"""The figure of the timeline of the whole country: a row for each province, the national documents above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kg.charts.timeline_marks import (
    DOTTED,
    SCALE,
    UNDATED,
    Scale,
    draw_legends,
    draw_mark,
    draw_years,
    drawn_relations,
    scale_of,
    write_years,
)
from kg.charts.timeline_rows import Document, Timeline
from kg.drawing.key import write_key
from kg.drawing.sheet import SMALL, TINY, Sheet, page
from kg.drawing.style import GREY, GROUND, INK, RULE
from kg.words import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NAME: Final = 1.2
_UNDATED: Final = 0.75
_HEAD: Final = 0.3
_PITCH: Final = 0.135
_PAD: Final = 0.08
"""Inches: the columns of names and of undated documents, the head, the distance of marks that would cover
each other, and the rest of the height of a row."""

_SMALL: Final = 5.5
"""The size of the mark of a document of a city in points; others are larger."""

_NOTES: Final = (
    "A line leads to the national document that a document carries out or is based on; dotted "
    "where only title and date suggest it.",
    "Small marks are documents of cities, districts, and counties. Provinces are in the order "
    "of their first document.",
    SCALE,
    "Left out: {count} press reports. Choose a region (-p region NAME) to see every document by name.",
)


@dataclass(frozen=True)
class _Row:
    """A row: its name, and where its documents are, in inches to the right and in steps down."""

    name: str
    places: dict[str, tuple[float, int]]
    documents: Sequence[Document]

    @property
    def height(self) -> float:
        """The height of the row in inches."""
        return _PAD + _PITCH * (1 + max((step for _, step in self.places.values()), default=0))


def draw_overview(found: Timeline, title: str, caption: str, lang: str) -> Figure:
    """Draw a row for each province, with a mark for each document of it and of its cities.

    The national documents are above, with a number that the key below explains. Provinces are in the order of
    their first document. A line leads to the national document that a document carries out or is based on.

    Args:
        found: The documents and their relations.
        title: The title of the page.
        caption: Its source.
        lang: The language of the words, `en` or `zh`.
    """
    undated = text(UNDATED, lang, "drawing")
    with page(title, caption) as sheet:
        draw_legends(sheet, found, lang)
        scale = scale_of(found, sheet.room - _NAME - _UNDATED)
        rows = _rows(found, scale, lang)
        _draw_rows(sheet, found, rows, scale, undated)
        sheet.down += 0.1
        write_key(sheet, [f"{each.name} ({each.stated or undated})" for each in rows[0].documents])
        for note in _NOTES:
            sheet.write(text(note, lang).format(count=found.left_out))
        sheet.down += 0.1
    return sheet.figure


def _rows(found: Timeline, scale: Scale, lang: str) -> list[_Row]:
    """Return the rows: the nation, each province, and what is of another region."""
    of: dict[str, list[Document]] = {iri: [] for iri in found.provinces}
    national = [each for each in found.documents if each.lane == "national"]
    others = [each for each in found.documents if each.lane != "national" and each.province == ""]
    for each in found.documents:
        if each.province != "":
            of[each.province].append(each)
    order = sorted(of, key=lambda iri: (min((_day(each) for each in of[iri]), default=date.max), iri))
    rows = [_row(text("National", lang), national, scale, wide=True)]
    rows += [_row(found.provinces[iri], of[iri], scale) for iri in order]
    return [*rows, _row(text("Elsewhere", lang), others, scale)] if len(others) > 0 else rows


def _day(document: Document) -> date:
    """Return the day of a document, the last of all for one without a date."""
    return document.day or date.max


def _row(name: str, documents: Sequence[Document], scale: Scale, *, wide: bool = False) -> _Row:
    """Return a row in which no mark covers another; a wide one has room for a number next to each."""
    places: dict[str, tuple[float, int]] = {}
    for each in documents:
        undated = sum(other.day is None for other in documents if other.iri in places)
        across = scale.across(each.day) if each.day is not None else scale.width + 0.15 + 0.12 * (undated % 5)
        room = 0.3 if wide else 0.11
        near = {step for left, step in places.values() if abs(left - across) < room}
        places[each.iri] = across, next(step for step in range(len(near) + 1) if step not in near)
    return _Row(name, places, documents)


def _draw_rows(sheet: Sheet, found: Timeline, rows: Sequence[_Row], scale: Scale, undated: str) -> None:
    """Draw the years, the rows with their marks, and the lines between these."""
    height = _HEAD + sum(row.height for row in rows)
    axes = sheet.panel(height)
    draw_years(axes, scale, _NAME, height)
    write_years(axes, scale, _NAME, _HEAD - 0.12)
    axes.text(_NAME + scale.width + 0.1, _HEAD - 0.12, undated, size=SMALL, color=GREY)
    spots: dict[str, tuple[float, float]] = {}
    down = _HEAD
    for row in rows:
        colour = INK if row is rows[0] else RULE
        axes.plot([0, sheet.room], [down, down], color=colour, linewidth=0.7, zorder=1)
        first = down + _PAD / 2 + _PITCH / 2
        axes.text(0, first, row.name, size=SMALL, va="center_baseline")
        for number, each in enumerate(row.documents, 1):
            across, step = row.places[each.iri]
            x, y = spots[each.iri] = _NAME + across, first + step * _PITCH
            draw_mark(axes, each, x, y, _SMALL if each.lane == "cities" else 7.5)
            if row is rows[0]:
                axes.text(x + 0.08, y, str(number), size=TINY, va="center_baseline", zorder=3, bbox=GROUND)
        down += row.height
    _draw_relations(axes, found, spots)


def _draw_relations(axes: Axes, found: Timeline, spots: Mapping[str, tuple[float, float]]) -> None:
    """Draw a line from each document to the national one that it carries out or is based on."""
    lanes = {each.iri: each.lane for each in found.documents}
    style: dict[str, Any] = {"color": GREY, "alpha": 0.35, "linewidth": 0.6, "zorder": 2}
    for source, target, dotted in drawn_relations(found):
        if lanes[target] == "national" and lanes[source] != "national":
            (left, high), (right, low) = spots[target], spots[source]
            axes.plot([left, right], [high, low], linestyle=DOTTED if dotted else "-", **style)
