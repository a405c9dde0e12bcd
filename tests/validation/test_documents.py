"""The verdict of a document has its findings, its counts, and what the checks of the graph read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.guards.context import Context
from kg.project import Project
from kg.rdf.namespaces import FAMILIES, QS
from kg.rdf.records import Records
from kg.rdf.turtle import read
from kg.validation.documents import check_files, check_shared, gather
from kg.validation.shared import Shared, ValidationPlan


@pytest.fixture(scope="module")
def shared(project: Project) -> Shared:
    documents = {path.stem: path for path in (*project.references, *project.documents)}
    return Shared(ValidationPlan(project, tuple(project.background), documents, {}, None, "shacl"))


@pytest.fixture(scope="module")
def document(project: Project) -> Path:
    return project.root / "data" / "documents" / "guiyang-2020-quality-month.ttl"


def test_the_committed_files_have_no_findings(shared: Shared, document: Path) -> None:
    verdicts = [*check_shared(shared), *check_files(shared, [document])]
    assert [verdict.path for verdict in verdicts] == [*shared.plan.shared, document]
    assert [finding for verdict in verdicts for finding in verdict.findings] == []


def test_a_verdict_has_what_it_has_without_checks(shared: Shared, document: Path) -> None:
    (verdict,) = check_files(shared, [document])
    assert gather(shared, document) == verdict
    records = Records(read(document).triples)
    assert verdict.counts["Action"] == len(records.of_class(QS + "Action")) > 0
    assert verdict.sources == 1
    assert {each.claim for each in verdict.coded} == {each.claim for each in Context(records, [], {}).coded}
    assert all(each.text != "" for each in verdict.coded)


def test_the_checks_of_the_graph_get_few_statements(shared: Shared, document: Path) -> None:
    (verdict,) = check_files(shared, [document])
    text = verdict.shared.decode("utf-8")
    assert 0 < text.count("\n") < len(read(document).triples) / 4
    assert f"<{FAMILIES['document']}" in text or "fileName" in text
    assert "#exact" not in text


def test_a_finding_has_its_file_and_line(shared: Shared, document: Path, tmp_path: Path) -> None:
    copy = tmp_path / document.name
    text = document.read_text("utf-8")
    copy.write_text(re.sub("qs:status status:[a-z-]+", "qs:status status:elsewhere", text, count=1), "utf-8")
    (verdict,) = check_files(shared, [copy])
    line = copy.read_text("utf-8").split("status:elsewhere")[0].count("\n") + 1
    assert {(each.check, each.path, each.line) for each in verdict.findings} >= {("unknown-term", copy, line)}
