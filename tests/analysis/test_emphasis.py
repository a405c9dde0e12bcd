"""Emphasis, compared with counts of the claims, and Wilson's formula computed by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from kg.analysis.emphasis import wilson
from kg.graph import Graph
from kg.rdf.namespaces import QS, SKOS
from tests.adoption import ACTIONS, LEVELS, STAGES, Claim, adoptions
from tests.queries.statements import wholes_of

STATUS = ("named", "planned", "under-way", "completed")


def actions_of(region: str, count: str, stage: str) -> list[Claim]:
    """Return the actions of a region, without those that have actions as parts unless all are asked for."""
    known = adoptions()
    headings = {
        whole for claim in known.claims if claim.kind in ACTIONS for whole in wholes_of(claim.iri)[:1]
    }
    reached = STATUS[STAGES.index(stage) :]
    return [
        claim
        for claim in known.claims
        if claim.kind in ACTIONS
        and region in claim.regions
        and claim.status in reached
        and (count == "all" or claim.iri not in headings)
    ]


def categories_of(claim: Claim, by: str) -> set[str]:
    """Return the categories of an action."""
    records = adoptions().records
    if by in LEVELS:
        return set(adoptions().at(by, claim.measures))
    if by == "instrument":
        return {each for measure in claim.measures for each in records.all(measure, QS + "instrument")}
    tops = set()
    for sector in claim.sectors:
        top = sector
        while (above := records.one(top, SKOS + "broader")) is not None:
            top = above
        tops.add(top)
    return tops or {"none"}


def by_scipy(count: int, total: int, confidence: float) -> tuple[float, float]:
    """Return Wilson's score interval as scipy has it."""
    found = binomtest(count, total).proportion_ci(confidence, method="wilson")
    return float(found.low), float(found.high)


@given(total=st.integers(1, 500), share=st.floats(0, 1), confidence=st.floats(0.5, 0.9999))
@settings(deadline=None)
def test_the_interval_is_that_of_scipy(total: int, share: float, confidence: float) -> None:
    count = round(share * total)
    assert wilson(count, total, confidence) == pytest.approx(by_scipy(count, total, confidence), abs=1e-9)


def test_wilson_by_hand() -> None:
    # 5 of 20 with z = 1.96: middle (0.25 + 3.8416/40) / (1 + 3.8416/20) = 0.34604 / 1.19208 = 0.29028,
    # half 1.96 sqrt(0.1875/20 + 3.8416/1600) / 1.19208 = 1.96 * 0.10853 / 1.19208 = 0.17844.
    assert wilson(5, 20, 0.95) == pytest.approx((0.29028 - 0.17844, 0.29028 + 0.17844), abs=1e-4)


def test_zero_total_has_no_interval() -> None:
    assert wilson(0, 0, 0.95) == (None, None)


@pytest.mark.parametrize("count", ["clauses", "all"])
@pytest.mark.parametrize("by", ["area", "theme", "measure", "sector", "instrument"])
@pytest.mark.parametrize("stage", ["named", "under-way"])
def test_actions_are_counted_by_their_categories(graph: Graph, by: str, count: str, stage: str) -> None:
    rows = list(graph.analyze("emphasis", category=by, count=count, stage=stage))
    assert {str(row["region"]) for row in rows} == set(adoptions().provinces("plan", "source"))
    for region in {str(row["region"]) for row in rows}:
        actions = actions_of(region, count, stage)
        counted = Counter(category for action in actions for category in categories_of(action, by))
        own = [row for row in rows if row["region"] == region]
        assert {row["of"] for row in own} == {len(actions)}
        assert (
            Counter({str(row["category"]): row["actions"] for row in own if row["actions"] != 0}) == counted
        )
        for row in own:
            if len(actions) > 0:
                assert row["share"] == pytest.approx(int(str(row["actions"])) / len(actions), abs=1e-6)


def test_each_action_is_of_some_area_and_sector(graph: Graph) -> None:
    for by in ("area", "sector"):
        rows = list(graph.analyze("emphasis", category=by))
        for region in {row["region"] for row in rows}:
            own = [row for row in rows if row["region"] == region]
            assert sum(int(str(row["actions"])) for row in own) >= int(str(own[0]["of"]))


def test_the_interval_for_all_categories_at_once_is_wilsons_at_a_level_for_their_number(graph: Graph) -> None:
    rows = list(graph.analyze("emphasis", confidence=0.9))
    for row in rows:
        count, total = int(str(row["actions"])), int(str(row["of"]))
        assert (row["low"], row["high"]) == pytest.approx(by_scipy(count, total, 0.9), abs=1e-6)
        # Nine areas: 1 - 0.1 / 9.
        assert (row["low_all"], row["high_all"]) == pytest.approx(
            by_scipy(count, total, 1 - 0.1 / 9), abs=1e-6
        )
    assert len(rows) == 27


def test_categories_are_sorted_by_share_within_each_province(graph: Graph) -> None:
    order = [
        (str(row["region"]), -int(str(row["actions"])), str(row["category"]))
        for row in graph.analyze("emphasis")
    ]
    assert order == sorted(order)
