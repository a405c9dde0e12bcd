"""The graph in rdflib: the data model that SHACL validates, and the reference for every query."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef

from kg.rdf.namespaces import XSD


def rdflib_graph(triples: Iterable[ox.Triple]) -> Graph:
    """Return `triples` as an rdflib graph; lexical forms are unchanged (`0.50` does not become `0.5`)."""
    graph = Graph()
    nodes = _Nodes()
    return graph.addN(
        (nodes[subject], nodes[predicate], nodes[object_], graph) for subject, predicate, object_ in triples
    )


class _Nodes(dict[object, URIRef | BNode | Literal]):
    """The rdflib terms of pyoxigraph terms, each made once."""

    def __missing__(self, term: object) -> URIRef | BNode | Literal:
        node = self[term] = _node(term)
        return node


def _node(term: object) -> URIRef | BNode | Literal:
    """Return the rdflib term of a pyoxigraph term."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError(f"not an RDF 1.1 term: {term!r}")
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    # In rdflib a plain string is not equal to one with an explicit xsd:string.
    datatype = term.datatype.value
    return Literal(
        term.value, datatype=None if datatype == XSD + "string" else URIRef(datatype), normalize=False
    )
