"""Writes a picture's network as GraphML, which most programs for networks read.

GraphML has attributes with types, and no word for colours or places: who wants these takes GEXF.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kg.drawing.exchange import plain_network

if TYPE_CHECKING:
    from kg.drawing.picture import Picture


def write_graphml(picture: Picture) -> bytes:
    """Return the network of a picture as GraphML.

    Edges have ids of their own (`e0`, `e1` ...), since programs take two edges with one id for one; what
    an edge means stands in its attribute `property`.
    """
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    network = plain_network(picture)
    numbered: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    numbered.add_nodes_from(network.nodes(data=True))
    for number, (source, target, facts) in enumerate(network.edges(data=True)):
        numbered.add_edge(source, target, key=f"e{number}", **facts)
    stream = io.BytesIO()
    # The writer that `write_graphml` takes depends on whether lxml is installed; this one is always there.
    nx.write_graphml_xml(numbered, stream)
    return stream.getvalue() + b"\n"
