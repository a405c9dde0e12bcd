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
"""How far a measure has come, the least first; `queries/rules/adoption-state.rq` says what each means."""


def measure_network(store: Store, level: str = "measure", stage: str = "named") -> nx.Graph[str]:
    """Return the two-mode network of regions and the measures that they have adopted.

    An edge stands where the summary of adoption (`qs:Adoption`) says `yes` and the stage reaches `stage`; its
    `weight` is the number of claims. A node has `mode` (`region` or `measure`), `label_en` and `label_zh`; a
    region also `type` (`qs:Province`), `reading`, one of `CODINGS`, and `other_form`, the measures on which
    it has claims that make no edge, sorted; a measure also `broader`, what it belongs to one level up the
    scheme (an area belongs to itself). All regions and all measures of the level are nodes, also without
    edges.

    Lost are: which claims there are, what they say, of what class, status and period they are, and in what
    order they stand; what is part of what (a task and the clauses under it each count); that a city lies
    within a province. A missing edge is no absence unless the region's `reading` makes it one and
    `other_form` does not name the measure.

    Args:
        store: What answers.
        level: `measure`, `theme` or `area`; a theme or an area has the claims of all that is narrower.
        stage: One of `STAGES`, the least that makes an edge.
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
