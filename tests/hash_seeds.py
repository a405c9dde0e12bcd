"""Runs a program once for each of several hash seeds: what it prints must be the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from tests.conftest import ROOT
from tests.length import LONG

ALL: Final = ("0", "4294967295", "1", "2", "3", "5", "8", "13", "42", "1000")
"""The least seed and the greatest come first."""

SEEDS: Final = ALL if LONG else ALL[:2]
"""For all that leaves the project: a set of n names keeps its order under two seeds once in n! times."""

FEW: Final = ALL[:3] if LONG else ALL[:2]
"""For what is made of it on the way, and for drawings, which take most of a minute."""


def printed(program: str, *arguments: object, seeds: Sequence[str] = SEEDS) -> bytes:
    """Return the output of a Python program in a separate process, if it is the same for each hash seed.

    Args:
        program: Its text; `sys.argv[1:]` are the arguments.
        arguments: Taken as texts.
        seeds: The values of PYTHONHASHSEED.
    """

    def run(seed: str) -> bytes:
        done = subprocess.run(
            [sys.executable, "-c", program, *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            check=False,
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    with ThreadPoolExecutor(2) as pool:  # so that the last test of a run does not leave a core idle
        found = dict(zip(seeds, pool.map(run, seeds), strict=True))
    others = [seed for seed in seeds if found[seed] != found[seeds[0]]]
    assert others == [], f"the hash seeds {', '.join(others)} give other bytes than {seeds[0]}"
    return found[seeds[0]]
