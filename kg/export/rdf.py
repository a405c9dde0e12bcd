"""Writes the graph in the RDF formats, the same bytes each time.

Turtle has the project's normal form. In the other formats statements are sorted by their N-Triples
form before pyoxigraph writes them, since neither the order of files nor a hash seed may show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.project import Project, graph_name
from kg.rdf.namespaces import PREFIXES
from kg.rdf.turtle import normal_form, read


@dataclass(frozen=True)
class RdfFormat:
    """An RDF format.

    Attributes:
        name: What `--format` takes.
        endings: The file name endings that mean it.
        rdf: pyoxigraph's name for it.
        named_graphs: Whether it tells the graph of each statement.
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
        project: Where the files stand.
        format_: How to write it.
        graphs: Names of the named graphs to write, which are file names without ending; none means all.

    Raises:
        UnknownName: A name in `graphs` is no graph of the project.
    """
    paths = project.files_of(graphs)
    if format_.name == "turtle":
        triples = {triple for path in paths for triple in read(path).triples}
        return normal_form(triples).encode("utf-8")
    quads: set[ox.Quad] = set()
    for path in paths:
        graph = ox.NamedNode(graph_name(path)) if format_.named_graphs else ox.DefaultGraph()
        quads.update(ox.Quad(t.subject, t.predicate, t.object, graph) for t in read(path).triples)
    # Sorted by subject first, so that a format that groups by subject finds its statements together.
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    used = PREFIXES if format_.rdf != ox.RdfFormat.N_QUADS else None
    content = ox.serialize(ordered, format=format_.rdf, prefixes=used)
    assert content is not None
    return content
