"""The excerpt of a network: the requested nodes and edges, in the order of the network."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest

from kg.errors import UnknownName
from kg.networks.entities import entity_network
from kg.networks.excerpt import excerpt, neighbourhood, of_classes, without_hubs
from kg.rdf.namespaces import BASE
from kg.rdf.store import EmbeddedStore
from tests.sparql import number, select


@pytest.fixture(scope="module")
def entities(store: EmbeddedStore) -> nx.MultiDiGraph[str]:
    return entity_network(store)


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


def test_a_neighbourhood_has_the_nodes_that_sparql_finds_in_as_many_steps(
    store: EmbeddedStore, entities: nx.MultiDiGraph[str]
) -> None:
    near = neighbourhood(entities, "region:liupanshui", 1)
    either_way = "{ region:liupanshui ?p ?node } UNION { ?node ?p region:liupanshui }"
    found = {
        row[0]
        for row in select(store, f"SELECT ?node WHERE {{ ?p a owl:ObjectProperty . {either_way} }}")
        if row[0] in entities
    }
    assert set(near) == {*found, BASE + "region/liupanshui"}
    assert len(near) < len(neighbourhood(entities, "region:liupanshui", 2))


def test_a_neighbourhood_of_depth_0_is_the_record_alone(entities: nx.MultiDiGraph[str]) -> None:
    assert list(neighbourhood(entities, "region:guizhou", 0)) == [BASE + "region/guizhou"]


def test_for_an_unknown_record_the_nearest_is_named(
    entities: nx.MultiDiGraph[str],
) -> None:
    with pytest.raises(UnknownName, match="region:guizhou"):
        neighbourhood(entities, "region:guizhuo", 1)


def test_classes_filter_nodes_and_the_edges_between_them(
    store: EmbeddedStore, entities: nx.MultiDiGraph[str]
) -> None:
    kept = of_classes(entities, ["qs:Target", "qs:Indicator"])
    assert len(kept) == number(store, "?n", "VALUES ?c { qs:Target qs:Indicator } ?n a ?c")
    assert {(kept.nodes[one]["type"], key) for one, _, key in kept.edges(keys=True)} >= {
        ("qs:Target", "qs:indicator")
    }


def test_a_class_without_nodes_is_reported(entities: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(UnknownName, match="qs:Target"):
        of_classes(entities, ["qs:Targt"])


def test_hubs_are_left_out_by_their_number_of_edges(entities: nx.MultiDiGraph[str]) -> None:
    kept = without_hubs(entities, 20)
    assert {node for node in entities if node not in kept} == {
        node for node, degree in entities.degree() if degree > 20
    }
    assert BASE + "region/guizhou" not in kept
