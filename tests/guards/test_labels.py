"""Labels that say another value, unit, or year than the claim."""

from __future__ import annotations

import pytest

from kg.guards.labels import check_label_periods, check_label_values, english_numbers
from tests.guards.conftest import Guard

TRADEMARKS = "target-trademarks-2025"
LABEL = "gz:target-trademarks-2025 rdfs:label"


def found(guard: Guard, change: str, name: str = TRADEMARKS, check: str = "label-value") -> bool:
    run = check_label_periods if check == "label-period" else check_label_values
    return (check, name) in guard(run, change)


@pytest.mark.parametrize(
    "change",
    [
        "gz:target-trademarks-2025 qs:value 370000.0 .",
        "gz:target-trademarks-2025 qs:comparator comparator:at-most .",
        f'{LABEL} "2025年商标有效注册量37万件"@zh-Hans, "Target: 360,000 valid trademarks by 2025"@en .',
        f'{LABEL} "2025年商标有效注册量36万项"@zh-Hans, "Target: 360,000 valid trademarks by 2025"@en .',
        f'{LABEL} "2025年商标有效注册量36万件"@zh-Hans, "Target: 370,000 valid trademarks by 2025"@en .',
        f'{LABEL} "2025年商标有效注册量36万件"@zh-Hans, "Target: 360,000% valid trademarks by 2025"@en .',
        "gz:target-trademarks-2025 qs:unit unit:jia .",
    ],
)
def test_a_label_says_the_value_in_its_unit(guard: Guard, change: str) -> None:
    assert found(guard, change)


def test_a_percentage_that_is_coded_as_a_count_is_found_without_a_quotation(guard: Guard) -> None:
    change = "hebei:target-manufacturing-product-pass-rate-2023 qs:unit unit:count ."
    assert found(guard, change, "target-manufacturing-product-pass-rate-2023")


@pytest.mark.parametrize(
    "change",
    [
        'gz:target-trademarks-2025 qs:period "2026" .',
        'gz:target-trademarks-2025 qs:period "2030/2035" .',
        f'{LABEL} "2024年商标有效注册量36万件"@zh-Hans, "Target: 360,000 valid trademarks by 2025"@en .',
        f'{LABEL} "2025年商标有效注册量36万件"@zh-Hans, "Target: 360,000 valid trademarks by 2027"@en .',
    ],
)
def test_the_years_of_a_label_are_in_the_period(guard: Guard, change: str) -> None:
    assert found(guard, change, check="label-period")


def test_a_period_that_only_contains_the_year_of_the_label_is_found(guard: Guard) -> None:
    assert found(guard, 'gz:target-trademarks-2025 qs:period "2021/2035" .', check="label-period")


def test_a_year_in_the_label_needs_a_period(guard: Guard) -> None:
    assert ("label-period", TRADEMARKS) in guard(
        check_label_periods, without=("gz:target-trademarks-2025 qs:period",)
    )


def test_years_in_titles_and_names_are_no_periods(guard: Guard) -> None:
    named = {name for _, name in guard(check_label_periods)}
    assert named == set()


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("Target: 202,400 new applications", {"202400"}),
        ("CNY 17.21 million in fines", {"17210000"}),
        ("Four enterprises ranked first", {"4", "1"}),
        ("In the A4 format of PM2.5", set()),
        ("at least 98.5% in 2025", {"98.5", "2025"}),
    ],
)
def test_english_numbers_are_read_in_digits_and_words(label: str, numbers: set[str]) -> None:
    assert {format(number.normalize(), "f") for number in english_numbers(label)} == numbers
