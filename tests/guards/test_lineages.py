"""Relations from a document that does not speak."""

from __future__ import annotations

from kg.guards.lineages import check_lineage_titles, check_lineage_twins, check_lineages
from kg.rdf.namespaces import BASE
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


def test_the_label_names_the_other_document(guard: Guard) -> None:
    lineage = f"<{BASE}eli/anhui-2023-outline/lineage-china-2023-outline>"
    change = f"{lineage} qs:toDocument document:tianjin-2024-outline ."
    assert guard(check_lineage_titles, change) == {("lineage-title", "lineage-china-2023-outline")}
    assert guard(check_lineage_titles) == set()


def test_two_relations_of_the_same_documents_are_found(guard: Guard) -> None:
    change = (
        f"<{BASE}eli/anhui-2023-outline/lineage-again> a qs:Lineage ; qs:relation relation:based-on ; "
        "qs:fromDocument document:anhui-2023-outline ; qs:toDocument document:china-2023-outline ."
    )
    assert {check for check, _ in guard(check_lineage_twins, change)} == {"lineage-twin"}
    assert guard(check_lineage_twins) == set()
