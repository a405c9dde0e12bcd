"""The page of the picture of measures: a cell for each measure and province, with a sign for each state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.drawing.matrix_cells import QUERY, Area, Matrix
from kg.drawing.page import BODY, MARGIN, SMALL, TINY, Sheet
from kg.drawing.style import BAND, BLUE, GREY, INK, PROJECT, VERMILLION, WIDTH, styled, text_width, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS: Final = {"yes": (BLUE, BLUE), "absent": ("white", VERMILLION), "unread": (BAND, GREY)}
"""The colours of a cell, its face and its edge, by state; `_draw_cell` adds a sign for each."""

WORDS: Final = {
    "en": {
        "title": "Which province has which measure, lacks it, or was not read",
        "yes": "has it, in n claims",
        "absent": "read, and absent",
        "unread": "not read",
        "plan": "Not read: the province's policy document was not read in full, and may hold the measure. "
        "A press conference about a plan is not the plan.",
        "source": "Absent: a source about the province was read in full, and does not hold the measure. "
        "The plan itself may.",
        "left_out": "Left out: {count} measures that fewer than two of these provinces have.",
        "provinces": "Not read at all: {count} provinces. {names}. "
        "Not read does not mean that there is no such measure.",
        "source_of": "Source: {project}. {command}",
        "and": ", ",
    },
    "zh": {
        "title": "各省份有无各项措施，或尚未读到",
        "yes": "有，共 n 项主张",
        "absent": "已通读，没有",
        "unread": "未读",
        "plan": "未读：该省政策文件未经通读，其中可能有此措施。关于规划的发布会不等于规划本身。",
        "source": "没有：已通读关于该省的某一来源，其中没有此措施；规划本身仍可能有。",
        "left_out": "未列出：另有 {count} 项措施，具备的省份不足两个。",
        "provinces": "完全未读：{count} 个省份。{names}。未读不等于没有此措施。",
        "source_of": "来源：{project}。{command}",
        "and": "、",
    },
}
"""What the picture says, by language."""

LABEL: Final = 9.0
"""The size of the names of measures in points."""

_LINE: Final = 1.25 * LABEL / 72
_ROW: Final = 0.235
_HEAD: Final = 0.3
_GAP: Final = 0.3
_NAMES: Final = (1.8, 2.2, 3.2)
"""Inches: a further line of a name, a row, the row of an area, the gap between two panels, and the width of
names: at least and at most on a page with two panels, and on one with one."""


@dataclass(frozen=True)
class _Grid:
    """How a panel is divided, in inches.

    Attributes:
        names: The width of the names of measures.
        column: The width of a column.
        head: How much the names of provinces need in height.
        upright: Whether these stand upright, for want of width.
    """

    names: float
    column: float
    head: float
    upright: bool


@dataclass(frozen=True)
class _Block:
    """An area as it stands on the page: names in lines, heights in inches."""

    area: Area
    title: list[str]
    names: list[list[str]]
    head: float
    heights: list[float]

    @property
    def height(self) -> float:
        """The height of it all, with a gap below."""
        return self.head + sum(self.heights) + 0.1


def draw_page(found: Matrix, lang: str) -> Figure:
    """Draw a cell for each measure and each province that was read.

    A cell with a number is filled; an absence is a cross; a cell that nobody can answer has a question
    mark: no cell is blank, and each state differs in form as well as in colour. With few provinces the
    areas stand in two panels.

    Args:
        found: The measures and the provinces.
        lang: The language of the page, `en` or `zh`.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415  (loading it slows every other command)

    width = WIDTH - 2 * MARGIN
    with styled():
        sheet = Sheet(Figure())
        sheet.head(title_of(lang))
        _draw_legend(sheet, found, lang)
        grid, panels = _layout(found)
        top = sheet.down
        for number, blocks in enumerate(panels):
            sheet.down = top
            left = MARGIN + number * (width + _GAP) / len(panels)
            for block in blocks:
                _draw_block(sheet, block, [name for _, name in found.regions], grid, left)
        sheet.down = top + max(sum(block.height for block in blocks) for blocks in panels) + 0.1
        for note in _notes(found, lang):
            sheet.write(wrap(note, SMALL, width), SMALL, GREY)
        sheet.down += 0.1
        sheet.write(wrap(caption_of(found, lang), TINY, width), TINY, GREY)
        sheet.trim()
    return sheet.figure


def title_of(lang: str) -> str:
    """Return what the picture is called."""
    return WORDS[lang]["title"]


def caption_of(found: Matrix, lang: str) -> str:
    """Return the source: the project, and the query that has the same rows."""
    command = f"kg query {QUERY} -p strictness {found.strictness}"
    return WORDS[lang]["source_of"].format(project=PROJECT[lang], command=command)


def _notes(found: Matrix, lang: str) -> list[str]:
    """Return what the page says beneath: what a sign rests on, and what is not drawn."""
    words, notes = WORDS[lang], []
    if found.count("unread" if found.strictness == "plan" else "absent") > 0:
        notes.append(words[found.strictness])
    if found.left_out > 0:
        notes.append(words["left_out"].format(count=found.left_out))
    if len(found.unread) > 0:
        names = words["and"].join(found.unread)
        notes.append(words["provinces"].format(count=len(found.unread), names=names))
    return notes


