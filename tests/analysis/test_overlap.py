"""Overlap and its null model, compared with all matrices that keep the margins, and with scipy."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kg.analysis import overlap
from kg.analysis.curveball import null_matrices
from kg.analysis.overlap import TRADES_PER_ROW, corrected, reachable, shared
from kg.graph import Graph
from tests.adoption import adoptions
from tests.analysis.conftest import Made
from tests.length import examples
from tests.strategies import matrices

SMALL = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], dtype=np.bool_)


def with_margins_of(matrix: npt.NDArray[np.bool_]) -> list[npt.NDArray[np.bool_]]:
    """Return all matrices with the row sums and the column sums of `matrix`, by looking at every one."""
    rows, columns = matrix.shape
    found = (
        np.array(cells, dtype=np.bool_).reshape(rows, columns)
        for cells in product([False, True], repeat=rows * columns)
    )
    return [
        each
        for each in found
        if (each.sum(axis=0) == matrix.sum(axis=0)).all() and (each.sum(axis=1) == matrix.sum(axis=1)).all()
    ]


@given(matrices(5, 6))
@settings(max_examples=examples(50), deadline=None)
def test_the_null_model_keeps_both_degree_sequences(matrix: npt.NDArray[np.bool_]) -> None:
    drawn = null_matrices(matrix, samples=20, trades=15, seed=7)
    assert (drawn.sum(axis=1) == matrix.sum(axis=0)).all()
    assert (drawn.sum(axis=2) == matrix.sum(axis=1)).all()


def test_each_matrix_with_the_same_margins_is_drawn_as_often_as_any_other() -> None:
    wanted = {each.tobytes() for each in with_margins_of(SMALL)}
    drawn = null_matrices(SMALL, samples=6000, trades=TRADES_PER_ROW * len(SMALL), seed=3)
    found = Counter(each.tobytes() for each in drawn)
    assert set(found) == wanted
    assert len(wanted) > 10
    assert stats.chisquare(list(found.values())).pvalue > 0.01


def test_a_matrix_that_its_margins_determine_is_always_drawn() -> None:
    # Rows of 3, 2 and 1 whose columns have 3, 2 and 1: nothing else fits (a Ferrers diagram).
    settled = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0]], dtype=np.bool_)
    assert len(with_margins_of(settled)) == 1
    assert (null_matrices(settled, samples=50, trades=30, seed=1) == settled).all()


def test_a_single_row_does_not_change() -> None:
    row = np.array([[True, False]])
    assert (null_matrices(row, samples=3, trades=5, seed=1) == row).all()


def test_the_p_value_comes_close_to_that_of_all_matrices() -> None:
    every = shared(np.array(with_margins_of(SMALL)), True)
    seen = shared(SMALL[None], True)[0]
    exact = np.minimum(1, 2 * np.minimum((every >= seen).mean(axis=0), (every <= seen).mean(axis=0)))
    found, _ = overlap.tested(seen, shared(null_matrices(SMALL, 5000, 30, seed=5), True))
    # Twice a share estimated from 5,000 samples: three standard errors are at most 0.042.
    assert found == pytest.approx(exact, abs=0.042)


@given(matrices(4, 5))
@settings(max_examples=examples(50), deadline=None)
def test_a_p_value_is_above_0_and_at_most_1_and_none_is_below_the_least(
    matrix: npt.NDArray[np.bool_],
) -> None:
    drawn = shared(null_matrices(matrix, samples=19, trades=10, seed=2), True)
    p, p_least = overlap.tested(shared(matrix[None], True)[0], drawn)
    assert ((p > 0) & (p <= 1)).all()
    assert (p_least <= p).all()


@given(matrices(4, 5))
@settings(deadline=None)
def test_the_shared_counts_are_the_matrix_times_itself(matrix: npt.NDArray[np.bool_]) -> None:
    counts = matrix.astype(int)
    for of_rows, product_ in ((True, counts @ counts.T), (False, counts.T @ counts)):
        pairs = list(combinations(range(len(product_)), 2))
        assert shared(matrix[None], of_rows)[0].tolist() == [product_[pair] for pair in pairs]


def test_two_groups_that_share_nothing_are_distinguished_from_chance(
    made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    first, second = [1] * 6 + [0] * 6, [0] * 6 + [1] * 6
    monkeypatch.setattr(overlap, "compared", lambda *_: made([first] * 3 + [second] * 3))
    rows = list(overlap.ANALYSIS.run(graph, {}))
    for row in rows:
        within = (row["first_en"] in ("r0", "r1", "r2")) is (row["second_en"] in ("r0", "r1", "r2"))
        assert row["verdict"] == ("more" if within else "fewer")
    assert len(rows) == 15


def test_pairs_that_cannot_be_significant_have_a_separate_verdict(
    made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    # With one measure each and two measures in all, a pair shares it or not: no outcome is rare.
    monkeypatch.setattr(overlap, "compared", lambda *_: made([[1, 0], [1, 0], [0, 1], [0, 1]]))
    assert {row["verdict"] for row in overlap.ANALYSIS.run(graph, {})} == {"cannot tell"}


def test_p_values_are_corrected_for_the_number_of_pairs(graph: Graph) -> None:
    rows = list(graph.analyze("overlap", of="measures", level="area", samples=499))
    p = [float(str(row["p"])) for row in rows]
    assert [row["p_corrected"] for row in rows] == pytest.approx(
        stats.false_discovery_control(p).tolist(), abs=1e-6
    )


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
@settings(deadline=None)
def test_p_values_are_corrected_as_scipy_corrects_them(p: list[float]) -> None:
    assert corrected(np.array(p)) == pytest.approx(stats.false_discovery_control(p), abs=1e-12)


def test_the_correction_is_that_of_benjamini_and_hochberg_by_hand() -> None:
    # Of four, 0.01 * 4/1 = 0.04, 0.02 * 4/2 = 0.04, 0.03 * 4/3 = 0.04, 0.5 * 4/4 = 0.5: three pass 0.05.
    p = np.array([0.01, 0.02, 0.03, 0.5])
    assert corrected(p).tolist() == pytest.approx([0.04, 0.04, 0.04, 0.5])
    assert reachable(p, p, 0.05).tolist() == [True, True, True, False]


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=1, max_size=15))
@settings(deadline=None)
def test_a_pair_is_reachable_if_its_least_p_would_be_significant(pairs: list[tuple[int, int]]) -> None:
    p, p_least = (np.array([end(pair) / 40 for pair in pairs]) for end in (max, min))
    for alpha in (0.05, 0.3, 0.7):
        wanted = []
        for at, least in enumerate(p_least):
            extreme = p.copy()
            extreme[at] = least
            wanted.append(least <= alpha and corrected(extreme)[at] <= alpha)
        assert reachable(p, p_least, alpha).tolist() == wanted


@pytest.mark.parametrize("stage", ["named", "under-way"])
@pytest.mark.parametrize("level", ["measure", "theme"])
@pytest.mark.parametrize("scope", ["provinces", "all"])
def test_provinces_share_the_measures_that_both_have_adopted(
    graph: Graph, stage: str, level: str, scope: str
) -> None:
    known = adoptions()
    regions = [
        region
        for region, coding in known.coded.items()
        if coding in ("plan", "source") and (scope == "all" or region in known.provinces())
    ]
    having = {region: known.having(region, level, stage) for region in regions}
    drawn = set().union(*having.values())
    touched = {region: {each for each in drawn if (region, each) in known.found} for region in regions}
    rows = list(graph.analyze("overlap", samples=99, stage=stage, level=level, scope=scope))
    assert len(rows) == len(regions) * (len(regions) - 1) / 2
    for row in rows:
        first, second = str(row["first"]), str(row["second"])
        assert (row["first_has"], row["second_has"]) == (len(having[first]), len(having[second]))
        assert row["shared"] == len(having[first] & having[second])
        assert row["shared_other"] == len(touched[first] & touched[second])
        assert float(str(row["low"])) <= float(str(row["expected"])) <= float(str(row["high"]))


def test_pairs_of_measures_have_the_number_of_provinces_that_have_both(graph: Graph) -> None:
    known = adoptions()
    for row in graph.analyze("overlap", of="measures", level="area", stage="done", samples=99):
        having = [
            {region for region in known.provinces() if known.state(region, str(row[end]), "done") == "yes"}
            for end in ("first", "second")
        ]
        assert (row["first_has"], row["second_has"]) == tuple(map(len, having))
        assert row["shared"] == len(having[0] & having[1])


def test_with_three_provinces_the_pairs_share_a_number_that_the_margins_fix(graph: Graph) -> None:
    rows = list(graph.analyze("overlap", samples=199))
    shared_, expected = (sum(float(str(row[name])) for row in rows) for name in ("shared", "expected"))
    assert len(rows) == 3
    assert expected == pytest.approx(shared_, abs=1e-4)


def test_a_verdict_that_depends_on_other_forms_differs_from_verdict_other(
    made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    # By what they have the two groups share nothing; the other forms make all of them alike.
    first, second = [1] * 6 + [-1] * 6, [-1] * 6 + [1] * 6
    monkeypatch.setattr(overlap, "compared", lambda *_: made([first] * 3 + [second] * 3))
    rows = list(overlap.ANALYSIS.run(graph, {}))
    assert {row["verdict"] for row in rows} == {"more", "fewer"}
    assert {(row["shared_other"], row["verdict_other"]) for row in rows} == {(12, "cannot tell")}


def test_another_seed_changes_the_p_value_a_little_and_no_counts(graph: Graph) -> None:
    one, other = (list(graph.analyze("overlap", seed=seed)) for seed in (1, 2))
    by_pair = {(row["first"], row["second"]): row for row in other}
    for row in one:
        twin = by_pair[row["first"], row["second"]]
        assert row["shared"] == twin["shared"]
        assert row["verdict"] == twin["verdict"]
        assert float(str(row["p"])) == pytest.approx(float(str(twin["p"])), abs=0.06)
    assert one != other
