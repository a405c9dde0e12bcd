"""Labels that say another value, unit, or year than the claim."""

from __future__ import annotations

import pytest

from kg.guards.labels import check_label_months, check_label_periods, check_label_values, english_numbers
from kg.rdf.namespaces import BASE
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


@pytest.mark.parametrize("stated", ["2012", "2012-04/2012-06", "2012-01"])
def test_a_period_has_the_months_of_the_label(guard: Guard, stated: str) -> None:
    name = "observation-counterfeit-farm-inputs-seized-2012"
    change = f'<{BASE}eli/china-2012-farm-inputs-news/{name}> qs:period "{stated}" .'
    assert guard(check_label_months, change) == {("label-period", name)}


def test_a_label_with_one_year_has_no_period_of_five(guard: Guard) -> None:
    assert guard(check_label_months, f'gz:{TRADEMARKS} qs:period "2021/2025" .') == {
        ("label-period", TRADEMARKS)
    }


def test_digits_of_a_number_are_no_year(guard: Guard) -> None:
    name = "observation-valid-invention-patents-2013"
    change = f'<{BASE}eli/china-2013-patent-statistics/{name}> qs:period "2009/2013" .'
    assert guard(check_label_months, change) == {("label-period", name)}


@pytest.mark.parametrize("stated", ["2021", "2021/2021-10-07"])
def test_a_period_ends_with_the_month_of_the_label(guard: Guard, stated: str) -> None:
    name = "observation-counterfeit-fines-2021"
    change = f'<{BASE}eli/inner-mongolia-2021-counterfeit-news/{name}> qs:period "{stated}" .'
    assert guard(check_label_months, change) == {("label-period", name)}
    assert guard(check_label_months) == set()
