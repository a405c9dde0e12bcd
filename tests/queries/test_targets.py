"""The queries on targets: rows that a hand has checked against the sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.namespaces import QS
from kg.records import Records
from kg.store import EmbeddedStore
from kg.turtle import read
from tests.queries.rows import PROJECT, asked

GUIZHOU = {"region": "region:guizhou"}


@pytest.mark.parametrize(
    ("words", "comparator", "value", "unit"),
    [
        ("商标有效注册量36万件", "=", "360000", "件"),
        ("农产品质量安全监测1.5批次/千人", "=", "1.5", "批次/千人"),
        ("获得中国质量奖实现零的突破", ">", "0", None),
        ("累计投入3428万元", "=", "34280000", "元"),
        ("建成社会公用计量标准1500项", "=", "1500", "项"),
    ],
)
def test_the_words_of_a_source_give_the_value(
    words: str, comparator: str, value: str, unit: str | None, store: EmbeddedStore
) -> None:
    rows = [row for row in asked(store, "indicator-values", GUIZHOU) if row["quote"].endswith(words)]
    assert [(row["comparator"], row["value"]) for row in rows] == [(comparator, value)]
    assert unit is None or rows[0]["unit"] == unit


def test_the_quotation_of_every_value_stands_at_its_offsets(store: EmbeddedStore, texts: Path) -> None:
    records = Records(triple for path in PROJECT.documents for triple in read(path).triples)
    names = {
        source.rpartition("/")[2]: records.one(source, QS + "fileName")
        for source in records.of_class(QS + "Source")
    }
    contents = {slug: (texts / str(name)).read_bytes().decode("utf-8") for slug, name in names.items()}
    # A figure that is only cited has no quotation.
    rows = [row for row in asked(store, "indicator-values", {}) if row["quote"] != ""]
    moved = [
        (row["source"], row["start"], row["quote"])
        for row in rows
        if contents[row["source"]][int(row["start"]) : int(row["end"])] != row["quote"]
    ]
    assert len(rows) > 0
    assert moved == []
