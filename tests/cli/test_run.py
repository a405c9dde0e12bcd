"""The entry point: how a command ends that was interrupted, that fails, or whose streams are closed."""

from __future__ import annotations

import errno
import importlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.project import Project
from tests.conftest import ROOT, Run, Said

STOPPED = """
import importlib, os, signal, sys, time
from kg import cli

def interrupt(*arguments):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)

importlib.import_module("kg.cli.validate").open_project = interrupt
sys.argv = ["kg", "validate"]
cli.run()
"""


def test_interrupt_exits_130_without_a_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED], cwd=ROOT, check=False, capture_output=True, text=True, timeout=50
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert "Traceback" not in done.stderr


def test_interrupt_of_a_command_in_this_process_exits_130(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> Project:
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("kg.cli.validate"), "open_project", interrupt)
    assert kg("validate").code == 130


def started(*arguments: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """Start `kg` as a separate process, with the usual reaction to Ctrl-C."""
    command = [sys.executable, "-m", "kg", *arguments]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a process in the background has none
    try:
        return subprocess.Popen(command, cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, before)


RUNAWAY = """\
SELECT (COUNT(*) AS ?n) {
  ?a ?b ?c . ?d ?e ?f .
  FILTER(CONCAT(STR(?a), STR(?c)) = CONCAT(STR(?d), STR(?f), 'x'))
}
"""
"""A query that compares each two of 50,000 statements, which takes hours."""


def test_interrupt_stops_a_running_query_within_a_second() -> None:
    process = started("query", "-e", RUNAWAY)
    time.sleep(4)
    assert process.poll() is None, "it ended before it was interrupted"
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - began < 1
    assert (process.returncode, out, err) == (130, b"", b"")


# --- a fault of the program, and streams that are closed ------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        (
            "en",
            "kg: unexpected error: ZeroDivisionError: a b; please report it in the issue tracker of the "
            "project, with the traceback that KG_DEBUG=1 shows\n",
        ),
        (
            "zh",
            "kg: 意外错误：ZeroDivisionError: a b；请在本项目的问题跟踪系统中报告，"
            "并附上设置 KG_DEBUG=1 后显示的调用栈\n",
        ),
    ],
)
@pytest.mark.parametrize("debug", [None, "0", "1"])
def test_a_fault_of_the_program_is_one_line_and_exit_code_3(
    kg: Run, monkeypatch: pytest.MonkeyPatch, lang: str, line: str, debug: str | None
) -> None:
    def fail(*_: object) -> Project:
        raise ZeroDivisionError("a\nb\x1b")

    monkeypatch.setattr(importlib.import_module("kg.cli.validate"), "open_project", fail)
    monkeypatch.delenv("KG_DEBUG", raising=False)
    if debug is not None:
        monkeypatch.setenv("KG_DEBUG", debug)
    said = kg("validate", "--lang", lang)
    line = line.replace("a b", "a b\ufffd")
    assert (said.code, said.out) == (3, "")
    assert said.err.endswith(line)
    assert said.err.startswith("Traceback") == (debug == "1")
    assert (said.err == line) == (debug != "1")


def test_an_error_of_the_operating_system_is_one_line_and_exit_code_2(
    kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Project:
        raise OSError(errno.EIO, "Input/output error", "some/file")

    monkeypatch.setattr(importlib.import_module("kg.cli.validate"), "open_project", fail)
    assert kg("validate") == Said(2, "", "kg: some/file: system error: Input/output error\n")


CLOSED = {"stdin": "<&-", "stdout": ">&-", "stderr": "2>&-", "all": "<&- >&- 2>&-"}


@pytest.mark.parametrize("streams", CLOSED)
@pytest.mark.parametrize("command", ["query contents -f csv", "--help", "export -g regions", "query no-such"])
def test_a_closed_stream_is_an_error_only_where_the_answer_is_lost(command: str, streams: str) -> None:
    call = f"{sys.executable} -m kg {command} {CLOSED[streams]}"
    done = subprocess.run(["sh", "-c", call], cwd=ROOT, check=False, capture_output=True, timeout=50)
    lost = streams in ("stdout", "all") or command == "query no-such"
    assert done.returncode == (2 if lost else 0), done.stderr.decode()
    assert b"Traceback" not in done.stderr
    if streams == "stdout":
        assert done.stderr.decode().splitlines()[-1].startswith("kg: ")


@pytest.mark.parametrize("command", [("query", "contents"), ("--help",)])
def test_a_reader_that_has_read_enough_is_no_failure(command: tuple[str, ...]) -> None:
    near, far = os.pipe()
    os.close(near)
    process = started(*command, stdout=far)
    os.close(far)
    _, err = process.communicate(timeout=50)
    assert process.returncode == 0
    assert b"Errno" not in err


# --- deadlines ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("query", "-e", RUNAWAY),
        ("query", "-e", RUNAWAY, "--lang", "zh"),
        ("validate",),
        ("draw", "network", "-o", "FILE.svg"),
        ("analyze", "overlap"),
        ("export", "-f", "xlsx", "-o", "FILE.xlsx"),
    ],
)
def test_a_command_stops_at_its_deadline(command: tuple[str, ...], tmp_path: Path) -> None:
    words = [word.replace("FILE", str(tmp_path / "file")) for word in command]
    began = time.monotonic()
    process = started(*words, "--timeout", "0.7")
    out, err = process.communicate(timeout=50)
    assert time.monotonic() - began < 10
    line = "已在 0.7 秒后停止" if "zh" in command else "stopped after 0.7 s"
    assert (process.returncode, out) == (2, b"")
    assert err.decode().startswith(f"kg: {line}")
    assert err.decode().count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_ends_before_its_deadline_is_as_without(kg: Run) -> None:
    assert kg("query", "schemes", "--timeout", "60") == kg("query", "schemes")


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "1e9"])
def test_a_deadline_is_a_number_of_seconds(kg: Run, seconds: str) -> None:
    said = kg("query", "schemes", "--timeout", seconds)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "is not a number of seconds" in said.err
