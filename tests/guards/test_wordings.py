"""Kinds of roles, relations, and findings by the words that decide them."""

from __future__ import annotations

import pytest

from kg.guards.wordings import check_wordings
from tests.guards.conftest import Guard


@pytest.mark.parametrize(
    "change",
    [
        "report:role-yan-dong-editor qs:roleKind role:decider .",
        "gz:role-state-council-issuer qs:roleKind role:participant .",
        "gz:lineage-xi-jinping-thought qs:relation relation:supersedes .",
        "report:finding-consumer-satisfaction-rising qs:findingKind finding:rank .",
        "gz:action-mass-catering a qs:Campaign .",
        "document:hebei-2023-action-plan a qs:Regulation .",
    ],
)
def test_a_kind_without_its_words_is_found(guard: Guard, change: str) -> None:
    name = change.split(maxsplit=1)[0].partition(":")[2]
    assert guard(check_wordings, change) == {("kind-words", name)}


def test_a_kind_without_deciding_words_is_open(guard: Guard) -> None:
    assert guard(check_wordings, "report:role-yan-dong-editor qs:roleKind role:addressee .") == set()
