"""The page of the picture of documents: a row for each, its mark where its date is, in lanes."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kg.drawing.legend import Entry, draw_legend
from kg.drawing.page import BODY, MARGIN, SMALL, TINY, Sheet
from kg.drawing.style import (
    BAND,
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PROJECT,
    PURPLE,
    SKY,
    VERMILLION,
    WIDTH,
    styled,
    text_width,
    wrap,
)
from kg.drawing.timeline_dates import OTHER, QUERY, Document, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS: Final = {
    "outline": (BLUE, "D", ("qs:Outline",)),
    "plan": (GREEN, "o", ("qs:Plan", "qs:ActionPlan")),
    "opinion": (VERMILLION, "^", ("qs:ImplementingOpinion", "qs:Opinion")),
    "report": (ORANGE, "s", ("qs:StatusReport", "qs:WorkReport")),
    "press": (SKY, "p", ("qs:PressReport",)),
    "source": (INK, "P", ("qs:Source",)),
    "rule": (PURPLE, "v", ()),
}
"""Colour and shape of each kind of document, and its classes; the last takes all other classes. None has the
mark of a family of `kg.drawing.marks`, since regions and claims stand beside documents in the network."""

FILLS: Final = {"whole": "full", "report": "left", "part": "left", "none": "none"}
"""How much of a mark is filled, by how far the document was read."""

WORDS: Final = {
    "en": {
        "title": "Documents by date",
        "of": "Documents by date: {region}, and what is within and around it",
        "national": "National",
        "provinces": "Provinces",
        "cities": "Cities, districts and counties",
        "other": "Other regions, or none stated",
        "undated": "Undated ({count}): no text that was read gives a date",
        "outline": "outline",
        "plan": "plan, action plan",
        "opinion": "opinion",
        "report": "status or work report",
        "press": "press report",
        "source": "source text",
        "rule": "regulation, rules or other",
        "full": "read in full",
        "left": "read in part, or a report on it",
        "none": "not read",
        "ties": "Lines lead from a document up to the one that it carries out, rests on or revises; dotted "
        "where it is by title and time the counterpart.",
        "scale": "The more documents a year has, the wider it is; years without any are left out.",
        "span": "A bar: only the year or month is known. ≤: no later than that day. ?: the year is inferred.",
        "press_left": "{count} press reports are left out; --region shows those about a region.",
        "source_of": "Source: {project}. {command}",
    },
    "zh": {
        "title": "各文件的发布时间",
        "of": "各文件的发布时间：{region}及其下辖、所属地区",
        "national": "全国",
        "provinces": "省级",
        "cities": "市、县（区）",
        "other": "其他地区，或未载明地区",
        "undated": "日期不明（{count}）：已读文本未说明发布时间",
        "outline": "纲要",
        "plan": "规划、行动方案",
        "opinion": "意见",
        "report": "状况报告、工作报告",
        "press": "新闻报道",
        "source": "来源文本",
        "rule": "法规、办法及其他",
        "full": "已通读",
        "left": "读了一部分，或只读了关于它的报道",
        "none": "未读",
        "ties": "连线由文件指向其落实、依据或修订的文件；虚线表示从标题和时间看是其在本地的对应文件。",
        "scale": "某年文件越多，该年越宽；没有文件的年份略去。",
        "span": "横条：只知年份或月份。≤：不晚于该日。?：年份为推断。",
        "press_left": "略去 {count} 篇新闻报道；用 --region 可查看有关某地区的报道。",
        "source_of": "来源：{project}。{command}",
    },
}
"""What the picture says, by language."""

_DATE: Final = 0.84
_NAME: Final = 3.19
_GAP: Final = 0.15
_LINE: Final = 1.3 * SMALL / 72
_ROW: Final = 0.24
_HEAD: Final = 0.36
_LEAST: Final = 0.32
"""Inches: the columns of dates and names, the gap to the scale, a line of text, a row, the head of a lane,
and the least width of a year."""


@dataclass(frozen=True)
class _Scale:
    """Where each year that has a document begins on the scale, and how wide it is, in inches."""

    years: Mapping[int, tuple[float, float]]

    def across(self, day: date) -> float:
        """Return the place of a day."""
        left, width = self.years[day.year]
        return left + width * (day.timetuple().tm_yday - 0.5) / (366 if isleap(day.year) else 365)


def draw_page(found: Timeline, lang: str) -> Figure:
    """Draw a row for each dated document, and list the undated ones.

    Args:
        found: The documents and their ties.
        lang: The language of the page, `en` or `zh`.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415  (loading it slows every other command)

    words, width = WORDS[lang], WIDTH - 2 * MARGIN
    with styled():
        sheet = Sheet(Figure())
        sheet.head(title_of(found, lang))
        for entries in _entries(found, lang):
            draw_legend(sheet, entries)
        if len(found.dated) > 0:
            _draw_dated(sheet, found, lang)
        if len(found.undated) > 0:
            _draw_undated(sheet, found.undated, lang)
        sheet.down += 0.1
        notes = [words["ties"]] if len(_drawn_ties(found)) > 0 else []
        if any(each.stated != str(each.day) for each in found.dated):
            notes.append(words["span"])
        notes.append(words["scale"])
        if found.left_out > 0:
            notes.append(words["press_left"].format(count=found.left_out))
        for note in notes:
            sheet.write(wrap(note, SMALL, width), SMALL, GREY)
        sheet.down += 0.1
        sheet.write(wrap(caption_of(lang), TINY, width), TINY, GREY)
        sheet.trim()
    return sheet.figure


def title_of(found: Timeline, lang: str) -> str:
    """Return what the picture is called."""
    words = WORDS[lang]
    return words["of"].format(region=found.region) if found.region != "" else words["title"]


