"""Regions that neither document nor words give."""

from __future__ import annotations

import pytest

from kg.guards.regions import check_codes, check_document_regions, check_regions
from tests.guards.conftest import Guard

NAME = "target-manufacturing-product-pass-rate-2023"


@pytest.mark.parametrize("region", ["hubei", "shijiazhuang", "china"])
def test_another_region_than_the_document_must_be_named(guard: Guard, region: str) -> None:
    change = f"hebei:{NAME} qs:region region:{region} ."
    kinds = {check for check, name in guard(check_regions, change) if name == NAME}
    assert len(kinds) == 1


def test_a_label_with_another_province_is_found(guard: Guard) -> None:
    change = (
        'gz:target-trademarks-2025 rdfs:label "云南省2025年商标有效注册量36万件"@zh-Hans, '
        '"Target: 360,000 valid trademarks by 2025 (Guizhou)"@en .'
    )
    assert guard(check_regions, change) >= {("label-region", "target-trademarks-2025")}


def test_an_english_label_with_another_province_is_found(guard: Guard) -> None:
    change = (
        'gz:target-trademarks-2025 rdfs:label "2025年商标有效注册量36万件"@zh-Hans, '
        '"Target: 360,000 valid trademarks by 2025 (Yunnan)"@en .'
    )
    assert guard(check_regions, change) >= {("label-region", "target-trademarks-2025")}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("document:hebei-2023-action-plan dcterms:spatial region:hunan .", "hebei-2023-action-plan"),
        (
            "body:guizhou-market-supervision-administration qs:jurisdiction region:yunnan .",
            "guizhou-market-supervision-administration",
        ),
    ],
)
def test_a_name_is_of_its_region(guard: Guard, change: str, name: str) -> None:
    assert guard(check_document_regions, change) == {("name-region", name)}


def test_a_code_is_within_that_of_the_province(guard: Guard) -> None:
    assert guard(check_codes, "region:guiyang qs:within region:yunnan .") == {("region-code", "guiyang")}
    assert guard(check_codes) == set()


@pytest.mark.parametrize(
    "document", ["china-2012-quality-development-outline", "shandong-2022-quality-benchmarks-news"]
)
def test_a_document_has_the_region_with_which_its_name_begins(guard: Guard, document: str) -> None:
    change = f"document:{document} dcterms:spatial region:tibet ."
    assert guard(check_document_regions, change) == {("name-region", document)}
    assert guard(check_document_regions) == set()
