"""The sheet of a figure: filled from the top, title first, source last, as high as its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.drawing.style import GREY, INK, WIDTH, styled, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

VA = Literal["baseline", "center_baseline"]
"""What of a line is at its place: the baseline, or the middle between it and the top."""

TITLE: Final = 15.0
LONG: Final = 12.0
BODY: Final = 10.0
SMALL: Final = 8.5
TINY: Final = 7.5
"""Sizes of text in points; at 900 px a point is 1.4 px."""

MARGIN: Final = 0.3
"""The margin of the page in inches."""


@dataclass
class Sheet:
    """A page that is filled from the top; places are in inches, `down` from its upper edge."""

    figure: Figure
    width: float = WIDTH
    down: float = MARGIN - 0.1

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    def write(self, text: str, size: float = SMALL, colour: str = GREY) -> None:
        """Write a text from the left margin, in as many lines as it needs."""
        for line in wrap(text, size, self.room):
            self.down += 1.5 * size / 72
            # A figure's text is placed in fractions of its size, which is set when all is on the sheet.
            self.figure.text(MARGIN, -self.down, line, size=size, color=colour, va="baseline")

    def head(self, title: str) -> None:
        """Write the title; smaller, if it is a long one."""
        self.write(title, TITLE if len(wrap(title, TITLE, self.room)) <= 2 else LONG, INK)

    def axes(self, left: float, right: float, height: float) -> Axes:
        """Return axes between `left` and `right`, `height` inches high."""
        self.down += height
        return self.figure.add_axes((left, -self.down, right - left, height))

    def panel(self, height: float, left: float = MARGIN, right: float | None = None) -> Axes:
        """Return axes without a frame, in inches from their upper left corner, as wide as the page."""
        right = MARGIN + self.room if right is None else right
        axes = self.axes(left, right, height)
        axes.set_axis_off()
        axes.set_xlim(0, round(right - left, 9))
        axes.set_ylim(height, 0)
        return axes

    def trim(self) -> None:
        """Give the page its height, and everything on it the place that was meant."""
        height = self.down + MARGIN
        self.figure.set_size_inches(self.width, height)
        for text in self.figure.texts:
            x, y = text.get_position()
            text.set_position((x / self.width, 1 + y / height))
        for axes in self.figure.axes:
            x, y, width, tall = axes.get_position().bounds
            axes.set_position((x / self.width, 1 + y / height, width / self.width, tall / height))


@contextmanager
def page(title: str, caption: str, width: float = WIDTH) -> Iterator[Sheet]:
    """Yield a sheet below its title, and write its source when all else is on it."""
    from matplotlib.figure import Figure  # noqa: PLC0415  (loading it slows every other command)

    with styled():
        sheet = Sheet(Figure(), width)
        sheet.head(title)
        yield sheet
        sheet.write(caption, TINY)
        sheet.trim()


def write_lines(
    axes: Axes,
    across: float,
    down: float,
    lines: Sequence[str],
    size: float,
    leading: float,
    va: VA = "baseline",
) -> None:
    """Write lines of text on a panel, the first at a place, each `leading` inches below the one before."""
    for number, line in enumerate(lines):
        axes.text(across, down + number * leading, line, size=size, va=va)
