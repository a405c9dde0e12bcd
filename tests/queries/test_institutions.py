"""The queries on institutions: rows computed a second way from the statements, without SPARQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from kg.rdf.namespaces import PREFIXES, QS, RDF_TYPE
from kg.rdf.store import EmbeddedStore
from tests.adoption import LEVELS, adoptions
from tests.queries.rows import asked
from tests.queries.statements import ACTIONS, records, source_of, wholes_of

BODIES = tuple(QS + name for name in ("Organization", "Institution", "LeadingGroup", "Enterprise"))


def parts_played() -> list[tuple[str, str, str]]:
    """Return role, agent and what it is played in, for each role of the committed data."""
    return [
        (role, agent, matter)
        for role in records().of_class(QS + "Role")
        for agent in records().all(role, QS + "agent")
        for matter in records().all(role, QS + "playedIn")
    ]


def test_bodies_that_share_an_action_or_event_are_paired_once(store: EmbeddedStore) -> None:
    bodies = set(records().of_class(*BODIES))
    matters = set(records().of_class(QS + "Event", *ACTIONS))
    together: dict[str, set[str]] = defaultdict(set)
    for _, agent, matter in parts_played():
        if agent in bodies and matter in matters:
            together[matter].add(agent)
    expected = Counter(pair for each in together.values() for pair in combinations(sorted(each), 2))
    rows = asked(store, "shared-actions", {})
    assert {(row["institution"], row["other"]): int(row["shared"]) for row in rows} == expected


def test_a_task_has_no_body_if_neither_it_nor_an_action_inside_it_has_one(store: EmbeddedStore) -> None:
    served = {each for _, _, matter in parts_played() for each in (matter, *wholes_of(matter))}
    expected = {task for task in records().of_class(QS + "Task") if task not in served}
    rows = asked(store, "tasks-without-body", {})
    assert {row["task"] for row in rows} == expected
    # Of the five sources only the implementing opinion gives the text of a plan.
    full = {row["source"] for row in rows if row["state"] == "absent"}
    assert full == {"guizhou-2023-implementing-opinion"}
    assert {row["source"] for row in rows if row["state"] == "unread"}.isdisjoint(full)


@pytest.mark.parametrize("level", LEVELS)
def test_a_body_works_at_the_measures_of_the_actions_it_plays_a_part_in(
    store: EmbeddedStore, level: str
) -> None:
    expected: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    actions = set(records().of_class(*ACTIONS))
    for role, agent, matter in parts_played():
        for measure in adoptions().at(level, records().all(matter, QS + "realises")):
            if matter in actions:
                expected[measure, agent, records().one(role, QS + "roleKind")].add(matter)
    rows = asked(store, "measure-bodies", {"level": level})
    said = {(row["measure"], row["institution"], row["role"]): int(row["actions"]) for row in rows}
    assert said == {key: len(actions) for key, actions in expected.items()}


def test_a_body_of_several_sources_plays_a_part_in_each(store: EmbeddedStore) -> None:
    named: dict[str, set[str]] = defaultdict(set)
    bodies = set(records().of_class(*BODIES))
    for role, agent, _ in parts_played():
        if agent in bodies:
            named[agent].add(source_of(role))
    expected = {agent: len(sources) for agent, sources in named.items() if len(sources) > 1}
    rows = asked(store, "bodies-of-several-sources", {})
    assert {row["institution"]: int(row["sources"]) for row in rows} == expected


def test_each_conferral_has_one_row_and_a_nomination_is_not_the_award(store: EmbeddedStore) -> None:
    rows = asked(store, "award-holders", {})
    assert len(rows) == len(records().of_class(QS + "Conferral"))
    holders = {row["award"].removeprefix(PREFIXES["award"]): row["holder_en"] for row in rows}
    # "贵州射电天文台中国天眼（FAST）团队获得中国质量奖": the team has the award, the factory the nomination.
    assert holders["china-quality-award"].startswith("China Sky Eye (FAST) team")
    assert holders["china-quality-award-nominee"].startswith("Guizhou Space Appliance")


def test_all_persons_of_the_data_are_listed(store: EmbeddedStore) -> None:
    persons = set(records().of_class(QS + "Person"))
    assert {row["person"] for row in asked(store, "persons-and-offices", {})} == persons
    assert all(records().one(each, RDF_TYPE) == QS + "Person" for each in persons)
