"""Layouts and the descent to them: the places that networkx and scipy find."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression, rosen, rosen_der
from scipy.optimize import minimize as scipy_minimize

from kg.diagrams.descent import minimize
from kg.diagrams.forces import by_distances, by_springs
from kg.diagrams.layers import rising
from kg.diagrams.layout import rings, spread

if TYPE_CHECKING:
    from kg.diagrams.descent import Vector


def network_of(shape: nx.Graph[int]) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(f"n{node:04}" for node in shape)
    network.add_edges_from((f"n{one:04}", f"n{other:04}") for one, other in shape.edges())
    return network


def scaled(places: Mapping[str, Any]) -> npt.NDArray[np.float64]:
    """Return places around the origin, the farthest at 1."""
    at: npt.NDArray[np.float64] = np.array(list(places.values()))
    at -= at.mean(axis=0)
    at /= np.abs(at).max()
    return at


SHAPES = {
    "a star": nx.star_graph(20),
    "a tree": nx.random_labeled_tree(90, seed=2),
    "a ring with chords": nx.connected_watts_strogatz_graph(40, 4, 0.3, seed=1),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_places_by_distances_are_those_of_networkx(shape: nx.Graph[int]) -> None:
    network = network_of(shape)
    start = rings(network, "n0000")
    expected = nx.kamada_kawai_layout(network, pos=start)
    found = by_distances(network, start)
    assert list(found) == list(expected)
    assert scaled(found) == pytest.approx(scaled(expected), abs=1e-6)


@pytest.mark.parametrize("nodes", [260, 520])
def test_springs_pull_linked_nodes_together(nodes: int) -> None:
    network = network_of(nx.random_labeled_tree(nodes, seed=3))
    places = by_springs(network, rings(network, "n0000"))
    at = np.array([places[node] for node in network])
    apart = np.linalg.norm(at[:, None] - at, axis=-1)
    tied = [np.linalg.norm(np.subtract(places[one], places[other])) for one, other in network.edges()]
    assert np.median(tied) < 0.2 * np.median(apart)


def test_many_nodes_lie_where_networkx_puts_them_but_for_its_single_precision() -> None:
    network = network_of(nx.random_labeled_tree(520, seed=2))
    start = rings(network, "n0000")
    expected = nx.spring_layout(network, pos=start, seed=1, iterations=25)
    found = by_springs(network, start)
    assert scaled(found) == pytest.approx(scaled(expected), abs=0.01)


def banana(at: Vector) -> tuple[float, Vector]:
    return float(rosen(at)), rosen_der(at)


@pytest.mark.parametrize("seed", range(12))
def test_descent_takes_the_steps_that_scipy_takes(seed: int) -> None:
    start = 2 * np.random.default_rng(seed).normal(size=2 + seed % 4)
    counts = []

    def counted(at: Vector) -> tuple[float, Vector]:
        counts.append(at)
        return banana(at)

    expected = scipy_minimize(banana, start, jac=True, method="L-BFGS-B")
    assert minimize(counted, start) == pytest.approx(expected.x, abs=1e-6)
    assert len(counts) == pytest.approx(expected.nfev, abs=1)


def test_descent_ends_after_as_many_steps_as_it_may_take() -> None:
    start = np.array([-1.2, 1.0])
    expected = scipy_minimize(banana, start, jac=True, method="L-BFGS-B", options={"maxiter": 4})
    assert minimize(banana, start, steps=4) == pytest.approx(expected.x, abs=1e-9)


def test_descent_stays_at_a_minimum() -> None:
    assert minimize(banana, np.ones(3)).tolist() == [1, 1, 1]


@settings(deadline=None)
@given(st.lists(st.floats(-9, 9).map(lambda number: round(number, 2)), max_size=30))
def test_rising_numbers_are_those_of_scipy(wanted: list[float]) -> None:
    expected = isotonic_regression(wanted).x if len(wanted) > 0 else []
    assert rising(wanted) == pytest.approx(list(expected), abs=1e-12)


def test_components_lie_right_of_the_left_edge() -> None:
    shape = nx.disjoint_union_all([nx.path_graph(7), nx.star_graph(4), nx.path_graph(3)])
    places = spread(nx.MultiDiGraph(network_of(shape)))
    assert min(x for x, _ in places.values()) == 0


def test_rows_of_nodes_at_a_time_give_the_places_of_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    network = network_of(SHAPES["a tree"])
    start = rings(network, "n0000")
    found = []
    for rows in (90, 40):
        monkeypatch.setattr("kg.diagrams.forces._DENSE", rows)
        found.append(scaled(by_springs(network, start)))
    assert found[1] == pytest.approx(found[0], abs=1e-6)
