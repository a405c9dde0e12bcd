"""Declared counts: a record too few is a violation, one too many a warning, each at its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import MissingFile, SyntaxFault
from kg.project import Project
from kg.rdf.records import Records
from kg.rdf.turtle import parse
from kg.validation import validate
from kg.validation.counts import check_counts, read_expected

TWO_TARGETS = """
@prefix qs: <https://w3id.org/quality-strategy/ontology#> .
<urn:a> a qs:Target .
<urn:b> a qs:Target .
"""

Declared = Callable[[str], Path]


@pytest.fixture
def declared(tmp_path: Path) -> Declared:
    def write(text: str) -> Path:
        path = tmp_path / "expected.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def found(path: Path) -> list[tuple[str, int | None, str]]:
    """Return severity, line and message of each finding on a file `own.ttl` with two targets."""
    own = Path("own.ttl")
    records = {own: Records(parse(TWO_TARGETS, own).triples)}
    return [
        (each.severity, each.line, each.message("en"))
        for each in check_counts(path, read_expected(path), records)
    ]


def test_right_counts_give_no_finding(declared: Declared) -> None:
    assert found(declared("[graph]\nTarget = 2\n[own]\nTarget = 2\nGoal = 0\n")) == []


@pytest.mark.parametrize(
    ("count", "severity", "cure"),
    [(3, "violation", "put back what is missing"), (1, "warning", "raise the number")],
)
def test_wrong_count_is_found_at_its_line(declared: Declared, count: int, severity: str, cure: str) -> None:
    path = declared(f"[graph]\nTarget = 2\n\n[own]\nGoal = 0\nTarget = {count}\n")
    expected = f"own has 2 records of qs:Target, {count} are declared; {cure}"
    assert found(path) == [(severity, 6, expected)]


def test_table_without_a_file_counts_as_empty(declared: Declared) -> None:
    assert [severity for severity, _, _ in found(declared("[gone]\nTarget = 1\n"))] == ["violation"]


@pytest.mark.parametrize("text", ["[own]\nTarget = true", "[own]\nTarget = 1.0", "Target = 2", "[own"])
def test_declaration_of_another_form_is_a_syntax_fault(declared: Declared, text: str) -> None:
    with pytest.raises(SyntaxFault):
        read_expected(declared(text))


def test_missing_declaration_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read_expected(tmp_path / "expected.toml")


def test_validation_of_the_graph_compares_the_counts(project: Project, tmp_path: Path) -> None:
    for folder in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(project.root / folder, tmp_path / folder)
    expected = tmp_path / "data" / "expected.toml"
    lines = expected.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("Target = "))
    lines[line - 1] = "Target = 100000"
    expected.write_text("\n".join(lines) + "\n", encoding="utf-8")
    counts = [each for each in validate(Project(tmp_path)).findings if each.check == "record-count"]
    assert [(each.path, each.line, each.severity) for each in counts] == [(expected, line, "violation")]
