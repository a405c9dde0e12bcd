"""Limits the time and the memory of queries, each of which then runs in a process of its own.

An engine cannot be stopped from outside, and it ends its process when it gets no memory. So a query with a
limit runs in a copy of the process (`fork`, which shares the graph and takes a few milliseconds), and its
answer comes back through a pipe. Without a limit, queries run as before.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kg.errors import KgError, NoAnswer

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.rdf.answers import Answer
    from kg.rdf.store import Store

Result = TypeVar("Result")

_PIECE: Final = 1 << 20
_MEGABYTE: Final = 1_000_000


class LimitedStore:
    """A store in memory whose queries stop at a limit."""

    def __init__(self, store: Store, seconds: float | None, megabytes: int | None) -> None:
        """Set the limits.

        Args:
            store: The store to query.
            seconds: The time that a query may take; None for any.
            megabytes: The memory that a query may take in addition to the graph; None for any.

        Raises:
            KgError: The system does not support the limit.
        """
        if not hasattr(os, "fork"):
            raise KgError("a limit for queries needs Linux or macOS; on Windows, use kg with --timeout")
        if megabytes is not None and sys.platform != "linux":
            raise KgError("a limit for the memory of queries needs Linux; leave it out")
        self._store = store
        self._seconds = seconds
        self._megabytes = megabytes

    def __repr__(self) -> str:
        return f"LimitedStore({self._store!r})"

    def query(self, sparql: str) -> Answer:
        """Run a SELECT query; see `kg.rdf.store.Store.query`."""
        return self._run(lambda: self._store.query(sparql))

    def ask(self, sparql: str) -> bool:
        """Run an ASK query; see `kg.rdf.store.Store.ask`."""
        return self._run(lambda: self._store.ask(sparql))

    def construct(self, sparql: str) -> tuple[ox.Triple, ...]:
        """Run a CONSTRUCT or DESCRIBE query; see `kg.rdf.store.Store.construct`."""
        return self._run(lambda: self._store.construct(sparql))

    def _run(self, work: Callable[[], Result]) -> Result:
        """Return the result of `work` in another process.

        Raises:
            KgError: The query is not answered.
            NoAnswer: It reached a limit.
        """
        near, far = os.pipe()
        child = os.fork()
        if child == 0:
            self._answer(work, far)
        os.close(far)
        try:
            content = self._read(near)
        finally:
            os.close(near)
            os.kill(child, signal.SIGKILL)  # it has ended, or must not go on
            os.waitpid(child, 0)
        if content == b"" and self._megabytes is None:
            raise NoAnswer("the query engine ended without an answer; simplify the query")
        if content == b"":
            raise NoAnswer(
                "the query needs more than {megabytes} MB; ask for less, or allow more memory",
                megabytes=self._megabytes,
            )
        result: Result
        result, template, facts = pickle.loads(content)
        if template is not None:
            raise NoAnswer(template, **facts)
        return result

    def _answer(self, work: Callable[[], Result], far: int) -> None:
        """Write the result of `work` to a pipe, as the only work of a process, and end it."""
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where an engine without memory complains
            self._take_memory()
            try:
                content = pickle.dumps((work(), None, {}))
            except KgError as error:
                facts = {name: str(fact) for name, fact in error.text.facts.items()}
                content = pickle.dumps((None, error.text.template, facts))
            with os.fdopen(far, "wb") as pipe:
                pipe.write(content)
        finally:
            os._exit(0)

    def _take_memory(self) -> None:
        if self._megabytes is not None and sys.platform == "linux":
            import resource  # noqa: PLC0415  (Windows does not have it)

            pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
            most = pages * resource.getpagesize() + self._megabytes * _MEGABYTE
            resource.setrlimit(resource.RLIMIT_AS, (most, most))

    def _read(self, near: int) -> bytes:
        """Return what a process writes until it ends.

        Raises:
            NoAnswer: The time is over.
        """
        end = time.monotonic() + self._seconds if self._seconds is not None else None
        pieces: list[bytes] = []
        while True:
            left = max(0.0, end - time.monotonic()) if end is not None else None
            if len(select.select([near], [], [], left)[0]) == 0:
                raise NoAnswer(
                    "the query takes longer than {seconds:g} s; ask for less", seconds=self._seconds
                )
            piece = os.read(near, _PIECE)
            if piece == b"":
                return b"".join(pieces)
            pieces.append(piece)
