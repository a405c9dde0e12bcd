"""The legend of a page: marks and lines with what they mean, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.drawing.sheet import MARGIN, SMALL, Sheet
from kg.drawing.style import text_width

_ROW: Final = 0.24
_SAMPLE: Final = {"mark": 0.2, "line": 0.42}
_GAP: Final = 0.28
"""Inches: the height of a row, the width of a sample, the room between entries."""


@dataclass(frozen=True)
class Entry:
    """A line of the legend.

    Attributes:
        text: What it means.
        style: How matplotlib's `plot` draws it.
        kind: `mark` for a single mark, `line` for a line from left to right.
    """

    text: str
    style: Mapping[str, Any]
    kind: str = "mark"


def draw_legend(sheet: Sheet, entries: Iterable[Entry]) -> None:
    """Draw the entries from the left margin, and go on in a new row where the page ends."""
    rows: list[list[tuple[float, Entry]]] = []
    right = 0.0
    for entry in entries:
        width = _SAMPLE[entry.kind] + text_width(entry.text, SMALL)
        if len(rows) == 0 or right + width > sheet.room:
            rows.append([])
            right = 0.0
        rows[-1].append((right, entry))
        right += width + _GAP
    sheet.down += 0.1
    axes = sheet.panel(_ROW * max(len(rows), 1), right=sheet.width - MARGIN)
    for number, row in enumerate(rows):
        down = (number + 0.5) * _ROW
        for left, entry in row:
            width = _SAMPLE[entry.kind]
            across = [left + 0.07] if entry.kind == "mark" else [left, left + width - 0.08]
            axes.plot(across, [down] * len(across), clip_on=False, **entry.style)
            axes.text(left + width, down, entry.text, size=SMALL, va="center_baseline")
