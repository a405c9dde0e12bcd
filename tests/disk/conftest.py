"""What the tests of the store on disk share: a small checkout, and what two stores answer."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.disk.folder import StoreFolder
from kg.project import Project
from kg.query.derivation import open_store
from tests.conftest import ROOT

FILES = (
    *("ontology/quality-strategy.ttl", "ontology/vocabularies/statuses.ttl", "data/regions.ttl"),
    "data/documents/guizhou-2023-status-report.ttl",
)
"""The files of the graph of the small checkout, which has the rules and no file of summaries."""

SOURCE = FILES[-1]
"""The path of its source."""


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A checkout with few files, which a test may change."""
    root = tmp_path / "small"
    for folder in ("shapes", "queries"):
        shutil.copytree(ROOT / folder, root / folder)
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    return Project(root)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a graph of any size count as large, so that it is read from the store on disk."""
    monkeypatch.setattr("kg.disk.opening.SMALLEST_GRAPH", 0)


Edit = Callable[[str, str], None]
"""Replaces a text in the small checkout's source by another."""


@pytest.fixture
def edit(small: Project) -> Edit:
    """Edit the source of the small checkout."""

    def run(old: str, new: str) -> None:
        path = small.root / SOURCE
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return run


def built(project: Project) -> list[str]:
    """Return the statements of the default graph of the store on disk, as sorted lines."""
    store = _opened(project)
    return _lines(quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def in_memory(project: Project) -> list[str]:
    """Return the statements of the files in memory, as sorted lines."""
    return _lines(quad.triple for quad in open_store(project)._store)


def named(project: Project) -> dict[str, list[str]]:
    """Return the statements of each named graph of the store on disk, as sorted lines."""
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in _opened(project):
        graphs.setdefault(str(quad.graph_name), []).append(quad.triple)
    del graphs["DEFAULT"]
    return {name: _lines(triples) for name, triples in graphs.items()}


def _opened(project: Project) -> ox.Store:
    folder = StoreFolder(project)
    build = folder.current()
    assert build is not None
    return ox.Store.read_only(str(folder.store_of(build.name)))


def _lines(triples: Iterable[ox.Triple]) -> list[str]:
    """Return statements as sorted lines, with blank nodes named by what is stated of them."""
    dataset = ox.Dataset(ox.Quad(each.subject, each.predicate, each.object) for each in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in dataset)
