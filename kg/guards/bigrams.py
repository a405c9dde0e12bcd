"""Compares Chinese texts by their pieces: runs of two characters, whole words in Latin letters and digits."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg.chinese.script import HAN

_RUN: Final = re.compile(f"[{HAN}]+|[A-Za-z0-9.]+")


@cache
def bigrams(text: str) -> frozenset[str]:
    """Return the pieces of a text; a single Chinese character is a piece if nothing is next to it."""
    found: set[str] = set()
    for run in _RUN.findall(text):
        if run.isascii() or len(run) == 1:
            found.add(run)
        else:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


def named_in(name: str, text: str) -> float:
    """Return which share of the pieces of a name is in a text, 0 to 1."""
    if name in text:
        return 1.0
    own = bigrams(name)
    return len(own & bigrams(text)) / len(own) if len(own) > 0 else 0.0
