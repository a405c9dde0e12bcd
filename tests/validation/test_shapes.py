"""Files are validated in batches of about the same size."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.project import Project
from kg.rdf.turtle import TurtleFile, read
from kg.validation import shapes
from kg.validation.shapes import ShapeCheck


@pytest.fixture(scope="module")
def files(project: Project) -> list[TurtleFile]:
    return [read(path) for path in project.stated_files]


def sizes(files: list[TurtleFile], batches: list[list[Path]]) -> list[int]:
    statements = {file.path: len(file.triples) for file in files}
    return [sum(statements[path] for path in batch) for batch in batches]


def test_each_file_is_in_one_batch(files: list[TurtleFile]) -> None:
    batches = shapes.batches_of(files, 2)
    assert sorted(path for batch in batches for path in batch) == sorted(file.path for file in files)


def test_the_batches_of_all_workers_take_as_long(files: list[TurtleFile]) -> None:
    least, most = sorted(sizes(files, shapes.batches_of(files, 2)))
    assert most < 1.1 * least


def test_a_batch_is_not_too_large(files: list[TurtleFile], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "LARGEST_BATCH", 8_000)
    assert max(sizes(files, shapes.batches_of(files, 1))) <= 8_000


def test_no_batch_is_empty(files: list[TurtleFile]) -> None:
    assert len(shapes.batches_of(files[:1], 8)) == 1


def test_without_files_there_is_nothing_to_find(project: Project) -> None:
    with ShapeCheck(project.shapes, [], []) as check:
        assert list(check.findings()) == []
