"""The adoption network: an edge for each adoption that follows from the claims, and both projections."""

from __future__ import annotations

import io
from collections import Counter
from itertools import combinations

import networkx as nx
import pytest

from kg.errors import KgError, WrongValue
from kg.words import LANGUAGES
from tests.adoption import LEVELS, adoptions
from tests.diagrams.conftest import DrawDiagram
from tests.drawing.figures import arrows_of, faults_of, nodes_of, said

Weights = dict[frozenset[str], int]
"""The weight of each edge by its ends."""


def expected(level: str = "theme", stage: str = "named") -> Weights:
    """Return the number of claims by region and measure, computed from the claims."""
    known = adoptions()
    return {
        frozenset((region, measure)): len(known.found[region, measure].claims)
        for region in {region for region, _ in known.found}
        for measure in known.having(region, level, stage)
    }


def weights(network: nx.MultiDiGraph[str]) -> Weights:
    """Return the weight of each edge; two edges between the same nodes are a fault."""
    found = {frozenset((one, other)): facts["weight"] for one, other, facts in network.edges(data=True)}
    assert len(found) == network.number_of_edges()
    return found


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("stage", ["named", "done"])
def test_an_edge_is_an_adoption_weighted_by_its_claims(diagram: DrawDiagram, level: str, stage: str) -> None:
    network = diagram("adoption", level=level, stage=stage).network
    assert weights(network) == expected(level, stage)
    assert len(weights(network)) > 5
    types = {facts["type"] for _, facts in network.nodes(data=True)}
    assert types >= {"qs:Province", "qs:Measure"}
    for one, other in network.edges():
        assert network.nodes[one]["type"] != "qs:Measure" == network.nodes[other]["type"]


@pytest.mark.parametrize("side", ["regions", "measures"])
def test_an_edge_of_a_projection_is_weighted_by_what_both_have_in_common(
    diagram: DrawDiagram, side: str
) -> None:
    regions = {region for region, _ in adoptions().found}
    neighbors: dict[str, set[str]] = {}
    for edge in expected():
        (region,) = edge & regions
        (measure,) = edge - regions
        one, other = (region, measure) if side == "regions" else (measure, region)
        neighbors.setdefault(one, set()).add(other)
    shared = {
        frozenset(pair): len(neighbors[pair[0]] & neighbors[pair[1]])
        for pair in combinations(sorted(neighbors), 2)
    }
    found = weights(diagram("adoption", side=side).network)
    assert found == {pair: count for pair, count in shared.items() if count > 0}


def test_edges_below_the_least_weight_are_left_out(diagram: DrawDiagram) -> None:
    every, heavy = (weights(diagram("adoption", minimum=least).network) for least in (1, 5))
    assert heavy == {edge: weight for edge, weight in every.items() if weight >= 5}
    assert 0 < len(heavy) < len(every)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("side", ["both", "regions"])
def test_every_node_and_edge_is_in_the_figure_without_arrowheads(
    diagram: DrawDiagram, lang: str, side: str
) -> None:
    found = diagram("adoption", lang, side=side)
    figure = found.figure()
    assert set(nodes_of(figure)) == set(found.network)
    assert len(arrows_of(figure)) == found.network.number_of_edges()
    assert {type(arrow.get_arrowstyle()).__name__ for arrow in arrows_of(figure)} == {"Curve"}
    assert list(faults_of(figure)) == []
    assert f"kg draw adoption -p side {side}" in said(figure)


def test_few_edges_have_their_weight_written_on_them(diagram: DrawDiagram) -> None:
    found = diagram("adoption", side="regions")
    assert 0 < found.network.number_of_edges() < 40
    written = Counter(text.get_text() for text in found.figure().axes[1].texts)
    assert written >= Counter(str(weight) for weight in weights(found.network).values())


def test_files_say_that_edges_have_no_direction(diagram: DrawDiagram) -> None:
    found = diagram("adoption")
    for read, extension in ((nx.read_gexf, ".gexf"), (nx.read_graphml, ".graphml")):
        network = read(io.BytesIO(found.write(extension)))
        assert not network.is_directed()
        assert network.number_of_edges() == found.network.number_of_edges()
    assert b"-->" not in found.write(".mmd")


def test_a_weight_that_no_edge_has_is_an_error_with_the_fix(diagram: DrawDiagram) -> None:
    with pytest.raises(KgError, match="no edge has a weight of 10000 or more; choose a smaller minimum"):
        diagram("adoption", minimum=10000)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"side": "region"}, r"side does not take 'region'; did you mean regions\?"),
        ({"level": "themes"}, r"level does not take 'themes'; did you mean theme\?"),
        ({"minimum": 0}, "minimum takes a whole number of at least 1, not '0'"),
    ],
)
def test_a_value_outside_the_choices_is_refused(
    diagram: DrawDiagram, given: dict[str, str | int], message: str
) -> None:
    with pytest.raises(WrongValue, match=message):
        diagram("adoption", **given)
