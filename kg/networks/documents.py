"""The citation network of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.networks.loading import load_networkx
from kg.rdf.answers import plain
from kg.rdf.namespaces import QS, RDFS, shorten
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx

_PREFIXES: Final = f"""
PREFIX qs: <{QS}>
PREFIX rdfs: <{RDFS}>
"""

_DOCUMENTS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?document ?class ?zh ?en ?coded
WHERE {{
  ?class rdfs:subClassOf* ?kind . VALUES ?kind {{ qs:Document qs:Source }}
  ?document a ?class ; rdfs:label ?zh, ?en .
  FILTER(STRSTARTS(STR(?class), STR(qs:)))
  FILTER(LANGMATCHES(LANG(?zh), "zh") && LANGMATCHES(LANG(?en), "en"))
  OPTIONAL {{ ?coding qs:codingOf ?document ; qs:codedTo ?coded }}
}}
ORDER BY ?document ?class
"""

DOCUMENT_READINGS: Final = ("whole", "report", "part", "none")
"""How far a document was coded, the furthest first; `queries/rules/document-coding.rq` says what it means."""

_LINEAGES: Final = f"""{_PREFIXES}
SELECT DISTINCT ?from ?relation ?to
WHERE {{ ?claim a qs:Lineage ; qs:fromDocument ?from ; qs:relation ?relation ; qs:toDocument ?to }}
ORDER BY ?from ?relation ?to
"""


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
    for row in store.query(_DOCUMENTS).rows:
        document, class_, zh, en, coded = map(plain, row)
        network.add_node(document, label_en=en, label_zh=zh, type=shorten(class_), reading=coded or "none")
    for row in store.query(_LINEAGES).rows:
        source, kind, target = map(plain, row)
        network.add_edge(source, target, key=shorten(kind), relation=shorten(kind))
    return network
