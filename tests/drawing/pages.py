"""What tests ask of a drawn page: its words, where they stand, and what they cover."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from kg.drawing.style import styled


def texts_of(figure: Figure) -> Iterator[Text]:
    """Yield the texts on a page, laid out as in a file."""
    with styled():
        figure.draw_without_rendering()
    for text in [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]:
        if text.get_text() != "":
            yield text


def said(figure: Figure) -> str:
    """Return all that is written, a text a line."""
    return "\n".join(" ".join(text.get_text().split()) for text in texts_of(figure))


def faults_of(figure: Figure) -> list[str]:
    """Return the texts that leave the page or cover another."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts_of(figure)]
    page = figure.bbox
    outside = [
        f"{text!r} leaves the page"
        for text, box in boxes
        if not (page.x0 <= box.x0 < box.x1 <= page.x1 and page.y0 <= box.y0 < box.y1 <= page.y1)
    ]
    return outside + [
        f"{one!r} covers {other!r}" for (one, a), (other, b) in combinations(boxes, 2) if _meet(a, b)
    ]


def _meet(one: Bbox, other: Bbox) -> bool:
    """Say whether two boxes overlap; line boxes may touch by the height of an accent."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return bool(width > 1 and height > 3)


def marks_of(figure: Figure) -> dict[str, Line2D]:
    """Return the marks of nodes by IRI."""
    lines = [line for axes in figure.axes for line in axes.lines]
    return {str(line.get_label()): line for line in lines if "://" in str(line.get_label())}


def arrows_of(figure: Figure) -> list[FancyArrowPatch]:
    """Return the arrows of a page."""
    return [patch for axes in figure.axes for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
