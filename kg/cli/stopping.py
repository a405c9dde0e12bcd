"""Stops a command, by Ctrl-C or at its deadline, also while an engine works outside Python.

Python handles a signal between two of its own instructions, and a query may run for minutes without one. So a
thread waits for the signal. The command then has `GRACE` seconds to end by itself, which removes a file that
is half written. After that the thread ends the process.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
from types import TracebackType
from typing import Final

from kg.cli.speech import say
from kg.errors import KgError

GRACE: Final = 0.5
"""The number of seconds in which a command should end by itself."""

INTERRUPTED: Final = 130
"""The exit code after Ctrl-C: 128 and the number of the signal, as in a shell."""


class Watch:
    """Watches for Ctrl-C, and for a deadline if there is one, as long as its block runs.

    A deadline works on every system. On Windows, Ctrl-C ends a command when its query has ended.

    Raises:
        KgError: The deadline has passed.
    """

    def __init__(self, seconds: float | None = None, lang: str = "en") -> None:
        """Set the deadline in seconds from the start of the block, and the language of its error."""
        self._late = KgError("stopped after {seconds:g} s; ask for less, or raise --timeout", seconds=seconds)
        self._lang = lang
        self._timer = threading.Timer(seconds, self._expire) if seconds is not None else None
        self._expired = False
        self._over = threading.Event()
        # Only the main thread handles signals, and Windows has no pipes that never block.
        self._signals = os.name == "posix" and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Watch:
        if self._signals:
            near, self._far = os.pipe()
            os.set_blocking(self._far, False)
            self._before = signal.set_wakeup_fd(self._far, warn_on_full_buffer=False)
            self._thread = threading.Thread(target=self._wait, args=[near], daemon=True)
            self._thread.start()
        if self._timer is not None:
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._timer is not None:
            self._timer.cancel()
        if self._signals:
            signal.set_wakeup_fd(self._before)
            os.close(self._far)
            self._thread.join()
        if self._expired and isinstance(error, KeyboardInterrupt):
            raise self._late from None

    def _wait(self, near: int) -> None:
        """Wait for Ctrl-C until the other end of the pipe is closed."""
        while (numbers := os.read(near, 64)) != b"":
            if signal.SIGINT in numbers and not self._expired and not self._over.wait(GRACE):
                _end(INTERRUPTED)
        os.close(near)

    def _expire(self) -> None:
        self._expired = True
        _thread.interrupt_main()
        if not self._over.wait(GRACE):
            say(f"kg: {self._late.message(self._lang)}")
            _end(2)


def _end(code: int) -> None:
    """End the process, and those that it started."""
    if "multiprocessing" in sys.modules:
        import multiprocessing  # noqa: PLC0415  (loading it would slow every command)

        for child in multiprocessing.active_children():
            child.kill()
    os._exit(code)
