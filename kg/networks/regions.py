"""Regions as nodes of a bipartite network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.rdf.namespaces import shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx

CODINGS: Final = ("plan", "source", "part", "none")
"""The coding status of a region, the fullest first; `queries/rules/coding-status.rq` defines it."""


def add_regions(network: nx.Graph[str], store: Store) -> None:
    """Add all regions as nodes of the mode `region`, with nothing in another form; see `measure_network`."""
    for region, class_, zh, en, coded in selected(store, "networks/regions"):
        network.add_node(
            region,
            mode="region",
            label_en=en,
            label_zh=zh,
            type=shorten(class_),
            reading=coded or "none",
            other_form=(),
        )
