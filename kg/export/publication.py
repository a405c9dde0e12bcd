"""Publishes the graph on a SPARQL server: the named graphs of an export, and only those that differ.

What the server has is compared statement by statement, so that a run after a stopped one does the rest, and a
graph that somebody else changed is noticed, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from kg.errors import KgError
from kg.export.portal.graphs import exported_graphs
from kg.project import Project
from kg.rdf.endpoint import RemoteStore
from kg.rdf.graph_store import GraphStore, stored
from kg.rdf.namespaces import FAMILIES

GraphChange = Literal["new", "changed", "unchanged", "obsolete"]
"""How a graph of the project differs from that of the server; `obsolete` is one that only the server has."""

QUERY_PATHS: Final = {
    "/store": "/query",  # Oxigraph
    "/data": "/query",  # Jena Fuseki
    "/sparql-graph-crud": "/sparql",  # Virtuoso
    "/sparql-graph-crud-auth": "/sparql",
    "/rdf-graphs/service": "",  # RDF4J and GraphDB
}
"""The ends of the URLs of graph stores and query endpoints, by server."""


def publish(
    project: Project, store: GraphStore, *, check: bool = False, listing: RemoteStore | None = None
) -> Iterator[tuple[str, GraphChange]]:
    """Make the named graphs of a server those of the project; yield each graph when it is done.

    Args:
        project: The project.
        store: The graph store of the server.
        check: Whether to compare only.
        listing: The query endpoint of the same server, to delete graphs of the project that no longer exist;
            None to keep them.

    Raises:
        NoAnswer: The server does not answer, or refuses.
        KgError: A file is not valid Turtle; nothing was sent.
    """
    graphs = exported_graphs(project)
    for name, triples in graphs.items():
        there = store.get(name)
        change: GraphChange = "new" if len(there) == 0 else "changed"
        if there == stored(triples):
            change = "unchanged"
        elif not check:
            store.put(name, triples)
        yield name, change
    for name in listing.graphs() if listing is not None else ():
        if name.startswith(FAMILIES["graph"]) and name not in graphs:
            if not check:
                store.delete(name)
            yield name, "obsolete"


def query_endpoint_of(url: str) -> str:
    """Return the URL of the query endpoint of the server with a graph store, as known servers have it.

    Raises:
        KgError: The server is not known.
    """
    for end, query in QUERY_PATHS.items():
        if url.endswith(end):
            return url.removesuffix(end) + query
    raise KgError(
        "--delete lists the graphs of the server, which needs the URL of its query endpoint; "
        "name it with --query-endpoint"
    )
