"""Opening: a build answers as the files do, and only as long as it has what they state."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg.analysis import ANALYSES
from kg.disk.building import build_store
from kg.disk.folder import StoreFolder
from kg.disk.opening import BuiltStore, DiskStore, open_built
from kg.errors import KgError, NoAnswer, Note
from kg.gallery import SUBJECTS
from kg.graph import Graph, open_graph
from kg.project import Project
from kg.query.catalog import read_query
from kg.query.derivation import open_store
from kg.query.parameters import Argument
from kg.rdf.sparql import prefixed
from kg.rdf.store import EmbeddedStore
from tests.conftest import ROOT
from tests.disk.conftest import SOURCE, Edit
from tests.queries.rows import PROJECT

EVERYTHING = "CONSTRUCT WHERE { ?s ?p ?o }"
FEWER: dict[str, dict[str, Argument]] = {"overlap": {"samples": 99}, "clusters": {"seeds": 2}}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of all files of the project, with a build."""
    root = tmp_path_factory.mktemp("whole")
    for folder in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    build_store(Project(root))
    return Project(root)


@pytest.fixture(scope="module")
def on_disk(whole: Project) -> Iterator[Graph]:
    """The graph of that copy, which is asked on disk only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.disk.opening.SMALLEST_GRAPH", 0)
        patch.setattr("kg.disk.opening.LOADING_TIME", 1e9)
        store = open_built(whole)
    assert store is not None
    yield Graph(whole, store)
    assert isinstance(store._store, DiskStore)


@pytest.fixture
def fresh(small: Project, large: None) -> Project:
    """The small checkout with a build."""
    build_store(small)
    return small


def opened(project: Project) -> BuiltStore:
    """Return the build of a project, which must be fresh."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        store = open_built(project)
    assert store is not None
    return store


def refused(project: Project, match: str) -> None:
    """Check that a build is not used, and that a note says why."""
    with pytest.warns(Note, match=match):
        assert open_built(project) is None


# --- the same answers -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PROJECT.queries, ids=lambda path: path.stem)
def test_a_query_has_the_same_rows_in_the_same_order(
    path: Path, on_disk: Graph, store: EmbeddedStore
) -> None:
    text = read_query(path).text
    assert on_disk.store.query(text) == store.query(text)


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_has_the_same_rows(
    name: str, on_disk: Graph, project: Project, store: EmbeddedStore
) -> None:
    arguments = FEWER.get(name, {})
    assert on_disk.analyze(name, **arguments) == Graph(project, store).analyze(name, **arguments)


@pytest.mark.parametrize(
    ("name", "extension"), [("matrix", ".svg"), ("targets", ".html"), ("lineage", ".gexf")]
)
def test_a_drawing_has_the_same_bytes(
    name: str, extension: str, on_disk: Graph, project: Project, store: EmbeddedStore
) -> None:
    assert extension in SUBJECTS[name].extensions
    drawn = Graph(project, store).draw(name).write(extension)
    assert on_disk.draw(name).write(extension) == drawn


def test_all_statements_are_the_same(on_disk: Graph, store: EmbeddedStore) -> None:
    assert set(on_disk.store.construct(EVERYTHING)) == set(store.construct(EVERYTHING))
    assert repr(on_disk) == f"Graph(BuiltStore({len(store)} triples))"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } } LIMIT 1",
        "SELECT ?s FROM graph:regions { ?s ?p ?o } LIMIT 1",
        "SELECT ?s FROM NAMED graph:regions { GRAPH graph:regions { ?s ?p ?o } } LIMIT 1",
        "select ?s from graph:regions from named graph:regions { ?s ?p ?o } LIMIT 1",
        "SELECT ?from { region:guizhou rdfs:label ?from FILTER(LANG(?from) = 'en') }",
        "SELECT ?x { region:guizhou rdfs:label ?x FILTER(?x = 'from'@en || LANG(?x) = 'en') } # from",
    ],
)
def test_a_query_of_ones_own_sees_the_same_graphs(query: str, on_disk: Graph, store: EmbeddedStore) -> None:
    text = prefixed(query)
    assert on_disk.store.query(text) == store.query(text)


@pytest.mark.parametrize(
    "query", ["SELECT", "SELECT ?s { SERVICE <http://localhost/> { ?s ?p ?o } }", "ASK {}"]
)
def test_a_bad_query_has_the_same_error(query: str, on_disk: Graph, store: EmbeddedStore) -> None:
    said = []
    for each in (on_disk.store, store):
        with pytest.raises(KgError) as caught:
            each.query(query)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_a_label_is_found_as_in_memory(on_disk: Graph, project: Project, store: EmbeddedStore) -> None:
    memory = Graph(project, store)
    assert on_disk.query("target-cascade", region="贵州") == memory.query("target-cascade", region="贵州")


# --- which builds are used --------------------------------------------------------------------------


@pytest.mark.usefixtures("large")
def test_without_a_build_the_files_are_read(small: Project) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert open_built(small) is None
    assert isinstance(kg.open(small.root).store, EmbeddedStore)


def test_a_small_graph_is_read_from_its_files(small: Project, edit: Edit) -> None:
    build_store(small)
    edit("贵州", "黔")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert open_built(small) is None


