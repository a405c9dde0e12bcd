"""Records that the text does not name."""

from __future__ import annotations

import pytest

from kg.guards.names import check_names
from kg.rdf.namespaces import BASE
from tests.guards.conftest import Guard


@pytest.mark.parametrize(
    "change",
    [
        "report:role-yan-dong-editor qs:agent body:guangdong-government .",
        "gz:role-state-council-issuer qs:agent body:state-administration-for-market-regulation .",
        "gy:action-promote-green-farm-brands qs:concerns award:china-quality-award .",
    ],
)
def test_a_record_that_is_not_named_is_found(guard: Guard, change: str) -> None:
    name = change.split(maxsplit=1)[0].partition(":")[2]
    assert guard(check_names, change) - guard(check_names) == {("name-in-words", name)}


def test_a_basis_of_a_cited_document_is_named_by_the_label(guard: Guard) -> None:
    name = "lineage-china-2017-quality-improvement-opinion"
    change = f"<{BASE}eli/anhui-2018-opinion/{name}> qs:toDocument document:china-2023-outline ."
    assert ("name-in-words", name) in guard(check_names, change, texts=False)


def test_quoted_claims_need_the_texts(guard: Guard) -> None:
    assert guard(check_names, texts=False) <= {
        ("name-in-words", "finding-manufacturing-product-pass-rate-2024")
    }
