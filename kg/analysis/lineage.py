"""Lineage: the citation network of documents below the national outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.analysis.backend import computed_by
from kg.analysis.matrix import named
from kg.analysis.model import Analysis, Askable, Cell
from kg.errors import UnknownName
from kg.networks.documents import document_network
from kg.rdf.namespaces import BASE, shorten
from kg.words import Noun

if TYPE_CHECKING:
    import networkx as nx

RELATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "stated": ("relation:based-on", "relation:implements"),
    "all": ("relation:based-on", "relation:counterpart", "relation:implements"),
}
"""The kinds of relation that are followed: those that a text states, or also those inferred."""

PLACES: Final = ("root", "beneath", "top", "beside", "untied")
"""The positions of documents relative to the root, in the order of the rows."""


def lineage(
    graph: Askable, root: str = f"{BASE}eli/china-2023-outline", relations: str = "stated", backend: str = ""
) -> Iterator[tuple[Cell, ...]]:
    """Yield one row per document: its depth below the root, and its degrees in the citation network.

    Formula:
        A document that implements or is based on another is below it. depth is the length of the shortest
        path up to the root. rests_on and carried_by are out-degree and in-degree by these relations; names
        and named_by by relations of every kind. Documents that reach each other form a cycle (a strongly
        connected component of more than one).

    Units:
        Numbers of edges and of documents.


    Example:
        A city's plan implements the province's, which is based on the nation's; a report has no edges.

        >>> import networkx as nx
        >>> network = nx.DiGraph([("city", "province"), ("province", "nation")])
        >>> network.add_node("report")
        >>> depths = nx.single_source_shortest_path_length(network.reverse(), "nation")
        >>> [(place(network, name, depths.get(name)), depths.get(name)) for name in network]
        [('beneath', 2), ('beneath', 1), ('root', 0), ('untied', None)]

    Args:
        graph: The graph to query.
        root: The IRI of the document from which documents descend.
        relations: `stated` or `all`; see `RELATIONS`.
        backend: The networkx backend; see `kg.analysis.backend`.

    Raises:
        UnknownName: There is no document `root`.
    """
    with computed_by(backend):
        import networkx as nx  # noqa: PLC0415  (it takes long to load)

        network = document_network(graph.store)
        if root not in network:
            raise UnknownName(Noun("document"), shorten(root), map(shorten, network))
        every = nx.DiGraph(network)
        upward: nx.DiGraph[str] = nx.DiGraph()
        upward.add_nodes_from(sorted(network))
        upward.add_edges_from(
            (one, other)
            for one, other, facts in network.edges(data=True)
            if facts["relation"] in RELATIONS[relations]
        )
        depths = nx.single_source_shortest_path_length(upward.reverse(), root)
        cycles = {
            name: sorted(found)
            for found in nx.strongly_connected_components(upward)
            if len(found) > 1
            for name in found
        }
    places = {name: place(upward, name, depths.get(name)) for name in upward}
    for name in sorted(upward, key=lambda each: (PLACES.index(places[each]), depths.get(each, 0), each)):
        facts = network.nodes[name]
        yield (
            *named(network, name),
            facts["type"],
            facts["reading"],
            places[name],
            depths.get(name),
            upward.out_degree(name),
            upward.in_degree(name),
            every.out_degree(name),
            every.in_degree(name),
            ", ".join(shorten(other) for other in cycles.get(name, ()) if other != name),
        )


def place(upward: nx.DiGraph[str], name: str, depth: int | None) -> str:
    """Return the position of a document: `root`, `beneath`, `top`, `beside`, or `untied`; see the columns.

    Args:
        upward: The edges, from the lower document to the upper.
        name: The document.
        depth: The length of the shortest path to the root; None if there is none.
    """
    if depth is not None:
        return "root" if depth == 0 else "beneath"
    if upward.out_degree(name) > 0:
        return "beside"
    return "top" if upward.in_degree(name) > 0 else "untied"


ANALYSIS = Analysis.of(__file__, compute=lineage)
