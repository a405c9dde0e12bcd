"""The excerpt of a network: what was asked for, in the order of the whole."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx

from kg.drawing.excerpt import excerpt


def test_an_excerpt_keeps_nodes_and_the_edges_between_them_in_order() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = [f"node-{number}" for number in range(40)]
    for name in names:
        network.add_node(name, label=name.upper())
    for one, other in pairwise(names):
        network.add_edge(other, one, key="qs:partOf", property="qs:partOf")
    part = excerpt(network, {*names[3:20], "elsewhere"})
    assert list(part) == names[3:20]
    assert [part.nodes[name]["label"] for name in part] == [name.upper() for name in names[3:20]]
    assert list(part.edges(keys=True, data=True)) == [
        (other, one, "qs:partOf", {"property": "qs:partOf"}) for one, other in pairwise(names[3:20])
    ]


def test_an_excerpt_is_a_copy() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("one", label="ONE")
    excerpt(network, ["one"]).nodes["one"]["label"] = "changed"
    assert network.nodes["one"]["label"] == "ONE"
