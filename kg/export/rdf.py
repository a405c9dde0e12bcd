"""Writes the graph in the RDF formats, the same bytes each time.

Turtle is in the project's canonical form. In the other formats, statements are sorted by their N-Triples
form before pyoxigraph writes them, so that the order of files and the hash seed have no effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError
from kg.project import Project, graph_name
from kg.rdf.namespaces import PREFIXES, shorten
from kg.rdf.turtle import canonical_form, read


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
        RdfFormat("rdfxml", (".rdf", ".xml", ".owl"), ox.RdfFormat.RDF_XML, named_graphs=False),
    )
}
"""The RDF formats by name."""


NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 does not allow."""


def export_rdf(project: Project, format_: RdfFormat, graphs: Iterable[str] = ()) -> bytes:
    """Return the graph in `format_`.

    Args:
        project: The project.
        format_: The format.
        graphs: Names of the named graphs to write, which are file names without extension; none means all.

    Raises:
        UnknownName: A name in `graphs` is not a graph of the project.
        KgError: A text has a character that XML does not allow, and the format is RDF/XML.
    """
    paths = project.files_of(graphs)
    if format_.name == "turtle":
        triples = {triple for path in paths for triple in read(path).triples}
        return canonical_form(triples).encode("utf-8")
    quads: set[ox.Quad] = set()
    for path in paths:
        graph = ox.NamedNode(graph_name(path)) if format_.named_graphs else ox.DefaultGraph()
        quads.update(ox.Quad(t.subject, t.predicate, t.object, graph) for t in read(path).triples)
    # Sorted by subject first, so that formats that group by subject get its statements together.
    if format_.rdf == ox.RdfFormat.RDF_XML:
        _refuse_characters(quads)
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    used = PREFIXES if format_.rdf != ox.RdfFormat.N_QUADS else None
    content = ox.serialize(ordered, format=format_.rdf, prefixes=used)
    assert content is not None
    return content


def _refuse_characters(quads: Iterable[ox.Quad]) -> None:
    """Refuse a statement that XML cannot express, not even by an escape; see `export_rdf`."""
    for quad in sorted(quads, key=str):
        for term in (quad.subject, quad.predicate, quad.object):
            found = NOT_XML.search(getattr(term, "value", ""))
            if found is not None:
                raise KgError(
                    "{record}, {property}: XML does not allow the character U+{code:04X}; "
                    "correct the text, or write another format",
                    record=shorten(getattr(quad.subject, "value", ""), "/"),
                    property=shorten(quad.predicate.value),
                    code=ord(found[0]),
                )
