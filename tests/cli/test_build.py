"""`kg build`: what it prints, and that other commands use its store and say when they do not."""

from __future__ import annotations

import re

import pytest

from kg.project import Project
from tests.conftest import Run
from tests.disk.conftest import FILES, SOURCE, Edit, edit, large, small

__all__ = ["edit", "large", "small"]

SUMMARY = r"(\d+) files loaded, (\d+) unchanged, (\d+) removed; (\d+) statements in \d+\.\d s\n"
FEW = "The graph has fewer than 200000 statements, so commands read its files.\n"
ASK = ("query", "-e", "ASK { ?s ?p ?o }", "--root")


def counts(said: str) -> list[int]:
    """Return the numbers of the last line of a build: loaded, unchanged, removed."""
    found = re.fullmatch(SUMMARY + "(?:" + FEW + ")?", said)
    assert found is not None, said
    return [int(each) for each in found.groups()[:3]]


def test_it_prints_what_it_loads_and_removes(kg: Run, small: Project, edit: Edit) -> None:
    call = ("build", "--root", small.root)
    said = kg(*call)
    assert (said.code, counts(said.err)) == (0, [4, 0, 0])
    assert said.out == "".join(f"loaded\t{name}\n" for name in FILES)
    assert said.err.endswith(FEW)
    said = kg(*call)
    assert (said.code, said.out, counts(said.err)) == (0, "", [0, 4, 0])
    edit("贵州", "黔")
    said = kg(*call)
    assert (said.code, said.out, counts(said.err)) == (0, f"loaded\t{SOURCE}\n", [1, 3, 0])
    (small.root / SOURCE).unlink()
    said = kg(*call)
    assert (said.code, said.out, counts(said.err)) == (0, f"removed\t{SOURCE}\n", [0, 3, 1])
    assert counts(kg(*call, "--force").err) == [3, 0, 0]


@pytest.mark.usefixtures("large")
def test_for_a_large_graph_it_does_not_say_that_files_are_read(kg: Run, small: Project) -> None:
    assert re.fullmatch(SUMMARY, kg("build", "--root", small.root).err) is not None


def test_it_speaks_chinese(kg: Run, small: Project) -> None:
    said = kg("build", "--root", small.root, "--lang", "zh")
    assert re.match(r"载入4个文件，0个未变，删除0个；共\d+条陈述，用时\d+\.\d秒\n", said.err)


@pytest.mark.parametrize(("lang", "note"), [("en", "the build is out of date"), ("zh", "存储库已过期")])
@pytest.mark.usefixtures("large")
def test_a_command_says_that_the_build_is_out_of_date(
    kg: Run, small: Project, edit: Edit, lang: str, note: str
) -> None:
    kg("build", "--root", small.root)
    assert kg(*ASK, small.root, "--lang", lang).err == ""
    edit("贵州", "黔")
    said = kg(*ASK, small.root, "--lang", lang)
    assert said.code == 0
    assert said.err.startswith(note)
    assert "kg build" in said.err
    assert len(said.err.splitlines()) == 1
    kg("build", "--root", small.root)
    assert kg(*ASK, small.root, "--lang", lang).err == ""


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    "call",
    [
        ("query", "contents", "-f", "csv"),
        ("query", "evidence", "-f", "json"),
        ("query", "target-cascade", "-f", "csv"),
        ("query", "evidence"),
        ("analyze", "progress", "-f", "csv"),
        ("cite", "source:guizhou-2023-status-report/observation-registered-trademarks-2023"),
        ("export", "-f", "nquads"),
        ("export", "-f", "jsonld"),
    ],
    ids=" ".join,
)
def test_a_command_writes_the_same_bytes_with_and_without_a_build(
    kg: Run, small: Project, call: tuple[str, ...]
) -> None:
    before = kg(*call, "--root", small.root)
    kg("build", "--root", small.root)
    assert kg(*call, "--root", small.root) == before


def test_a_file_that_is_not_turtle_is_bad_input(kg: Run, small: Project, edit: Edit) -> None:
    edit("a qs:Source", "a a qs:Source")
    said = kg("build", "--root", small.root)
    assert (said.code, said.out) == (2, "")
    assert re.match(r"kg: .*guizhou-2023-status-report\.ttl:\d+: not valid Turtle", said.err)
    assert kg("build", "--root", small.root / "nowhere").code == 2
