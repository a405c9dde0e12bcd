"""The checks that compare documents find what no document shows by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.project import Project
from kg.rdf.namespaces import FAMILIES
from kg.validation.documents import gather
from kg.validation.shared import Shared, ValidationPlan
from kg.validation.whole import check_whole


@pytest.fixture(scope="module")
def shared(project: Project) -> Shared:
    documents = {path.stem: path for path in (*project.references, *project.documents)}
    return Shared(ValidationPlan(project, tuple(project.background), documents, {}, None, "shacl"))


def test_the_graph_has_no_findings(shared: Shared) -> None:
    verdicts = [gather(shared, path) for path in shared.plan.documents.values()]
    assert list(check_whole(shared, verdicts)) == []


def test_without_a_document_what_only_it_uses_is_idle(shared: Shared) -> None:
    verdicts = [
        gather(shared, path) for name, path in shared.plan.documents.items() if not name.startswith("guiyang")
    ]
    found = {(each.check, each.subject) for each in check_whole(shared, verdicts)}
    assert any(check == "idle-record" and FAMILIES["body"] in subject for check, subject in found)


def test_two_sources_with_one_text_are_found(shared: Shared, tmp_path: Path) -> None:
    path = shared.plan.documents["guiyang-2020-quality-month"]
    copy = tmp_path / "guiyang-2021-quality-month.ttl"
    copy.write_text(path.read_text("utf-8").replace("guiyang-2020-quality", "guiyang-2021-quality"), "utf-8")
    verdicts = [gather(shared, each) for each in (*shared.plan.documents.values(), copy)]
    found = {(each.check, each.subject) for each in check_whole(shared, verdicts)}
    assert ("file-of-two-sources", FAMILIES["source"] + "guiyang-2021-quality-month") in found
