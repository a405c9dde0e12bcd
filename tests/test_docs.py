"""What the documentation says is true: its commands run, its links lead somewhere."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.analysis
from kg.cli import cli
from tests.conftest import ROOT

PAGES = sorted(
    path
    for path in {*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("docs/*.md")}
    if not path.parent.name.startswith(".")
)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
COMMAND = re.compile(r"(?:^\$ |`)(?:\.venv/bin/)?(kg [^`#\n]+)", re.MULTILINE)
INCOMPLETE = re.compile(
    r"\b(DIR|URL|NAME|FILE|PATH)\b"
    r"|^kg (query|analyze|draw|visualize|export -f annotated-html)$"
    r"|--(sources|endpoint)$"
)
BLOCK = re.compile(r"^\$ (kg [^\n]+)\n((?:(?!\$|```).*\n)+)", re.MULTILINE)

TABLE = re.compile(r"^\$ (kg analyze [^\n]+)\n```\n\n((?:\|.*\n)+)", re.MULTILINE)
ANALYSES = [
    (match[1], match[2]) for match in TABLE.finditer((ROOT / "docs" / "analysis.md").read_text("utf-8"))
]


def commands_of(page: Path) -> list[str]:
    """Return the `kg` commands that a page tells a reader to run.

    Left out are those with a place to fill (`--sources DIR`) and mere names (`kg query`).
    """
    found = {match[1].strip() for match in COMMAND.finditer(page.read_text("utf-8"))}
    return sorted(c for c in found if not INCOMPLETE.search(c))


README_COMMANDS = [(page, command) for page in PAGES for command in commands_of(page)]


@pytest.mark.parametrize(
    ("page", "command"), README_COMMANDS, ids=[f"{p.parent.name}/{p.name}: {c}" for p, c in README_COMMANDS]
)
def test_a_command_in_the_documentation_runs(
    page: Path, command: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = shlex.split(command)[1:]
    if "texts/" in words:
        words[words.index("texts/")] = str(request.getfixturevalue("texts"))
    if "-o" in words:
        place = words.index("-o") + 1
        words[place] = str(tmp_path / Path(words[place]).name)
    if "--check" not in words and words[0] == "format":
        words.append("--check")  # a test must not write into the checkout
    if "--help" not in words:
        words += ["--root", str(ROOT)]
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("KG_SOURCES", raising=False)
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, f"{page.name} says: {command}\n{result.output}\n{result.exception}"


def test_the_readme_shows_what_its_commands_print() -> None:
    shown = BLOCK.findall((ROOT / "README.md").read_text("utf-8"))
    assert len(shown) > 0
    for command, output in shown:
        if output.strip() == "":
            continue
        result = CliRunner().invoke(cli, [*shlex.split(command, comments=True)[1:], "--root", str(ROOT)])
        assert result.stdout.strip() == output.strip(), command


def agrees(shown: str, value: object) -> bool:
    """Say whether a cell of a page shows a value, a number perhaps rounded."""
    if isinstance(value, float):
        return round(value, len(shown.partition(".")[2])) == float(shown)
    return shown == ("" if value is None else str(value))


@pytest.mark.parametrize(("command", "table"), ANALYSES, ids=[command for command, _ in ANALYSES])
def test_the_rows_that_the_page_of_analyses_shows_are_in_the_answer(command: str, table: str) -> None:
    answer = CliRunner().invoke(cli, [*shlex.split(command)[1:], "-f", "json", "--root", str(ROOT)])
    rows = json.loads(answer.stdout)
    columns, _, *lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()
    ]
    assert len(lines) > 0
    for line in lines:
        shown = dict(zip(columns, line, strict=True))
        assert any(all(agrees(cell, row[name]) for name, cell in shown.items()) for row in rows), shown


def test_the_page_of_analyses_has_every_analysis() -> None:
    text = (ROOT / "docs" / "analysis.md").read_text("utf-8")
    shown = {shlex.split(command)[2] for command, _ in ANALYSES}
    assert shown == set(kg.analysis.ANALYSES)
    assert [name for name in kg.analysis.ANALYSES if f" `{name}`\n" in text] == list(kg.analysis.ANALYSES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_a_link_in_the_documentation_leads_to_a_file(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_readme_lists_every_source_and_no_other(request: pytest.FixtureRequest) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE)
    assert sorted(listed) == sorted(path.stem for path in (ROOT / "data" / "documents").glob("*.ttl"))


def test_every_command_of_the_program_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8") + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    missing = [name for name in cli.commands if f"kg {name}" not in text]
    assert missing == []
