"""The sheet of a figure: filled from the top, title first, source last, as high as its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.drawing.style import INK, WIDTH, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

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
    down: float = MARGIN - 0.1

    def write(self, lines: list[str], size: float, colour: str) -> None:
        """Write lines of text from the left margin."""
        for line in lines:
            self.down += 1.5 * size / 72
            # A figure's text stands in fractions of its size, which is set when all is on the sheet.
            self.figure.text(MARGIN, -self.down, line, size=size, color=colour, va="baseline")

    def head(self, title: str) -> None:
        """Write the title; smaller, if it is a long one."""
        room = WIDTH - 2 * MARGIN
        size = TITLE if len(wrap(title, TITLE, room)) <= 2 else LONG
        self.write(wrap(title, size, room), size, INK)

    def axes(self, left: float, right: float, height: float) -> Axes:
        """Return axes between `left` and `right`, `height` inches high."""
        self.down += height
        return self.figure.add_axes((left, -self.down, right - left, height))

    def trim(self) -> None:
        """Give the page its height, and everything on it the place that was meant."""
        height = self.down + MARGIN
        self.figure.set_size_inches(WIDTH, height)
        for text in self.figure.texts:
            x, y = text.get_position()
            text.set_position((x / WIDTH, 1 + y / height))
        for axes in self.figure.axes:
            x, y, width, tall = axes.get_position().bounds
            axes.set_position((x / WIDTH, 1 + y / height, width / WIDTH, tall / height))
