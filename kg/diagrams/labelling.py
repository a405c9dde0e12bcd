"""Names next to the nodes of a drawn network: none covers another, or a node that it does not name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np

from kg.drawing.style import text_width, wrap

Spot = tuple[float, float]
"""A place on the page in inches, x to the right and y upwards."""

Box = tuple[float, float, float, float]
"""The left, lower, right and upper edge of a block of text."""

LINES: Final = 4
"""How many lines a name may have; what is longer is cut, with an ellipsis."""

LEADING: Final = 1.25
"""The distance of lines, in sizes of the text."""

_SIDES: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
"""Where a name may be, seen from its node, the best first."""

_AIR: Final = 0.03
"""Inches kept free around a name."""


@dataclass(frozen=True)
class Name:
    """A name with its place.

    Attributes:
        node: What it names.
        lines: Its words; the reserve where there was no room for them.
        middle: The middle of the block of lines.
        align: How the lines are aligned in it: `left`, `right` or `center`.
        whole: Whether it is the name itself, not the reserve.
    """

    node: str
    lines: tuple[str, ...]
    middle: Spot
    align: str
    whole: bool = True


def place_names(
    names: Sequence[tuple[str, str]],
    spots: Mapping[str, Spot],
    radii: Mapping[str, float],
    edges: Iterable[tuple[str, str]],
    *,
    size: float,
    widest: float,
    page: Spot,
    reserve: str,
) -> list[Name]:
    """Return a name for each node, where it crosses the fewest edges, or a reserve where it has no room.

    Args:
        names: Node and name, those first that are to be named above all.
        spots: The place of each node.
        radii: The radius of each node's mark in inches.
        edges: Pairs of nodes between which a line is drawn.
        size: The size of the text in points.
        widest: The width of a line at most, in inches.
        page: Width and height of the room for the network, its lower left corner at (0, 0).
        reserve: A short text, such as a number, that is placed where a name finds no room; where that finds
            none either, it covers its node.
    """
    nodes = sorted(spots)
    marks = np.array([(*spots[node], radii[node]) for node in nodes], dtype=float).reshape(-1, 3)
    lines = np.array([(*spots[a], *spots[b]) for a, b in edges], dtype=float).reshape(-1, 4)
    taken: list[Box] = []
    placed: list[Name] = []

    def place(node: str, text: str) -> Name | None:
        """Return the name at the best place that is free, which is then taken."""
        others = marks[[each != node for each in nodes]]
        best: tuple[float, Name, Box] | None = None
        for (rank, (right, up)), (words, width, height) in product(
            enumerate(_SIDES), _blocks(text, size, widest)
        ):
            slack = radii[node] + 0.04
            x = spots[node][0] + right * (width / 2 + slack * (1 if up == 0 else 0.6))
            y = spots[node][1] + up * (height / 2 + slack * (1 if right == 0 else 0.6))
            box = (x - width / 2 - _AIR, y - height / 2, x + width / 2 + _AIR, y + height / 2)
            if box[0] < 0 or box[1] < 0 or box[2] > page[0] or box[3] > page[1]:
                continue
            if any(_meet(box, each) for each in taken) or _covers(box, others):
                continue
            cost = _crossed(box, lines) + 0.3 * rank
            if best is None or cost < best[0]:
                align = {1: "left", -1: "right", 0: "center"}[right]
                best = (cost, Name(node, tuple(words), (x, y), align), box)
        if best is None:
            return None
        taken.append(best[2])
        return best[1]

    left: list[str] = []
    for node, text in names:
        name = place(node, text)
        if name is not None:
            placed.append(name)
        else:
            left.append(node)
    for node in left:
        name = place(node, reserve) or Name(node, (reserve,), spots[node], "center")
        placed.append(replace(name, whole=False))
    return placed


def _blocks(text: str, size: float, widest: float) -> list[tuple[list[str], float, float]]:
    """Return a name as blocks of lines, the widest first, with width and height in inches."""
    blocks = [shown(text, size, each) for each in (widest, 0.7 * widest, 0.5 * widest)]
    whole = [each for each in blocks if not each[-1].endswith("…")] or blocks[:1]
    blocks = [each for rank, each in enumerate(whole) if each not in whole[:rank]]
    leading = LEADING * size / 72
    return [(each, max(text_width(line, size) for line in each), len(each) * leading) for each in blocks]


def shown(text: str, size: float, widest: float, most: int = LINES) -> list[str]:
    """Return a name in at most `most` lines of like length; what is longer ends in an ellipsis."""
    lines = wrap(text, size, widest)
    if len(lines) <= most:
        narrower = widest
        for step in (0.16, 0.08, 0.04, 0.02):  # of the width, down to where one more line is needed
            while len(tried := wrap(text, size, narrower - step * widest)) == len(lines) > 1:
                lines, narrower = tried, narrower - step * widest
        return lines
    last = lines[most - 1]
    while len(last) > 1 and text_width(last + "…", size) > widest:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,，、") + "…"]


def _meet(one: Box, other: Box) -> bool:
    """Say whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _covers(box: Box, marks: np.ndarray) -> bool:
    """Say whether the box covers one of the marks."""
    x, y, radius = marks.T
    across = np.maximum(np.maximum(box[0] - x, x - box[2]), 0)
    along = np.maximum(np.maximum(box[1] - y, y - box[3]), 0)
    return bool((across**2 + along**2 < (radius + _AIR) ** 2).any())


def _crossed(box: Box, lines: np.ndarray) -> float:
    """Return how many of the lines run through the box (Liang and Barsky 1984: clip each to the box)."""
    if len(lines) == 0:
        return 0.0
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    low, high = np.array(box[:2]), np.array(box[2:])
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)
    one, other = (low - start) / way, (high - start) / way
    first = np.minimum(one, other).max(axis=1).clip(min=0)
    last = np.maximum(one, other).min(axis=1).clip(max=1)
    return float((first < last).sum())
