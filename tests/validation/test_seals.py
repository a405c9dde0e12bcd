"""Seals: records that were reviewed, edits since then, and who may say that a person looked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.project import Project, open_project
from kg.rdf.turtle import read
from kg.validation.seals import check_seals, read_seals, seal_records, seals_of
from tests.conftest import Run

PLAN = "data/documents/guizhou-2023-implementing-opinion.ttl"
TARGET = "source/guizhou-2023-implementing-opinion/target-trademarks-2025"


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Project:
    """A copy of the project that a test may edit."""
    for folder in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(project.root / folder, tmp_path / folder)
    shutil.copy(project.root / "CITATION.cff", tmp_path)
    return open_project(tmp_path)


def edit(project: Project, old: str, new: str, name: str = PLAN) -> None:
    path = project.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def found(project: Project, name: str = PLAN) -> set[tuple[str, str]]:
    findings = check_seals(project, [read(project.root / name)], {})
    return {(finding.check, finding.subject.rpartition("/")[2]) for finding in findings}


def seal(project: Project, *names: str, kind: str = "automated") -> tuple[list[str], list[str]]:
    new, gone = seal_records(project, names, kind=kind, reviewer="curators", date="2026-11-30")  # type: ignore[arg-type]
    return [each.record for each in new], [each.record for each in gone]


def test_every_record_with_a_label_is_sealed(project: Project) -> None:
    sealed = {each.record for each in read_seals(project.seals)}
    assert TARGET in sealed
    files = [read(path) for path in project.stated_files]
    assert list(check_seals(project, files, {})) == []
    for file in files:
        records = {each.partition("quality-strategy/")[2] for each in seals_of(file)}
        assert records <= sealed, f"run kg seal {file.path}"


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("qs:value 360000.0 ", "qs:value 370000.0 ", "target-trademarks-2025"),
        ('"商标有效注册量36万件"', '"商标有效注册量37万件"', "target-trademarks-2025"),
        ("qs:reason reason:slogan", "qs:reason reason:background", "guizhou-2023-implementing-opinion"),
    ],
    ids=["statement", "quotation", "reason"],
)
def test_an_edit_breaks_the_seal_until_the_record_is_sealed_again(
    copy: Project, old: str, new: str, name: str
) -> None:
    edit(copy, old, new)
    assert ("seal-broken", name) in found(copy)
    seal(copy, PLAN)
    assert found(copy) == set()


def test_the_order_of_statements_does_not_matter(copy: Project) -> None:
    path = copy.root / PLAN
    triples = read(path).triples
    path.write_text("".join(f"{triple} .\n" for triple in reversed(triples)), "utf-8")
    assert found(copy) == set()


def test_a_record_that_is_gone_is_found(copy: Project) -> None:
    path = copy.root / PLAN
    kept = [triple for triple in read(path).triples if not str(triple.subject).endswith(TARGET + ">")]
    path.write_text("".join(f"{triple} .\n" for triple in kept), "utf-8")
    assert ("sealed-record-missing", "target-trademarks-2025") in found(copy)
    assert TARGET in seal(copy, PLAN)[1]
    assert found(copy) == set()


def test_only_what_is_named_is_sealed(copy: Project) -> None:
    edit(copy, "qs:value 360000.0 ", "qs:value 370000.0 ")
    edit(copy, "qs:value 1500.0 ", "qs:value 1501.0 ")
    assert seal(copy, "https://w3id.org/quality-strategy/" + TARGET, kind="human") == ([TARGET], [])
    assert found(copy) == {("seal-broken", "target-metrology-standards-2025")}
    kinds = {each.record: each.kind for each in read_seals(copy.seals)}
    assert kinds[TARGET] == "human"


@pytest.mark.parametrize("names", [(), (PLAN,)])
def test_a_person_reviews_record_by_record(copy: Project, names: tuple[str, ...]) -> None:
    names = tuple(str(copy.root / name) for name in names)
    with pytest.raises(KgError, match="name the records"):
        seal(copy, *names, kind="human")


def test_an_unknown_name_is_an_error(copy: Project) -> None:
    before = copy.seals.read_bytes()
    with pytest.raises(KgError, match="indicator:no-such"):
        seal(copy, "indicator:no-such")
    assert copy.seals.read_bytes() == before


@pytest.mark.parametrize("text", ["file,record\n", "", "file,record,seal,kind,reviewer,date\na,b\n"])
def test_a_table_that_is_none_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "seals.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(KgError, match="columns"):
        read_seals(path)


def test_a_project_without_seals_has_none(tmp_path: Path) -> None:
    assert read_seals(tmp_path / "seals.csv") == []


def test_the_command_seals_and_validation_asks_for_it(copy: Project, kg: Run) -> None:
    edit(copy, "qs:value 360000.0 ", "qs:value 360000.0 ; qs:concerns award:china-quality-award ")
    said = kg("validate", copy.root / PLAN, "--root", copy.root)
    assert said.code == 1
    assert "[seal-broken]" in said.out
    said = kg("seal", "--all", "--date", "2026-12-01", "--root", copy.root)
    assert (said.code, said.out.split()) == (0, [TARGET])
    assert [each.date for each in read_seals(copy.seals) if each.record == TARGET] == ["2026-12-01"]


def test_without_names_the_command_lists_what_is_to_be_reviewed(copy: Project, kg: Run) -> None:
    before = copy.seals.read_bytes()
    assert (kg("seal", "--root", copy.root).code, kg("seal", "--root", copy.root).out) == (0, "")
    edit(copy, "qs:value 360000.0 ", "qs:value 370000.0 ")
    assert kg("seal", "--root", copy.root).out.strip().strip("<>").endswith(TARGET)
    assert copy.seals.read_bytes() == before


def test_names_and_all_exclude_each_other(kg: Run) -> None:
    assert kg("seal", "--all", "indicator:x").code == 2