def caption_of(lang: str) -> str:
    """Return the source: the project, and the query that has the same rows."""
    return WORDS[lang]["source_of"].format(project=PROJECT[lang], command=f"kg query {QUERY}")


def kind_of(type_: str) -> tuple[str, str, str]:
    """Return the kind of document that a class is of, a key of `KINDS`, with its colour and shape."""
    for kind, (colour, shape, classes) in KINDS.items():
        if type_ in classes or len(classes) == 0:
            return kind, colour, shape
    raise AssertionError("the last kind takes all")


def _drawn_ties(found: Timeline) -> list[tuple[str, str, bool]]:
    """Return the ties between dated documents: from, to, and whether it is only a counterpart."""
    dated = {each.iri for each in found.dated}
    return [
        (tie.source, tie.target, tie.relation.endswith("/counterpart"))
        for tie in found.ties
        if tie.source in dated and tie.target in dated
    ]


def _scale(found: Timeline, width: float) -> _Scale:
    """Return the years: each at least `_LEAST` wide, the rest shared out by how many documents they have."""
    counts: dict[int, int] = {}
    for each in found.dated:
        if each.day is not None:
            counts[each.day.year] = counts.get(each.day.year, 0) + 1
    spare = max(width - _LEAST * len(counts), 0.0)
    years: dict[int, tuple[float, float]] = {}
    left = 0.0
    for year, count in sorted(counts.items()):
        wide = min(_LEAST, width / len(counts)) + spare * count / sum(counts.values())
        years[year] = (left, wide)
        left += wide
    return _Scale(years)


def _draw_dated(sheet: Sheet, found: Timeline, lang: str) -> None:
    """Draw the lanes with their documents by date, and the ties between these."""
    width = WIDTH - 2 * MARGIN
    start = _DATE + _NAME + _GAP
    scale = _scale(found, width - start)
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
    _draw_years(axes, scale, start, height)
    down = 0.0
    places: dict[str, tuple[float, float]] = {}
    for lane, documents in lanes:
        down += _HEAD
        text = f"{WORDS[lang][lane]} ({len(documents)})"
        axes.text(0, down - 0.12, text, size=BODY, color=INK, va="baseline")
        axes.plot([0, width], [down - 0.05, down - 0.05], color=INK, linewidth=0.8, zorder=1)
        _write_years(axes, scale, start, down - 0.12)
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


def _draw_years(axes: Axes, scale: _Scale, start: float, height: float) -> None:
    """Shade every other year, so that the eye follows them down the page."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415  (as above)

    for number, (left, wide) in enumerate(scale.years.values()):
        if number % 2 == 0:
            box = Rectangle((start + left, 0), wide, height, facecolor=BAND, edgecolor="none", zorder=0)
            axes.add_patch(box)


def _write_years(axes: Axes, scale: _Scale, start: float, down: float) -> None:
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
        axes.text(
            start + left + wide / 2,
            down,
            str(year),
            size=SMALL,
            color=GREY,
            ha="center",
            va="baseline",
            bbox={"facecolor": BAND if number % 2 == 0 else "white", "edgecolor": "none", "pad": 0.8},
            zorder=3,
        )


def draw_mark(axes: Axes, document: Document, across: float, down: float) -> None:
    """Draw the mark of a document: its kind by colour and shape, its reading by how much is filled."""
    _, colour, shape = kind_of(document.type)
    axes.plot([across], [down], label=document.iri, zorder=4, **_look(colour, shape, FILLS[document.reading]))


def _draw_span(axes: Axes, place: tuple[float, float], end: float) -> None:
    """Draw a bar from a mark to the last day that the date may be, where only a year or month is known."""
    across, down = place
    axes.plot([across, end], [down, down], color=GREY, linewidth=2.5, alpha=0.35, zorder=2, label="span")


def _look(colour: str, shape: str, fill: str) -> dict[str, Any]:
    """Return how matplotlib is to draw a mark that is filled in full, at the left half, or not at all."""
    return {
        "marker": shape,
        "markersize": 7.5,
        "markeredgecolor": colour,
        "markeredgewidth": 1.2,
        "fillstyle": "full" if fill == "none" else fill,
        "markerfacecolor": "white" if fill == "none" else colour,
        "markerfacecoloralt": "white",
        "linewidth": 0,
    }


def _draw_ties(axes: Axes, found: Timeline, places: Mapping[str, tuple[float, float]]) -> None:
    """Draw for each document that others follow a trunk down to these, with a branch to each."""
    colour = "#8A929C"
    for source, target, dotted in _drawn_ties(found):
        (right, low), (trunk, high) = places[source], places[target]
        style = (0, (1.2, 1.6)) if dotted else "-"
        axes.plot(
            [trunk, right], [low, low], color=colour, linewidth=0.9, linestyle=style, zorder=2, label="tie"
        )
    for target in dict.fromkeys(target for _, target, _ in _drawn_ties(found)):
        trunk, high = places[target]
        rows = [places[source][1] for source, other, _ in _drawn_ties(found) if other == target]
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


def _entries(found: Timeline, lang: str) -> tuple[list[Entry], list[Entry]]:
    """Return the legend, the kinds and then the readings, each with its number."""
    words = WORDS[lang]
    kinds = [kind_of(each.type)[0] for each in found.documents]
    fills = [FILLS[each.reading] for each in found.documents]
    return (
        [
            Entry(f"{words[kind]} ({kinds.count(kind)})", _look(colour, shape, "full"))
            for kind, (colour, shape, _) in KINDS.items()
            if kind in kinds
        ],
        [
            Entry(f"{words[fill]} ({fills.count(fill)})", _look(GREY, "o", fill))
            for fill in ("full", "left", "none")
        ],
    )
