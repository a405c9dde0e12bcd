"""The bipartite network of regions and the indicators that they have targets for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.networks.loading import load_networkx
from kg.networks.regions import add_regions
from kg.rdf.answers import plain, value_of
from kg.rdf.selects import select
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx


def indicator_network(store: Store) -> nx.Graph[str]:
    """Return the bipartite network of regions and the families of indicators that they have targets for.

    A family is a core indicator with all that are narrower. Nodes are as in `measure_network`, with the mode
    `indicator`, without `broader`; only families with a target are nodes, and `other_form` names those on
    which the region has claims but no target in the form of the indicator itself.
    The `weight` of an edge is the number of different targets (of other value or range, period, unit, or
    comparator; a target said twice is one), and `values` is their (period, unit, value), sorted. The value
    of a range is its lower end.

    The network does not show: comparators, places, and base periods, targets without a period, the region's
    wording of the indicator, and the source. A missing edge is not evidence of absence; see
    `measure_network`.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    network: nx.Graph[str] = nx.Graph()
    add_regions(network, store)
    touched = []
    for row in store.query(select("networks/aims")).rows:
        region, family, zh, en, period, unit, _, value, _ = map(plain, row)
        if family not in network:
            network.add_node(family, mode="indicator", label_en=en, label_zh=zh)
        if value == "":
            touched.append((region, family))
            continue
        if not network.has_edge(region, family):
            network.add_edge(region, family, weight=0, values=())
        edge = network.edges[region, family]
        edge["weight"] += 1
        edge["values"] = tuple(sorted({*edge["values"], (period, unit, value_of(row[-2]))}))
    for region, family in dict.fromkeys(touched):  # a target for one period decides for the family
        if not network.has_edge(region, family):
            network.nodes[region]["other_form"] += (family,)
    return network