def test_a_fresh_build_is_used_without_reading_a_file(
    fresh: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.open_store", lambda _: pytest.fail("the files were read"))
    graph = kg.open(fresh.root)
    assert isinstance(graph.store, BuiltStore)
    (row,) = graph.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert row["n"] == len(open_store(fresh))


def test_a_caller_can_ask_for_the_files(fresh: Project) -> None:
    assert isinstance(open_graph(fresh.root, built=False).store, EmbeddedStore)


def append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n# changed\n")


def cut(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rstrip().rindex("\n\n") + 1], encoding="utf-8")


CHANGES: dict[str, Callable[[Project], object]] = {
    "a source": lambda project: append(project.root / SOURCE),
    "the ontology": lambda project: append(project.ontology),
    "a rule": lambda project: append(project.rules / "adoption-state.rq"),
    "a new file": lambda project: (project.root / "data" / "new.ttl").touch(),
    "a source less its last line": lambda project: cut(project.root / SOURCE),
    "a file less": lambda project: (project.root / SOURCE).unlink(),
    "another name": lambda project: (project.root / SOURCE).rename(project.root / "data" / "other.ttl"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_build_that_is_out_of_date_is_not_used(fresh: Project, change: str) -> None:
    CHANGES[change](fresh)
    refused(fresh, "out of date.*run kg build")
    with pytest.warns(Note):
        store = kg.open(fresh.root).store
    assert set(store.construct(EVERYTHING)) == set(open_store(fresh).construct(EVERYTHING))
    build_store(fresh)
    opened(fresh)


def test_an_edit_that_is_undone_leaves_the_build_fresh(fresh: Project, edit: Edit) -> None:
    edit("贵州", "某某")
    refused(fresh, "1 files differ, such as data/documents/guizhou")
    edit("某某", "贵州")
    opened(fresh)


def test_an_edit_that_keeps_size_and_time_is_found(fresh: Project, edit: Edit) -> None:
    before = (fresh.root / SOURCE).stat()
    edit("贵州", "湖南")
    os.utime(fresh.root / SOURCE, ns=(before.st_atime_ns, before.st_mtime_ns))
    refused(fresh, "out of date")


def test_a_build_of_another_version_is_not_used(fresh: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.disk.folder.__version__", "9.9")
    refused(fresh, "another version")


@pytest.mark.parametrize("name", ["files.json", "lock", "oxigraph/CURRENT"])
def test_a_build_that_lost_a_file_is_not_used(fresh: Project, name: str) -> None:
    build = StoreFolder(fresh).current()
    assert build is not None
    (StoreFolder(fresh).path / build.name / name).unlink()
    refused(fresh, "damaged.*run kg build")


def damage(project: Project) -> None:
    """Change the file that the engine reads first, but not its size."""
    build = StoreFolder(project).current()
    assert build is not None
    path = StoreFolder(project).store_of(build.name) / "CURRENT"
    path.write_bytes(path.read_bytes().replace(b"MANIFEST", b"MANIFOLD"))


def test_a_store_that_does_not_open_is_replaced_by_the_files(fresh: Project, edit: Edit) -> None:
    damage(fresh)
    store = opened(fresh)
    assert set(store.construct(EVERYTHING)) == set(open_store(fresh).construct(EVERYTHING))
    late = opened(fresh)
    edit("贵州", "黔")
    with pytest.raises(NoAnswer, match="kg build --force"):
        late.ask("ASK {}")


def test_builds_that_replace_each_other_are_tried_again(
    fresh: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = StoreFolder.hold
    replaced: list[str] = []

    def late(folder: StoreFolder, name: str) -> object:
        if len(replaced) == 0:
            replaced.append(name)
            build_store(fresh, force=True)
        return hold(folder, name)

    monkeypatch.setattr(StoreFolder, "hold", late)
    assert opened(fresh)._place.parent.name != replaced[0]


# --- on disk or in memory ---------------------------------------------------------------------------


def test_after_long_queries_the_graph_is_read_into_memory(
    fresh: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.disk.opening.LOADING_TIME", 1e9)
    patient = opened(fresh)
    monkeypatch.setattr("kg.disk.opening.LOADING_TIME", 0)
    store = opened(fresh)
    before = [set(each.construct(EVERYTHING)) for each in (patient, store)]
    assert isinstance(store._store, DiskStore)
    after = [set(each.construct(EVERYTHING)) for each in (patient, store)]
    assert isinstance(patient._store, DiskStore)
    assert isinstance(store._store, EmbeddedStore)
    assert before == after


def test_a_graph_that_is_too_large_for_memory_stays_on_disk(
    fresh: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.disk.opening.LOADING_TIME", 0)
    monkeypatch.setattr("kg.disk.opening.LARGEST_GRAPH", 1)
    store = opened(fresh)
    for _ in range(3):
        store.construct(EVERYTHING)
    assert isinstance(store._store, DiskStore)


def test_an_open_graph_does_not_change_with_its_files(
    fresh: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.disk.opening.LOADING_TIME", 0)
    store = opened(fresh)
    before = set(store.construct(EVERYTHING))
    edit("贵州", "黔")
    assert set(store.construct(EVERYTHING)) == before
    build_store(fresh)
    assert set(store.construct(EVERYTHING)) == before
    assert isinstance(store._store, DiskStore)


def test_limits_hold_for_a_store_on_disk(fresh: Project) -> None:
    graph = kg.open(fresh.root, timeout=20)
    assert repr(graph.store).startswith("LimitedStore(BuiltStore(")
    (row,) = graph.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert row["n"] == len(open_store(fresh))
    slow = kg.open(fresh.root, timeout=0.2)
    with pytest.raises(NoAnswer, match=r"0\.2 s"):
        slow.sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
