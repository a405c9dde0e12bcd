"""The key of a figure: what the numbers in it mean, in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.drawing.sheet import MARGIN, SMALL, Sheet, write_lines
from kg.drawing.style import GREY, text_width, wrap

_GAP: Final = 0.3
_LINE: Final = 1.45 * SMALL / 72
"""Inches: the gap between the columns, the distance of lines."""


def write_key(sheet: Sheet, names: Sequence[str]) -> None:
    """Write names with their numbers, from 1, down the left column and then the right one."""
    column = (sheet.room - _GAP) / 2
    indent = text_width(f"{len(names)} ", SMALL) + 0.05
    items = [(number, wrap(name, SMALL, column - indent)) for number, name in enumerate(names, 1)]
    lines = sum(len(text) for _, text in items)
    half = next(at for at in range(len(items) + 1) if 2 * sum(len(text) for _, text in items[:at]) >= lines)
    columns = items[:half], items[half:]
    height = _LINE * max(sum(len(text) for _, text in some) for some in columns) + 0.1
    axes = sheet.panel(height, right=sheet.width - MARGIN)
    for left, some in zip((0.0, column + _GAP), columns, strict=True):
        down = _LINE
        for number, text in some:
            axes.text(left, down, str(number), size=SMALL, color=GREY)
            write_lines(axes, left + indent, down, text, SMALL, _LINE)
            down += len(text) * _LINE
