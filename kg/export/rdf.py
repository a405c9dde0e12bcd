"""Writes the graph in the RDF formats, the same bytes each time.

Turtle and TriG are in the project's canonical form; in the other formats statements are sorted by their
N-Triples form, so that the order of files and the hash seed have no effect. A language tag is spelled the
same in all formats (`zh-Hans`), since not every engine ignores its case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError
from kg.export.jsonld import context_of, write_jsonld
from kg.export.portal.graphs import NamedGraphs, exported_graphs
from kg.export.reasoning import reasoner_view
from kg.project import Project
from kg.rdf.namespaces import PREFIXES, shorten
from kg.rdf.ntriples import ntriples_line
from kg.rdf.turtle import canonical_form, canonical_trig, language_tag


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


_LANGUAGE: Final = re.compile(r'(<[^<>]* xml:lang=")([^"]*)')
"""The language of an element; a text in XML contains no <."""

NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 does not allow."""


def export_rdf(project: Project, format_: RdfFormat, graphs: Iterable[str] = ()) -> bytes:
    """Return the graph in `format_`, with the statements that `kg.export.portal.graphs` adds.

    Args:
        project: The project.
        format_: The format.
        graphs: Names of the named graphs to write, which are file names without extension; none means all.

    Raises:
        UnknownName: A name in `graphs` is not a graph of the project.
        KgError: A text has a character that XML does not allow, and the format is RDF/XML.
    """
    return written(exported_graphs(project, graphs), format_, project)


def written(content: NamedGraphs, format_: RdfFormat, project: Project) -> bytes:
    """Return named graphs in `format_`; a format without named graphs has the statements of all of them."""
    if format_.name == "jsonld":
        return write_jsonld(content, context_of(project))
    if format_.name == "trig":
        return canonical_trig(content).encode("utf-8")
    if format_.name == "nquads":
        lines = sorted(
            (f" <{graph}> .", ntriples_line(each)) for graph, triples in content.items() for each in triples
        )
        return "".join(f"{line}{end}\n" for end, line in lines).encode("utf-8")
    if format_.name == "owl":
        content = reasoner_view(content)
    triples = set[ox.Triple]().union(*content.values())
    if format_.name == "turtle":
        return canonical_form(triples).encode("utf-8")
    if format_.name == "ntriples":
        return "".join(f"{line} .\n" for line in sorted(map(ntriples_line, triples))).encode("utf-8")
    return _rdf_xml(sorted(triples, key=ntriples_line))


def _rdf_xml(triples: list[ox.Triple]) -> bytes:
    """Return statements as RDF/XML, in the order in which they are given."""
    _refuse_characters(triples)
    content = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert content is not None
    return _LANGUAGE.sub(lambda found: found[1] + language_tag(found[2]), content.decode("utf-8")).encode(
        "utf-8"
    )


def _refuse_characters(triples: Iterable[ox.Triple]) -> None:
    """Refuse a statement that XML cannot express, not even by an escape; see `export_rdf`."""
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
