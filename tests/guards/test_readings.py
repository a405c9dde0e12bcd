"""Complete codings of what nobody has, and sources without a document."""

from __future__ import annotations

from kg.guards.readings import check_readings, check_sources
from tests.guards.conftest import Guard

SOURCE = "<https://w3id.org/quality-strategy/source/guizhou-2023-implementing-opinion>"


def test_a_text_that_nobody_has_is_not_coded_in_full(guard: Guard) -> None:
    change = "hebei:reading qs:extent extent:whole ."
    assert guard(check_readings, change) == {("whole-reading", "reading")}


def test_a_source_without_its_hash_is_not_coded_in_full(guard: Guard) -> None:
    assert guard(check_readings, without=("source:guizhou-2023-implementing-opinion qs:sha256",)) == {
        ("whole-reading", "reading")
    }


def test_a_text_that_is_not_coded_to_its_end_is_found(guard: Guard) -> None:
    assert guard(check_readings, f"{SOURCE} qs:characters 99999 .") == {("whole-reading", "reading")}


def test_a_source_has_its_document_or_a_reason_why_not(guard: Guard) -> None:
    without = ("source:guizhou-2023-implementing-opinion qs:transmits",)
    assert guard(check_sources, without=without) - guard(check_sources) == {
        ("source-document", "guizhou-2023-implementing-opinion")
    }


def test_a_text_that_is_coded_to_its_end_is_coded_in_full(guard: Guard) -> None:
    assert guard(check_readings, "gz:reading qs:extent extent:part .") == {("whole-reading", "reading")}


def test_a_report_does_not_contain_its_document(guard: Guard) -> None:
    change = (
        "<https://w3id.org/quality-strategy/source/guizhou-2023-status-report> "
        "qs:transmits document:guizhou-2023-status-report ."
    )
    assert guard(check_sources, change) - guard(check_sources) == {
        ("source-document", "guizhou-2023-status-report")
    }
