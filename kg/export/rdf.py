"""Writes the graph in the RDF formats, the same bytes each time.

Turtle and TriG are in the project's canonical form; in the other formats statements are sorted by their
N-Triples form, so that the order of files and the hash seed have no effect. A language tag is spelled the
same in all formats (`zh-Hans`), since not every engine ignores its case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import IO, BinaryIO, Final, cast

import pyoxigraph as ox

from kg.errors import KgError
from kg.export.jsonld import context_of, write_jsonld
from kg.export.portal.graphs import NamedGraphs, exported_lines
from kg.export.reasoning import reasoner_view
from kg.project import Project
from kg.rdf.graph_lines import GraphLines, record_parts
from kg.rdf.namespaces import PREFIXES, shorten
from kg.rdf.ntriples import ended, triples_in
from kg.rdf.sorting import Chunk
from kg.rdf.turtle import language_tag, write_trig, write_turtle


@dataclass(frozen=True)
class RdfFormat:
    """An RDF format.

    Attributes:
        name: Its name for `--format`.
        endings: Its file extensions.
        rdf: Its name in pyoxigraph.
        named_graphs: Whether it has the graph of each statement.
    """

    name: str
    endings: tuple[str, ...]
    rdf: ox.RdfFormat
    named_graphs: bool


RDF_FORMATS = {
    each.name: each
    for each in (
        RdfFormat("turtle", (".ttl",), ox.RdfFormat.TURTLE, named_graphs=False),
        RdfFormat("ntriples", (".nt",), ox.RdfFormat.N_TRIPLES, named_graphs=False),
        RdfFormat("nquads", (".nq",), ox.RdfFormat.N_QUADS, named_graphs=True),
        RdfFormat("trig", (".trig",), ox.RdfFormat.TRIG, named_graphs=True),
        RdfFormat("jsonld", (".jsonld", ".json"), ox.RdfFormat.JSON_LD, named_graphs=True),
        RdfFormat("rdfxml", (".rdf", ".xml"), ox.RdfFormat.RDF_XML, named_graphs=False),
        RdfFormat("owl", (".owl",), ox.RdfFormat.RDF_XML, named_graphs=False),
    )
}
"""The RDF formats by name."""


_LANGUAGE: Final = re.compile(rb'(<[^<>]* xml:lang=")([^"]*)')
"""The language of an element; a text in XML contains no <."""

NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 does not allow."""

_PERHAPS_NOT_XML: Final = re.compile(rb"\\(?:[bf]|u00[01]|uFFF[EF])")
"""The escapes of such characters in N-Triples, and others."""


def export_rdf(project: Project, format_: RdfFormat, graphs: Iterable[str] = ()) -> bytes:
    """Return the graph in `format_`; see `write_rdf`."""
    stream = BytesIO()
    write_rdf(project, format_, graphs, stream)
    return stream.getvalue()


def write_rdf(project: Project, format_: RdfFormat, graphs: Iterable[str], stream: BinaryIO) -> None:
    """Write the graph in `format_`, with the statements that `kg.export.portal.graphs` adds.

    Statements are sorted in parts, on disk if they are many, so that memory does not grow with them.

    Args:
        project: The project.
        format_: The format.
        graphs: Names of the named graphs to write, which are file names without extension; none means all.
        stream: Where to write.

    Raises:
        UnknownName: A name in `graphs` is not a graph of the project.
        KgError: A text has a character that XML does not allow, and the format is RDF/XML.
    """
    with exported_lines(project, graphs) as content:
        _write(content, format_, project, stream)


def written(content: NamedGraphs, format_: RdfFormat, project: Project) -> bytes:
    """Return named graphs in `format_`; a format without named graphs has the statements of all of them."""
    stream = BytesIO()
    with GraphLines.of(content) as lines:
        _write(lines, format_, project, stream)
    return stream.getvalue()


def _write(content: GraphLines, format_: RdfFormat, project: Project, stream: BinaryIO) -> None:
    """Write named graphs in `format_`."""
    if format_.name == "jsonld":
        write_jsonld(content, context_of(project), stream)
    elif format_.name == "trig":
        write_trig(((graph, record_parts(content.chunks(graph))) for graph in sorted(content)), stream)
    elif format_.name == "nquads":
        for end, graph in sorted((f" <{graph}> .\n".encode(), graph) for graph in content):
            for lines in content.chunks(graph):
                stream.write(ended(lines, end))
    else:
        with reasoner_view(content) if format_.name == "owl" else content.union() as together:
            if format_.name == "turtle":
                write_turtle(record_parts(together.chunks()), stream)
            elif format_.name == "ntriples":
                for lines in together.chunks():
                    stream.write(ended(lines))
            else:
                _write_xml(together.chunks(), stream)


def _write_xml(chunks: Iterable[Chunk], stream: BinaryIO) -> None:
    """Write statements as RDF/XML, in the order in which they are given."""
    spelling = _Spelling(stream)
    triples = (triple for lines in chunks for triple in triples_in(_allowed(lines)))
    ox.serialize(triples, cast(IO[bytes], spelling), format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
    spelling.end()


class _Spelling:
    """Writes XML with language tags as BCP 47 recommends."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._rest = stream, b""

    def write(self, content: bytes) -> int:
        """Write content; the last line waits for its end, since an element has no line break in its tags."""
        lines, end, self._rest = (self._rest + content).rpartition(b"\n")
        self._stream.write(_LANGUAGE.sub(_spelled, lines + end))
        return len(content)

    def flush(self) -> None:
        """Keep the last line, which may not be at its end."""

    def end(self) -> None:
        """Write the last line."""
        self._stream.write(_LANGUAGE.sub(_spelled, self._rest))


def _spelled(found: re.Match[bytes]) -> bytes:
    return found[1] + language_tag(found[2].decode()).encode()


def _allowed(lines: Chunk) -> Chunk:
    """Return lines; refuse a statement that XML cannot express, not even by an escape; see `write_rdf`."""
    if _PERHAPS_NOT_XML.search(ended(lines)) is not None:
        _refuse_characters(triples_in(lines))
    return lines


def _refuse_characters(triples: Iterable[ox.Triple]) -> None:
    """Refuse a statement that XML cannot express, not even by an escape; see `write_rdf`."""
    for triple in triples:
        for term in triple:
            found = NOT_XML.search(getattr(term, "value", ""))
            if found is not None:
                raise KgError(
                    "{record}, {property}: XML does not allow the character U+{code:04X}; "
                    "correct the text, or write another format",
                    record=shorten(getattr(triple.subject, "value", ""), "/"),
                    property=shorten(triple.predicate.value),
                    code=ord(found[0]),
                )
