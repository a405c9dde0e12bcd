"""Cytoscape JSON: the network that was drawn, with names, places and ids where both programs look."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest

from kg.diagrams.cytoscape import CYTOSCAPE_SHAPES
from kg.diagrams.diagram import Diagram
from kg.diagrams.exchange import plain_network
from kg.rdf.store import EmbeddedStore
from tests.diagrams.scenes import BASE, MARKS, diagram_of, odd_network, whole_diagram


def content_of(diagram: Diagram) -> dict[str, Any]:
    """Return what is in the file."""
    content: dict[str, Any] = json.loads(diagram.write(".cyjs"))
    return content


@pytest.fixture(scope="module")
def whole(store: EmbeddedStore) -> Diagram:
    return whole_diagram(store, "zh")


def test_the_whole_network_loads_back_with_its_labels_types_and_edges(whole: Diagram) -> None:
    found = nx.cytoscape_graph(content_of(whole))
    assert isinstance(found, nx.MultiDiGraph)
    assert len(found) == len(whole.network) > 2000
    for node, facts in whole.network.nodes(data=True):
        for name in ("label", "label_en", "label_zh", "type"):
            assert found.nodes[node][name] == facts[name]
    assert sorted(found.edges(keys=True)) == sorted(whole.network.edges(keys=True))
    assert all(facts["property"] == key for *_, key, facts in found.edges(keys=True, data=True))


def test_hostile_labels_and_edges_between_the_same_nodes_load_back() -> None:
    plain = plain_network(diagram_of(odd_network()).scene)
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.cytoscape_graph(content_of(diagram_of(odd_network()))))
    assert sorted(found.edges(keys=True)) == sorted(plain.edges(keys=True))
    for node, facts in plain.nodes(data=True):
        assert facts.items() <= found.nodes[node].items()


def test_a_node_is_named_by_its_label_and_an_edge_by_its_property(whole: Diagram) -> None:
    elements = content_of(whole)["elements"]
    for node in elements["nodes"]:
        data = node["data"]
        assert data["name"] == data["label"] == whole.network.nodes[data["id"]]["label"] != data["id"]
    assert ("地区", "qs:region") in {(e["data"]["name"], e["data"]["interaction"]) for e in elements["edges"]}


def test_ids_are_texts_that_no_two_elements_share(whole: Diagram) -> None:
    elements = content_of(whole)["elements"]
    nodes = [node["data"]["id"] for node in elements["nodes"]]
    edges = [edge["data"]["id"] for edge in elements["edges"]]
    assert len({*nodes, *edges}) == len(nodes) + len(edges)
    assert {edge["data"][end] for edge in elements["edges"] for end in ("source", "target")} <= set(nodes)


def test_places_are_in_pixels_downwards() -> None:
    places = {BASE + "0": (1.0, 2.0), BASE + "1": (0.0, -0.5), BASE + "2": (0.0, 0.0)}
    text = diagram_of(odd_network(), places).write(".cyjs").decode("utf-8")
    found = {node["data"]["id"]: node.get("position") for node in json.loads(text)["elements"]["nodes"]}
    assert found[BASE + "0"] == {"x": 100, "y": -200}
    assert found[BASE + "1"] == {"x": 0, "y": 50}
    assert "-0.0" not in text


def test_each_type_has_its_colour_and_a_shape_of_its_own() -> None:
    rules = {rule["selector"]: rule["style"] for rule in content_of(diagram_of(odd_network()))["style"]}
    for name, mark in MARKS.items():
        assert rules[f'node[type = "{name}"]']["background-color"] == mark.colour
    assert len(set(CYTOSCAPE_SHAPES.values())) == len(CYTOSCAPE_SHAPES)
