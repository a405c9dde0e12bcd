"""GraphML: networkx finds in it the network that was drawn, with its labels and typed attributes."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from kg.diagrams.diagram import Diagram
from kg.diagrams.exchange import TAKEN
from kg.diagrams.graphml import node_id
from kg.rdf.store import EmbeddedStore
from tests.diagrams.grammar import VALUES, Rule, Rules, faults
from tests.diagrams.scenes import BASE, diagram_of, odd_network, whole_diagram
from tests.drawing.hostile import HOSTILE, NOT_IN_XML

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
PLACE = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"

TOKEN = "[A-Za-z0-9.:_-]+"
"""A NMTOKEN of ASCII."""

RULES: Rules = {
    "graphml": Rule({PLACE: ".+"}, several="key|graph"),
    "key": Rule(
        {
            "id": TOKEN,
            "for": "node|edge",
            "attr.name": TOKEN,
            "attr.type": "boolean|int|long|float|double|string",
        }
    ),
    "graph": Rule({"edgedefault": "(un)?directed"}, several="node|edge"),
    "node": Rule({"id": TOKEN}, several="data"),
    "edge": Rule({"id": TOKEN, "source": TOKEN, "target": TOKEN}, several="data"),
    "data": Rule({"key": TOKEN}),
}
"""The elements of GraphML that the files use, as its XML Schema allows them."""


@pytest.fixture(scope="module")
def whole(store: EmbeddedStore) -> Diagram:
    return whole_diagram(store, "zh")


def read(diagram: Diagram) -> nx.MultiDiGraph[str]:
    """Return what networkx reads, its nodes named by their IRIs."""
    found = nx.read_graphml(io.BytesIO(diagram.write(".graphml")), force_multigraph=True)
    return nx.MultiDiGraph(nx.relabel_nodes(found, dict(found.nodes(data="iri"))))


def relations(network: nx.MultiDiGraph[str]) -> list[tuple[str, str, str]]:
    """Return what each edge says."""
    return sorted((source, target, facts["property"]) for source, target, facts in network.edges(data=True))


def test_the_whole_network_loads_back_with_its_labels_types_and_edges(whole: Diagram) -> None:
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


# --- the schema ----------------------------------------------------------------------------------------


def invalid(content: bytes) -> list[str]:
    """Return the faults of a file: in its elements, and in what they refer to."""
    root = ET.fromstring(content)
    found = faults(root, RULES, {GRAPHML: ""})
    tags = [each.tag.removeprefix(GRAPHML) for each in root]
    found += ["keys are not before the graph"] if tags != ["key"] * (len(tags) - 1) + ["graph"] else []
    for what in ("key", "node", "edge"):
        ids = [each.get("id") for each in root.iter(GRAPHML + what)]
        found += [f"two elements {what} have one id"] if len(set(ids)) < len(ids) else []
    nodes = {node.get("id") for node in root.iter(GRAPHML + "node")}
    ends = {edge.get(end) for edge in root.iter(GRAPHML + "edge") for end in ("source", "target")}
    found += [f"no node is {end}" for end in sorted(map(str, ends - nodes))]
    types = {(key.get("for"), key.get("id")): key.get("attr.type") for key in root.iter(GRAPHML + "key")}
    for what in ("node", "edge"):
        for data in root.iterfind(f".//{GRAPHML}{what}/{GRAPHML}data"):
            type_, text = types.get((what, data.get("key"))), data.text or ""
            if type_ is None or re.fullmatch(VALUES.get(type_, "(?s:.*)"), text) is None:
                found.append(f"{text!r} is no value of a key of type {type_}")
    return found


@pytest.mark.parametrize("which", ["whole", "odd"])
def test_a_file_is_valid_by_the_schema(which: str, whole: Diagram) -> None:
    assert invalid((whole if which == "whole" else diagram_of(odd_network())).write(".graphml")) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b'edgedefault="directed"', b'edgedefault="no"', "graph: edgedefault is 'no'"),
        (b'<node id="', b'<node id="https://', "node: id is 'https://"),
        (b'attr.type="double"', b'attr.type="number"', "key: attr.type is 'number'"),
        (b'<data key="node-label">', b'<data key="label">', "type None"),
        (b'id="e1"', b'id="e0"', "two elements edge have one id"),
        (b'target="', b'target="x', "no node is x"),
        (b">1.5<", b">one<", "type double"),
        (b"</graph>", b"</graph><key/>", "keys are not before the graph"),
    ],
)
def test_a_fault_of_a_file_is_found(old: bytes, new: bytes, fault: str) -> None:
    content = diagram_of(odd_network()).write(".graphml")
    assert old in content
    assert fault in " ".join(invalid(content.replace(old, new)))


@pytest.mark.parametrize(
    ("iri", "id_"),
    [
        ("https://w3id.org/quality-strategy/measure/standards", "measure:standards"),
        ("https://w3id.org/quality-strategy/source/a/b_c", "source:a_2F_b_5F_c"),
        ("https://example.org/a", "_3C_https:_2F__2F_example.org_2F_a_3E_"),
    ],
)
def test_the_id_of_a_node_is_its_prefixed_name(iri: str, id_: str) -> None:
    assert node_id(iri) == id_
