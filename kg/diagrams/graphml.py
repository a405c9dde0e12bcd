"""Writes the network of a diagram as GraphML, which most programs for networks read.

GraphML has attributes with types, and no word for colours or places: who wants these takes GEXF.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from kg.diagrams.exchange import plain_network
from kg.rdf.namespaces import shorten

if TYPE_CHECKING:
    from kg.diagrams.scene import Scene


def write_graphml(scene: Scene) -> bytes:
    """Return the network of a scene as GraphML.

    The attribute `iri` of a node is its IRI; its id is made from it (see `node_id`). Edges have ids of their
    own (`e0`, `e1` ...), since programs take two edges with one id for one; what an edge means is in its
    attribute `property`.
    """
    import networkx as nx  # noqa: PLC0415  (it takes long to load)
    from networkx.readwrite.graphml import GraphMLWriter  # noqa: PLC0415  (as above)

    network = plain_network(scene)
    numbered: nx.MultiGraph[str] = nx.MultiDiGraph() if scene.directed else nx.MultiGraph()
    for node, facts in network.nodes(data=True):
        numbered.add_node(node_id(node), **facts, iri=node)
    for number, (source, target, facts) in enumerate(network.edges(data=True)):
        numbered.add_edge(node_id(source), node_id(target), key=f"e{number}", **facts)
    # `write_graphml` writes otherwise where lxml is installed; this writer is always there.
    writer = GraphMLWriter(numbered)
    _name_keys(writer.xml)
    stream = io.BytesIO()
    writer.dump(stream)
    return stream.getvalue() + b"\n"


def node_id(iri: str) -> str:
    """Return the id of a node: the prefixed name of its IRI, such as `measure:brand-building`.

    An id in GraphML is an NMTOKEN, which has no slash. Every sign but letters, digits and `.`, `:`, `-` is
    replaced by its number between underscores, so that two IRIs never have one id, and one IRI has the same
    id in all files.
    """
    return re.sub(r"[^A-Za-z0-9.:-]", lambda sign: f"_{ord(sign[0]):X}_", shorten(iri, "/"))


def _name_keys(root: Element) -> None:
    """Give the keys of attributes ids that say what they are, such as `node-type`.

    networkx numbers them, and Gephi takes a `d3` of nodes and a `d7` of edges for the label, as in files
    from yEd.
    """
    names = {}
    for key in root.iter("key"):
        names[key.get("id")] = name = f"{key.get('for')}-{key.get('attr.name')}"
        key.set("id", name)
    for data in root.iter("data"):
        data.set("key", names[data.get("key")])
