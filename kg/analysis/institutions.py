"""Institutions: who is given a part in how much, and who stands between others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.analysis.backend import computed_by
from kg.analysis.matrix import named
from kg.analysis.model import Analysis, Askable, Cell
from kg.networks.projection import one_mode
from kg.networks.roles import role_network

if TYPE_CHECKING:
    import networkx as nx


def institutions(
    graph: Askable, role: str = "all", grain: str = "clause", mode: str = "two", backend: str = ""
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a body: its part in the network of bodies and tasks; the busiest first.

    Formula:
        A body is tied to a task (an action) if a text gives it a part in it. With n bodies and m tasks,
        degree = tasks / m; betweenness = the share of shortest ways between other nodes that lead through
        the body, divided by the most that it could be in a two-mode network of this size (Borgatti and
        Halgin 2011); eigenvector = the body's entry in the principal eigenvector of its group (connected
        component), divided by the greatest entry of a body there (Bonacich 1987). With mode `one`, bodies
        are tied to bodies with the number of tasks that they share as weight; degree = partners / (n - 1),
        betweenness is divided by (n - 1)(n - 2)/2.

    Units:
        Numbers; shares from 0 to 1.

    What they mean here:
        degree: how much of what is done names the body. betweenness: how far the body is the only link
        between tasks, such as those of two provinces, by being named in both. eigenvector: how far it is
        named with bodies that are themselves named often.


    Example:
        Council and office both have a part in a task; the office has one more of its own.

        >>> import networkx as nx
        >>> ties = nx.Graph([("council", "task 1"), ("office", "task 1"), ("office", "task 2")])
        >>> {name: round(value, 3) for name, value in scaled_eigenvector(ties, ["council", "office"]).items()}
        {'council': 0.618, 'office': 1.0}

    Args:
        graph: What is asked.
        role: `all` roles, or one kind.
        grain: `clause` or `task`; see `kg.networks.roles.role_network`.
        mode: `two`, or `one` for the projection on bodies.
        backend: What computes; see `kg.analysis.backend`.
    """
    with computed_by(backend):
        import networkx as nx  # noqa: PLC0415  (it takes long to load)

        ties = role_network(graph.store, None if role == "all" else [f"role:{role}"], grain)
        bodies = sorted(name for name, facts in ties.nodes(data=True) if facts["mode"] == "body")
        if len(bodies) == 0:
            return
        partners = one_mode(ties, bodies)
        if mode == "one":
            network: nx.Graph[str] = partners
            degree = nx.degree_centrality(network)
            betweenness = nx.betweenness_centrality(network)
        else:
            network = ties
            degree = nx.bipartite.degree_centrality(network, bodies)
            betweenness = dict(bipartite_betweenness(network, bodies))
        eigenvector = scaled_eigenvector(network, bodies)
        groups = sorted(
            (sorted(set(found).intersection(bodies)) for found in nx.connected_components(ties)),
            key=lambda group: (-len(group), group),
        )
    group_of = {body: number for number, group in enumerate(groups, 1) for body in group}
    order = sorted(bodies, key=lambda body: (-ties.degree(body), -round(betweenness[body], 9), body))
    for body in order:
        yield (
            *named(ties, body),
            ties.degree(body),
            partners.degree(body),
            degree[body],
            betweenness[body],
            eigenvector.get(body),
            group_of[body],
            len(groups[group_of[body] - 1]),
        )


def bipartite_betweenness(network: nx.Graph[str], bodies: list[str]) -> Mapping[str, float]:
    """Return the betweenness centrality of bodies, divided by the largest that a bipartite network allows.

    In a star, with one body or one task, networkx divides by zero: the centre has 1 and all others 0.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    tasks = len(network) - len(bodies)
    if min(len(bodies), tasks) == 1:
        return dict.fromkeys(bodies, float(len(bodies) == 1 and tasks > 1))
    found: Mapping[str, float] = nx.bipartite.betweenness_centrality(network, bodies)
    return found


def scaled_eigenvector(network: nx.Graph[str], bodies: list[str]) -> Mapping[str, float]:
    """Return the eigenvector centrality of bodies in their connected component, its greatest being 1.

    A component with one body has no entry: there is nobody to compare it with.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    found: dict[str, float] = {}
    for nodes in nx.connected_components(network):
        own = [body for body in bodies if body in nodes]
        if len(own) > 1:
            # A subgraph walks a set of names, whose order hangs on the hash seed, and sums would follow it.
            part: nx.Graph[str] = nx.Graph()
            part.add_nodes_from(sorted(nodes))
            part.add_edges_from(network.edges(sorted(nodes), data=True))
            values = nx.eigenvector_centrality(part, max_iter=100_000, tol=1e-12, weight="weight")
            greatest = max(values[body] for body in own)
            found.update({body: values[body] / greatest for body in own})
    return found


ANALYSIS = Analysis.of(__file__, institutions)
