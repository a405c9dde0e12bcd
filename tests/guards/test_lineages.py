"""Relations from a document that does not speak."""

from __future__ import annotations

from kg.guards.lineages import check_lineages
from tests.guards.conftest import Guard


def test_a_relation_that_is_turned_round_is_found(guard: Guard) -> None:
    name = "lineage-standardisation-outline"
    change = (
        f"gz:{name} qs:fromDocument document:china-2021-standardisation-outline ; "
        "qs:toDocument document:guizhou-2023-implementing-opinion ."
    )
    assert guard(check_lineages, change) == {("lineage-direction", name)}


def test_what_supersedes_may_be_named_by_a_third_document(guard: Guard) -> None:
    assert guard(check_lineages) == set()
