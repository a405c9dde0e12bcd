"""What both figures of the timeline share: words, the marks of documents, and the scale of years."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kg.charts.timeline_rows import QUERY, Document, Timeline
from kg.drawing.legend import Entry, draw_legend
from kg.drawing.sheet import MARGIN, SMALL, TINY, Sheet
from kg.drawing.style import (
    BAND,
    BLUE,
    GREY,
    INK,
    ORANGE,
    PROJECT,
    PURPLE,
    SKY,
    VERMILLION,
    WIDTH,
    text_width,
    wrap,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS: Final = {
    "outline": (BLUE, "D", ("qs:Outline",)),
    "plan": (BLUE, "o", ("qs:Plan", "qs:ActionPlan")),
    "opinion": (VERMILLION, "s", ("qs:ImplementingOpinion", "qs:Opinion")),
    "report": (ORANGE, "^", ("qs:StatusReport", "qs:WorkReport")),
    "press": (SKY, "h", ("qs:PressReport",)),
    "source": (INK, "P", ("qs:Source",)),
    "rule": (PURPLE, "v", ()),
}
"""Color and shape of each kind of document, and its classes; the last takes all other classes."""

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
        "undated": "Undated ({count}): no coded text gives a date",
        "outline": "outline",
        "plan": "plan, action plan",
        "opinion": "opinion",
        "report": "status or work report",
        "press": "press report",
        "source": "source text",
        "rule": "regulation, rules or other",
        "full": "coded in full",
        "left": "coded in part, or from a report on it",
        "none": "not coded",
        "ties": "Lines lead from a document up to the one that it carries out, is based on, or revises; "
        "dotted where only title and date suggest it.",
        "scale": "The more documents a year has, the wider it is; years without any are left out.",
        "span": "A bar: only the year or month is known. ≤: no later than that day. ?: the year is inferred.",
        "fan": "A line leads to the national document that a document carries out or is based on; dotted "
        "where only title and date suggest it.",
        "small": "Small marks are documents of cities, districts, and counties. Provinces are in the order "
        "of their first document.",
        "left_out": "Left out: {count} press reports. Choose a region (-p region NAME) to see every document "
        "by name.",
        "elsewhere": "Elsewhere",
        "no_date": "no date",
        "press_left": "{count} press reports are left out; -p region NAME shows those about a region.",
        "source_of": "Source: {project}. {command}",
    },
    "zh": {
        "title": "各文件的发布时间",
        "of": "各文件的发布时间：{region}及其下辖、所属地区",
        "national": "全国",
        "provinces": "省级",
        "cities": "市、县（区）",
        "other": "其他地区，或未载明地区",
        "undated": "日期不明（{count}）：已编码文本未说明发布时间",
        "outline": "纲要",
        "plan": "规划、行动方案",
        "opinion": "意见",
        "report": "状况报告、工作报告",
        "press": "新闻报道",
        "source": "来源文本",
        "rule": "法规、办法及其他",
        "full": "已通读并编码",
        "left": "部分编码，或据其报道编码",
        "none": "未编码",
        "ties": "连线由文件指向其落实、依据或修订的文件；虚线表示从标题和时间看是其在本地的对应文件。",
        "scale": "某年文件越多，该年越宽；没有文件的年份略去。",
        "span": "横条：只知年份或月份。≤：不晚于该日。?：年份为推断。",
        "fan": "连线由文件指向其落实或依据的全国文件；虚线表示仅从标题和时间看相对应。",
        "small": "小标记为市、县（区）文件。各省份按其首份文件的时间排列。",
        "left_out": "略去 {count} 篇新闻报道。用 -p region 名称 选择地区，可逐一列出各文件。",
        "elsewhere": "其他",
        "no_date": "日期不明",
        "press_left": "略去 {count} 篇新闻报道；用 -p region 名称 可查看有关某地区的报道。",
        "source_of": "来源：{project}。{command}",
    },
}
"""The words of the figures, by language."""

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


def title_of(found: Timeline, lang: str) -> str:
    """Return the title."""
    words = WORDS[lang]
    return words["of"].format(region=found.region) if found.region != "" else words["title"]


def caption_of(lang: str) -> str:
    """Return the source: the project, and the query that has the same rows."""
    return WORDS[lang]["source_of"].format(project=PROJECT[lang], command=f"kg query {QUERY}")


def begin(found: Timeline, lang: str) -> Sheet:
    """Return a sheet with the title and the legend of a timeline."""
    from matplotlib.figure import Figure  # noqa: PLC0415  (loading it slows every other command)

    sheet = Sheet(Figure())
    sheet.head(title_of(found, lang))
    for entries in entries_of(found, lang):
        draw_legend(sheet, entries)
    return sheet


def finish(sheet: Sheet, notes: Iterable[str], lang: str) -> Figure:
    """Write the notes and the source below a timeline, and return its figure."""
    width = WIDTH - 2 * MARGIN
    for note in notes:
        sheet.write(wrap(note, SMALL, width), SMALL, GREY)
    sheet.down += 0.1
    sheet.write(wrap(caption_of(lang), TINY, width), TINY, GREY)
    sheet.trim()
    return sheet.figure


def kind_of(type_: str) -> tuple[str, str, str]:
    """Return the kind of document that a class is of, a key of `KINDS`, with its colour and shape."""
    for kind, (colour, shape, classes) in KINDS.items():
        if type_ in classes or len(classes) == 0:
            return kind, colour, shape
    raise AssertionError("the last kind takes all")


def drawn_ties(found: Timeline) -> list[tuple[str, str, bool]]:
    """Return the ties between dated documents: from, to, and whether it is only a counterpart."""
    dated = {each.iri for each in found.dated}
    return [
        (tie.source, tie.target, tie.relation.endswith("/counterpart"))
        for tie in found.ties
        if tie.source in dated and tie.target in dated
    ]


def scale_of(found: Timeline, width: float) -> Scale:
    """Return the years: each at least `LEAST` wide, the rest shared out by how many documents they have."""
    counts: dict[int, int] = {}
    for each in found.dated:
        if each.day is not None:
            counts[each.day.year] = counts.get(each.day.year, 0) + 1
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
    axes.plot([across], [down], gid=document.iri, zorder=4, **look(colour, shape, FILLS[document.reading]))


def look(colour: str, shape: str, fill: str) -> dict[str, Any]:
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


def entries_of(found: Timeline, lang: str) -> tuple[list[Entry], list[Entry]]:
    """Return the legend, the kinds and then the readings, each with its number."""
    words = WORDS[lang]
    kinds = [kind_of(each.type)[0] for each in found.documents]
    fills = [FILLS[each.reading] for each in found.documents]
    return (
        [
            Entry(f"{words[kind]} ({kinds.count(kind)})", look(colour, shape, "full"))
            for kind, (colour, shape, _) in KINDS.items()
            if kind in kinds
        ],
        [
            Entry(f"{words[fill]} ({fills.count(fill)})", look(GREY, "o", fill))
            for fill in ("full", "left", "none")
        ],
    )
