"""Clusters, compared with all partitions, the formula of modularity, and runs counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings

from kg.analysis import clusters
from kg.analysis.clusters import Partition, modularity, partition, together
from kg.graph import Graph
from kg.networks.projection import one_mode
from kg.networks.targets import indicator_network
from tests.adoption import adoptions
from tests.analysis.conftest import Made
from tests.length import examples
from tests.strategies import two_mode_networks

TWO_GROUPS = [[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1]]
RING = [[int(column in (row, (row + 1) % 5)) for column in range(5)] for row in range(5)]


def partitions_of(names: list[str]) -> Iterator[list[list[str]]]:
    """Yield every way to put names into clusters."""
    if len(names) == 0:
        yield []
        return
    for rest in partitions_of(names[1:]):
        yield [[names[0]], *rest]
        for at in range(len(rest)):
            yield [*rest[:at], [names[0], *rest[at]], *rest[at + 1 :]]


def by_formula(network: nx.Graph[str], found: Partition, resolution: float) -> float:
    """Return the modularity of a partition by its formula."""
    whole = sum(facts["weight"] for *_, facts in network.edges(data=True))
    quality = 0.0
    for cluster in found:
        inner = sum(
            facts["weight"] for one, other, facts in network.edges(data=True) if {one, other} <= set(cluster)
        )
        ends = sum(
            facts["weight"] * ((one in cluster) + (other in cluster))
            for one, other, facts in network.edges(data=True)
        )
        quality += inner / whole - resolution * (ends / (2 * whole)) ** 2
    return quality


def test_two_groups_that_share_nothing_are_two_stable_clusters(
    made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    monkeypatch.setattr(clusters, "compared", lambda *_: made(TWO_GROUPS))
    rows = list(clusters.ANALYSIS.run(graph, {"seeds": 20}))
    assert [(row["label_en"], row["cluster"]) for row in rows] == [
        ("r0", 1), ("r1", 1), ("r2", 1), ("r3", 2), ("r4", 2), ("r5", 2),
    ]  # fmt: skip
    # Each has half of the weight: Q = 2 (1/2 - (1/2)^2) = 1/2.
    assert {(row["together"], row["apart"], row["modularity"], row["partitions"]) for row in rows} == {
        (1, 0, 0.5, 1)
    }


def test_the_best_partition_of_all_runs_is_shown(
    made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    matrix = made(TWO_GROUPS)
    whole, halves = (matrix.regions,), (matrix.regions[:3], matrix.regions[3:])
    monkeypatch.setattr(clusters, "compared", lambda *_: matrix)
    monkeypatch.setattr(clusters, "partition", lambda *given_: halves if given_[-1] == 3 else whole)
    rows = list(clusters.ANALYSIS.run(graph, {"seeds": 4}))
    assert [row["cluster"] for row in rows] == [1, 1, 1, 2, 2, 2]
    # All four runs put the first two together, and three of four the first and the last.
    assert {(row["together"], row["apart"], row["partitions"]) for row in rows} == {(1, 0.75, 2)}


def test_a_ring_has_no_stable_clusters(made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph) -> None:
    matrix = made(RING)
    monkeypatch.setattr(clusters, "compared", lambda *_: matrix)
    rows = list(clusters.ANALYSIS.run(graph, {"seeds": 50}))
    network = one_mode(matrix.network, matrix.regions, weight="jaccard")
    runs = [partition(network, 1.0, seed) for seed in range(1, 51)]
    assert {row["partitions"] for row in rows} == {len(set(runs))}
    assert len(set(runs)) > 1
    cluster = {row["region"]: row["cluster"] for row in rows}
    for row in rows:
        counted = {
            other: sum(any({row["region"], other} <= set(each) for each in run) for run in runs) / 50
            for other in cluster
            if other != row["region"]
        }
        within = [share for other, share in counted.items() if cluster[other] == row["cluster"]]
        beyond = [share for other, share in counted.items() if cluster[other] != row["cluster"]]
        assert row["apart"] == max(beyond)
        assert row["together"] == (pytest.approx(sum(within) / len(within)) if len(within) > 0 else None)


@given(two_mode_networks())
@settings(max_examples=examples(40), deadline=None)
def test_the_best_of_ten_runs_is_the_best_of_all_partitions_of_a_small_network(
    network: nx.Graph[str],
) -> None:
    rows = sorted(name for name, facts in network.nodes(data=True) if facts["mode"] == "row")
    projected = one_mode(network, rows, weight="jaccard")
    if projected.number_of_edges() == 0:
        assert modularity(projected, partition(projected, 1.0, 1), 1.0) == 0
        return
    best = max(by_formula(projected, tuple(map(tuple, each)), 1.0) for each in partitions_of(rows))
    found = max(modularity(projected, partition(projected, 1.0, seed), 1.0) for seed in range(10))
    assert found == pytest.approx(best, abs=1e-6)


def test_the_modularity_of_the_provinces_is_that_of_the_formula(graph: Graph) -> None:
    rows = list(graph.analyze("clusters", seeds=10))
    network = one_mode(indicator_network(graph.store), {str(row["region"]) for row in rows}, weight="jaccard")
    numbers = {row["cluster"] for row in rows}
    found = tuple(tuple(str(row["region"]) for row in rows if row["cluster"] == each) for each in numbers)
    assert rows[0]["modularity"] == pytest.approx(by_formula(network, found, 1.0), abs=1e-6)


def test_a_higher_resolution_makes_smaller_clusters(graph: Graph) -> None:
    sizes = [
        max(int(str(row["size"])) for row in graph.analyze("clusters", seeds=5, resolution=resolution))
        for resolution in (0.1, 1, 50)
    ]
    assert sizes[0] > sizes[1] > sizes[2]
    assert sizes[2] <= 2


def test_by_measures_edges_have_the_weight_of_shared_adoptions(graph: Graph) -> None:
    known = adoptions()
    rows = list(graph.analyze("clusters", by="measures", scope="all", level="theme", stage="done", seeds=3))
    regions = [region for region, coding in known.coded.items() if coding in ("plan", "source")]
    assert {row["region"] for row in rows} == set(regions)
    network: nx.Graph[str] = nx.Graph()
    for one, other in combinations(sorted(regions), 2):
        a, b = (known.having(region, "theme", "done") for region in (one, other))
        if a & b:
            network.add_edge(one, other, weight=len(a & b) / len(a | b))
    numbers = {row["cluster"] for row in rows}
    found = tuple(tuple(str(row["region"]) for row in rows if row["cluster"] == each) for each in numbers)
    assert rows[0]["modularity"] == pytest.approx(by_formula(network, found, 1.0), abs=1e-6)


def test_each_province_with_a_target_is_in_one_cluster(graph: Graph) -> None:
    rows = list(graph.analyze("clusters", seeds=3))
    network = indicator_network(graph.store)
    aiming = {
        name
        for name, facts in network.nodes(data=True)
        if facts.get("type") == "qs:Province" and network[name]
    }
    assert [row["region"] for row in rows] == list({row["region"]: None for row in rows})
    assert {row["region"] for row in rows} == aiming


def test_runs_are_counted_by_pair_by_hand() -> None:
    # Three runs: abc together, ab and c, a and bc. a-b twice, b-c twice, a-c once of three.
    runs: list[Partition] = [(("a", "b", "c"),), (("a", "b"), ("c",)), (("b", "c"), ("a",))]
    assert together(runs) == {
        ("a", "b"): pytest.approx(2 / 3),
        ("b", "c"): pytest.approx(2 / 3),
        ("a", "c"): pytest.approx(1 / 3),
    }
