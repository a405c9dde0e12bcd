"""The figure of the adoption matrix: a cell for each measure and province, with a sign for each state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from kg.charts.matrix_rows import QUERY, Area, MatrixRows, Measure
from kg.drawing.phrases import listed, source_of
from kg.drawing.sheet import BODY, MARGIN, SMALL, TINY, Sheet, page
from kg.drawing.style import BAND, BLUE, GREY, INK, VERMILLION, WIDTH, text_width, wrap
from kg.words import coded, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

COLOURS: Final = {
    "yes": (BLUE, BLUE),
    "other form": ("white", BLUE),
    "absent": ("white", VERMILLION),
    "unread": (BAND, GREY),
}
"""The colours of a cell, its face and its edge, by state; `_draw_cell` adds a sign for each."""

STATE_SIGNS: Final = {"other form": "o", "absent": "x"}
"""The mark in a cell, by state; the other states have a number or a question mark."""

_SIGN: Final[dict[str, Any]] = {"markersize": 6, "markerfacecolor": "none", "markeredgewidth": 1.8}

MEANINGS: Final = {
    "yes": "found, in {count} claims",
    "other form": "other form",
    "absent": "absent (fully coded)",
    "unread": "not coded",
}
"""What a cell says, by state."""

ROWS: Final = {"measure": "measures", "theme": "themes of measures", "area": "areas of measures"}
"""What the rows are, by level."""

_OTHER: Final = (
    "Other form: only a goal or a finding. It neither shows that the province has it, nor lets it be absent."
)
_OTHER_MEASURE: Final = (
    "Other form: only a goal, a finding, or a claim that names the theme and no more. "
    "It neither shows the measure nor lets it be absent."
)
_STRICTNESS: Final = {
    "plan": "Not coded: the province's policy document was not coded in full, and may hold it. "
    "A press conference about a plan is not the plan.",
    "source": "Absent: a text about the province was coded in full, and holds nothing on it. "
    "The plan itself may.",
}
"""Notes on another form, and on what was not coded or is absent."""

LABEL: Final = 9.0
"""The size of the names of measures in points."""

_LINE: Final = 1.25 * LABEL / 72
_ROW: Final = 0.235
_HEAD: Final = 0.3
_GAP: Final = 0.3
_INDENT: Final = 0.12
_NAMES: Final = (1.8, 2.2, 3.2)
"""Inches: a further line of a name, a row, the row of an area, the gap between two panels, how far measures
are indented, and the width of names: at least and at most on a page with two panels, and on one with one."""


@dataclass(frozen=True)
class _Grid:
    """How a panel is divided, in inches.

    Attributes:
        names: The width of the names of measures.
        column: The width of a column.
        head: How much the names of provinces need in height.
        upright: Whether these are upright, because columns are narrow.
    """

    names: float
    column: float
    head: float
    upright: bool


@dataclass(frozen=True)
class _Block:
    """An area as it is drawn: names in lines, heights in inches.

    Attributes:
        title: Its name.
        rows: The names of the rows with their heights; without a measure it is the name of a theme.
        head: The height of its head.
        indent: How far its measures are indented.
    """

    title: list[str]
    rows: list[tuple[Measure | None, list[str], float]]
    head: float
    indent: float

    @property
    def height(self) -> float:
        """The height of it all, with a gap below."""
        return self.head + sum(height for *_, height in self.rows) + 0.1


def draw_figure(found: MatrixRows, lang: str) -> Figure:
    """Draw a cell for each measure and each province that the coded texts tell of.

    A cell with a number is filled; another form is a ring; an absence is a cross; a cell that nobody can
    answer has a question mark: no cell is blank, and each state differs in form as well as in colour. With
    few provinces the areas are in two panels.

    Args:
        found: The measures and the provinces.
        lang: The language of the page, `en` or `zh`.
    """
    with page(title_of(found, lang), caption_of(found, lang)) as sheet:
        _draw_legend(sheet, found, lang)
        grid, panels = _layout(found)
        top = sheet.down
        for number, blocks in enumerate(panels):
            sheet.down = top
            left = MARGIN + number * (sheet.room + _GAP) / len(panels)
            for block in blocks:
                _draw_block(sheet, block, [name for _, name in found.regions], grid, left)
        sheet.down = top + max(sum(block.height for block in blocks) for blocks in panels) + 0.1
        for note in _notes(found, lang):
            sheet.write(note)
        sheet.down += 0.1
    return sheet.figure


def title_of(found: MatrixRows, lang: str) -> str:
    """Return the title."""
    rows = text(ROWS[found.level], lang)
    title = text("{rows} by province: found, other form, absent, or not coded", lang)
    return title.format(rows=rows[0].upper() + rows[1:])


def caption_of(found: MatrixRows, lang: str) -> str:
    """Return the source: the project, and the query that has the same rows."""
    return source_of(
        f"kg query {QUERY} -p level {found.level} -p stage {found.stage} -p strictness {found.strictness}",
        lang,
    )


def _notes(found: MatrixRows, lang: str) -> list[str]:
    """Return what the page says below: what a sign rests on, and what is not drawn."""
    notes = []
    if found.stage != "named":
        note = 'Found: at least at the stage "{stage}". What has not come so far counts as another form.'
        notes.append(text(note, lang).format(stage=coded("stage", found.stage, lang)))
    elif found.count("other form") > 0:
        note = _OTHER_MEASURE if found.level == "measure" else _OTHER
        notes.append(text(note, lang))
    if found.count("unread" if found.strictness == "plan" else "absent") > 0:
        notes.append(text(_STRICTNESS[found.strictness], lang))
    if found.left_out > 0:
        note = text("Left out: {count} {level} that fewer than two of these provinces have.", lang)
        notes.append(note.format(count=found.left_out, level=text(ROWS[found.level], lang)))
    if len(found.unread) > 0:
        note = (
            "Not coded at all: {count} provinces. {names}. "
            "Not coded does not mean that there is no such measure."
        )
        names = listed(found.unread, lang)
        notes.append(text(note, lang).format(count=len(found.unread), names=names))
    return notes


def _layout(found: MatrixRows) -> tuple[_Grid, list[list[_Block]]]:
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
    """Return an area as it is drawn."""
    title = wrap(area.name, BODY, grid.names - 0.05)
    indent = _INDENT if any(theme.iri != "" for theme in area.themes) else 0.0
    rows: list[tuple[Measure | None, list[str], float]] = []
    for theme in area.themes:
        named: list[tuple[Measure | None, list[str]]] = [
            (each, wrap(each.name, LABEL, grid.names - 0.1 - indent)) for each in theme.measures
        ]
        if theme.iri != "":
            # No cells are behind the name of a theme, so it may reach across them.
            named.insert(0, (None, wrap(theme.name, SMALL, grid.names + grid.column)))
        rows.extend((measure, lines, _ROW + (len(lines) - 1) * _LINE) for measure, lines in named)
    head = max(grid.head, _HEAD + (len(title) - 1) * 1.2 * BODY / 72)
    return _Block(title, rows, head, indent)


def _split(blocks: list[_Block]) -> list[list[_Block]]:
    """Return the areas in two parts, about equally high, the second no longer than need be."""
    heights = [block.height for block in blocks]
    cut = min(range(1, len(blocks)), key=lambda at: (max(sum(heights[:at]), sum(heights[at:])), -at))
    return [blocks[:cut], blocks[cut:]]


def _draw_block(sheet: Sheet, block: _Block, regions: list[str], grid: _Grid, left: float) -> None:
    """Draw an area, with the names of the provinces over its columns."""
    width = grid.names + grid.column * len(regions)
    axes = sheet.panel(block.height, left, left + width)
    centres = [grid.names + (column + 0.5) * grid.column for column in range(len(regions))]
    foot = block.head - 0.1
    axes.plot([0, width], [foot + 0.07, foot + 0.07], color=INK, linewidth=0.8)
    for up, line in enumerate(reversed(block.title)):
        axes.text(0, foot - up * 1.2 * BODY / 72, line, size=BODY)
    turn: dict[str, Any] = {"va": "bottom", "rotation": 90} if grid.upright else {}
    for across, name in zip(centres, regions, strict=True):
        axes.text(across, foot, name, size=SMALL, color=GREY, ha="center", **turn)
    down = block.head
    for measure, lines, height in block.rows:
        middle = down + height / 2
        va: Literal["center", "center_baseline"] = "center_baseline" if len(lines) == 1 else "center"
        left, size, colour = (0.0, SMALL, GREY) if measure is None else (block.indent, LABEL, INK)
        axes.text(left, middle, "\n".join(lines), size=size, color=colour, va=va, linespacing=1.15)
        if measure is not None:
            for across, cell in zip(centres, measure.cells, strict=True):
                _draw_cell(axes, cell.state, str(cell.claims), across, middle, grid.column).set_gid(cell.key)
        down += height


def _draw_cell(axes: Axes, state: str, number: str, across: float, down: float, width: float) -> Rectangle:
    """Draw a cell around a place: filled, with a number, or with a ring, a cross, or a question mark.

    Returns:
        The box of the cell, without the sign in it.
    """
    from matplotlib.patches import Rectangle  # noqa: PLC0415  (as above)

    narrow = width < 0.3
    width, height = width - (0.02 if narrow else 0.06), _ROW - 0.05
    face, edge = COLOURS[state]
    corner, dashes = (across - width / 2, down - height / 2), ":" if state == "unread" else "-"
    style: dict[str, Any] = {"facecolor": face, "edgecolor": edge, "linewidth": 0.9, "linestyle": dashes}
    box = Rectangle(corner, width, height, label=state, **style)
    axes.add_patch(box)
    if state in STATE_SIGNS:
        axes.plot([across], [down], marker=STATE_SIGNS[state], color=edge, **_SIGN)
    else:
        sign, colour = (number, "white") if state == "yes" else ("?", GREY)
        size = TINY if narrow else LABEL
        axes.text(across, down, sign, size=size, color=colour, ha="center", va="center_baseline")
    return box


def _draw_legend(sheet: Sheet, found: MatrixRows, lang: str) -> None:
    """Explain the signs, and count them."""
    sheet.down += 0.08
    axes = sheet.panel(_ROW + 0.05)
    across, down = 0.0, _ROW / 2 + 0.02
    for state, meaning in MEANINGS.items():
        _draw_cell(axes, state, "n", across + 0.18, down, 0.42)
        words = f"{text(meaning, lang).format(count='n')} ({found.count(state)})"
        axes.text(across + 0.42, down, words, size=SMALL, va="center_baseline")
        across += 0.42 + text_width(words, SMALL) + 0.35
    sheet.down += 0.1
