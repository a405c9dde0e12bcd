"""Writes statements as N-Triples, with language tags as BCP 47 recommends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.files import read_bytes
from kg.rdf.bounds import LONGEST_TOKEN, refuse_turtle
from kg.rdf.turtle import language_tag, read

_END: Final = b" .\n"
"""The end of a line; no term has a line break, so that it is nowhere else."""

_PART: Final = 50_000
"""The number of statements of a part."""

_ODD: Final = (b"\n_:", b"<<")
"""The signs of a blank node and of a statement about a statement, of which the second may be in a text."""

_TAG: Final = re.compile(rb'"@([a-z]+-[a-z0-9-]+) \.\n')


def ntriples_line(triple: ox.Triple) -> str:
    """Return a statement in N-Triples, without the final dot; the tag is `zh-Hans`, not `zh-hans`."""
    text, object_ = str(triple), triple.object
    language = object_.language if isinstance(object_, ox.Literal) else None
    return text if language is None else text[: -len(language)] + language_tag(language)


def ntriples_lines(statements: Iterable[ox.Triple] | Iterable[ox.Quad]) -> list[bytes]:
    """Return statements as `ntriples_line` does, in UTF-8, many times faster; in no order.

    Args:
        statements: Triples, or quads of the default graph.
    """
    return _written(statements).split(_END)[:-1]


def _written(statements: Iterable[ox.Triple] | Iterable[ox.Quad]) -> bytes:
    """Return statements as a document."""
    content = ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES) or b""
    for tag in set(_TAG.findall(content)):
        content = content.replace(b'"@%b .\n' % tag, b'"@%b .\n' % language_tag(tag.decode()).encode())
    return content


def ntriples_in(path: Path) -> Iterator[list[bytes]]:
    """Yield the statements of a Turtle file as lines, a part of a large file at a time.

    Raises:
        MissingFile: See `kg.rdf.turtle.read`.
        SyntaxFault: See `kg.rdf.turtle.read`.
    """
    content = read_bytes(path)
    refuse_turtle(content, path)
    try:
        parser = ox.parse(content, ox.RdfFormat.TURTLE)
        while len(written := _written(islice(parser, _PART))) > 0:
            lines = written.split(_END)[:-1]
            if (
                any(sign in written for sign in _ODD)
                or written.startswith(b"_:")
                or max(map(len, lines)) > LONGEST_TOKEN
            ):
                read(path)  # which refuses what has no place in RDF 1.1, is nested too deeply, or too long
            yield lines
    except SyntaxError:
        read(path)  # which says what is wrong
        raise


def ended(lines: Iterable[bytes], end: bytes = _END) -> bytes:
    """Return lines as a document, each with its end."""
    return b"".join([line + end for line in lines])


def triples_in(lines: Iterable[bytes]) -> Iterator[ox.Triple]:
    """Yield the statements of lines."""
    return (quad.triple for quad in ox.parse(ended(lines), ox.RdfFormat.N_TRIPLES))


def stated_with(lines: Iterable[bytes], predicates: Iterable[str]) -> dict[str, list[list[bytes]]]:
    """Return subject, predicate, and object of the lines with some predicates; blank nodes have none."""
    found: dict[bytes, list[list[bytes]]] = {token(each): [] for each in predicates}
    for line in lines:
        parts = line.split(b" ", 2)
        if parts[1] in found and line.startswith(b"<"):
            found[parts[1]].append(parts)
    return {each: found[token(each)] for each in predicates}


@cache
def token(iri: str) -> bytes:
    """Return an IRI as it is in a line."""
    return str(ox.NamedNode(iri)).encode()


def text_in(literal: bytes) -> str:
    """Return the text of a literal as it is in a line."""
    if b"\\" not in literal:
        return literal[1 : literal.rindex(b'"')].decode()
    (triple,) = triples_in([b"<urn:a> <urn:a> " + literal])
    return str(getattr(triple.object, "value", ""))
