"""What a build was made from: a file is read again if, and only if, it may have changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from kg.disk.manifest import COARSEST, NO_FILES, Manifest
from kg.errors import MissingFile
from kg.files import read_bytes
from kg.project import Project
from kg.query.derivation import RULES
from tests.disk.conftest import FILES, SOURCE, Edit

OLD = 10 * COARSEST


@pytest.fixture
def settled(small: Project) -> Project:
    """A checkout whose files did not change for some time."""
    then = time.time_ns() - OLD
    for path in small.root.rglob("*.*"):
        os.utime(path, ns=(then, then))
    return small


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so much time pass that each change of a file gets a new time."""
    now = time.time_ns
    monkeypatch.setattr("kg.disk.manifest.time.time_ns", lambda: now() + OLD)


def read_by(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that gets each file that is read."""
    read: list[Path] = []

    def noting(path: Path, largest: int) -> bytes:
        read.append(path)
        return read_bytes(path, largest)

    monkeypatch.setattr("kg.disk.manifest.read_bytes", noting)
    return read


def test_it_has_each_file_of_the_graph_and_each_rule(small: Project) -> None:
    files = Manifest.of(small, NO_FILES).files
    assert set(files) == {*FILES, *(f"queries/rules/{rule}.rq" for rule in RULES)}
    state = files[SOURCE]
    assert state.size == (small.root / SOURCE).stat().st_size
    assert state.inode == (small.root / SOURCE).stat().st_ino


@pytest.mark.usefixtures("later")
def test_an_unchanged_file_is_not_read_again(settled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Manifest.of(settled, NO_FILES)
    read = read_by(monkeypatch)
    assert Manifest.of(settled, first) == first
    assert read == []


@pytest.mark.usefixtures("later")
def test_a_file_with_another_time_is_read_and_its_content_decides(
    settled: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Manifest.of(settled, NO_FILES)
    read = read_by(monkeypatch)
    (settled.root / SOURCE).touch()
    assert Manifest.of(settled, first).differing(first) == []
    edit("贵州", "黔")
    assert Manifest.of(settled, first).differing(first) == [SOURCE]
    assert read == [settled.root / SOURCE] * 2


@pytest.mark.usefixtures("later")
def test_a_change_that_keeps_size_time_and_inode_is_found(settled: Project, edit: Edit) -> None:
    path = settled.root / SOURCE
    before = path.stat()
    first = Manifest.of(settled, NO_FILES)
    edit("贵州", "湖南")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    )
    assert Manifest.of(settled, first).differing(first) == [SOURCE]


def test_a_file_that_just_changed_is_always_read(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    # The clock of a file system may be coarse: a second change within two seconds gets the same time.
    now = time.time_ns()
    monkeypatch.setattr("kg.disk.manifest.time.time_ns", lambda: now)
    first = Manifest.of(small, NO_FILES)
    read = read_by(monkeypatch)
    assert Manifest.of(small, first).differing(first) == []
    assert small.root / SOURCE in read


def test_a_new_file_and_one_that_is_gone_differ(small: Project) -> None:
    first = Manifest.of(small, NO_FILES)
    (small.root / SOURCE).rename((small.root / SOURCE).with_name("other.ttl"))
    assert Manifest.of(small, first).differing(first) == [SOURCE, "data/documents/other.ttl"]


def test_a_file_that_cannot_be_read_is_named(small: Project) -> None:
    (small.root / "data" / "gone.ttl").symlink_to("nowhere")
    with pytest.raises(MissingFile, match=r"gone\.ttl"):
        Manifest.of(small, NO_FILES)
