"""The queries on plans: rows that a hand has checked against the sources."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from kg.namespaces import PREFIXES, QS
from kg.records import Records
from kg.store import EmbeddedStore
from kg.turtle import read
from tests.queries.rows import PROJECT, asked

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
