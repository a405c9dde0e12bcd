"""Which records a file may describe, and how it may name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.rdf.namespaces import FAMILIES
from kg.rdf.turtle import parse
from kg.validation.files import check_blank_nodes, check_ownership
from tests.rdf.test_turtle import PROLOGUE

DOCUMENT = Path("data/documents/guizhou-2023.ttl")


def strangers(path: Path, *names: str) -> list[str]:
    """Return which of the records, each named by family and name, do not belong in a file."""
    iris = {FAMILIES[name.partition("/")[0]] + name.partition("/")[2]: name for name in names}
    return [iris[finding.subject] for finding in check_ownership(path, iris)]


@pytest.mark.parametrize("folder", ["documents", "reference"])
@pytest.mark.parametrize("family", ["source", "document"])
def test_document_file_describes_its_slug_and_what_is_below(folder: str, family: str) -> None:
    path = Path("data") / folder / "guizhou-2023.ttl"
    assert strangers(path, f"{family}/guizhou-2023", f"{family}/guizhou-2023/target-1") == []


@pytest.mark.parametrize(
    "name",
    [
        "source/guizhou-2023-2",
        "source/guizhou-2023-2/target-1",
        "source/guizhou-20",
        "source/guizhou",
        "document/guizhou-2023x",
        "region/guizhou-2023",
    ],
)
def test_document_file_does_not_describe_a_slug_that_begins_alike(name: str) -> None:
    assert strangers(DOCUMENT, "source/guizhou-2023", name) == [name]


def test_file_of_shared_entities_describes_one_family() -> None:
    assert strangers(Path("data/awards.ttl"), "award/a", "agent/a", "brand/a") == ["agent/a", "brand/a"]


def test_other_files_may_describe_anything() -> None:
    assert strangers(Path("ontology/vocabularies/units.ttl"), "unit/a", "brand/a") == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("[] a qs:Goal .", ["[]"]),
        ("_:a a qs:Goal ; qs:about _:b . _:b qs:about _:a .", ["[]", "[]"]),
        ("region:a qs:about [ a qs:Goal ] .", [FAMILIES["region"] + "a"]),
        ("region:a qs:about [ qs:about [ qs:value 1 ] ] .", [FAMILIES["region"] + "a"] * 2),
        ("region:a qs:about ( [ qs:value 1 ] ) .", [FAMILIES["region"] + "a"]),
        ("region:a qs:about ( 1 2 ), [] .", []),
        ("qs:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty qs:b ; owl:cardinality 1 ] .", []),
        ("shape:a sh:path [ sh:inversePath qs:about ] .", []),
    ],
)
def test_a_blank_node_that_is_a_record_is_found(body: str, found: list[str]) -> None:
    file = parse(PROLOGUE + body, DOCUMENT)
    assert [finding.subject for finding in check_blank_nodes(file)] == found
