"""The network of a diagram as other programs take it: plain attributes, in an order of its own.

Formats for networks know texts and numbers, one type a column, and keep some names for themselves; XML
has no control characters. `plain_network` brings a network into this form, for any names of a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import networkx as nx

    from kg.diagrams.scene import Scene

AttributeValue = str | int | float
"""What an attribute may be in every format."""

TAKEN: Final = frozenset(
    {"id", "color", "size", "x", "y", "z", "r", "g", "b", "viz", "shape", "position"}  # how a node looks
    | {"start", "end", "spells", "slices", "parents", "pid"}  # when it is there, and what it lies in
    | {"key", "source", "target", "name", "value", "networkx_key"}  # how it is held
)
"""Attributes that Gephi, Cytoscape or networkx take for their own; of an edge also `type`."""

_FORBIDDEN: Final = re.compile("[^\\t\\n\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def plain_network(scene: Scene) -> nx.MultiGraph[str]:
    """Return the network of a scene with nodes and edges sorted, and attributes that are plain.

    A column with numbers and texts holds texts; a name that programs take for their own (`TAKEN`) is led by
    `record_`. The attribute `label` of an edge is the name of its property. The network is directed if the
    scene is.
    """
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    network = scene.network
    plain: nx.MultiGraph[str] = nx.MultiDiGraph() if scene.directed else nx.MultiGraph()
    nodes = sorted(network)
    for node, facts in zip(nodes, _columns((network.nodes[node] for node in nodes), TAKEN), strict=True):
        plain.add_node(_xml(node), **{"label": "", **facts})
    edges = sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    columns = _columns((facts for *_, facts in edges), TAKEN | {"type"})
    for (source, target, key, _), facts in zip(edges, columns, strict=True):
        property_ = str(facts.get("property", key))
        given = {"label": scene.name(property_), "property": property_, **facts}
        plain.add_edge(_xml(source), _xml(target), key=_xml(str(key)), **given)
    return plain


def _columns(rows: Iterable[Mapping[str, Any]], taken: frozenset[str]) -> list[dict[str, AttributeValue]]:
    """Return rows with plain values and one type a column."""
    plain = [
        {(f"record_{name}" if name in taken else name): _value(value) for name, value in row.items()}
        for row in rows
    ]
    types: dict[str, set[type]] = {}
    for row in plain:
        for name, value in row.items():
            types.setdefault(name, set()).add(type(value))
    for row in plain:
        for name, value in row.items():
            if types[name] == {int, float}:
                row[name] = float(value)
            elif len(types[name]) > 1:
                row[name] = str(value)
    return plain


def _value(value: object) -> AttributeValue:
    """Return an attribute as a text or a number."""
    return value if isinstance(value, (int, float)) else _xml(str(value))


def _xml(text: str) -> str:
    """Return a text without the characters that XML 1.0 may not hold, or would change on reading."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
