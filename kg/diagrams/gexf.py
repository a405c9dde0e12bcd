"""Writes the network of a diagram as GEXF 1.3, which Gephi opens with labels, colours and places.

Colours, sizes and places are in the module `viz` of the format (https://gexf.net/viz.html), not among
the attributes, where Gephi would not see them. The files are valid by the RELAX NG schema of GEXF 1.3. Its
XSD does not declare the namespace of `viz`, which the specification and Gephi require.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import SubElement

from kg.diagrams.exchange import plain_network
from kg.drawing.style import PROJECT
from kg.words import text

if TYPE_CHECKING:
    from kg.diagrams.scene import Scene

GEXF_SPACING: Final = 100.0
"""How far apart neighbours are, in the units of Gephi, where a node is `SIZE` wide."""

SIZE: Final = 10.0


def write_gexf(scene: Scene) -> bytes:
    """Return the network of a scene as GEXF.

    An edge has its key as `kind`, without which Gephi makes one edge of all between two nodes, and as the
    attribute `networkx_key`, by which networkx knows it; GEXF wants ids that no two edges share.
    """
    from networkx.readwrite.gexf import GEXFWriter  # noqa: PLC0415  (networkx takes long to load)

    network = plain_network(scene)
    for node, facts in network.nodes(data=True):
        colour = scene.marks[facts["type"]].colour
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        # Adding 0.0 turns a negative zero into zero.
        x, y = (round(GEXF_SPACING * place, 2) + 0.0 for place in scene.places[node])
        facts["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": SIZE,
            "position": {"x": x, "y": y, "z": 0.0},
        }
    writer = GEXFWriter(graph=network, version="1.3")
    for element, (*_, key) in zip(writer.xml.iter("edge"), network.edges(keys=True), strict=True):
        element.set("kind", key)
    # The schema allows none of these.
    for name in ("xmlns:xsi", "xsi:schemaLocation"):
        del writer.xml.attrib[name]
    del writer.graph_element.attrib["name"]
    # networkx writes the day and its own version, so that each day's file would be another.
    (meta,) = writer.xml.findall("meta")
    meta.clear()
    SubElement(meta, "creator").text = text(PROJECT, scene.lang)
    SubElement(meta, "description").text = f"{scene.title}\n{scene.caption}"
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue() + b"\n"
