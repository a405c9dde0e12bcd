"""What a terminal shows, and a pipe does not: a pager, bold headings, and how long one waits."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest

from kg.chinese.width import width_of
from kg.cli import speech
from kg.words import visible
from tests.cli.terminal import in_terminal

PAGED = "sed s/^/paged:/"
"""A pager that marks each line that goes through it."""


@pytest.fixture(autouse=True)
def no_colour_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


def plain(text: str) -> list[str]:
    return re.sub(r"\033\[[0-9;]*m", "", text).splitlines()


def test_a_table_fits_the_terminal() -> None:
    lines = plain(in_terminal("query", "recurring-measures", columns=72, PAGER="cat").out)
    table = [line for line in lines if line[:1] in "┌│└"]
    assert len(table) > 0
    assert {width_of(line) for line in table} == {72}


def test_what_is_longer_than_the_terminal_goes_to_the_pager_and_what_is_not_does_not() -> None:
    long = in_terminal("query", "contents", lines=20, PAGER=PAGED)
    assert long.code == 0
    assert sum(line.startswith("paged:") for line in long.out.splitlines()) > 20
    assert "paged:" not in in_terminal("query", "contents", lines=300, PAGER=PAGED).out


def test_no_pager_is_used_where_none_is_wanted(tmp_path: Path) -> None:
    assert "paged:" not in in_terminal("query", "contents", "--no-pager", lines=20, PAGER=PAGED).out
    rows = tmp_path / "rows.txt"
    said = in_terminal("query", "contents", lines=20, PAGER=PAGED, stdout=rows)
    assert "paged:" not in said.out + rows.read_text("utf-8")


def test_headings_are_bold_on_a_terminal_alone(tmp_path: Path) -> None:
    assert "\033[1mclass\033[0m" in in_terminal("query", "contents", lines=300).out
    assert "\033[" not in in_terminal("query", "contents", lines=300, NO_COLOR="1").out
    rows = tmp_path / "rows.txt"
    in_terminal("query", "contents", lines=300, stdout=rows)
    assert "\033[" not in rows.read_text("utf-8")


def test_slow_work_shows_the_seconds_and_the_line_is_removed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(speech, "PATIENCE", 0.05)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with speech.waiting():
        time.sleep(0.3)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("\rworking … ")
    assert said.err.endswith("\r\033[K")


def test_nothing_is_said_of_what_is_done_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with speech.waiting():
        pass
    assert capsys.readouterr().err == ""


def test_a_pipe_gets_no_progress_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(speech, "PATIENCE", 0.05)
    with speech.waiting():
        time.sleep(0.2)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["csv", "json", "ttl", "table"])
def test_no_value_controls_a_terminal(form: str) -> None:
    query = 'SELECT ("\x1b]0;a\x07 \u202e" AS ?a) { }'
    shown = in_terminal("query", "-e", query, "-f", form, NO_COLOR="1").out
    assert visible(shown) == shown
    assert "\ufffd]0;a\ufffd" in shown or "u001b" in shown.lower()
