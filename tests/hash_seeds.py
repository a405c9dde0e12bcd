"""Runs a program once for each of several hash seeds: what it prints must be the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from tests.conftest import ROOT

SEEDS: Final = ("0", "1", "2", "3", "5", "8", "13", "42", "1000", "4294967295")
"""Ten seeds, the least and the greatest among them: for all that leaves the project."""

FEW: Final = SEEDS[:3]
"""For what is made of it on the way."""


def printed(program: str, *arguments: object, seeds: Sequence[str] = SEEDS) -> bytes:
    """Return what a Python program prints in a process of its own, if it prints the same with each hash seed.

    Args:
        program: Its text; `sys.argv[1:]` are the arguments.
        arguments: Taken as texts.
        seeds: The values of PYTHONHASHSEED.
    """
    found = {}
    for seed in seeds:
        done = subprocess.run(
            [sys.executable, "-c", program, *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            check=False,
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()
        found[seed] = done.stdout
    others = [seed for seed in seeds if found[seed] != found[seeds[0]]]
    assert others == [], f"the hash seeds {', '.join(others)} give other bytes than {seeds[0]}"
    return found[seeds[0]]
