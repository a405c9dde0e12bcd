"""Named graphs as sorted lines of N-Triples, which are in a temporary file if they are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import Final

import pyoxigraph as ox

from kg.rdf.ntriples import ntriples_lines, triples_in
from kg.rdf.sorting import CHUNK, Chunk, SortedLines, lines_between, once

_IN_MEMORY: Final = 16_000_000
"""The number of bytes from which lines are in a file."""

_PART: Final = 5_000
"""The number of lines of some records that are read together, at least."""


class GraphLines(AbstractContextManager["GraphLines"]):
    """The statements of named graphs, each graph as sorted lines, each once."""

    def __init__(self) -> None:
        """Begin without graphs."""
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (closed with the object)
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    @classmethod
    def of(cls, graphs: Mapping[str, Iterable[ox.Triple]]) -> GraphLines:
        """Return the named graphs of statements in memory."""
        found = cls()
        for name, triples in graphs.items():
            found.put(name, [once(ntriples_lines(triples))])
        return found

    def __exit__(self, *_: object) -> None:
        """Remove the temporary file."""
        self._file.close()

    def __iter__(self) -> Iterator[str]:
        """Yield the IRIs of the graphs, in the order in which they were added."""
        return iter(self._places)

    def put(self, name: str, chunks: Iterable[Chunk]) -> None:
        """Add a named graph.

        Args:
            name: Its IRI.
            chunks: Its lines in order, each once.
        """
        start = self._end
        for lines in chunks:
            content = b"".join([line + b"\n" for line in lines])
            self._file.seek(self._end)  # others may read between two chunks
            self._file.write(content)
            self._end += len(content)
        self._places[name] = start, self._end

    def chunks(self, name: str) -> Iterator[Chunk]:
        """Yield the lines of a graph in order, some at a time.

        Raises:
            KeyError: There is no such graph.
        """
        start, end = self._places[name]
        return lines_between(self._file, start, end - 1, CHUNK)  # without the last line end

    def union(self, names: Iterable[str] | None = None) -> SortedLines:
        """Return the statements of all named graphs, or of some, together."""
        found = SortedLines()
        for name in self if names is None else names:
            for lines in self.chunks(name):
                found.add(lines)
        return found


def record_parts(chunks: Iterable[Chunk]) -> Iterator[Iterable[ox.Triple]]:
    """Yield statements, a few records at a time, in the order of the IRIs of their records.

    A blank node belongs to the record that refers to it: if there is any, all statements are one part.

    Args:
        chunks: Lines in order.
    """
    with SortedLines() as lines:
        blank = False
        for chunk in chunks:
            blank = blank or chunk[-1].startswith(b"_:")  # they come last
            # With its bracket, an IRI would come after those that begin with it.
            lines.add([line.replace(b"> ", b" ", 1) if line.startswith(b"<") else line for line in chunk])
        for part in whole_records(lines.chunks()) if not blank else [chain.from_iterable(lines.chunks())]:
            yield triples_in(line.replace(b" ", b"> ", 1) if line.startswith(b"<") else line for line in part)


def whole_records(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Yield lines, a few at a time, those that begin with the same word together.

    Args:
        chunks: Lines in order.
    """
    rest: Chunk = []
    for lines in chunks:
        rest += lines
        start = 0
        while (end := start + _PART) < len(rest):
            word = rest[end - 1].split(b" ", 1)[0] + b" "
            while end < len(rest) and rest[end].startswith(word):
                end += 1
            if end == len(rest):
                break  # it may continue in the next chunk
            yield rest[start:end]
            start = end
        rest = rest[start:]
    if len(rest) > 0:
        yield rest
