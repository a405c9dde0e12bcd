"""How much the tests repeat: `make test` samples, `make test-long` runs every case, seed and example."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final, TypeVar

LONG: Final = os.environ.get("LONG_TESTS") == "1"
"""Whether to run everything."""

Case = TypeVar("Case")


def sampled(cases: Sequence[Case], most: int, *, long: bool = LONG) -> list[Case]:
    """Return the cases to run: all in a long run, else at most `most`, from the first to the last.

    For tests that say of many cases what other tests of the same cases imply.
    """
    if long or len(cases) <= most:
        return list(cases)
    return [cases[number * (len(cases) - 1) // (most - 1)] for number in range(most)]


def examples(long: int, *, usual: int | None = None) -> int:
    """Return how many examples Hypothesis draws: `long` in a long run, else `usual`, or a quarter."""
    return long if LONG else usual if usual is not None else max(long // 4, 10)
