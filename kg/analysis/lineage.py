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

TIES: Final[Mapping[str, tuple[str, ...]]] = {
    "stated": ("relation:based-on", "relation:implements"),
    "all": ("relation:based-on", "relation:counterpart", "relation:implements"),
}
"""The kinds of tie that are followed: those that a text states, or also those told by title and time."""

PLACES: Final = ("root", "beneath", "top", "beside", "untied")
"""Where a document stands, in the order of the rows."""


def lineage(
    graph: Askable, root: str = f"{BASE}eli/china-2023-outline", ties: str = "stated", backend: str = ""
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a document: how deep beneath the root it stands, what it rests on, what names it.

    Formula:
        A document that implements or is based on another stands beneath it. depth is the number of ties on
        the shortest way up to the root. rests_on and carried_by are out-degree and in-degree by these ties;
        names and named_by by ties of every kind. Documents that reach each other form a cycle (a strongly
        connected component of more than one).

    Units:
        Numbers of ties and of documents.


    Example:
        A city's plan implements the province's, which is based on the nation's; a report stands by itself.

        >>> import networkx as nx
        >>> tied = nx.DiGraph([("city", "province"), ("province", "nation")])
        >>> tied.add_node("report")
        >>> depths = nx.single_source_shortest_path_length(tied.reverse(), "nation")
        >>> [(place(tied, name, depths.get(name)), depths.get(name)) for name in tied]
        [('beneath', 2), ('beneath', 1), ('root', 0), ('untied', None)]

    Args:
        graph: What is asked.
        root: The IRI of the document from which documents descend.
        ties: `stated` or `all`; see `TIES`.
        backend: What computes; see `kg.analysis.backend`.

    Raises:
        UnknownName: There is no document `root`.
    """
    with computed_by(backend):
        import networkx as nx  # noqa: PLC0415  (it takes long to load)

        network = document_network(graph.store)
        if root not in network:
            raise UnknownName(Noun("document"), shorten(root), map(shorten, network))
        every = nx.DiGraph(network)
        tied: nx.DiGraph[str] = nx.DiGraph()
        tied.add_nodes_from(sorted(network))
        tied.add_edges_from(
            (one, other) for one, other, facts in network.edges(data=True) if facts["relation"] in TIES[ties]
        )
        depths = nx.single_source_shortest_path_length(tied.reverse(), root)
        cycles = {
            name: sorted(found)
            for found in nx.strongly_connected_components(tied)
            if len(found) > 1
            for name in found
        }
    places = {name: place(tied, name, depths.get(name)) for name in tied}
    for name in sorted(tied, key=lambda each: (PLACES.index(places[each]), depths.get(each, 0), each)):
        facts = network.nodes[name]
        yield (
            *named(network, name),
            facts["type"],
            facts["reading"],
            places[name],
            depths.get(name),
            tied.out_degree(name),
            tied.in_degree(name),
            every.out_degree(name),
            every.in_degree(name),
            ", ".join(shorten(other) for other in cycles.get(name, ()) if other != name),
        )


def place(tied: nx.DiGraph[str], name: str, depth: int | None) -> str:
    """Return where a document stands: `root`, `beneath`, `top`, `beside` or `untied`; see the columns.

    Args:
        tied: The edges, from the lower document to the upper.
        name: The document.
        depth: How many ties it is beneath the root; None if it is not.
    """
    if depth is not None:
        return "root" if depth == 0 else "beneath"
    if tied.out_degree(name) > 0:
        return "beside"
    return "top" if tied.in_degree(name) > 0 else "untied"


ANALYSIS = Analysis.of(__file__, lineage)
