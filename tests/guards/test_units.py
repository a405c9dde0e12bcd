"""Growth, shares, and targets by their words."""

from __future__ import annotations

import pytest

from kg.guards.units import check_classes, check_symbols, check_units
from tests.guards.conftest import Guard


@pytest.mark.parametrize(
    "change",
    [
        "gz:target-manufacturing-share-2025 qs:unit unit:percent-change .",
        "gz:target-rural-road-grade-2025 qs:unit unit:percent-change-per-year .",
        "gy:observation-gdp-growth-2019 qs:unit unit:percent .",
        "yn:observation-valid-trademarks-growth qs:unit unit:percent-change-per-year .",
    ],
)
def test_a_share_and_a_growth_rate_are_known_by_their_words(guard: Guard, change: str) -> None:
    name = change.split(maxsplit=1)[0].partition(":")[2]
    assert guard(check_units, change) == {("unit-words", name)}


def test_a_yearly_change_that_is_coded_as_another_is_found(guard: Guard) -> None:
    change = (
        "gz:target-trademarks-2025 qs:unit unit:percent-change ; "
        'rdfs:label "2025年商标有效注册量年均增长36%"@zh-Hans, "Target: up 36% a year"@en .'
    )
    assert guard(check_units, change) == {("unit-words", "target-trademarks-2025")}


def test_a_target_and_an_observation_that_change_places_are_found(guard: Guard) -> None:
    change = (
        "gz:target-trademarks-2025 a qs:Observation . "
        "report:observation-well-known-trademarks-2023 a qs:Target ."
    )
    assert guard(check_classes, change) == {
        ("label-class", "target-trademarks-2025"),
        ("label-class", "observation-well-known-trademarks-2023"),
    }


def test_a_symbol_is_in_the_name_of_its_unit(guard: Guard) -> None:
    assert guard(check_symbols, 'unit:jian qs:symbol "项" .') == {("unit-symbol", "jian")}
    assert guard(check_symbols, 'unit:percent qs:symbol "‰" .') == {("unit-symbol", "percent")}
    assert guard(check_symbols) == set()
