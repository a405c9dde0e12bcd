"""Files are validated in batches of about the same size, in this process or in others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError, SyntaxFault
from kg.project import Project
from kg.validation import workers
from kg.validation.shared import Shared, ValidationPlan
from kg.validation.workers import Validation, batches_of


def plan_of(project: Project, *documents: Path) -> ValidationPlan:
    return ValidationPlan(
        project,
        shared=tuple(project.background),
        documents={path.stem: path for path in documents},
        replaced={},
        sources=None,
        engine="shacl",
    )


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the committed documents be more than one batch."""
    monkeypatch.setattr(workers, "LARGEST_BATCH", 20_000)


@pytest.fixture(scope="module")
def documents(project: Project) -> list[Path]:
    return [*project.references, *project.documents]


def sizes(batches: list[list[Path]]) -> list[int]:
    return [sum(path.stat().st_size for path in batch) for batch in batches]


def test_a_graph_of_today_is_one_batch(documents: list[Path]) -> None:
    assert len(batches_of(documents, 2)) == 1


@pytest.mark.usefixtures("small_batches")
def test_each_file_is_in_one_batch(documents: list[Path]) -> None:
    batches = batches_of(documents, 2)
    assert sorted(path for batch in batches for path in batch) == sorted(documents)


def test_the_batches_of_all_workers_take_as_long(
    documents: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LARGEST_BATCH", sum(path.stat().st_size for path in documents) - 1)
    least, most = sorted(sizes(batches_of(documents, 2)))
    assert most < 1.1 * least


def test_a_batch_is_not_too_large(documents: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    largest = max(path.stat().st_size for path in documents)
    monkeypatch.setattr(workers, "LARGEST_BATCH", largest)
    assert max(sizes(batches_of(documents, 1))) < 1.2 * largest


@pytest.mark.usefixtures("small_batches")
def test_no_batch_is_empty(documents: list[Path]) -> None:
    assert len(batches_of(documents[:1], 8)) == 1
    assert batches_of([], 8) == []
    assert batches_of([Path("-")], 8) == [[Path("-")]]


@pytest.mark.usefixtures("small_batches")
def test_the_verdicts_do_not_depend_on_the_batches(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    some = [*project.references[:6], project.documents[1]]
    shared = Shared(plan_of(project, *project.references, *project.documents))
    with Validation(shared, some) as spawned:
        assert spawned._pool is not None
        several = {verdict.path: verdict for verdict in spawned.verdicts()}
    monkeypatch.setattr(workers, "LARGEST_BATCH", 100_000_000)
    with Validation(shared, some) as here:
        assert here._pool is None
        one = {verdict.path: verdict for verdict in here.verdicts()}
    assert several == one
    assert set(one) == set(some)


def test_an_error_in_another_process_is_the_same_here(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LARGEST_BATCH", 1)
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix : <http://example.org/> .\n:a :b", encoding="utf-8")
    with (
        Validation(Shared(plan_of(project, broken)), [broken, *project.references[:2]]) as validation,
        pytest.raises(SyntaxFault) as raised,
    ):
        list(validation.verdicts())
    assert raised.value.path == broken
    assert raised.value.message("zh").startswith(f"{broken}:")
    assert isinstance(raised.value, KgError)
