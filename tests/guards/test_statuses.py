"""Statuses that source or sentence contradict."""

from __future__ import annotations

from kg.guards.statuses import check_statuses
from tests.guards.conftest import Guard


def test_a_plan_has_nothing_that_is_done(guard: Guard) -> None:
    change = "gz:action-mass-catering qs:status status:completed ."
    assert ("status-words", "action-mass-catering") in guard(check_statuses, change, texts=False)


def test_a_sentence_is_done_or_to_come(guard: Guard) -> None:
    change = "report:action-drug-inspection-memorandum qs:status status:planned ."
    changed = guard(check_statuses, change) - guard(check_statuses)
    assert ("status-words", "action-drug-inspection-memorandum") in changed


def test_sentences_need_the_texts(guard: Guard) -> None:
    assert guard(check_statuses, texts=False) == set()
