"""The generator of projects: same seed, same bytes; valid without faults, else exactly these are found."""

from __future__ import annotations

import csv
import hashlib
import socket
from pathlib import Path

import pytest

from bench.corpus import Corpus
from bench.faults import KINDS
from kg.project import Project
from kg.rdf.namespaces import FAMILIES, expand
from kg.rdf.turtle import format_file, read
from kg.validation import validate

DOCUMENTS = 12


def digests(root: Path) -> dict[str, str]:
    """Return the hash of each file, by its path."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def written(folder: Path, seed: int = 1, faults: float = 0.0, *, derived: bool = False) -> Project:
    """Write a small project, and return it."""
    Corpus(folder, DOCUMENTS, seed, faults).write(derived=derived)
    return Project(folder)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project without faults."""
    return written(tmp_path_factory.mktemp("clean") / "project", derived=True)


def test_a_clean_project_is_valid(clean: Project) -> None:
    report = validate(clean)
    assert [finding.message("en") for finding in report.findings] == []
    assert report.sources == DOCUMENTS


def test_every_file_is_in_canonical_form(clean: Project) -> None:
    files = map(read, clean.turtle_files)
    assert [file.path.name for file in files if format_file(file) != file.text] == []


def test_clones_are_of_other_regions_and_have_other_values(clean: Project) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in clean.documents}
    assert len(texts) == DOCUMENTS
    original, *clones = [text for name, text in texts.items() if name.endswith("-2023-status-report")]
    assert len(clones) > 0
    values = [[line for line in text.splitlines() if "qs:value " in line] for text in (original, *clones)]
    assert [len(each) for each in values] == [len(values[0])] * len(values)
    assert all(each != values[0] for each in values[1:])


def test_each_source_has_a_text_of_its_own(clean: Project) -> None:
    lines = [line for path in clean.documents for line in path.read_text(encoding="utf-8").splitlines()]
    for word in ("qs:fileName", "qs:sha256"):
        stated = [line for line in lines if word in line]
        assert len({*stated}) == len(stated) == DOCUMENTS


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    clean: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network is used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    summaries = "data/derived/summaries.ttl"
    first = {path: digest for path, digest in digests(clean.root).items() if path != summaries}
    assert digests(written(tmp_path / "same").root) == first
    other = digests(written(tmp_path / "other", seed=2).root)
    assert other.keys() == first.keys()
    changed = {path for path in first if first[path] != other[path]}
    assert len(changed & {path for path in first if path.startswith("data/documents/")}) == DOCUMENTS - 5


def test_exactly_the_planted_faults_are_found(tmp_path: Path) -> None:
    project = written(tmp_path / "faulty", faults=0.15, derived=True)
    with (project.root / "faults.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["kind"] for row in rows} == {kind.name for kind in KINDS}
    planted = sorted((row["file"], _iri(row["file"], row["record"]), row["check"]) for row in rows)
    found = sorted(
        (Path(finding.path or "").stem, finding.subject, finding.check)
        for finding in validate(project).findings
    )
    assert found == planted


def _iri(file: str, record: str) -> str:
    if record.startswith(":"):
        return f"{FAMILIES['source']}{file}/{record[1:]}"
    return expand(record) or record


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        Corpus(tmp_path, DOCUMENTS).write()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_fewer_documents_than_the_real_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 5 documents are needed, not 4"):
        Corpus(tmp_path, 4)
