"""The citation network of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.networks.loading import load_networkx
from kg.rdf.namespaces import shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx

DOCUMENT_READINGS: Final = ("whole", "report", "part", "none")
"""How far a document was coded, the furthest first; `queries/rules/document-coding.rq` says what it means."""


def document_network(store: Store) -> nx.MultiDiGraph[str]:
    """Return the documents and source texts as nodes and the ties between them that texts state as edges.

    A node has `label_en`, `label_zh`, `type` (`qs:Outline`) and `reading`, one of `DOCUMENT_READINGS`. An
    edge runs from the document that speaks to the one that it names; its key and its attribute `relation`
    are the kind of tie (`relation:implements`).

    Lost are: the words, the dates, who issued what, and that a source gives or reports on a document. A
    document whose own words nobody read has only the edges out that its title or another text states.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for document, class_, zh, en, coded in selected(store, "networks/documents"):
        network.add_node(document, label_en=en, label_zh=zh, type=shorten(class_), reading=coded or "none")
    for source, kind, target, _ in selected(store, "networks/lineages"):
        network.add_edge(source, target, key=shorten(kind), relation=shorten(kind))
    return network
