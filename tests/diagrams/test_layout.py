"""Places: near linked nodes, components apart, the same on every machine."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import networkx as nx
import pytest

from kg.diagrams.layout import SMALL_NETWORK, rings, spread

SHAPES: dict[str, nx.Graph[int]] = {
    "one node": nx.empty_graph(1),
    "no relations": nx.empty_graph(30),
    "a pair": nx.path_graph(2),
    "a path": nx.path_graph(5),
    "a star": nx.star_graph(20),
    "a ring": nx.cycle_graph(9),
    "a tree": nx.balanced_tree(3, 3),
    "parts": nx.disjoint_union_all(
        [nx.star_graph(6), nx.cycle_graph(4), nx.path_graph(2), nx.empty_graph(3)]
    ),
    "large": nx.balanced_tree(6, 3),
}


def named(shape: nx.Graph[int]) -> nx.MultiDiGraph[str]:
    """Return a shape as a network."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from(f"n{node}" for node in shape)
    network.add_edges_from((f"n{one}", f"n{other}") for one, other in shape.edges())
    return network


every_shape = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)


@every_shape
def test_every_node_has_a_place_of_its_own(shape: nx.Graph[int]) -> None:
    places = spread(named(shape))
    assert set(places) == {f"n{node}" for node in shape}
    assert len(set(places.values())) == len(shape)


@every_shape
def test_the_order_of_nodes_and_edges_does_not_count(shape: nx.Graph[int]) -> None:
    network = named(shape)
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(network)))
    turned.add_edges_from(reversed([(other, one) for one, other in network.edges()]))
    assert spread(turned) == spread(network)


@pytest.mark.parametrize("name", ["a path", "a star", "a ring", "a tree"])
def test_linked_nodes_are_about_one_apart(name: str) -> None:
    network = named(SHAPES[name])
    places = spread(network)
    lengths = sorted(math.dist(places[one], places[other]) for one, other in network.edges())
    assert lengths[len(lengths) // 2] == pytest.approx(1, abs=0.02)
    assert lengths[-1] < 2


def test_components_do_not_overlap() -> None:
    network = named(SHAPES["parts"])
    places = spread(network)
    boxes = []
    for part in nx.weakly_connected_components(network):
        across, up = zip(*(places[node] for node in part), strict=True)
        boxes.append((min(across), max(across), min(up), max(up)))
    assert len(boxes) == 6
    for one, other in combinations(boxes, 2):
        apart = max(one[0] - other[1], other[0] - one[1], one[2] - other[3], other[2] - one[3])
        assert apart > 0.5


def test_a_path_lies_flat() -> None:
    places = spread(named(SHAPES["a path"]))
    across, up = zip(*places.values(), strict=True)
    assert max(up) - min(up) < 0.05 * (max(across) - min(across))


def test_rings_are_as_far_out_as_nodes_are_steps_away() -> None:
    tree: nx.Graph[str] = nx.Graph((str(one), str(other)) for one, other in SHAPES["a tree"].edges())
    places = rings(tree, "0")
    steps = nx.single_source_shortest_path_length(tree, "0")
    for node, place in places.items():
        assert math.hypot(*place) == pytest.approx(steps[node], abs=1e-6)
    angles = sorted(math.atan2(y, x) for node, (x, y) in places.items() if steps[node] == 3)
    gaps = [after - before for before, after in pairwise(angles)]
    assert len(angles) == 27
    assert min(gaps) == pytest.approx(2 * math.pi / 27, abs=1e-6), "branches share the ring fairly"


def test_the_large_shape_is_laid_out_by_springs() -> None:
    assert len(SHAPES["large"]) > SMALL_NETWORK
