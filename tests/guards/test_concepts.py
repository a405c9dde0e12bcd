"""Codes whose words are those of another."""

from __future__ import annotations

import pytest

from kg.guards.concepts import check_concepts, check_indicator_names
from tests.guards.conftest import Guard


@pytest.mark.parametrize(
    "change",
    [
        "gz:target-trademarks-2025 qs:indicator indicator:rural-road-good-or-fair-rate .",
        "gz:action-export-inspection qs:sector sector:culture-and-sport .",
        "gz:action-mass-catering qs:realises measure:chief-quality-officer .",
        "gz:action-mass-catering qs:realises measure:national-standards .",
    ],
)
def test_a_code_that_shares_no_words_with_its_claim_is_found(guard: Guard, change: str) -> None:
    name = change.split(maxsplit=1)[0].partition(":")[2]
    assert guard(check_concepts, change) - guard(check_concepts) == {("concept-words", name)}


def test_two_indicators_of_one_sentence_that_change_places_are_found(guard: Guard) -> None:
    change = (
        "gz:target-water-works-supervision-2025 qs:indicator "
        "indicator:large-water-works-first-acceptance-pass-rate . "
        "gz:target-water-works-acceptance-2025 qs:indicator "
        "indicator:large-water-works-supervision-coverage ."
    )
    assert guard(check_indicator_names, change) == {
        ("indicator-name-in-label", "target-water-works-supervision-2025"),
        ("indicator-name-in-label", "target-water-works-acceptance-2025"),
    }


def test_a_wording_that_is_added_to_the_concept_ends_the_finding(guard: Guard) -> None:
    change = "gz:action-mass-catering qs:realises measure:chief-quality-officer . "
    wording = 'measure:chief-quality-officer skos:hiddenLabel "发展大众餐饮服务"@zh-Hans .'
    assert ("concept-words", "action-mass-catering") not in guard(check_concepts, change + wording)
