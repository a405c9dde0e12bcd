"""Likeness, compared with scipy's distances, SPARQL, and all ways to fill in unread cells."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import distance

from kg.analysis import likeness
from kg.analysis.likeness import gower, jaccard_bounds
from kg.graph import Graph
from tests.adoption import adoptions
from tests.analysis.conftest import Made
from tests.length import examples
from tests.sparql import select

CELLS = st.lists(st.sampled_from(["has", "absent", "unread"]), min_size=1, max_size=4)


def completions(cells: list[str]) -> list[npt.NDArray[np.bool_]]:
    """Return all that a region may have, its unread cells being filled in either way."""
    ways = [[cell == "has"] if cell != "unread" else [False, True] for cell in cells]
    return [np.array(each) for each in product(*ways)]


@given(first=CELLS, data=st.data())
@settings(max_examples=examples(200), deadline=None)
def test_the_bounds_are_those_of_all_ways_to_fill_in_unread_cells(
    first: list[str], data: st.DataObject
) -> None:
    second = data.draw(
        st.lists(st.sampled_from(["has", "absent", "unread"]), min_size=len(first), max_size=len(first))
    )
    indices = [
        (a & b).sum() / (a | b).sum()
        for a in completions(first)
        for b in completions(second)
        if (a | b).any()  # where neither has anything there is no index
    ]
    has, unread = (
        [np.array([cell == state for cell in cells]) for cells in (first, second)]
        for state in ("has", "unread")
    )
    found = jaccard_bounds(*has, *unread)
    assert found == (pytest.approx((min(indices), max(indices))) if len(indices) > 0 else (None, None))


def test_jaccard_and_cosine_are_one_minus_scipys_distances(
    made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    matrix = made([[2, 1, 0, 0], [1, 0, 3, 0], [0, 0, 1, 1]])
    monkeypatch.setattr(likeness, "compared", lambda *_: matrix)
    rows = {(row["first_en"], row["second_en"]): row for row in likeness.ANALYSIS.run(graph, {})}
    for i, j in ((0, 1), (0, 2), (1, 2)):
        row = rows[f"r{i}", f"r{j}"]
        assert row["jaccard"] == pytest.approx(1 - distance.jaccard(matrix.has[i], matrix.has[j]), abs=1e-6)
        assert row["cosine"] == pytest.approx(
            1 - distance.cosine(matrix.counts[i], matrix.counts[j]), abs=1e-6
        )
    # By hand: (2, 1, 0, 0) and (1, 0, 3, 0) share one of three, and 2 / (sqrt(5) sqrt(10)) = 0.282843.
    assert (rows["r0", "r1"]["jaccard"], rows["r0", "r1"]["cosine"]) == (0.333333, 0.282843)


def test_a_region_without_measures_has_no_similarity(
    made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    monkeypatch.setattr(likeness, "compared", lambda *_: made([[0, 0], [0, 0], [1, 0]]))
    rows = {(row["first_en"], row["second_en"]): row for row in likeness.ANALYSIS.run(graph, {})}
    assert rows["r0", "r1"]["jaccard"] is rows["r0", "r1"]["at_least"] is rows["r0", "r1"]["at_most"] is None
    assert rows["r0", "r2"]["jaccard"] == 0
    assert rows["r0", "r2"]["cosine"] is None


@pytest.mark.parametrize("stage", ["named", "done"])
@pytest.mark.parametrize("level", ["measure", "theme", "area"])
def test_provinces_share_the_measures_that_both_have_adopted(graph: Graph, level: str, stage: str) -> None:
    known = adoptions()
    rows = list(graph.analyze("likeness", level=level, stage=stage))
    assert len(rows) == 3
    for row in rows:
        one, other = (str(row[end]) for end in ("first", "second"))
        a, b = (known.having(region, level, stage) for region in (one, other))
        assert (row["shared"], row["either"]) == (len(a & b), len(a | b))
        undecided = [
            [known.state(region, each, stage) in ("other form", "unread") for each in known.of(level)]
            for region in (one, other)
        ]
        has = [[each in having for each in known.of(level)] for having in (a, b)]
        bounds = jaccard_bounds(*(np.array(cells) for cells in (*has, *undecided)))
        assert (row["at_least"], row["at_most"]) == pytest.approx(bounds, abs=1e-6)
        assert row["at_least"] <= row["jaccard"] <= row["at_most"]  # type: ignore[operator]
        claims = [
            [len(known.found[region, each].claims) if each in having else 0 for each in known.of(level)]
            for region, having in ((one, a), (other, b))
        ]
        assert row["cosine"] == pytest.approx(1 - distance.cosine(*claims), abs=1e-6)


def test_another_form_leaves_the_index_open(
    made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    # Both have c0; of c1 the second has another form, and of c2 nothing although it is fully coded.
    monkeypatch.setattr(likeness, "compared", lambda *_: made([[1, 1, 1], [1, -1, 0]]))
    (row,) = likeness.ANALYSIS.run(graph, {})
    assert (row["jaccard"], row["at_least"], row["at_most"]) == (0.333333, 0.333333, 0.666667)


def test_provinces_share_the_families_of_indicators_that_sparql_counts(graph: Graph) -> None:
    rows = {(row["first"], row["second"]): row for row in graph.analyze("likeness", by="targets")}
    aims = """a qs:Target ; qs:indicator/skos:broader* ?family ; qs:period ?{0}_period ; qs:unit ?{0}_unit .
        FILTER(!REGEX(STR(?{0}_unit), "rank|change|percentage-point")) ?{0} qs:region"""
    pairs = select(
        graph.store,
        f"""SELECT ?one ?other (COUNT(DISTINCT ?family) AS ?n) WHERE {{
        ?a {aims.format("a")} ?one . ?b {aims.format("b")} ?other . ?one a qs:Province .
        ?other a qs:Province . FILTER(STR(?one) < STR(?other))
        FILTER NOT EXISTS {{ ?family skos:broader ?wider }} }}
        GROUP BY ?one ?other""",
    )
    assert {pair: row["shared"] for pair, row in rows.items() if row["shared"] != 0} == {
        (one, other): n for one, other, n in pairs
    }


def test_gower_by_hand() -> None:
    # Three aim at 84, 92 and 94 for the index, of range 10, and two of them at 95 and 94 for a rate, which
    # does not count: with two values the range is their difference, and they would always be unlike.
    index, rate = ("index", "2025", "point"), ("rate", "2025", "percent")
    found = gower([{index: 84, rate: 95}, {index: 92, rate: 94}, {index: 94}])
    by_hand = {(0, 1): 1 - 8 / 10, (0, 2): 1 - 10 / 10, (1, 2): 1 - 2 / 10}
    assert {pair: alike for pair, (alike, _) in found.items()} == pytest.approx(by_hand)
    assert {on for _, on in found.values()} == {1}


def test_values_that_are_all_equal_do_not_count() -> None:
    assert gower([{("rate", "2025", "percent"): 98.0}] * 3)[0, 1] == (None, 0)


def test_the_similarity_of_values_is_that_of_the_targets(graph: Graph) -> None:
    aimed: dict[tuple[object, ...], dict[object, set[float]]] = {}
    for region, family, period, unit, value in select(
        graph.store,
        """SELECT DISTINCT ?r ?f ?p ?u ?v WHERE { ?t a qs:Target ; qs:period ?p ; qs:value ?v ; qs:unit ?u ;
        qs:indicator/skos:broader* ?f ; qs:region ?r . ?r a qs:Province
        FILTER NOT EXISTS { ?f skos:broader ?wider } }""",
    ):
        aimed.setdefault((family, period, unit), {}).setdefault(region, set()).add(float(str(value)))
    # Where a province aims at two values for one period, none of them is its value.
    single = [{r: min(v) for r, v in values.items() if len(v) == 1} for values in aimed.values()]
    used = [v for v in single if len(v) >= 3 and max(v.values()) > min(v.values())]
    compared = 0
    for row in graph.analyze("likeness", by="targets"):
        one, other = row["first"], row["second"]
        alike = [
            1 - abs(values[one] - values[other]) / (max(values.values()) - min(values.values()))
            for values in used
            if one in values and other in values
        ]
        assert row["scaled_on"] == len(alike)
        if len(alike) > 0:
            compared += 1
            assert row["scaled"] == pytest.approx(sum(alike) / len(alike), abs=1e-6)
    assert compared > 5
