"""A document is validated with what all documents share, and with what it says of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.project import Project
from kg.rdf.namespaces import FAMILIES, QS, RDFS
from kg.rdf.turtle import read
from kg.validation.shared import Shared, ValidationPlan


@pytest.fixture(scope="module")
def shared(project: Project) -> Shared:
    documents = {path.stem: path for path in (*project.references, *project.documents)}
    return Shared(ValidationPlan(project, tuple(project.background), documents, {}, None, "shacl"))


def test_what_is_shared_is_the_background(shared: Shared, project: Project) -> None:
    assert {file.path for file in shared.files} == set(project.background)
    assert shared.terms >= {QS + "Target", QS + "value"}
    assert FAMILIES["region"] + "guizhou" in shared.described
    assert FAMILIES["document"] + "china-2023-outline" in shared.described


def test_a_record_is_found_by_the_name_of_its_document(shared: Shared, project: Project) -> None:
    outline = project.root / "data" / "reference" / "china-2023-outline.ttl"
    assert shared.home(FAMILIES["document"] + "china-2023-outline") == outline
    assert shared.home(FAMILIES["document"] + "china-2023-outline/target-x") == outline
    assert shared.home(FAMILIES["region"] + "guizhou") == project.root / "data" / "regions.ttl"
    assert shared.home(FAMILIES["document"] + "nowhere") is None
    assert shared.home("http://example.org/") is None


def test_a_document_comes_with_what_it_refers_to(shared: Shared, project: Project) -> None:
    own = read(project.root / "data" / "reference" / "anhui-2023-outline.ttl").triples
    beyond = list(shared.beyond(own))
    outline = FAMILIES["document"] + "china-2023-outline"
    assert {str(triple.subject) for triple in beyond} == {f"<{outline}>"}
    assert RDFS + "label" in {triple.predicate.value for triple in beyond}
    assert list(shared.beyond(())) == []


def test_the_graph_checks_read_subclasses_of_the_classes_they_name(shared: Shared) -> None:
    assert {
        QS + "Brand",
        QS + "Institution",
        QS + "Plan",
        QS + "indicator",
        QS + "fileName",
    } <= shared.graph_terms
    assert shared.graph_terms.isdisjoint({QS + "value", QS + "Target", RDFS + "label"})


def test_a_file_that_is_read_once_is_read_from_its_text(project: Project) -> None:
    pipe = Path("-")
    plan = ValidationPlan(
        project, (pipe,), {}, {}, None, "shacl", {pipe: "@prefix : <http://example.org/> . :a :b :c ."}
    )
    assert len(Shared(plan).triples) == 1
