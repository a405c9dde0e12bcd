"""The description of the SPARQL service, in the vocabulary of SPARQL 1.1 Service Description."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from kg.rdf.namespaces import DCTERMS, PREFIXES, RDF_TYPE, VOID
from kg.server.dataset import NamedDataset
from kg.server.serialization import graph_as

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)


def describe_service(endpoint: str, dataset: NamedDataset, licence: str, media_type: str) -> bytes:
    """Return the description of the service at an address.

    Args:
        endpoint: The address of the service.
        dataset: What it queries.
        licence: The IRI of the license of the content.
        media_type: One of `kg.server.media.GRAPHS`.

    Raises:
        ValueError: The address is not an IRI.
    """
    triples: list[ox.Triple] = []
    service = ox.NamedNode(endpoint)

    def state(
        subject: ox.NamedNode | ox.BlankNode, name: str, *objects: str | ox.BlankNode | ox.Literal
    ) -> None:
        for each in objects:
            object_ = ox.NamedNode(each) if isinstance(each, str) else each
            triples.append(ox.Triple(subject, ox.NamedNode(name), object_))

    whole, default = ox.BlankNode("dataset"), ox.BlankNode("default")
    state(service, RDF_TYPE, _SD + "Service")
    state(service, _SD + "endpoint", endpoint)
    state(service, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    state(service, _SD + "feature", _SD + "UnionDefaultGraph")
    state(service, _SD + "resultFormat", *(_FORMATS + name for name in _RESULTS))
    state(service, _SD + "defaultDataset", whole)
    state(whole, RDF_TYPE, _SD + "Dataset")
    state(whole, DCTERMS + "license", licence)
    state(whole, _SD + "defaultGraph", default)
    state(default, RDF_TYPE, _SD + "Graph")
    state(default, VOID + "triples", ox.Literal(dataset.triples))
    for number, (name, size) in enumerate(sorted(dataset.sizes.items())):
        named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        state(whole, _SD + "namedGraph", named)
        state(named, RDF_TYPE, _SD + "NamedGraph")
        state(named, _SD + "name", name)
        state(named, _SD + "graph", graph)
        state(graph, RDF_TYPE, _SD + "Graph")
        state(graph, VOID + "triples", ox.Literal(size))
    return graph_as(triples, media_type, {**PREFIXES, "sd": _SD, "formats": _FORMATS})
