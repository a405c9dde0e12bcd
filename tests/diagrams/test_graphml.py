"""GraphML: networkx finds in it the network that was drawn, with its labels and typed attributes."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import networkx as nx

from kg.diagrams.diagram import Diagram
from kg.diagrams.exchange import TAKEN
from kg.rdf.store import EmbeddedStore
from tests.diagrams.scenes import BASE, diagram_of, odd_network, whole_diagram
from tests.drawing.hostile import HOSTILE, NOT_IN_XML

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def read(diagram: Diagram) -> nx.MultiDiGraph[str]:
    """Return what networkx reads."""
    found = nx.read_graphml(io.BytesIO(diagram.write(".graphml")), force_multigraph=True)
    return nx.MultiDiGraph(found)


def relations(network: nx.MultiDiGraph[str]) -> list[tuple[str, str, str]]:
    """Return what each edge says."""
    return sorted((source, target, facts["property"]) for source, target, facts in network.edges(data=True))


def test_the_whole_network_loads_back_with_its_labels_types_and_edges(store: EmbeddedStore) -> None:
    whole = whole_diagram(store, "zh")
    found = read(whole)
    assert len(found) == len(whole.network) > 2000
    for node, facts in whole.network.nodes(data=True):
        for name in ("label", "label_en", "label_zh", "type"):
            assert found.nodes[node][name] == facts[name]
    assert relations(found) == relations(whole.network)
    assert ("qs:region", "地区") in {(f["property"], f["label"]) for *_, f in found.edges(data=True)}


def test_edges_between_the_same_nodes_stay_apart_by_ids_of_their_own() -> None:
    found = read(diagram_of(odd_network()))
    assert relations(found) == relations(odd_network())
    ids = [key for *_, key in found.edges(keys=True)]
    assert len(set(ids)) == len(ids) == odd_network().number_of_edges()


def test_hostile_labels_stay_labels() -> None:
    found = read(diagram_of(odd_network()))
    for number, label in enumerate(HOSTILE):
        expected = label.replace("\r", "\n")
        for character in NOT_IN_XML:
            expected = expected.replace(character, "\ufffd")
        assert found.nodes[f"{BASE}{number}"]["label"] == expected


def test_attributes_have_types_and_names_that_no_program_takes_for_its_own() -> None:
    root = ET.fromstring(diagram_of(odd_network()).write(".graphml"))
    keys = {
        (key.get("for"), key.get("attr.name")): key.get("attr.type") for key in root.iter(GRAPHML + "key")
    }
    assert len(keys) == sum(1 for _ in root.iter(GRAPHML + "key")), "an attribute is declared once"
    assert keys["node", "label"] == keys["node", "type"] == keys["edge", "label"] == "string"
    assert keys["node", "mixed"] == "double"
    assert keys["node", "record_start"] == "long"
    assert TAKEN.isdisjoint(str(name) for _, name in keys)
    ids = {(key.get("for"), key.get("attr.name")): key.get("id") for key in root.iter(GRAPHML + "key")}
    assert ids["node", "type"] == "node-type", "Gephi takes some numbered ids for labels"
    assert len(set(ids.values())) == len(ids)
