"""Gaps, held against the queries `missing-measures` and `measure-matrix`, and matrices worked by hand."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings

from kg.analysis import gaps
from kg.analysis.gaps import missing
from kg.graph import Graph
from tests.adoption import LEVELS, STAGES
from tests.analysis.conftest import Made
from tests.strategies import matrices


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("strictness", ["plan", "source"])
def test_gaps_are_the_rows_that_the_query_misses(graph: Graph, level: str, strictness: str) -> None:
    # More than half of two other provinces is both.
    given_ = {"level": level, "strictness": strictness}
    wanted = {
        (row["region"], row["measure"], row["provinces"], row["state"])
        for row in graph.query("missing-measures", minimum=2, **given_)
    }
    rows = list(graph.analyze("gaps", **given_))
    assert {(row["region"], row["measure"], row["others"], row["state"]) for row in rows} == wanted
    if level == "measure":
        assert {(row["coded"], row["share"]) for row in rows} == {(2, 1)}


@pytest.mark.parametrize("strictness", ["plan", "source"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_gap_has_the_state_that_the_table_of_adoption_gives_it(
    graph: Graph, strictness: str, stage: str
) -> None:
    states = {
        (row["region"], row["measure"]): row["state"]
        for row in graph.query("measure-matrix", strictness=strictness, stage=stage)
    }
    rows = list(graph.analyze("gaps", share=0, strictness=strictness, stage=stage))
    for row in rows:
        assert row["state"] == states[row["region"], row["measure"]]
    every = {"absent", "other form", "unread"}
    assert {row["state"] for row in rows} == (every if strictness == "plan" else every - {"unread"})
    # Each other cell of these provinces has it, or no other province has.
    having = Counter(measure for (_, measure), state in states.items() if state == "yes")
    regions = {row["region"] for row in rows}
    assert len(rows) == sum(
        region in regions and state != "yes" and having[measure] > 0
        for (region, measure), state in states.items()
    )


@given(matrices())
@settings(deadline=None)
def test_a_row_is_without_what_more_than_half_of_the_others_have(has: npt.NDArray[np.bool_]) -> None:
    found = {
        (row, column, int(np.delete(has, row, axis=0)[:, column].sum()))
        for row in range(len(has))
        for column in range(has.shape[1])
        if not has[row, column] and np.delete(has, row, axis=0)[:, column].sum() * 2 > len(has) - 1
    }
    assert set(missing(has, 0.5)) == found


def test_half_of_the_others_is_not_most(made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph) -> None:
    # Of the four others of r0 three have c0 and two have c1: only c0 is a gap.
    matrix = made([[0, 0], [1, 1], [1, 1], [1, -1], [0, 0]], whole=[True, True, True, True, False])
    monkeypatch.setattr(gaps, "compared", lambda *_: matrix)
    rows = gaps.ANALYSIS.run(graph, {})
    assert [(row["region_en"], row["label_en"], row["share"], row["state"]) for row in rows] == [
        ("r0", "c0", 0.75, "absent"),
        ("r4", "c0", 0.75, "unread"),
    ]


def test_what_is_there_in_another_form_is_told(
    made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    matrix = made([[-1, 0], [1, 1], [1, 1]])
    monkeypatch.setattr(gaps, "compared", lambda *_: matrix)
    rows = gaps.ANALYSIS.run(graph, {})
    assert [(row["label_en"], row["state"]) for row in rows] == [("c0", "other form"), ("c1", "absent")]


def test_a_region_alone_has_no_gaps(made: Made, monkeypatch: pytest.MonkeyPatch, graph: Graph) -> None:
    monkeypatch.setattr(gaps, "compared", lambda *_: made([[0, 1]]))
    assert len(gaps.ANALYSIS.run(graph, {"share": 0})) == 0


def test_one_province_is_shown_alone(graph: Graph) -> None:
    every = list(graph.analyze("gaps"))
    one = list(graph.analyze("gaps", region="region:yunnan"))
    assert one == [row for row in every if row["region_en"] == "Yunnan Province"]
    assert len(one) > 0


def test_a_province_that_was_not_read_has_no_gaps_to_show(graph: Graph) -> None:
    answer = graph.analyze("gaps", region="region:tibet")
    assert len(answer) == 0
    assert answer.why == {
        "en": "no rows: Tibet Autonomous Region was not coded; only cited documents are known "
        "(kg query region-readings -p region region:tibet)",
        "zh": "无结果：西藏自治区未编码，仅有被引文件（kg query region-readings -p region region:tibet）",
    }


def test_a_city_among_provinces_is_told_as_what_leaves_nothing(graph: Graph) -> None:
    answer = graph.analyze("gaps", region="region:guiyang")
    assert len(answer) == 0
    assert re.fullmatch(
        r"no rows: nothing matches these values; \d+ rows without -p region region:guiyang", answer.why["en"]
    )


def test_a_city_has_its_own_gaps_only_on_request(graph: Graph) -> None:
    assert "Guiyang City" not in {row["region_en"] for row in graph.analyze("gaps")}
    assert "Guiyang City" in {row["region_en"] for row in graph.analyze("gaps", scope="all")}
