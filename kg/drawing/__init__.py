"""Draws pictures of what the graph holds.

`cascade` reads the national target of an indicator and how each province stands to it, `targets` draws
that, `style` holds font, colours and the bytes of a file. matplotlib is loaded only when one draws.
"""

from __future__ import annotations

from kg.drawing.style import ENDINGS, picture
from kg.drawing.targets import draw_targets

__all__ = ["ENDINGS", "draw_targets", "picture"]
