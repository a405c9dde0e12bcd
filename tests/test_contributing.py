"""The files and commands that CONTRIBUTING.md names for each kind of change exist."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

TABLE = re.compile(r"^\| (an? [^|]+) \|(.+)\|$", re.MULTILINE)
PATH = re.compile(r"`([\w./<>-]+)`")
PLACEHOLDER = re.compile(r"<\w+>")
GOAL = re.compile(r"`(?:\w+=DIR )?make ([a-z-]+)`")

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ROWS = [(match[1], PATH.findall(match[2])) for match in TABLE.finditer(PAGE)]
WANTED = (
    *("query", "chart", "diagram", "analysis", "class", "measure", "indicator", "export format", "wording"),
    *("guard", "check", "source text", "document", "translated page"),
)


@pytest.mark.parametrize(("task", "paths"), ROWS, ids=[task for task, _ in ROWS])
def test_the_files_of_a_task_exist(task: str, paths: list[str]) -> None:
    """A path with a placeholder must match at least one existing file."""
    assert len(paths) > 0
    assert [path for path in paths if not any(ROOT.glob(PLACEHOLDER.sub("*", path)))] == [], task


def test_the_page_says_where_to_add_each_kind_of_thing() -> None:
    tasks = "\n".join(task for task, _ in ROWS)
    assert [kind for kind in WANTED if kind not in tasks] == []


def test_every_goal_of_make_exists() -> None:
    goals = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = GOAL.findall(PAGE)
    assert len(named) > 5
    assert [goal for goal in named if goal not in goals] == []
