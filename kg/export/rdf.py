"""Writes the graph in the RDF formats, the same bytes each time.

Turtle is in the project's canonical form. In the other formats, statements are sorted by their N-Triples
form before pyoxigraph writes them, so that the order of files and the hash seed have no effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.project import Project, graph_name
from kg.rdf.namespaces import PREFIXES
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


def export_rdf(project: Project, format_: RdfFormat, graphs: Iterable[str] = ()) -> bytes:
    """Return the graph in `format_`.

    Args:
        project: The project.
        format_: The format.
        graphs: Names of the named graphs to write, which are file names without extension; none means all.

    Raises:
        UnknownName: A name in `graphs` is not a graph of the project.
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
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    used = PREFIXES if format_.rdf != ox.RdfFormat.N_QUADS else None
    content = ox.serialize(ordered, format=format_.rdf, prefixes=used)
    assert content is not None
    return content
