"""Writes named graphs as Turtle or TriG, each in the canonical form of Turtle, a few records at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final

from pyoxigraph import Triple

from kg.rdf.turtle.canonical import record_texts
from kg.rdf.turtle.terms import Names

Parts = Iterable[Iterable[Triple]]
"""The statements of a graph; see `kg.rdf.turtle.canonical.record_texts`."""

_IN_MEMORY: Final = 16_000_000
"""The number of bytes from which the records wait for their prefixes in a file."""


def write_turtle(parts: Parts, stream: BinaryIO) -> None:
    """Write statements as `kg.rdf.turtle.canonical.canonical_form` does.

    Args:
        parts: The statements.
        stream: Where to write.

    Raises:
        NoCanonicalForm: See `canonical_form`.
    """
    names = Names(None)
    _write(names, record_texts(parts, names), stream)


def write_trig(graphs: Iterable[tuple[str, Parts]], stream: BinaryIO) -> None:
    """Write named graphs as TriG, in the order in which they are given, ending with one newline.

    Records are not indented, since a text of several lines would change.

    Args:
        graphs: The IRI and the statements of each graph.
        stream: Where to write.

    Raises:
        NoCanonicalForm: See `kg.rdf.turtle.canonical.canonical_form`.
    """
    names = Names(None)
    _write(names, _blocks(graphs, names), stream)


def _blocks(graphs: Iterable[tuple[str, Parts]], names: Names) -> Iterator[str]:
    """Yield the text of the graphs, and what is between them."""
    between = ""
    for graph, parts in graphs:
        yield f"{between}{names.iri(graph)} {{\n"
        yield from record_texts(parts, names)
        yield "\n}"
        between = "\n\n"


def _write(names: Names, texts: Iterable[str], stream: BinaryIO) -> None:
    """Write the prefixes that texts use, and then the texts, of which there may be none."""
    with SpooledTemporaryFile(_IN_MEMORY) as body:
        for text in texts:
            body.write(text.encode("utf-8"))
        blocks = [line.encode("utf-8") for line in names.prefix_lines()]
        stream.write(b"\n".join(blocks))
        if body.tell() > 0:
            stream.write(b"\n\n" if len(blocks) > 0 else b"")
            body.seek(0)
            copyfileobj(body, stream)
        stream.write(b"\n")
