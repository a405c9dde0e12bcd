"""The folder of the builds: one of them is current, and none is removed while somebody reads it."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

import pytest

from kg.disk.building import build_store
from kg.disk.folder import Build, StoreFolder, maker
from kg.errors import KgError, NotWritten
from kg.project import Project
from tests.disk.conftest import Edit


@pytest.fixture
def folder(small: Project) -> StoreFolder:
    """The folder of the small checkout, with a build."""
    build_store(small)
    return StoreFolder(small)


def current(folder: StoreFolder) -> Build:
    build = folder.current()
    assert build is not None
    return build


def builds(folder: StoreFolder) -> set[str]:
    return {path.name for path in folder.path.iterdir() if path.is_dir()}


def test_a_project_without_a_build_has_none(small: Project) -> None:
    assert StoreFolder(small).current() is None


@pytest.mark.parametrize("content", ["", "{}", "[]", "{", '{"name": 1}'])
def test_a_file_that_no_build_wrote_is_no_build(folder: StoreFolder, content: str) -> None:
    (folder.path / "current.json").write_text(content, encoding="utf-8")
    assert folder.current() is None


@pytest.mark.parametrize("content", ["", "{}", "[]", "{", '{"data/regions.ttl": 1}'])
def test_a_manifest_that_no_build_wrote_has_no_file(folder: StoreFolder, content: str) -> None:
    name = current(folder).name
    (folder.path / name / "files.json").write_text(content, encoding="utf-8")
    assert folder.manifest_of(name) is None


def test_a_build_that_is_read_is_removed_only_afterwards(
    small: Project, folder: StoreFolder, edit: Edit
) -> None:
    first = current(folder)
    held = folder.hold(first.name)
    assert held is not None
    edit("贵州", "黔")
    build_store(small)
    assert builds(folder) == {first.name, current(folder).name}
    assert folder.is_whole(first)
    held.close()
    build_store(small)
    assert builds(folder) == {current(folder).name}
    assert folder.hold(first.name) is None


def test_a_build_that_is_removed_between_opening_and_locking_is_not_held(
    folder: StoreFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = current(folder).name
    lock = fcntl.flock

    def late(file: IO[bytes], operation: int) -> None:
        (folder.path / name / "lock").unlink()
        lock(file, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    assert folder.hold(name) is None


def test_what_a_stopped_build_left_is_removed(folder: StoreFolder) -> None:
    for name in ("build-1", "build-2"):
        (folder.path / name / "oxigraph").mkdir(parents=True)
    (folder.path / "build-1" / "lock").touch()
    with folder.writing():
        folder.sweep()
    assert builds(folder) == {current(folder).name}


def test_a_build_without_one_of_its_files_is_not_whole(folder: StoreFolder) -> None:
    build = current(folder)
    assert folder.is_whole(build)
    part = max(folder.store_of(build.name).glob("*.sst"), key=lambda path: path.stat().st_size)
    content = part.read_bytes()
    part.write_bytes(content[:-1])
    assert not folder.is_whole(build)
    part.unlink()
    assert not folder.is_whole(build)


def test_another_release_of_the_engine_is_another_maker(monkeypatch: pytest.MonkeyPatch) -> None:
    before = maker()
    monkeypatch.setattr("kg.disk.folder.ox.__version__", "0.5.99")
    assert maker() != before


def test_another_text_of_a_module_is_another_maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "disk").mkdir()
    for name in ("disk/building.py", "query.py"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    monkeypatch.setattr("kg.disk.folder._PACKAGE", tmp_path)
    monkeypatch.setattr("kg.disk.folder._MAKERS", ("disk", "query.py"))
    before = maker()
    for name in ("disk/building.py", "query.py"):
        (tmp_path / name).write_text("other", encoding="utf-8")
        assert maker() != before
        before = maker()


def test_a_folder_that_cannot_be_written_is_named(small: Project) -> None:
    (small.root / ".kg").write_text("", encoding="utf-8")
    with pytest.raises(NotWritten, match=r"\.kg"):
        build_store(small)


def test_a_system_without_locks_cannot_build(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.disk.folder.fcntl", None)
    with pytest.raises(KgError, match="Linux or macOS"):
        build_store(small)
    assert not (small.root / ".kg").exists()
