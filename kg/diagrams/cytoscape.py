"""Writes the network of a diagram as Cytoscape JSON, which Cytoscape and cytoscape.js open at its places.

The form is that of cytoscape.js (https://js.cytoscape.org/#notation/elements-json) with what Cytoscape
writes and networkx reads: `elements` with `nodes` and `edges`, each with its `data`. Colours are no part of
the data: Cytoscape maps them from the column `type`; cytoscape.js takes them from `style`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kg.diagrams.exchange import plain_network
from kg.drawing.style import GREY
from kg.files import json_text

if TYPE_CHECKING:
    from kg.diagrams.scene import Scene

SPACING: Final = 100.0
"""How many pixels neighbours are apart."""

CYTOSCAPE_SHAPES: Final = {
    "o": "ellipse",
    "s": "rectangle",
    "^": "triangle",
    "v": "vee",
    "D": "diamond",
    "p": "pentagon",
    "h": "hexagon",
    "P": "octagon",
    "X": "round-rectangle",
}
"""The shapes of cytoscape.js by the markers of matplotlib."""


def write_cytoscape(scene: Scene) -> bytes:
    """Return the network of a scene as Cytoscape JSON.

    The data of a node have its IRI as `id` and as `value` (from which networkx makes the node), its label
    as `name`, which both programs show, and as `label`. An edge has an `id` of its own, `interaction` and
    `name`, as Cytoscape calls what an edge means. `networkx.cytoscape_data` writes the IRI as the name, and
    neither ids of edges nor places.
    """
    network = plain_network(scene)
    content = {
        "format_version": "1.0",
        "data": {"name": scene.title, "description": scene.caption},
        "directed": scene.directed,
        "multigraph": True,
        "elements": {
            "nodes": [_node(scene, node, facts) for node, facts in network.nodes(data=True)],
            "edges": [
                {
                    "data": {
                        **facts,
                        "id": f"e{number}",
                        "source": source,
                        "target": target,
                        "key": key,
                        "name": facts["label"],
                        "interaction": facts["property"],
                    }
                }
                for number, (source, target, key, facts) in enumerate(network.edges(keys=True, data=True))
            ],
        },
        "style": _style(scene),
    }
    return json_text(content).encode("utf-8")


def _node(scene: Scene, node: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the element of a node; its place is in pixels, downwards."""
    x, y = scene.places[node]
    return {
        "data": {**facts, "id": node, "value": node, "name": facts["label"]},
        # Adding 0.0 turns a negative zero into zero.
        "position": {"x": round(SPACING * x, 2) + 0.0, "y": round(-SPACING * y, 2) + 0.0},
    }


def _style(scene: Scene) -> list[dict[str, Any]]:
    """Return the style sheet of cytoscape.js: labels, and a colour and a shape for each type."""
    arrow = "triangle" if scene.directed else "none"
    rules: list[tuple[str, dict[str, str | int]]] = [
        ("node", {"label": "data(label)", "background-color": GREY, "width": 20, "height": 20}),
        ("edge", {"curve-style": "bezier", "target-arrow-shape": arrow, "width": 1}),
    ]
    for name, mark in scene.marks.items():
        style: dict[str, str | int] = {"background-color": mark.colour, "shape": CYTOSCAPE_SHAPES[mark.shape]}
        rules.append((f"node[type = {json.dumps(name)}]", style))
    return [{"selector": selector, "style": style} for selector, style in rules]
