"""Institutions: the number of actions in which each has a role, and its centrality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.analysis.backend import computed_by
from kg.analysis.betweenness import betweenness_of
from kg.analysis.matrix import named
from kg.analysis.model import Analysis, Askable, Cell
from kg.networks.projection import one_mode
from kg.networks.roles import role_network

if TYPE_CHECKING:
    import networkx as nx


def institutions(
    graph: Askable, role: str = "all", grain: str = "clause", mode: str = "two", backend: str = ""
) -> Iterator[tuple[Cell, ...]]:
    """Yield one row per institution: its centrality in the network of institutions and tasks; by degree.

    Formula:
        An institution and a task (an action) have an edge if a text gives the institution a role in it. With
        n institutions and m tasks, degree = tasks / m; betweenness = the share of shortest paths between
        other nodes that pass through the institution, divided by its maximum in a bipartite network of this
        size (Borgatti and Halgin 2011); eigenvector = the entry of the institution in the principal
        eigenvector of its group (connected component), divided by the greatest entry of an institution there
        (Bonacich 1987). With mode `one`, the network is the projection on institutions, and the weight of an
        edge is the number of shared tasks; degree = partners / (n - 1), betweenness is divided by
        (n - 1)(n - 2)/2.

    Units:
        Numbers; shares from 0 to 1.

    Meaning:
        degree: the share of tasks that name the institution. betweenness: how far the institution is the
        only link between tasks, such as those of two provinces, because both name it. eigenvector: how far
        it is named with institutions that are themselves named often.


    Example:
        Council and office both have a role in one task; the office has a role in another.

        >>> import networkx as nx
        >>> network = nx.Graph([("council", "task 1"), ("office", "task 1"), ("office", "task 2")])
        >>> found = scaled_eigenvector(network, ["council", "office"])
        >>> {name: round(value, 3) for name, value in found.items()}
        {'council': 0.618, 'office': 1.0}

    Args:
        graph: The graph to query.
        role: `all` roles, or one kind.
        grain: `clause` or `task`; see `kg.networks.roles.role_network`.
        mode: `two`, or `one` for the projection on institutions.
        backend: The networkx backend; see `kg.analysis.backend`.
    """
    with computed_by(backend):
        import networkx as nx  # noqa: PLC0415  (it takes long to load)

        roles = role_network(graph.store, None if role == "all" else [f"role:{role}"], grain)
        bodies = sorted(name for name, facts in roles.nodes(data=True) if facts["mode"] == "body")
        if len(bodies) == 0:
            return
        partners = one_mode(roles, bodies)
        if mode == "one":
            network: nx.Graph[str] = partners
            degree = nx.degree_centrality(network)
            most = (len(bodies) - 1) * (len(bodies) - 2) / 2
            pairs = betweenness_of(network)
            betweenness = {body: pairs[body] / most if most > 0 else 0.0 for body in bodies}
        else:
            network = roles
            degree = nx.bipartite.degree_centrality(network, bodies)
            betweenness = bipartite_betweenness(network, bodies)
        eigenvector = scaled_eigenvector(network, bodies)
        known = set(bodies)
        groups = sorted(
            (sorted(found & known) for found in nx.connected_components(roles)),
            key=lambda group: (-len(group), group),
        )
    group_of = {body: number for number, group in enumerate(groups, 1) for body in group}
    order = sorted(bodies, key=lambda body: (-roles.degree(body), -round(betweenness[body], 9), body))
    for body in order:
        yield (
            *named(roles, body),
            roles.degree(body),
            partners.degree(body),
            degree[body],
            betweenness[body],
            eigenvector.get(body),
            group_of[body],
            len(groups[group_of[body] - 1]),
        )


def bipartite_betweenness(network: nx.Graph[str], bodies: list[str]) -> dict[str, float]:
    """Return the betweenness centrality of institutions, divided by its maximum in a bipartite network.

    With n institutions, m tasks, and (s, t) quotient and rest of (n - 1) / m, the maximum is
    (m² (s + 1)² + m (s + 1) (2t - s - 1) - t (2s - t + 3)) / 2 (Borgatti and Halgin 2011). In a star, with
    one institution or one task, it is zero for the others: the center has 1, all others 0.
    """
    tasks = len(network) - len(bodies)
    if min(len(bodies), tasks) == 1:
        return dict.fromkeys(bodies, float(len(bodies) == 1 and tasks > 1))
    s, t = divmod(len(bodies) - 1, tasks)
    most = (tasks**2 * (s + 1) ** 2 + tasks * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
    pairs = betweenness_of(network)
    return {body: pairs[body] / most for body in bodies}


def scaled_eigenvector(network: nx.Graph[str], bodies: list[str]) -> Mapping[str, float]:
    """Return the eigenvector centrality of institutions in their connected component, with maximum 1.

    A component with one institution has no entry: there is none to compare it with.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    found: dict[str, float] = {}
    known = set(bodies)
    for nodes in nx.connected_components(network):
        own = sorted(nodes & known)
        if len(own) > 1:
            # A subgraph iterates over a set, whose order, and the rounding of sums, depends on the hash seed.
            part: nx.Graph[str] = nx.Graph()
            part.add_nodes_from(sorted(nodes))
            part.add_edges_from(network.edges(sorted(nodes), data=True))
            values = nx.eigenvector_centrality(part, max_iter=100_000, tol=1e-12, weight="weight")
            greatest = max(values[body] for body in own)
            found.update({body: values[body] / greatest for body in own})
    return found


ANALYSIS = Analysis.of(__file__, compute=institutions)