def _layout(found: Matrix) -> tuple[_Grid, list[list[_Block]]]:
    """Return how wide things are, and the areas of each panel: of two if they fit side by side."""
    longest = max(text_width(name, SMALL) for _, name in found.regions) + 0.1
    count, width = len(found.regions), WIDTH - 2 * MARGIN
    half = (width - _GAP) / 2
    least, most, alone = _NAMES
    if least + count * longest <= half and len(found.areas) > 1:
        names = min(half - count * longest, most)
        grid = _Grid(names, (half - names) / count, _HEAD, upright=False)
        return grid, _split([_block(area, grid) for area in found.areas])
    column = min((width - alone) / count, 1.0)
    upright = column < longest
    grid = _Grid(alone, column, longest if upright else _HEAD, upright)
    return grid, [[_block(area, grid) for area in found.areas]]


def _block(area: Area, grid: _Grid) -> _Block:
    """Return an area as it stands on the page."""
    title = wrap(area.name, BODY, grid.names - 0.05)
    names = [wrap(measure.name, LABEL, grid.names - 0.1) for measure in area.measures]
    return _Block(
        area,
        title,
        names,
        head=max(grid.head, _HEAD + (len(title) - 1) * 1.2 * BODY / 72),
        heights=[_ROW + (len(lines) - 1) * _LINE for lines in names],
    )


def _split(blocks: list[_Block]) -> list[list[_Block]]:
    """Return the areas in two parts, about equally high, the second no longer than need be."""
    heights = [block.height for block in blocks]
    cut = min(range(1, len(blocks)), key=lambda at: (max(sum(heights[:at]), sum(heights[at:])), -at))
    return [blocks[:cut], blocks[cut:]]


def _draw_block(sheet: Sheet, block: _Block, regions: list[str], grid: _Grid, left: float) -> None:
    """Draw an area, with the names of the provinces over its columns."""
    width = grid.names + grid.column * len(regions)
    axes = sheet.axes(left, left + width, block.height)
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(block.height, 0)
    centres = [grid.names + (column + 0.5) * grid.column for column in range(len(regions))]
    foot = block.head - 0.1
    axes.plot([0, width], [foot + 0.07, foot + 0.07], color=INK, linewidth=0.8)
    for up, line in enumerate(reversed(block.title)):
        axes.text(0, foot - up * 1.2 * BODY / 72, line, size=BODY, color=INK, va="baseline")
    for across, name in zip(centres, regions, strict=True):
        axes.text(
            across,
            foot,
            name,
            size=SMALL,
            color=GREY,
            ha="center",
            va="bottom" if grid.upright else "baseline",
            rotation=90 if grid.upright else 0,
        )
    down = block.head
    for measure, lines, height in zip(block.area.measures, block.names, block.heights, strict=True):
        middle = down + height / 2
        va: Literal["center", "center_baseline"] = "center_baseline" if len(lines) == 1 else "center"
        axes.text(0, middle, "\n".join(lines), size=LABEL, color=INK, va=va, linespacing=1.15)
        for across, cell in zip(centres, measure.cells, strict=True):
            _draw_cell(axes, cell.state, str(cell.claims), across, middle, grid.column)
        down += height


def _draw_cell(axes: Axes, state: str, number: str, across: float, down: float, width: float) -> None:
    """Draw a cell around a place: filled, with a number, or with a cross, or with a question mark."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415  (as above)

    narrow = width < 0.3
    width, height = width - (0.02 if narrow else 0.06), _ROW - 0.05
    face, edge = COLOURS[state]
    box = Rectangle((across - width / 2, down - height / 2), width, height, facecolor=face, edgecolor=edge)
    box.set_linewidth(0.9)
    box.set_linestyle(":" if state == "unread" else "-")
    box.set_label(state)
    axes.add_patch(box)
    if state == "absent":
        axes.plot([across], [down], marker="x", markersize=6, color=VERMILLION, markeredgewidth=1.8)
    else:
        text, colour = (number, "white") if state == "yes" else ("?", GREY)
        size = TINY if narrow else LABEL
        axes.text(across, down, text, size=size, color=colour, ha="center", va="center_baseline")


def _draw_legend(sheet: Sheet, found: Matrix, lang: str) -> None:
    """Explain the three signs, and count them."""
    words, width = WORDS[lang], WIDTH - 2 * MARGIN
    sheet.down += 0.08
    axes = sheet.axes(MARGIN, MARGIN + width, _ROW + 0.05)
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(_ROW + 0.05, 0)
    across = 0.0
    for state in COLOURS:
        count = found.count(state)
        _draw_cell(axes, state, "n", across + 0.18, _ROW / 2 + 0.02, 0.42)
        text = f"{words[state]} ({count})"
        axes.text(across + 0.42, _ROW / 2 + 0.02, text, size=SMALL, color=INK, va="center_baseline")
        across += 0.42 + text_width(text, SMALL) + 0.35
    sheet.down += 0.1
