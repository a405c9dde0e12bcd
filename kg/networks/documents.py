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
"""The coding status of a document, the fullest first; `queries/rules/document-coding.rq` defines it."""


def document_network(store: Store) -> nx.MultiDiGraph[str]:
    """Return documents and source texts as nodes, and the relations that texts state between them as edges.

    A node has `label_en`, `label_zh`, `type` (`qs:Outline`) and `reading`, one of `DOCUMENT_READINGS`. An
    edge runs from a document to one that it names; its key and its attribute `relation` are the kind of
    relation (`relation:implements`).

    The network does not show: the words, the dates, the issuers, and that a source gives or reports on a
    document. A document that was not coded has only the outgoing edges that its title or another text
    states.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for document, class_, zh, en, coded in selected(store, "networks/documents"):
        network.add_node(document, label_en=en, label_zh=zh, type=shorten(class_), reading=coded or "none")
    for source, kind, target, _ in selected(store, "networks/lineages"):
        network.add_edge(source, target, key=shorten(kind), relation=shorten(kind))
    return network
