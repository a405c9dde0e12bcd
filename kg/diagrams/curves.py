"""Curves from a column of texts to the one left of it, which cross no text on their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from kg.diagrams.labelling import Box, Spot

_STEP: Final = 0.1
_AIR: Final = 0.12
"""Inches: how much earlier a curve is tried to end, and how far behind the widest text it ends at last."""

_POINTS: Final = np.linspace(0, 1, 25)[:, None]


def curve_to(end: Spot, start: Spot, texts: Sequence[Box]) -> list[Spot]:
    """Return the points of a cubic Bézier curve from `start`, and of the level line that goes on to `end`.

    The curve leaves and arrives level. It ends as near to `end` as it can without crossing a text.

    Args:
        end: Where the arrow ends, behind a text.
        start: Where it starts, left of a text of another column.
        texts: The other texts of the column in which it ends.
    """
    last = max([end[0], *(box[2] for box in texts)]) + _AIR
    turn = end[0] + 0.02
    while turn < last and _crosses(_bend(start, (turn, end[1])), texts):
        turn = min(turn + _STEP, last)
    return [*_bend(start, (turn, end[1])), end]


def _bend(start: Spot, end: Spot) -> list[Spot]:
    """Return the four points of the curve."""
    bend = max((start[0] - end[0]) / 2, 0.3)
    return [start, (start[0] - bend, start[1]), (end[0] + bend, end[1]), end]


def _crosses(points: list[Spot], texts: Sequence[Box]) -> bool:
    """Say whether the curve runs through one of the boxes."""
    if len(texts) == 0:
        return False
    a, b, c, d = (np.array(point) for point in points)
    t = _POINTS
    places = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
    boxes = np.array(texts)
    x, y = places[:, :1], places[:, 1:]
    inside = (boxes[:, 0] < x) & (x < boxes[:, 2]) & (boxes[:, 1] < y) & (y < boxes[:, 3])
    return bool(inside.any())
