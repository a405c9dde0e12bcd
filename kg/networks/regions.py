"""Regions as nodes of a bipartite network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.rdf.answers import plain
from kg.rdf.namespaces import OWL, QS, RDFS, shorten
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx

CODINGS: Final = ("plan", "source", "part", "none")
"""How far a region was coded, the furthest first; `queries/rules/coding-status.rq` says what each means."""

_REGIONS: Final = f"""
PREFIX owl: <{OWL}>
PREFIX qs: <{QS}>
PREFIX rdfs: <{RDFS}>
SELECT DISTINCT ?region ?class ?zh ?en ?coded
WHERE {{
  ?class a owl:Class ; rdfs:subClassOf* qs:Region FILTER(STRSTARTS(STR(?class), STR(qs:)))
  ?region a ?class ; rdfs:label ?zh, ?en .
  FILTER(LANGMATCHES(LANG(?zh), "zh") && LANGMATCHES(LANG(?en), "en"))
  OPTIONAL {{ ?coding qs:codingOf ?region ; qs:codedTo ?coded }}
}}
ORDER BY ?region
"""


def add_regions(network: nx.Graph[str], store: Store) -> None:
    """Add all regions as nodes of the mode `region`, with nothing in another form; see `measure_network`."""
    for row in store.query(_REGIONS).rows:
        region, class_, zh, en, coded = map(plain, row)
        network.add_node(
            region,
            mode="region",
            label_en=en,
            label_zh=zh,
            type=shorten(class_),
            reading=coded or "none",
            other_form=(),
        )
