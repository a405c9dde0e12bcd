"""Institutions, compared with SPARQL, networkx on small networks, and numpy's eigenvectors."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from kg.analysis import institutions
from kg.analysis.institutions import bipartite_betweenness, scaled_eigenvector
from kg.errors import WrongValue
from kg.graph import Graph
from kg.networks.roles import role_network
from tests.sparql import number, select

PLAYED = "?p a qs:Role ; qs:agent ?body ; qs:playedIn ?action . ?action qs:status ?status"


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> nx.Graph[str]:
    """Three institutions and two tasks in a chain, a - x - b - y - c, and an institution d with a task z."""
    network: nx.Graph[str] = nx.Graph()
    names = {name: f"https://example.org/{name}" for name in "abcdxyz"}
    for name, iri in names.items():
        network.add_node(iri, mode="task" if name in "xyz" else "body", label_zh="", label_en=name)
    network.add_edges_from((names[one], names[other]) for one, other in ("ax", "bx", "by", "cy", "dz"))
    monkeypatch.setattr(institutions, "role_network", lambda *_: network)
    return network


def test_tasks_and_partners_are_counted_as_by_sparql(graph: Graph) -> None:
    rows = list(graph.analyze("institutions"))
    tasks = number(graph.store, "?action", f"{PLAYED} . ?body a/rdfs:subClassOf* qs:Organization")
    assert len(rows) > 50
    for row in rows[:12]:
        own = f"{PLAYED} FILTER(?body = <{row['institution']}>)"
        assert row["tasks"] == number(graph.store, "?action", own)
        assert row["degree"] == pytest.approx(int(str(row["tasks"])) / tasks, abs=1e-6)
        other = (
            "?q a qs:Role ; qs:agent ?other ; qs:playedIn ?action . ?other a/rdfs:subClassOf* qs:Organization"
        )
        assert row["partners"] == number(graph.store, "?other", f"{own} {other} FILTER(?other != ?body)")


def test_every_kind_of_role_in_actions_can_be_chosen(graph: Graph) -> None:
    found = select(graph.store, f"SELECT DISTINCT ?k WHERE {{ {PLAYED} . ?p qs:roleKind ?k }}")
    choices = institutions.ANALYSIS.parameters["role"].choices
    assert {str(kind).rpartition("/")[2] for (kind,) in found} <= set(choices) - {"all"}
    known = select(graph.store, "SELECT ?k WHERE { ?k a qs:RoleKind }")
    assert set(choices) - {"all"} <= {str(kind).rpartition("/")[2] for (kind,) in known}


@pytest.mark.parametrize("role", ["leader", "addressee"])
def test_one_kind_of_role_is_counted_alone(graph: Graph, role: str) -> None:
    for row in graph.analyze("institutions", role=role):
        own = f"{PLAYED} . ?p qs:roleKind role:{role} FILTER(?body = <{row['institution']}>)"
        assert row["tasks"] == number(graph.store, "?action", own)


@pytest.mark.parametrize("grain", ["clause", "task"])
def test_betweenness_is_that_of_the_whole_bipartite_network(graph: Graph, grain: str) -> None:
    network = role_network(graph.store, grain=grain)
    bodies = {name for name, facts in network.nodes(data=True) if facts["mode"] == "body"}
    plain = nx.betweenness_centrality(network, normalized=False)
    n, m = len(bodies), len(network) - len(bodies)
    # The most that a body can be between in a network of n bodies and m tasks (Borgatti and Halgin 2011).
    s, t = divmod(n - 1, m)
    most = (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
    for row in graph.analyze("institutions", grain=grain):
        assert row["betweenness"] == pytest.approx(plain[str(row["institution"])] / most, abs=1e-6)


def test_a_chain_by_hand(chain: nx.Graph[str], graph: Graph) -> None:
    rows = {row["label_en"]: row for row in institutions.ANALYSIS.run(graph, {})}
    assert list(rows) == ["b", "a", "c", "d"]
    assert [rows[name]["tasks"] for name in "bacd"] == [2, 1, 1, 1]
    assert [rows[name]["degree"] for name in "bac"] == pytest.approx([2 / 3, 1 / 3, 1 / 3], abs=1e-6)
    assert [rows[name]["partners"] for name in "bacd"] == [2, 1, 1, 0]
    # All ways between {a, x} and {y, c} lead through b; none leads through a or c.
    assert [rows[name]["betweenness"] != 0 for name in "bacd"] == [True, False, False, False]
    # The adjacency of a chain of five has the principal eigenvector sin(k pi / 6), k = 1 to 5.
    assert [rows[name]["eigenvector"] for name in "abc"] == pytest.approx([0.5, 1, 0.5], abs=1e-6)
    assert rows["d"]["eigenvector"] is None
    assert [(rows[name]["group"], rows[name]["group_size"]) for name in "abcd"] == [(1, 3)] * 3 + [(2, 1)]


def test_a_chain_in_one_mode_by_hand(chain: nx.Graph[str], graph: Graph) -> None:
    rows = {row["label_en"]: row for row in institutions.ANALYSIS.run(graph, {"mode": "one"})}
    # a - b - c and d alone: b has edges to two of three others, and is between one pair of these three.
    assert [rows[name]["degree"] for name in "abcd"] == pytest.approx([1 / 3, 2 / 3, 1 / 3, 0], abs=1e-6)
    assert rows["b"]["betweenness"] == pytest.approx(1 / 3, abs=1e-6)
    assert rows["a"]["eigenvector"] == pytest.approx(2**-0.5, abs=1e-6)


def test_eigenvectors_are_those_of_numpy(graph: Graph) -> None:
    network = role_network(graph.store)
    rows = {row["institution"]: row for row in graph.analyze("institutions")}
    for nodes in nx.connected_components(network):
        bodies = [name for name in sorted(nodes) if name in rows]
        if len(bodies) == 1:
            assert rows[bodies[0]]["eigenvector"] is None
            continue
        order = sorted(nodes)
        values, vectors = np.linalg.eigh(nx.to_numpy_array(network, order))
        entries = dict(zip(order, np.abs(vectors[:, values.argmax()]), strict=True))
        greatest = max(entries[name] for name in bodies)
        for name in bodies:
            assert rows[name]["eigenvector"] == pytest.approx(entries[name] / greatest, abs=1e-5)


def test_shared_tasks_weigh_in_the_eigenvector_of_one_mode() -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_weighted_edges_from([("a", "b", 3), ("b", "c", 1), ("a", "c", 1)])
    values, vectors = np.linalg.eigh(np.array([[0, 3, 1], [3, 0, 1], [1, 1, 0]]))
    wanted = np.abs(vectors[:, values.argmax()])
    assert list(scaled_eigenvector(network, ["a", "b", "c"]).values()) == pytest.approx(wanted / wanted.max())


def test_institutions_are_in_one_group_if_a_path_connects_them(graph: Graph) -> None:
    network = role_network(graph.store)
    group = {str(row["institution"]): row["group"] for row in graph.analyze("institutions")}
    for one, other in combinations(sorted(group)[:25], 2):
        assert nx.has_path(network, one, other) is (group[one] == group[other])


def test_an_unknown_kind_of_role_is_reported(graph: Graph) -> None:
    with pytest.raises(WrongValue, match="role takes one of all, leader"):
        graph.analyze("institutions", role="boss")


@pytest.mark.parametrize(
    ("bodies", "tasks", "wanted"), [(1, 1, {0.0}), (1, 3, {1.0}), (3, 1, {0.0}), (2, 2, {0.0, 1.0})]
)
def test_betweenness_in_a_star_does_not_divide_by_zero(bodies: int, tasks: int, wanted: set[float]) -> None:
    network: nx.Graph[str] = nx.Graph()
    names = [f"b{number}" for number in range(bodies)]
    network.add_nodes_from(names)
    # The first body has all tasks, and the others the first.
    network.add_edges_from(("b0", f"t{number}") for number in range(tasks))
    network.add_edges_from((name, "t0") for name in names)
    found = bipartite_betweenness(network, names)
    assert {round(value, 6) for value in found.values()} == wanted
