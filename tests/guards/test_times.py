"""Periods that are not on the calendar, not in the words, or on the wrong side of the document."""

from __future__ import annotations

import pytest

from kg.guards.times import (
    check_bases,
    check_dates,
    check_document_dates,
    check_order,
    check_period_words,
    is_real,
)
from kg.rdf.namespaces import BASE
from tests.guards.conftest import Guard

TRADEMARKS = "target-trademarks-2025"


@pytest.mark.parametrize(
    ("stated", "real"),
    [
        ("2025", True),
        ("2021/2025", True),
        ("2025/2021", False),
        ("2023-02-28", True),
        ("2023-02-31", False),
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2023-13", False),
        ("2012-01/2012-03", True),
        ("2012-03/2012-01", False),
        ("2021/2022-05", True),
        ("2018?", True),
        ("2024?-03-01", True),
        ("[..2023-06-16]", True),
        ("2017/..", True),
        ("soon", False),
        ("", False),
    ],
)
def test_a_date_is_real(stated: str, real: bool) -> None:
    assert is_real(stated) is real


@pytest.mark.parametrize("stated", ["2025/2021", "2023-02-31"])
def test_a_period_off_the_calendar_is_found(guard: Guard, stated: str) -> None:
    assert guard(check_dates, f'gz:{TRADEMARKS} qs:period "{stated}" .') == {("real-date", TRADEMARKS)}


def test_a_month_needs_a_month(guard: Guard) -> None:
    change = 'hebei:target-manufacturing-product-pass-rate-2023 qs:period "2023-06" .'
    assert guard(check_period_words, change) == {
        ("period-month", "target-manufacturing-product-pass-rate-2023")
    }


def test_a_year_in_the_quotation_needs_a_period(guard: Guard) -> None:
    without = ("gy:observation-gdp-growth-2019 qs:period",)
    change = 'gy:observation-gdp-growth-2019-evidence oa:exact "2019年同比增长7.4%" .'
    assert guard(check_period_words, change, without=without) == {
        ("period-missing", "observation-gdp-growth-2019")
    }


def test_a_target_is_for_a_time_to_come_and_an_observation_is_not(guard: Guard) -> None:
    change = (
        f'gz:{TRADEMARKS} qs:period "2019" . report:observation-well-known-trademarks-2023 qs:period "2027" .'
    )
    assert guard(check_order, change) == {
        ("figure-time", TRADEMARKS),
        ("figure-time", "observation-well-known-trademarks-2023"),
    }


@pytest.mark.parametrize("name", ["observation-gdp-growth-2019", "observation-valid-trademarks-growth"])
def test_the_words_give_the_year_of_comparison(guard: Guard, name: str) -> None:
    document = "gy" if name.endswith("2019") else "yn"
    assert guard(check_bases, f'{document}:{name} qs:basePeriod "2012" .') == {("base-period", name)}
    assert guard(check_bases) == set()


def test_a_document_has_the_year_of_its_name(guard: Guard) -> None:
    change = 'document:beijing-2023-opinion eli:date_document "2022" ; eli:date_publication "2022" .'
    assert guard(check_document_dates, change) == {("document-date", "beijing-2023-opinion")}


@pytest.mark.parametrize(
    ("document", "date"),
    [
        ("document:shanghai-2023-action-plan", "2025-07-07"),
        ("document:shanghai-2023-action-plan", "2022-07-07"),
        ("report:", "2026-04-18"),
    ],
)
def test_a_year_in_the_title_is_that_of_the_document_or_the_one_before(
    guard: Guard, document: str, date: str
) -> None:
    iri = f"<{BASE}source/guizhou-2023-status-report>" if document == "report:" else document
    dates = " ; ".join(f'{name} "{date}"' for name in ("eli:date_document", "dcterms:issued"))
    ((check, _),) = guard(check_document_dates, f"{iri} {dates} .")
    assert check == "document-date"
    assert guard(check_document_dates) == set()


@pytest.mark.parametrize("signed", ["2024-09-21", "2021-09-21"])
def test_a_document_is_signed_shortly_before_it_is_published(guard: Guard, signed: str) -> None:
    change = f'document:jiangxi-2023-opinion eli:date_document "{signed}" .'
    assert guard(check_document_dates, change) == {("document-date", "jiangxi-2023-opinion")}
