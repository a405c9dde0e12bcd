"""GEXF: Gephi and networkx find in it the network that was drawn, in its colours and at its places."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import networkx as nx
import pytest

from kg.diagrams.diagram import Diagram
from kg.diagrams.exchange import TAKEN, plain_network
from kg.rdf.store import EmbeddedStore
from tests.diagrams.grammar import VALUES, Rule, Rules, faults
from tests.diagrams.scenes import BASE, MARKS, diagram_of, odd_network, whole_diagram
from tests.drawing.hostile import HOSTILE, NOT_IN_XML

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"

RULES: Rules = {
    "gexf": Rule({"version": "1.3"}, children=("meta", "graph")),
    "meta": Rule(children=("creator", "description")),
    "creator": Rule(),
    "description": Rule(),
    "graph": Rule(
        {"defaultedgetype": "(un)?directed", "mode": "static"},
        children=("attributes", "attributes", "nodes", "edges"),
    ),
    "attributes": Rule({"mode": "static", "class": "node|edge"}, several="attribute"),
    "attribute": Rule({"id": ".+", "title": ".+", "type": "string|boolean|integer|long|float|double"}),
    "nodes": Rule(several="node"),
    "node": Rule(
        {"id": ".+", "label": ".*"}, children=("viz:color", "viz:size", "viz:position", "attvalues")
    ),
    "viz:color": Rule(dict.fromkeys("rgb", "[0-9]{1,3}") | {"a": "1.0"}),
    "viz:size": Rule({"value": "[0-9.]+"}),
    "viz:position": Rule(dict.fromkeys("xyz", "-?[0-9.]+")),
    "edges": Rule(several="edge"),
    "edge": Rule(
        {"id": "[0-9]+", "source": ".+", "target": ".+", "kind": ".+"}, {"label": ".*"}, ("attvalues",)
    ),
    "attvalues": Rule(several="attvalue"),
    "attvalue": Rule({"for": ".+", "value": ".*"}),
}
"""The elements of GEXF 1.3 that the files use, as its RELAX NG schema allows them."""


@pytest.fixture(scope="module")
def whole(store: EmbeddedStore) -> Diagram:
    return whole_diagram(store, "zh")


def read(diagram: Diagram) -> nx.MultiDiGraph[str]:
    """Return what networkx reads."""
    return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(diagram.write(".gexf"))))


def nodes_of(diagram: Diagram) -> Iterator[ET.Element]:
    """Yield the elements of the nodes."""
    return ET.fromstring(diagram.write(".gexf")).iter(GEXF + "node")


def test_the_whole_network_loads_back_with_its_labels_types_and_edges(whole: Diagram) -> None:
    found = read(whole)
    assert len(found) == len(whole.network) > 2000
    for node, facts in whole.network.nodes(data=True):
        for name in ("label", "label_en", "label_zh", "type"):
            assert found.nodes[node][name] == facts[name]
    assert sorted(found.edges(keys=True)) == sorted(whole.network.edges(keys=True))
    assert all(facts["property"] == key for _, _, key, facts in found.edges(keys=True, data=True))


def test_an_edge_is_called_as_its_property_is_in_the_language_of_the_diagram(whole: Diagram) -> None:
    labels = {(facts["property"], facts["label"]) for *_, facts in read(whole).edges(data=True)}
    assert ("qs:region", "地区") in labels
    assert ("skos:broader", "上位概念") in labels


def test_a_property_without_a_label_goes_by_its_name() -> None:
    labels = {
        (facts["property"], facts["label"]) for *_, facts in read(diagram_of(odd_network())).edges(data=True)
    }
    assert ("skos:broader", "skos:broader") in labels


def test_edges_between_the_same_nodes_stay_apart() -> None:
    found = read(diagram_of(odd_network()))
    assert sorted(found.edges(keys=True)) == sorted(odd_network().edges(keys=True))
    ids = [facts["id"] for *_, facts in found.edges(data=True)]
    assert len(set(ids)) == len(ids)
    edges = ET.fromstring(diagram_of(odd_network()).write(".gexf")).iter(GEXF + "edge")
    kinds = sorted((edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges)
    assert kinds == sorted(odd_network().edges(keys=True)), "Gephi makes one edge of all of one kind"


def test_hostile_labels_stay_labels() -> None:
    found = read(diagram_of(odd_network()))
    for number, label in enumerate(HOSTILE):
        expected = label.replace("\r", "\n")
        for character in NOT_IN_XML:
            expected = expected.replace(character, "\ufffd")
        assert found.nodes[f"{BASE}{number}"]["label"] == expected


def test_colours_sizes_and_places_are_where_gephi_looks() -> None:
    nodes = list(nodes_of(diagram_of(odd_network())))
    colours = {}
    for node in nodes:
        (colour,), (size,), (place,) = (node.findall(VIZ + n) for n in ("color", "size", "position"))
        assert float(size.get("value", "")) > 0
        colours[node.get("id")] = "#" + "".join(f"{int(colour.get(c, '')):02X}" for c in "rgb")
        assert place.get("y") != "-0.0"
    assert colours[BASE + "0"] == MARKS["qs:Target"].colour
    assert colours[BASE + "1"] == MARKS["qs:Unheard"].colour
    places = {node.get("id"): node.find(VIZ + "position") for node in nodes}
    eighth = places[sorted(odd_network())[1]]
    assert eighth is not None
    number = list(odd_network()).index(sorted(odd_network())[1])
    assert float(eighth.get("x", "")) == 100 * (number % 7)
    assert float(eighth.get("y", "")) == -100 * (number // 7), "upwards in Gephi as in the drawing"


def test_no_attribute_has_a_name_that_a_program_takes_for_its_own() -> None:
    plain = plain_network(diagram_of(odd_network()).scene)
    for _, facts in plain.nodes(data=True):
        assert TAKEN.isdisjoint(facts)
    one = plain.nodes[BASE + "0"]
    assert (one["record_id"], one["record_color"], one["record_start"]) == ("other", "red", 2020)
    titles = {each.get("title") for each in ET.fromstring(diagram_of(odd_network()).write(".gexf")).iter()}
    assert TAKEN & titles == {"networkx_key"}


def test_a_column_has_one_type() -> None:
    found = read(diagram_of(odd_network())).nodes
    one, two, three = (found[f"{BASE}{number}"] for number in range(3))
    assert (one["mixed"], two["mixed"], three["mixed"]) == (1.0, 1.5, 2.0)
    assert (two["number"], three["number"]) == ("1", "one")


def test_the_file_names_its_source_and_no_clock() -> None:
    root = ET.fromstring(diagram_of(odd_network(), title="<T> & co", caption="Source: <here>").write(".gexf"))
    (meta,), (graph,) = root.findall(GEXF + "meta"), root.findall(GEXF + "graph")
    assert meta.attrib == {}
    assert meta.findtext(GEXF + "description") == "<T> & co\nSource: <here>"
    assert graph.get("mode") == "static"


# --- the schema ----------------------------------------------------------------------------------------


def invalid(content: bytes) -> list[str]:
    """Return the faults of a file: in its elements, and in what they refer to."""
    root = ET.fromstring(content)
    found = faults(root, RULES, {GEXF: "", VIZ: "viz:"})
    nodes = [node.get("id") for node in root.iter(GEXF + "node")]
    edges = [edge.get("id") for edge in root.iter(GEXF + "edge")]
    ends = {edge.get(end) for edge in root.iter(GEXF + "edge") for end in ("source", "target")}
    for ids, what in ((nodes, "nodes"), (edges, "edges")):
        found += [f"two {what} have one id"] if len(set(ids)) < len(ids) else []
    found += [f"no node is {end}" for end in sorted(map(str, ends - set(nodes)))]
    for declared in root.iter(GEXF + "attributes"):
        types = {each.get("id"): each.get("type") for each in declared}
        found += ["an attribute is declared twice"] if len(types) < len(declared) else []
        for value in root.iterfind(f".//{GEXF}{declared.get('class')}/*/{GEXF}attvalue"):
            type_, text = types.get(value.get("for")), value.get("value", "")
            if type_ is None or re.fullmatch(VALUES.get(type_, "(?s:.*)"), text) is None:
                found.append(f"{text!r} is no value of an attribute of type {type_}")
    return found


@pytest.mark.parametrize("which", ["whole", "odd"])
def test_a_file_is_valid_by_the_schema(which: str, whole: Diagram) -> None:
    assert invalid((whole if which == "whole" else diagram_of(odd_network())).write(".gexf")) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b'version="1.3"', b'version="1.2"', "gexf: version is '1.2'"),
        (b"<graph ", b'<graph name="x" ', "graph: has no attribute name"),
        (b"viz:size", b"size", "node: its children are"),
        (b'type="double"', b'type="number"', "attribute: type is 'number'"),
        (b'for="0"', b'for="99"', "type None"),
        (
            b'<edge source="https://example.org/0" target="https://example.org/1" id="1"',
            b'<edge source="https://example.org/0" target="https://example.org/1" id="0"',
            "two edges have one id",
        ),
        (b'target="https://example.org/1"', b'target="x"', "no node is x"),
        (b'value="1.5"', b'value="one"', "type double"),
    ],
)
def test_a_fault_of_a_file_is_found(old: bytes, new: bytes, fault: str) -> None:
    content = diagram_of(odd_network()).write(".gexf")
    assert old in content
    assert fault in " ".join(invalid(content.replace(old, new)))
