"""What both figures of the timeline share: the marks of documents, and the scale of years."""

from __future__ import annotations

from calendar import isleap
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.charts.timeline_rows import Document, Timeline
from kg.drawing.legend import Entry, draw_legend
from kg.drawing.marks import FILLS, READINGS, filled
from kg.drawing.sheet import SMALL, Sheet
from kg.drawing.style import BAND, BLUE, GREY, INK, ORANGE, PURPLE, SKY, VERMILLION, text_width
from kg.words import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOCUMENT_MARKS: Final = {
    "outline": (BLUE, "D", ("qs:Outline",)),
    "plan, action plan": (BLUE, "o", ("qs:Plan", "qs:ActionPlan")),
    "opinion": (VERMILLION, "s", ("qs:ImplementingOpinion", "qs:Opinion")),
    "status or work report": (ORANGE, "^", ("qs:StatusReport", "qs:WorkReport")),
    "press report": (SKY, "h", ("qs:PressReport",)),
    "source text": (INK, "P", ("qs:Source",)),
    "regulation, rules or other": (PURPLE, "v", ()),
}
"""Color and shape of each kind of document, and its classes; the last takes all other classes."""

DOTTED: Final = (0, (1.2, 1.6))
"""The dashes of a line to a document that only title and date suggest."""

UNDATED: Final = "no date"
"""What is said of a document without a date, in the context `drawing` of the catalogs."""

SCALE: Final = "The more documents a year has, the wider it is; years without any are left out."
"""A note on the scale."""

LEAST: Final = 0.32
"""Inches: the least width of a year."""


@dataclass(frozen=True)
class Scale:
    """Where each year that has a document begins on the scale, and how wide it is, in inches."""

    years: Mapping[int, tuple[float, float]]

    @property
    def width(self) -> float:
        """The width of all years."""
        return sum(width for _, width in self.years.values())

    def across(self, day: date) -> float:
        """Return the place of a day."""
        left, width = self.years[day.year]
        return left + width * (day.timetuple().tm_yday - 0.5) / (366 if isleap(day.year) else 365)


def kind_of(type_: str) -> tuple[str, str, str]:
    """Return the kind of document of a class, a key of `DOCUMENT_MARKS`, with its colour and shape."""
    for kind, (colour, shape, classes) in DOCUMENT_MARKS.items():
        if type_ in classes or len(classes) == 0:
            return kind, colour, shape
    raise AssertionError("the last kind takes all")


def drawn_relations(found: Timeline) -> list[tuple[str, str, bool]]:
    """Return the relations between dated documents: from, to, and whether it is only a counterpart."""
    dated = {each.iri for each in found.dated}
    return [
        (relation.source, relation.target, relation.relation.endswith("/counterpart"))
        for relation in found.relations
        if relation.source in dated and relation.target in dated
    ]


def scale_of(found: Timeline, width: float) -> Scale:
    """Return the years: each at least `LEAST` wide, the rest shared out by how many documents they have."""
    counts = Counter(each.day.year for each in found.documents if each.day is not None)
    spare = max(width - LEAST * len(counts), 0.0)
    years: dict[int, tuple[float, float]] = {}
    left = 0.0
    for year, count in sorted(counts.items()):
        wide = min(LEAST, width / len(counts)) + spare * count / sum(counts.values())
        years[year] = (left, wide)
        left += wide
    return Scale(years)


def draw_years(axes: Axes, scale: Scale, start: float, height: float) -> None:
    """Shade every other year, so that the eye follows them down the page."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415  (as above)

    for number, (left, wide) in enumerate(scale.years.values()):
        if number % 2 == 0:
            box = Rectangle((start + left, 0), wide, height, facecolor=BAND, edgecolor="none", zorder=0)
            axes.add_patch(box)


def write_years(axes: Axes, scale: Scale, start: float, down: float) -> None:
    """Write the years over a lane, each on what is behind it, so that no line crosses it.

    Where years are too narrow for all of them, the wider ones are written, the later of equal ones.
    """
    room = text_width("2000", SMALL) + 0.06
    written: list[float] = []
    for number, (year, (left, wide)) in sorted(
        enumerate(scale.years.items()), key=lambda each: (-each[1][1][1], -each[0])
    ):
        if any(abs(left + wide / 2 - middle) < room for middle in written):
            continue
        written.append(left + wide / 2)
        middle = start + left + wide / 2
        behind = {"facecolor": BAND if number % 2 == 0 else "white", "edgecolor": "none", "pad": 0.8}
        axes.text(middle, down, str(year), size=SMALL, color=GREY, ha="center", bbox=behind, zorder=3)


def draw_mark(axes: Axes, document: Document, across: float, down: float, size: float = 7.5) -> None:
    """Draw the mark of a document: its kind by colour and shape, its reading by how much is filled."""
    _, colour, shape = kind_of(document.type)
    style = filled(colour, shape, FILLS[document.reading], size)
    axes.plot([across], [down], gid=document.iri, zorder=4, **style)


def draw_legends(sheet: Sheet, found: Timeline, lang: str) -> None:
    """Draw the legend, the kinds and then the readings, each with its number."""
    kinds = [kind_of(each.type)[0] for each in found.documents]
    fills = [FILLS[each.reading] for each in found.documents]
    marks = [
        Entry(f"{text(kind, lang)} ({kinds.count(kind)})", filled(colour, shape, "full"))
        for kind, (colour, shape, _) in DOCUMENT_MARKS.items()
        if kind in kinds
    ]
    draw_legend(sheet, marks)
    draw_legend(
        sheet,
        [
            Entry(f"{text(meaning, lang)} ({fills.count(fill)})", filled(GREY, "o", fill))
            for fill, meaning in READINGS.items()
        ],
    )
