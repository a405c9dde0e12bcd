"""Chooses a part of the network of entities: around a record, of some classes, or without hubs.

networkx's `subgraph(...).copy()` iterates over a set, so the order of nodes and edges, and every file
written from them, depends on the hash seed. An excerpt keeps the order of the network.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.errors import UnknownName
from kg.rdf.namespaces import iri_in, shorten
from kg.words import Noun

if TYPE_CHECKING:
    import networkx as nx


def excerpt(network: nx.MultiDiGraph[str], nodes: Iterable[str]) -> nx.MultiDiGraph[str]:
    """Return the part of the network with these nodes and the edges between them, in its order.

    Args:
        network: A network of entities.
        nodes: The nodes to keep; those that the network does not have are ignored.
    """
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    kept = set(nodes)
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    part.add_nodes_from((node, dict(facts)) for node, facts in network.nodes(data=True) if node in kept)
    for source, target, key, facts in network.edges(keys=True, data=True):
        if source in kept and target in kept:
            part.add_edge(source, target, key=key, **facts)
    return part


def neighbourhood(network: nx.MultiDiGraph[str], around: str, depth: int) -> nx.MultiDiGraph[str]:
    """Return the nodes at most `depth` steps from the record `around`, in either direction of the edges.

    Args:
        network: A network of entities.
        around: An IRI or a prefixed name.
        depth: The maximum number of steps, 0 or more.

    Raises:
        UnknownName: The network has no such node.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    iri = iri_in(around)
    if iri is None or iri not in network:
        raise UnknownName(Noun("record"), around, map(shorten, network))
    near = nx.single_source_shortest_path_length(network.to_undirected(as_view=True), iri, cutoff=depth)
    return excerpt(network, near)


def of_classes(network: nx.MultiDiGraph[str], classes: Iterable[str]) -> nx.MultiDiGraph[str]:
    """Return the nodes of the classes (prefixed names such as `qs:Target`) and the edges between them.

    Raises:
        UnknownName: No node is of one of the classes.
    """
    wanted = set(classes)
    known = {facts["type"] for _, facts in network.nodes(data=True)}
    for name in sorted(wanted - known):
        raise UnknownName(Noun("class"), name, known)
    return excerpt(network, (node for node, facts in network.nodes(data=True) if facts["type"] in wanted))


def without_hubs(network: nx.MultiDiGraph[str], degree: int) -> nx.MultiDiGraph[str]:
    """Return the network without the nodes that have more than `degree` edges."""
    return excerpt(network, (node for node, edges in network.degree() if edges <= degree))
