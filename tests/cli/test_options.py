"""Options and parameters that are given twice, and output in any encoding."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, Run

TWICE = {
    "query contents --limit 1 --limit 2": "--limit",
    "query contents -f csv --format json": "--format",
    "analyze overlap -o a.csv -o b.csv": "--output",
    "draw network -o a.svg -o b.svg": "--output",
    "export -o a.ttl -o b.ttl": "--output",
    "validate --lang en --lang zh": "--lang",
    "format --sources a --sources b": "--sources",
    "cite x -f text -f bibtex": "--format",
}


@pytest.mark.parametrize("line", TWICE)
def test_an_option_that_takes_one_value_is_refused_twice(kg: Run, line: str) -> None:
    said = kg(*line.split())
    lang_zh = "--lang zh" in line
    wanted = "重复；请只保留一个" if lang_zh else "was given more than once; keep one of them"
    assert (said.code, said.out, said.err) == (2, "", f"kg: {TWICE[line]} {wanted}\n")


@pytest.mark.parametrize("command", ["query measure-matrix", "analyze overlap"])
def test_a_parameter_that_takes_one_value_is_refused_twice(kg: Run, command: str) -> None:
    said = kg(*command.split(), "-p", "level", "theme", "-p", "level", "area")
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[-1] == "kg: parameter 'level' was given more than once; keep one of them"


def test_what_may_be_repeated_may_be_given_twice(kg: Run) -> None:
    assert kg("export", "-g", "regions", "-g", "events", "-f", "ntriples").code == 0


def run(encoding: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp437", "gbk", "utf-16"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "contents", "--lang", "zh"),
        ("query", "contents", "-f", "csv"),
        ("query", "zzzzzz", "--lang", "zh"),
        ("query", "--help", "--lang", "zh"),
    ],
    ids=" ".join,
)
def test_no_encoding_gives_a_traceback(encoding: str, arguments: tuple[str, ...]) -> None:
    done = run(encoding, *arguments)
    said = done.stderr.decode(encoding, "replace")
    assert "Traceback" not in said
    assert done.returncode == (2 if "zzzzzz" in arguments else 0)


def test_what_an_encoding_lacks_is_written_as_an_escape_and_a_frame_in_plain_signs() -> None:
    said = run("cp1252", "query", "contents", "--lang", "zh").stdout.decode("cp1252")
    assert "\\u5b9e\\u4f53" in said
    assert said.startswith("+--")
    assert "│" in run("cp437", "query", "contents").stdout.decode("cp437")
