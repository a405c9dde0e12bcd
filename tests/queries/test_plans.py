"""The queries on plans: rows that a hand has checked against the sources."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kg.rdf.namespaces import PREFIXES, QS, RDF_TYPE
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import parse, read
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


def test_a_part_of_a_measure_is_one_level_below_it(store: EmbeddedStore) -> None:
    rows = asked(store, "plan-outline", {"document": DOCUMENT})
    depths = [int(row["depth"]) for row in rows]
    assert all(after - before <= 1 for before, after in pairwise(depths))
    assert max(depths) >= 3


@pytest.mark.parametrize("path", PROJECT.documents, ids=lambda path: path.stem)
def test_an_outline_walks_the_tree_of_a_document(path: Path, store: EmbeddedStore) -> None:
    """Each part is below its whole, with only parts of that whole between."""
    records = Records(read(path).triples)
    prefix = f"{PREFIXES['source']}{path.stem}/"
    rows = [row for row in asked(store, "plan-outline", {}) if row["part"].startswith(prefix)]
    listed = {row["part"] for row in rows}
    above: list[str] = []
    for row in rows:
        whole = records.one(row["part"], QS + "partOf")
        while len(above) > 0 and above[-1] != whole:
            above.pop()
        assert len(above) > 0 or whole not in listed, f"{row['part']} is not below {whole}"
        above.append(row["part"])


# --- what a text plans, and how it is built -------------------------------------------------------------


def test_the_plan_of_yunnan_has_two_campaigns_and_three_projects_with_23_tasks(store: EmbeddedStore) -> None:
    """The press conference itself says: two campaigns, three projects, 23 tasks."""
    rows = [row for row in asked(store, "programme-size", {}) if row["source"].startswith("yunnan-")]
    assert Counter(row["class"] for row in rows) == {QS + "Campaign": 2, QS + "Project": 3}
    assert sum(int(row["parts"]) for row in rows) == 23


def test_the_actions_of_a_programme_are_all_actions_below_it(store: EmbeddedStore) -> None:
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


# --- pillars and counts -------------------------------------------------------------------------------------

INVENTED = """
:pillar a qs:Goal ; rdfs:label "支柱"@zh-Hans, "Pillar"@en ; qs:evidence :e1 ; qs:partOf :section .
:rate a qs:Target ; rdfs:label "合格率"@zh-Hans, "Rate"@en ; qs:evidence :e3 ; qs:partOf :pillar ;
    qs:indicator indicator:x ; qs:comparator comparator:at-least ; qs:unit unit:percent ; qs:value 96.5 ;
    qs:period "2025" .
:goal a qs:Goal ; rdfs:label "目标"@zh-Hans, "Goal"@en ; qs:evidence :e2 ; qs:partOf :pillar .
:apart a qs:Target ; rdfs:label "其他"@zh-Hans, "Apart"@en ; qs:evidence :e4 ; qs:partOf :section ;
    qs:comparator comparator:at-least ; qs:unit unit:percent ; qs:value 3.0 .
:action a qs:Action ; rdfs:label "举措"@zh-Hans, "Action"@en ; qs:evidence :e4 ; qs:partOf :pillar .
:section a qs:Section ; rdfs:label "一"@zh-Hans, "One"@en .
comparator:at-least skos:notation ">=" .
unit:percent qs:symbol "%" .
:count a qs:Observation ; rdfs:label "三项目标"@zh-Hans, "Three goals"@en ; qs:evidence :e5 ; qs:value 3.0 ;
    qs:enumerates :rate, :goal .
:whole a qs:Observation ; rdfs:label "一项"@zh-Hans, "One"@en ; qs:evidence :e6 ; qs:value 1.0 ;
    qs:enumerates :rate .
:silent a qs:Observation ; rdfs:label "两项"@zh-Hans, "Two"@en ; qs:evidence :e6 ; qs:value 2.0 .
""" + "\n".join(
    f':e{n} a qs:Quotation ; oa:hasSource source:invented ; oa:exact "e{n}" ; '
    f"oa:start {n * 10} ; oa:end {n * 10 + 2} ."
    for n in range(1, 7)
)


@pytest.fixture(scope="module")
def invented() -> EmbeddedStore:
    """A plan with a pillar, and with two counts of which one is short of an item."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    own = f"@prefix : <{PREFIXES['source']}invented/> .\n"
    return EmbeddedStore.of(parse(prefixes + own + INVENTED, Path("invented.ttl")).triples)


def test_a_pillar_has_its_targets_and_goals_in_the_order_of_the_text(invented: EmbeddedStore) -> None:
    rows = asked(invented, "pillars", {})
    assert [(row["pillar_zh"], row["claim"].rpartition("/")[2]) for row in rows] == [
        ("支柱", "goal"),
        ("支柱", "rate"),
    ]
    goal, rate = rows
    shown = ("class", "indicator", "comparator", "value", "unit", "period")
    assert [goal[name] for name in shown] == [QS + "Goal", "", "", "", "", ""]
    indicator = PREFIXES["indicator"] + "x"
    assert [rate[name] for name in shown] == [QS + "Target", indicator, ">=", "96.5", "%", "2025"]


def test_a_count_is_compared_with_the_listed_items(invented: EmbeddedStore) -> None:
    rows = asked(invented, "announced-counts", {})
    assert [
        (row["figure"].rpartition("/")[2], row["announced"], row["listed"], row["gap"], row["quote"])
        for row in rows
    ] == [("count", "3", "2", "1", "e5"), ("whole", "1", "1", "0", "e6")]


def test_every_committed_pillar_and_count_is_there(store: EmbeddedStore) -> None:
    goals = set(records().of_class(QS + "Goal"))
    parts = {
        (records().one(claim, QS + "partOf"), claim)
        for claim in records().of_class(QS + "Target", QS + "Goal")
    }
    expected = {(pillar, claim) for pillar, claim in parts if pillar in goals}
    assert {(row["pillar"], row["claim"]) for row in asked(store, "pillars", {})} == expected
    rows = asked(store, "announced-counts", {})
    assert {row["figure"] for row in rows} == set(records().with_predicate(QS + "enumerates"))
    for row in rows:
        assert int(row["listed"]) == len(set(records().all(row["figure"], QS + "enumerates")))
        assert float(row["gap"]) == float(row["announced"]) - int(row["listed"])
