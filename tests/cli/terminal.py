"""A terminal to run `kg` in, with a size and a program for long output."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

from tests.conftest import ROOT, Said


def in_terminal(
    *arguments: str, lines: int = 24, columns: int = 80, stdout: Path | None = None, **environment: str
) -> Said:
    """Run `kg` where stdin, stdout and stderr are a terminal, and return what came out, all as `out`.

    Args:
        arguments: What follows `kg`.
        lines: How many lines the terminal shows.
        columns: How many columns it has.
        stdout: A file that takes the place of the terminal for stdout alone.
        environment: Variables to set.
    """
    near, far = pty.openpty()
    fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    inherited = {
        key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        cwd=ROOT,
        env={**inherited, "TERM": "xterm", **environment},
        stdin=far,
        stdout=far if stdout is None else stdout.open("wb"),
        stderr=far,
        start_new_session=True,
    )
    os.close(far)
    said = b""
    while True:
        try:
            piece = os.read(near, 1 << 16)
        except OSError:  # Linux says so when the other end is closed
            break
        if piece == b"":
            break
        said += piece
    os.close(near)
    return Said(process.wait(), said.decode("utf-8").replace("\r\n", "\n"), "")
