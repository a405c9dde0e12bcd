"""Building: the store has what the files state, after any edit, and whenever a build is stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.disk.building import BuildReport, build_store
from kg.disk.folder import StoreFolder
from kg.disk.opening import open_built
from kg.errors import KgError, SyntaxFault
from kg.project import Project, graph_name
from kg.query.derivation import open_store, summaries
from kg.rdf.turtle import read
from tests.conftest import ROOT
from tests.disk.conftest import FILES, SOURCE, Edit, built, in_memory, named
from tests.length import examples

KILLS = examples(200, usual=6)
REGIONS = "data/regions.ttl"


def write_summaries(project: Project) -> None:
    """Write the file of summaries of a project, as `kg format` does."""
    stated = [triple for path in project.stated_files for triple in read(path).triples]
    project.summaries.parent.mkdir(exist_ok=True)
    project.summaries.write_text(summaries(stated, project), encoding="utf-8")


# --- what is loaded ---------------------------------------------------------------------------------


def test_a_first_build_loads_each_file_into_its_named_graph(small: Project) -> None:
    report = build_store(small)
    assert report == BuildReport(FILES, (), 0, len(open_store(small)))
    assert built(small) == in_memory(small)
    graphs = named(small)
    assert set(graphs) == {f"<{graph_name(Path(name))}>" for name in (*FILES, "summaries.ttl")}
    for name in FILES:
        assert len(graphs[f"<{graph_name(Path(name))}>"]) == len(read(small.root / name).triples)


def test_a_second_build_loads_nothing(small: Project) -> None:
    first = build_store(small)
    before = StoreFolder(small).current()
    assert build_store(small) == BuildReport((), (), len(FILES), first.statements)
    assert StoreFolder(small).current() == before
    write_summaries(small)
    build_store(small)
    assert build_store(small) == BuildReport((), (), len(FILES) + 1, first.statements)


def test_only_a_changed_file_is_loaded(small: Project, edit: Edit) -> None:
    build_store(small)
    edit("贵州", "黔")
    report = build_store(small)
    assert (report.loaded, report.removed, report.unchanged) == ((SOURCE,), (), len(FILES) - 1)
    assert built(small) == in_memory(small)
    assert any("黔" in line for line in built(small))
    assert not any("贵州省省长质量奖" in line for line in built(small))


def test_a_removed_file_is_removed_and_a_new_one_is_loaded(small: Project) -> None:
    build_store(small)
    (small.root / SOURCE).unlink()
    (small.root / "data" / "new.ttl").write_text('<urn:a> <urn:b> "c" .\n', encoding="utf-8")
    report = build_store(small)
    assert (report.loaded, report.removed) == (("data/new.ttl",), (SOURCE,))
    assert built(small) == in_memory(small)


def test_a_file_that_is_only_touched_is_not_loaded(small: Project) -> None:
    build_store(small)
    os.utime(small.root / SOURCE, ns=(1, 1))
    assert build_store(small).loaded == ()
    manifest = StoreFolder(small).manifest_of(StoreFolder(small).current().name)  # type: ignore[union-attr]
    assert manifest is not None
    assert manifest.files[SOURCE].size == (small.root / SOURCE).stat().st_size


def test_force_loads_all_files_again(small: Project) -> None:
    build_store(small)
    assert build_store(small, force=True).loaded == FILES
    assert built(small) == in_memory(small)


@pytest.mark.parametrize("share", [0, 1], ids=["all again", "only changes"])
def test_after_many_edits_the_store_has_what_the_files_state(
    small: Project, edit: Edit, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.disk.building._MOST_CHANGED", share)
    own, other = small.root / "data" / "own.ttl", small.root / "data" / "other.ttl"
    same = "<urn:a> <urn:b> 5.50 , [ <urn:c> <urn:d> ] , _:x . _:x <urn:c> 1 .\n"
    steps = (
        lambda: own.write_text(same, encoding="utf-8"),
        lambda: other.write_text(same, encoding="utf-8"),  # its blank nodes are others
        lambda: own.write_text(same + "<urn:e> <urn:f> <urn:g> .\n", encoding="utf-8"),
        lambda: edit("贵州", "黔"),
        own.unlink,  # what the other file states as well stays
        lambda: edit("黔", "贵州"),
        lambda: other.write_text("", encoding="utf-8"),
    )
    build_store(small)
    for step in steps:
        step()
        report = build_store(small)
        assert built(small) == in_memory(small)
        assert report.statements == len(open_store(small))


def test_a_statement_of_two_files_is_there_once(small: Project) -> None:
    for name in ("one", "other"):
        (small.root / "data" / f"{name}.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    assert build_store(small).statements == len(open_store(small))
    assert built(small) == in_memory(small)
    (small.root / "data" / "one.ttl").unlink()
    build_store(small)
    assert "<urn:a> <urn:b> <urn:c>" in built(small)
    (small.root / "data" / "other.ttl").unlink()
    build_store(small)
    assert "<urn:a> <urn:b> <urn:c>" not in built(small)


def test_two_files_with_the_same_name_are_in_one_graph(small: Project) -> None:
    twin = small.root / "data" / "documents" / "regions.ttl"
    twin.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    build_store(small)
    assert built(small) == in_memory(small)
    twin.unlink()
    report = build_store(small)
    assert (report.loaded, report.removed) == ((REGIONS,), ("data/documents/regions.ttl",))
    assert built(small) == in_memory(small)


def test_a_file_named_as_the_summaries_is_loaded_with_them(small: Project) -> None:
    twin = small.root / "data" / "summaries.ttl"
    twin.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    for _ in range(2):
        build_store(small)
        assert "<urn:a> <urn:b> <urn:c>" in built(small)
        assert built(small) == in_memory(small)
        write_summaries(small)


def test_the_root_may_be_the_working_folder(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build_store(small)
    monkeypatch.chdir(small.root)
    assert build_store(Project(Path())) == BuildReport((), (), len(FILES), len(open_store(small)))
    assert build_store(Project(Path()), force=True).loaded == FILES


# --- summaries --------------------------------------------------------------------------------------


def test_summaries_that_do_not_match_the_files_are_derived(small: Project, edit: Edit) -> None:
    write_summaries(small)
    assert build_store(small).loaded == (*FILES, "data/derived/summaries.ttl")
    edit("status:completed", "status:planned")
    assert build_store(small).loaded == (SOURCE,)
    assert built(small) == in_memory(small)
    write_summaries(small)
    assert build_store(small).loaded == ("data/derived/summaries.ttl",)
    assert built(small) == in_memory(small)


@pytest.mark.parametrize("written", [False, True], ids=["derived", "in a file"])
def test_a_changed_rule_changes_the_summaries(small: Project, written: bool) -> None:
    if written:
        write_summaries(small)
    build_store(small)
    rule = small.rules / "coding-status.rq"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace('"none"', '"nothing"'), encoding="utf-8")
    assert rule.read_text(encoding="utf-8") != text
    build_store(small)
    assert any('"nothing"' in line for line in built(small))
    assert built(small) == in_memory(small)


# --- what goes wrong --------------------------------------------------------------------------------


def only_build(project: Project) -> str:
    """Return the name of the one folder of a build."""
    (folder,) = [path for path in StoreFolder(project).path.iterdir() if path.is_dir()]
    return folder.name


def test_a_file_that_is_not_turtle_leaves_the_old_build(small: Project, edit: Edit) -> None:
    build_store(small)
    before = only_build(small)
    edit("a qs:Source", "a a qs:Source")
    with pytest.raises(SyntaxFault, match="status-report"):
        build_store(small)
    with pytest.raises(SyntaxFault, match="status-report"):
        build_store(small, force=True)
    assert only_build(small) == before


@pytest.mark.parametrize(
    ("path", "written"), [(SOURCE, False), (SOURCE, True), ("queries/rules/coding-status.rq", False)]
)
def test_a_file_that_changes_during_a_build_stops_it(
    small: Project, path: str, written: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if written:
        write_summaries(small)
    begin = StoreFolder.begin

    def late(folder: StoreFolder) -> str:
        with (small.root / path).open("a", encoding="utf-8") as stream:
            stream.write("\n# changed\n")
        return begin(folder)

    monkeypatch.setattr(StoreFolder, "begin", late)
    with pytest.raises(KgError, match="run kg build again"):
        build_store(small)
    assert StoreFolder(small).current() is None
    assert [each for each in StoreFolder(small).path.iterdir() if each.is_dir()] == []


@pytest.mark.parametrize("damage", ["files.json", "graphs.json", "oxigraph/CURRENT", "current", "maker"])
def test_a_damaged_build_is_made_again(small: Project, damage: str) -> None:
    build_store(small)
    folder = StoreFolder(small)
    if damage == "current":
        (folder.path / "current.json").write_text("{}", encoding="utf-8")
    elif damage == "maker":
        path = folder.path / "current.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"maker": "', '"maker": "0'), "utf-8")
    else:
        (folder.path / only_build(small) / damage).unlink()
    assert build_store(small).loaded == FILES
    assert built(small) == in_memory(small)


# --- stopped builds, and several at a time ----------------------------------------------------------


def start(project: Project, program: str = "") -> subprocess.Popen[bytes]:
    """Start `kg build` in a process."""
    code = f"import sys; from kg.cli import run; sys.argv[1:1] = ['build', '--root']\n{program}\nrun()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", code, str(project.root)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.usefixtures("large")
@pytest.mark.filterwarnings("ignore::kg.errors.Note")
def test_a_killed_build_leaves_one_that_is_right_or_not_used(small: Project, edit: Edit) -> None:
    build_store(small)
    wordings = ("贵州", "黔")
    edit(*wordings)
    begin = time.monotonic()
    start(small).wait()
    longest = 1.5 * (time.monotonic() - begin) + 0.5
    outcomes = set()
    for number in range(KILLS):
        old, new = wordings[(number + 1) % 2], wordings[number % 2]
        edit(old, new)
        process = start(small)
        time.sleep(longest * (number + 1) / KILLS)
        process.kill()
        process.wait()
        store = open_built(small)
        outcomes.add(store is not None)
        if store is not None:
            assert built(small) == in_memory(small)
            assert f"2023年{new}省质量发展状况报告" in "".join(built(small))
    assert outcomes == {False, True}, "the kills came too early or too late"
    assert start(small).wait() == 0
    assert built(small) == in_memory(small)
    only_build(small)


MOMENTS = {
    "store": "building._replace = die",
    "manifest": "folder.write_atomically = die",
    "folder": "folder._sync = die",
    "current": "folder.json_text = die",
    "rename": "Path.replace = lambda a, b: die() if 'current' in str(b) else replace(a, b)",
    "sweep": "folder.shutil.rmtree = die",
}
"""What a build does last before it is killed."""

DIE = """
import os, signal
from pathlib import Path
from kg.disk import building, folder
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
replace = Path.replace
"""


@pytest.mark.usefixtures("large")
@pytest.mark.filterwarnings("ignore::kg.errors.Note")
@pytest.mark.parametrize("moment", MOMENTS)
def test_at_each_step_a_killed_build_leaves_the_old_or_the_new_one(
    small: Project, edit: Edit, moment: str
) -> None:
    build_store(small)
    first = StoreFolder(small).current()
    edit("贵州", "黔")
    assert start(small, DIE + MOMENTS[moment]).wait() == -signal.SIGKILL
    now = StoreFolder(small).current()
    assert (now != first) == (moment == "sweep")
    store = open_built(small)
    assert (store is not None) == (moment == "sweep")
    assert build_store(small).loaded == (() if moment == "sweep" else (SOURCE,))
    assert built(small) == in_memory(small)
    only_build(small)


def test_builds_at_the_same_time_wait_for_each_other(small: Project) -> None:
    processes = [start(small) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert built(small) == in_memory(small)
    only_build(small)


@pytest.mark.usefixtures("large")
def test_a_reader_has_its_build_until_it_ends(small: Project, edit: Edit) -> None:
    build_store(small)
    store = open_built(small)
    assert store is not None
    before = len(store)
    with (small.root / REGIONS).open("a", encoding="utf-8") as stream:
        stream.write("\n<urn:a> <urn:b> <urn:c> .\n")
    build_store(small)
    edit("贵州", "黔")
    build_store(small, force=True)
    assert not store.ask("ASK { <urn:a> ?p ?o }")
    assert len(store.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == before
    other = open_built(small)
    assert other is not None
    assert other.ask("ASK { <urn:a> ?p ?o }")


def test_a_copy_of_a_project_has_its_build(small: Project, tmp_path: Path) -> None:
    build_store(small)
    other = Project(tmp_path / "copy")
    shutil.copytree(small.root, other.root)
    assert build_store(other).loaded == ()
    assert built(other) == in_memory(other)
