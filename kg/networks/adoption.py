"""The bipartite network of regions and the measures that they have adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.networks.loading import load_networkx
from kg.networks.regions import add_regions
from kg.rdf.selects import selected
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx

STAGES: Final = ("named", "planned", "under-way", "done")
"""The stages of a measure, the lowest first; `queries/rules/adoption-state.rq` defines them."""


def measure_network(store: Store, level: str = "measure", stage: str = "named") -> nx.Graph[str]:
    """Return the bipartite network of regions and the measures that they have adopted.

    There is an edge if the adoption summary (`qs:Adoption`) says `yes` and the stage is at least `stage`; its
    `weight` is the number of claims. A node has `mode` (`region` or `measure`), `label_en` and `label_zh`; a
    region also `type` (`qs:Province`), `reading`, one of `CODINGS`, and `other_form`, the measures on which
    it has claims that make no edge, sorted; a measure also `broader`, the concept one level up (an area
    belongs to itself). All regions and all measures of the level are nodes, also without edges.

    The network does not show: the claims themselves with their class, status, period, and order; which
    claims are part of others (a task and the clauses under it each count); that a city is within a
    province. A missing edge is evidence of absence only if the region's `reading` allows it and
    `other_form` does not name the measure.

    Args:
        store: The store to query.
        level: `measure`, `theme`, or `area`; a theme or an area has the claims of all narrower concepts.
        stage: One of `STAGES`, the lowest that makes an edge.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    network: nx.Graph[str] = nx.Graph()
    add_regions(network, store)
    for measure, zh, en, broader in selected(store, "networks/measures", level=[ox.Literal(level)]):
        network.add_node(measure, mode="measure", label_en=en, label_zh=zh, broader=broader or measure)
    enough = STAGES[STAGES.index(stage) :]
    for region, measure, state, reached, claims in selected(store, "networks/adoptions"):
        if measure not in network:
            continue
        if state == "yes" and reached in enough:
            network.add_edge(region, measure, weight=int(claims))
        else:
            network.nodes[region]["other_form"] += (measure,)
    return network
