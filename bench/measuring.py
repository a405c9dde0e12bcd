"""Runs a command as a process of its own, and measures CPU time and memory of it and of its children."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

DONE = (0, 1)
"""Exit codes of an answer; `kg` exits with 1 if it finds violations or no rows."""


@dataclass(frozen=True)
class Measured:
    """What a command took.

    Attributes:
        cpu: CPU seconds in user and system mode, of the process and its children.
        memory: The largest resident size of one of these processes, in MB.
        state: `done`, `stopped` at the time limit, or `failed`.
        output: What it printed.
        errors: The last line that it printed to stderr.
    """

    cpu: float
    memory: float
    state: str
    output: str = ""
    errors: str = ""


def run(command: Sequence[str], folder: Path, limit: float, environment: Mapping[str, str]) -> Measured:
    """Run a command in `folder`, for at most `limit` seconds of CPU time.

    The limit is for the process and each of its children; after three times as many seconds of wall time, all
    of them are ended, so that a process that waits does not hang.

    Raises:
        OSError: The command cannot be run.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            ["sh", "-c", f'ulimit -t {int(limit)}; exec "$@"', "sh", *command],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        end = threading.Timer(3 * limit, lambda: os.killpg(process.pid, signal.SIGKILL))
        end.start()
        _, status, usage = os.wait4(process.pid, 0)
        end.cancel()
        code = process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        said = err.read().decode("utf-8", "replace").strip().splitlines()
        cpu = usage.ru_utime + usage.ru_stime
        state = "done" if code in DONE else "stopped" if code < 0 or cpu >= limit else "failed"
        return Measured(
            cpu,
            usage.ru_maxrss / 1024,  # Linux counts in KB
            state,
            out.read().decode("utf-8", "replace"),
            said[-1] if len(said) > 0 else "",
        )


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float | None:
    """Return the exponent of growth: the slope of the least squares line through the logarithms.

    None if there are fewer than two sizes.

    >>> exponent([5, 50, 500], [2, 20, 200])
    1.0
    >>> exponent([10, 100], [1, 100])
    2.0
    """
    if len(sizes) < 2:
        return None
    xs, ys = [log(size) for size in sizes], [log(max(value, 1e-6)) for value in values]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
    return round(slope, 9)
