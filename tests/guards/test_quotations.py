"""Quotations of other claims, and claims that are coded twice."""

from __future__ import annotations

from kg.guards.quotations import check_quotations
from tests.guards.conftest import Guard

CATERING = "gz:action-mass-catering"


def test_a_quotation_of_another_claim_is_found(guard: Guard) -> None:
    change = f"{CATERING} qs:evidence gz:action-brand-coordination-evidence ."
    assert guard(check_quotations, change) == {("quotation-words", "action-mass-catering")}


def test_the_same_claim_under_two_names_is_found(guard: Guard) -> None:
    change = (
        'gz:action-catering-again a qs:Action ; rdfs:label "发展大众餐饮服务"@zh-Hans, "Catering"@en ; '
        f"qs:evidence {CATERING}-evidence ; qs:region region:guizhou ; qs:partOf gz:section-1 ."
    )
    found = guard(check_quotations, change)
    assert len(found) == 1
    assert found <= {("near-duplicate", "action-catering-again"), ("near-duplicate", "action-mass-catering")}


def test_two_claims_on_one_quotation_with_other_codes_are_no_duplicates(guard: Guard) -> None:
    assert guard(check_quotations) == set()
