"""The matrix that several analyses start from, compared with networkx, the table, and the claims."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from kg.analysis.matrix import ENOUGH, compared, matrix_of
from kg.graph import Graph
from kg.networks.adoption import STAGES, measure_network
from kg.networks.targets import indicator_network
from tests.adoption import LEVELS, adoptions


@pytest.mark.parametrize("scope", ["provinces", "all"])
def test_the_matrix_is_the_biadjacency_matrix_of_the_network(graph: Graph, scope: str) -> None:
    networks = [(measure_network(graph.store, level), "measure") for level in LEVELS]
    for network, mode in (*networks, (indicator_network(graph.store), "indicator")):
        found = matrix_of(network, mode, "plan", scope)
        wanted = nx.bipartite.biadjacency_matrix(network, found.regions, found.concepts).toarray()
        assert found.counts.tolist() == wanted.tolist()
        assert found.has.any()


def test_a_matrix_may_be_without_regions(graph: Graph) -> None:
    found = matrix_of(measure_network(graph.store), "measure", "plan", readings=())
    shape = (0, len(adoptions().of("measure")))
    assert (found.counts.shape, found.has.shape, found.unread.shape, found.undecided.shape) == (shape,) * 4


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("strictness", ENOUGH)
def test_every_cell_has_the_state_of_the_query_measure_matrix(
    graph: Graph, level: str, stage: str, strictness: str
) -> None:
    found = matrix_of(measure_network(graph.store, level, stage), "measure", strictness)
    states = {
        (region, concept): found.state(row, column)
        for row, region in enumerate(found.regions)
        for column, concept in enumerate(found.concepts)
    }
    table = graph.query("measure-matrix", level=level, stage=stage, strictness=strictness)
    assert states == {(row["region"], row["measure"]): row["state"] for row in table}


@pytest.mark.parametrize("strictness", ENOUGH)
def test_every_government_has_the_states_that_follow_from_its_claims(graph: Graph, strictness: str) -> None:
    # The table has provinces only; the analyses take cities, too.
    known = adoptions()
    found = matrix_of(measure_network(graph.store), "measure", strictness, "all")
    for row, region in enumerate(found.regions):
        for column, concept in enumerate(found.concepts):
            assert found.state(row, column) == known.state(region, concept, strictness=strictness)


def test_every_cell_has_one_of_the_four_states(graph: Graph) -> None:
    for strictness in ENOUGH:
        found = matrix_of(measure_network(graph.store), "measure", strictness, "all")
        parts = np.array([found.has, found.other_form, found.absent, found.unread])
        assert (parts.sum(axis=0) == 1).all()
        assert (found.undecided == (found.other_form | found.unread)).all()
        assert all(part.any() for part in parts)


def test_by_measures_only_provinces_with_a_fully_coded_text_are_compared(graph: Graph) -> None:
    for strictness in ENOUGH:
        found = compared(graph.store, "measures", "measure", strictness, "provinces")
        assert list(found.regions) == adoptions().provinces("plan", "source")


def test_by_targets_only_indicators_with_a_target_are_compared(graph: Graph) -> None:
    found = compared(graph.store, "targets", "measure", "plan", "provinces")
    assert found.has.any(axis=0).all()
    assert found.has.any(axis=1).all()
