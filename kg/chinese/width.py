"""The width of a text on a screen, in columns."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache


@lru_cache(maxsize=1 << 14)
def width_of(text: str) -> int:
    """Return how many columns of the screen `text` takes.

    A workbook asks for the same labels in many rows.
    """
    return len(text) if text.isascii() else sum(map(character_width, text))


@cache
def character_width(character: str) -> int:
    """Return two for an East Asian wide character, none for a combining mark.

    A workbook asks for the same few thousand characters a million times.
    """
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.combining(character) else 1
