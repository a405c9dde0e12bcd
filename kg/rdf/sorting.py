"""Sorts lines that do not fit into memory: parts are sorted, kept in a temporary file, and merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from io import SEEK_END
from itertools import chain
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Final

HELD: Final = 24_000_000
"""The number of bytes that are sorted in memory at once."""

CHUNK: Final = 1_000_000
"""The number of bytes of a chunk at most."""

Chunk = list[bytes]
"""Lines in order, each once, without their ends. Terms and lines of N-Triples have no line break."""


class SortedLines(AbstractContextManager["SortedLines"]):
    """Lines, given in any order, and read in order, each once.

    Args:
        held: The number of bytes that are sorted in memory at once; None for `HELD`.
    """

    def __init__(self, held: int | None = None) -> None:
        self._most = HELD if held is None else held
        self._held: Chunk = []
        self._size = 0
        self._parts: list[tuple[int, int]] = []
        self._file: IO[bytes] | None = None

    def __exit__(self, *_: object) -> None:
        """Remove the temporary file."""
        if self._file is not None:
            self._file.close()

    def add(self, lines: Iterable[bytes]) -> None:
        """Add lines."""
        known = len(self._held)
        self._held += lines
        self._size += sum(map(len, self._held[known:]))
        if self._size > self._most:
            self._store()

    def chunks(self) -> Iterator[Chunk]:
        """Yield all lines in order, some at a time; no line may be added until the last is read."""
        held = once(self._held)
        if self._file is None:
            if len(held) > 0:
                yield held
            return
        size = min(CHUNK, self._most // (len(self._parts) + 1) + 1)
        parts = [lines_between(self._file, start, end, size) for start, end in self._parts]
        yield from merged([*parts, iter([held] if len(held) > 0 else [])])

    def _store(self) -> None:
        """Move the lines that are held to the file, as one part."""
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115  (closed with the object)
        start = self._file.seek(0, SEEK_END)
        self._file.write(b"\n".join(once(self._held)))
        self._parts.append((start, self._file.tell()))
        self._held, self._size = [], 0


def once(lines: Iterable[bytes]) -> Chunk:
    """Return lines in order, each once.

    A dictionary keeps the order in which sorted runs follow each other, which a set loses. So the time is
    linear where it can be.
    """
    return sorted(dict.fromkeys(lines))


def merged(parts: Iterable[Iterator[Chunk]]) -> Iterator[Chunk]:
    """Yield the lines of sorted parts in order, each once, a chunk at a time.

    The chunks are cut at the least of their last lines, up to which all lines are then known. Python sorts
    them in a time that is linear in their length, since each is a run of sorted lines.
    """
    heads = [(chunk, part) for part in parts if (chunk := next(part, None)) is not None]
    while len(heads) > 0:
        until = min(chunk[-1] for chunk, _ in heads)
        cuts = [bisect_right(chunk, until) for chunk, _ in heads]
        lines = chain.from_iterable(chunk[:cut] for (chunk, _), cut in zip(heads, cuts, strict=True))
        yield once(lines)
        rest = [
            (chunk[cut:] if cut < len(chunk) else next(part, []), part)
            for (chunk, part), cut in zip(heads, cuts, strict=True)
        ]
        heads = [(chunk, part) for chunk, part in rest if len(chunk) > 0]


def lines_between(
    file: IO[bytes] | SpooledTemporaryFile[bytes], start: int, end: int, size: int
) -> Iterator[Chunk]:
    """Yield the lines from one place of a file to another, some `size` bytes at a time."""
    rest = b""
    while start < end:
        file.seek(start)
        content = file.read(min(size, end - start))
        start += len(content)
        *lines, rest = (rest + content).split(b"\n")
        if start >= end:
            lines.append(rest)
        if len(lines) > 0:
            yield lines
