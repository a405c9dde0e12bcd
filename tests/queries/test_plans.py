"""The queries on plans: rows that a hand has checked against the sources."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kg.namespaces import PREFIXES, QS, RDF_TYPE
from kg.records import Records
from kg.store import EmbeddedStore
from kg.turtle import read
from tests.adoption import LEVELS, adoptions
from tests.queries.rows import PROJECT, asked
from tests.queries.statements import ACTIONS, claims, records, source_of, wholes_of

DOCUMENT = "document:guizhou-2023-implementing-opinion"

PLAN = {
    "一": "",
    "二": "一 二 三",
    "三": "四 五 六",
    "四": "七 八",
    "五": "九 十 十一",
    "六": "十二 十三 十四",
    "七": "十五 十六 十七",
    "八": "十八 十九",
    "九": "二十 二十一 二十二",
    "十": "二十三 二十四 二十五",
}
"""The parts of Guizhou's implementing opinion, and the numbered measures in each."""


def test_the_opinion_of_guizhou_has_ten_parts_and_25_measures_in_order(store: EmbeddedStore) -> None:
    outline: dict[str, list[str]] = {}
    for row in asked(store, "plan-outline", {"document": DOCUMENT}):
        if row["depth"] == "1":
            assert row["class"] == QS + "Section"
            outline[row["number"]] = []
        elif row["class"] == QS + "Task":
            assert row["depth"] == "2"
            outline[list(outline)[-1]].append(row["number"])
    assert list(outline) == list(PLAN)
    assert outline == {part: [f"({number})" for number in said.split()] for part, said in PLAN.items()}


def test_what_stands_inside_a_measure_is_one_level_below_it(store: EmbeddedStore) -> None:
    rows = asked(store, "plan-outline", {"document": DOCUMENT})
    depths = [int(row["depth"]) for row in rows]
    assert all(after - before <= 1 for before, after in pairwise(depths))
    assert max(depths) >= 3


@pytest.mark.parametrize("path", PROJECT.documents, ids=lambda path: path.stem)
def test_an_outline_walks_the_tree_of_a_document(path: Path, store: EmbeddedStore) -> None:
    """Each part stands below its own whole, with nothing but parts of that whole between."""
    records = Records(read(path).triples)
    prefix = f"{PREFIXES['source']}{path.stem}/"
    rows = [row for row in asked(store, "plan-outline", {}) if row["part"].startswith(prefix)]
    listed = {row["part"] for row in rows}
    above: list[str] = []
    for row in rows:
        whole = records.one(row["part"], QS + "partOf")
        while len(above) > 0 and above[-1] != whole:
            above.pop()
        assert len(above) > 0 or whole not in listed, f"{row['part']} stands apart from {whole}"
        above.append(row["part"])


# --- what a text plans, and how it is built -------------------------------------------------------------


def test_the_plan_of_yunnan_has_two_campaigns_and_three_projects_with_23_tasks(store: EmbeddedStore) -> None:
    """The press conference itself says: two campaigns, three projects, 23 tasks."""
    rows = [row for row in asked(store, "programme-size", {}) if row["source"].startswith("yunnan-")]
    assert Counter(row["class"] for row in rows) == {QS + "Campaign": 2, QS + "Project": 3}
    assert sum(int(row["parts"]) for row in rows) == 23


def test_the_actions_of_a_programme_are_all_that_stand_below_it(store: EmbeddedStore) -> None:
    programmes = set(records().of_class(QS + "Campaign", QS + "Project"))
    actions = {each: wholes_of(each) for each in records().of_class(*ACTIONS)}
    below = Counter(whole for wholes in actions.values() for whole in wholes if whole in programmes)
    directly = Counter(wholes[0] for wholes in actions.values() if wholes[0] in programmes)
    rows = asked(store, "programme-size", {})
    assert {row["programme"]: int(row["actions"]) for row in rows} == below
    assert {row["programme"]: int(row["parts"]) for row in rows} == directly


def test_every_action_is_counted_once_by_its_status(store: EmbeddedStore) -> None:
    expected = Counter(
        (source_of(each), records().one(each, RDF_TYPE), records().one(each, QS + "status"))
        for each in records().of_class(*ACTIONS)
    )
    rows = asked(store, "actions-by-status", {})
    assert {(row["source"], row["class"], row["status"]): int(row["actions"]) for row in rows} == expected


def test_a_level_is_the_number_of_wholes_above_a_part(store: EmbeddedStore) -> None:
    parts = records().of_class(QS + "Section", *ACTIONS)
    expected = Counter(
        (source_of(each), str(len(wholes_of(each))), records().one(each, RDF_TYPE)) for each in parts
    )
    rows = asked(store, "plan-structure", {})
    assert {(row["source"], row["depth"], row["class"]): int(row["parts"]) for row in rows} == expected


def test_a_sector_has_the_claims_that_name_it(store: EmbeddedStore) -> None:
    named = [(each, sector) for each in claims() for sector in records().all(each, QS + "sector")]
    named = [(each, sector) for each, sector in named if source_of(each) != ""]
    figures = Counter(
        (source_of(each), sector) for each, sector in named if records().one(each, QS + "value") is not None
    )
    rows = asked(store, "plan-sectors", {})
    said = {(row["source"], row["sector"]): int(row["claims"]) for row in rows}
    assert said == Counter((source_of(each), sector) for each, sector in named)
    assert dict.fromkeys(said, 0) | figures == {
        (row["source"], row["sector"]): int(row["figures"]) for row in rows
    }


@pytest.mark.parametrize("level", LEVELS)
def test_an_action_of_several_measures_has_them_and_their_instruments_counted(
    store: EmbeddedStore, level: str
) -> None:
    expected = {}
    for action in records().of_class(*ACTIONS):
        coded = records().all(action, QS + "realises")
        measures = adoptions().at(level, coded)
        if len(measures) > 1:
            instruments = {
                each
                for measure in coded
                if measures.intersection(adoptions().up(measure))
                for each in records().all(measure, QS + "instrument")
            }
            expected[action] = (len(measures), len(instruments))
    rows = asked(store, "actions-of-several-measures", {"level": level})
    assert {row["action"]: (int(row["measures"]), int(row["instruments"])) for row in rows} == expected
    assert len(rows) > 0
