"""Mermaid: a flowchart by the grammar that its documentation gives, for any labels."""

from __future__ import annotations

import json
import re

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import words
from kg.diagrams.diagram import Diagram
from kg.diagrams.mermaid import MERMAID_SHAPES, MOST_CHARACTERS, MOST_EDGES, quoted
from kg.errors import KgError
from kg.rdf.store import EmbeddedStore
from tests.diagrams.conftest import DrawDiagram
from tests.diagrams.scenes import BASE, diagram_of, odd_network, whole_diagram
from tests.drawing.hostile import HOSTILE

WORDS = r'"((?:\w| |#\d+;)+)"'
OPENING, CLOSING = r"(?:\[/|\[\\|\(\[|\{\{|\[\[|\[\(|\[|\(|>)", r"(?:\\\]|/\]|\]\)|\}\}|\]\]|\)\]|\]|\))"
NODE = re.compile(rf" +([nl]\d+){OPENING}{WORDS}{CLOSING}:::(family\d+)")
EDGE = re.compile(rf"  (n\d+) -->\|{WORDS}\| (n\d+)")
CLASS = re.compile(
    r"  classDef (family\d+) fill:#ffffff,stroke:(#[0-9A-F]{6}),stroke-width:3px,color:#[0-9a-f]{6}"
)
LEGEND = re.compile(rf"  subgraph legend\[{WORDS}\]")


def said(text: str) -> str:
    """Return a text as Mermaid shows it."""
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)


def lines_of(diagram: Diagram) -> list[str]:
    """Return the lines below the head, each of which is one statement."""
    text = diagram.write(".mmd").decode("utf-8")
    assert text.endswith("\n")
    head, lines = text.split("\n")[:6], text.split("\n")[6:-1]
    assert (head[0], head[2], head[3]) == ("---", "---", "flowchart LR")
    assert json.loads(head[1].removeprefix("title: ")) == " ".join(diagram.title.split())
    assert said(head[5].removeprefix("  accDescr: ")) == " ".join(diagram.caption.split())
    return lines


def parsed(diagram: Diagram) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str, str]], dict[str, str]]:
    """Return nodes (label and class by id), edges (from, label, to) and the colours of the classes.

    A line that is none of what the grammar allows here fails.
    """
    nodes, edges, classes = {}, [], {}
    for line in lines_of(diagram):
        if match := NODE.fullmatch(line):
            assert match[1] not in nodes
            nodes[match[1]] = (said(match[2]), match[3])
        elif match := EDGE.fullmatch(line):
            edges.append((match[1], said(match[2]), match[3]))
        elif match := CLASS.fullmatch(line):
            classes[match[1]] = match[2]
        else:
            assert LEGEND.fullmatch(line) or line == "  end", line
    return nodes, edges, classes


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_diagram_has_all_nodes_and_edges_in_the_language_asked_for(diagram: DrawDiagram, lang: str) -> None:
    network = diagram("network", lang)
    nodes, edges, classes = parsed(network)
    labels = {label for name, (label, _) in nodes.items() if name.startswith("n")}
    assert labels == {facts["label"] for _, facts in network.network.nodes(data=True)}
    found = sorted((nodes[one][0], said_, nodes[two][0]) for one, said_, two in edges)
    label = network.network.nodes
    assert found == sorted(
        (label[one]["label"], network.scene.name(key), label[two]["label"])
        for one, two, key in network.network.edges(keys=True)
    )
    assert ("region" if lang == "en" else "地区") in {said_ for _, said_, _ in edges}
    legend = {label: classes[family] for name, (label, family) in nodes.items() if name.startswith("l")}
    marks = network.scene.marks.values()
    assert legend == {words.text(mark.label, lang): mark.colour for mark in marks}


def test_hostile_labels_stay_labels() -> None:
    nodes, edges, _ = parsed(diagram_of(odd_network()))
    labels = {label for label, _ in nodes.values()}
    for label in HOSTILE:
        if label.strip() != "" and label.isprintable():
            assert label in labels
    assert f"<{BASE}{HOSTILE.index(' ')}>" in labels, "a node without a label goes by its IRI"
    assert len(edges) == odd_network().number_of_edges()


@given(st.text(min_size=1))
def test_no_text_leaves_its_quotes(text: str) -> None:
    found = quoted(text)
    assert re.fullmatch(r"(?:[^\W_]| |#\d+;)*", found)
    assert said(found) == " ".join(text.split())


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_a_title_and_labels_of_any_text_keep_to_the_grammar(texts: list[str]) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, text in enumerate(texts):
        network.add_node(f"{BASE}{number}", label=text, type="qs:Target")
        network.add_edge(f"{BASE}0", f"{BASE}{number}", key="qs:partOf", property="qs:partOf")
    nodes, edges, _ = parsed(diagram_of(network, title=texts[0]))
    assert len(edges) == len(texts)
    assert len(nodes) == len(texts) + 1, "and one in the legend"


def test_families_differ_in_shape_as_in_colour() -> None:
    assert len(set(MERMAID_SHAPES.values())) == len(MERMAID_SHAPES)
    for shape in MERMAID_SHAPES.values():
        assert NODE.fullmatch(f" n1{shape.format('a')}:::family0"), shape


def network_of(edges: int, label: str = "a") -> nx.MultiDiGraph[str]:
    """Return a network of two nodes and many edges."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in (BASE + "0", BASE + "1"):
        network.add_node(node, label=label, type="qs:Target")
    for number in range(edges):
        network.add_edge(BASE + "0", BASE + "1", key=f"k{number}", property="qs:region")
    return network


def test_a_network_as_large_as_mermaid_takes_is_written() -> None:
    assert len(parsed(diagram_of(network_of(MOST_EDGES)))[1]) == MOST_EDGES


@pytest.mark.parametrize("network", [network_of(MOST_EDGES + 1), network_of(1, "a" * MOST_CHARACTERS)])
def test_a_network_too_large_for_mermaid_is_refused_with_the_cure(network: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(KgError) as caught:
        diagram_of(network).write(".mmd")
    for lang in ("en", "zh"):
        assert "\n" not in caught.value.message(lang)
        assert "-p depth" in caught.value.message(lang)
        assert ".html" in caught.value.message(lang)


def test_characters_are_counted_as_mermaid_counts_them() -> None:
    half = "𠮷" * (MOST_CHARACTERS // 4)  # two units of UTF-16 each, in two labels
    with pytest.raises(KgError, match="characters"):
        diagram_of(network_of(1, half)).write(".mmd")


def test_the_whole_graph_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(KgError, match="too large for Mermaid"):
        whole_diagram(store).write(".mmd")
