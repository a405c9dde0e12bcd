"""Diagrams to try formats on: the graph as a whole, and a small one with everything that is odd."""

from __future__ import annotations

import math
from collections.abc import Mapping

import networkx as nx
from matplotlib.figure import Figure

from kg.diagrams.diagram import Diagram
from kg.diagrams.names import term_names
from kg.diagrams.scene import Scene
from kg.drawing.marks import OTHER_MARK, Mark, marks_of
from kg.networks.entities import entity_network
from kg.rdf.store import Store
from tests.drawing.hostile import HOSTILE

BASE = "https://example.org/"

MARKS = {
    "qs:Target": Mark("target or observation", "#D55E00", "^"),
    "qs:Province": Mark("region", "#0072B2", "s"),
    "qs:Unheard": OTHER_MARK,
}


def diagram_of(
    network: nx.MultiDiGraph[str],
    places: Mapping[str, tuple[float, float]] | None = None,
    title: str = "A title",
    caption: str = "Source: the test.",
) -> Diagram:
    """Return the diagram of a network made by hand, in English."""
    grid = {node: (float(number % 7), -float(number // 7)) for number, node in enumerate(network)}
    places = grid if places is None else grid | dict(places)
    return Diagram.of(Scene(title, caption, "en", network, places, MARKS, lambda _: Figure()))


def odd_network() -> nx.MultiDiGraph[str]:
    """Return a network with hostile labels, edges between the same nodes, a loop, and odd attributes."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, label in enumerate(HOSTILE):
        kind = "qs:Target" if number % 2 == 0 else "qs:Unheard"
        network.add_node(f"{BASE}{number}", label=label, label_en=label, label_zh=label, type=kind)
    one, two = BASE + "0", BASE + "1"
    for property_ in ("qs:partOf", "qs:region", "skos:broader"):
        network.add_edge(one, two, key=property_, property=property_)
    network.add_edge(two, one, key="qs:partOf", property="qs:partOf")
    network.add_edge(one, one, key="qs:partOf", property="qs:partOf")
    network.nodes[one].update(id="other", color="red", x=1, start=2020, mixed=1)
    network.nodes[two].update(size=3, value=2.5, end=1, mixed=1.5, number=1)
    network.nodes[BASE + "2"].update(mixed=2, number="one")
    return network


def whole_scene(store: Store, lang: str = "en") -> Scene:
    """Return a scene of all that the graph holds, its nodes along a spiral."""
    network = entity_network(store, lang)
    places = {
        node: (0.6 * math.sqrt(n) * math.cos(2.4 * n), 0.6 * math.sqrt(n) * math.sin(2.4 * n))
        for n, node in enumerate(network)
    }
    marks = marks_of(store, (facts["type"] for _, facts in network.nodes(data=True)))
    other = "zh" if lang == "en" else "en"
    title, caption = ("All records", "Source: kg") if lang == "en" else ("全部记录", "来源：kg")
    return Scene(
        *(title, caption, lang, network, places, marks, lambda _: Figure(), term_names(store, network)),
        translated=lambda: whole_scene(store, other),
    )


def whole_diagram(store: Store, lang: str = "en") -> Diagram:
    """Return the diagram of all that the graph holds."""
    return Diagram.of(whole_scene(store, lang))
