"""The documentation is correct: its commands run, its links have a target, its translations match."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.analysis
from docs.reference_pages import pages
from kg.cli import cli
from kg.project import FOLDERS
from tests.cli.test_draw import EXAMPLES
from tests.conftest import ROOT
from tests.length import LONG

PAGES = sorted(
    path
    for path in {*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("docs/*.md")}
    if not path.parent.name.startswith(".")
)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
COMMAND = re.compile(r"(?:^\$ |`)(?:\.venv/bin/)?(kg [^`#\n]+)", re.MULTILINE)
INCOMPLETE = re.compile(
    r"\b(DIR|URL|NAME|FILE|PATH)\b"
    r"|^kg (query|analyze|draw|cite|visualize|export -f annotated-html)$"
    r"|^kg query (-|my-query\.rq)$"
    r"|^kg serve|--endpoint http"  # tests/server starts servers
    r"|--(sources|endpoint)$"
)
BLOCK = re.compile(r"^\$ (kg [^\n]+)\n((?:(?!\$|```).*\n)+)", re.MULTILINE)

TABLE = re.compile(r"^\$ (kg analyze [^\n]+)\n```\n\n((?:\|.*\n)+)", re.MULTILINE)
ANALYSES = [
    (match[1], match[2]) for match in TABLE.finditer((ROOT / "docs" / "analysis.md").read_text("utf-8"))
]


TRANSLATED = [ROOT / "README.md", ROOT / "data" / "README.md"]
"""Pages with a Chinese version, `NAME.zh.md`, in the same folder."""
HEADING = re.compile(r"^(#+) ", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^#+ ", re.MULTILINE)
ITEM = re.compile(r"^ *(?:\||- |\d+\. )", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
COMMENT = re.compile(r" +# .*$", re.MULTILINE)


def commands_of(page: Path) -> list[str]:
    """Return the `kg` commands of a page, without those that have a placeholder (`--sources DIR`)."""
    found = {match[1].strip() for match in COMMAND.finditer(page.read_text("utf-8"))}
    return sorted(c for c in found if not INCOMPLETE.search(c))


def shown_commands() -> dict[str, list[str]]:
    """Return the commands of all pages, each with the pages that show it.

    Commands that differ only in the folder they write to, which a test replaces, are one. The examples in
    the help of `kg draw`, the analyses whose rows a page shows, releases, and the site have separate tests.
    """
    found: dict[str, list[str]] = {}
    for page in PAGES:
        if page.name.endswith(".zh.md"):
            continue  # its commands are those of the English page; see below
        for command in commands_of(page):
            same = re.sub(r" -o docs/", " -o ", command)
            found.setdefault(same, []).append(page.relative_to(ROOT).as_posix())
    elsewhere = {*(f"kg draw {example}" for example in EXAMPLES), *(command for command, _ in ANALYSES)}
    elsewhere |= {"kg export --release release", "kg export -f site -o site"}
    return {command: pages for command, pages in found.items() if command not in elsewhere}


COMMANDS = shown_commands()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_in_the_documentation_runs(
    command: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = shlex.split(command)[1:]
    if "texts/" in words:
        words[words.index("texts/")] = str(request.getfixturevalue("texts"))
    if "-o" in words:
        place = words.index("-o") + 1
        words[place] = str(tmp_path / Path(words[place]).name)
    if "--check" not in words and words[0] == "format":
        words.append("--check")  # a test must not write into the checkout
    if (
        words[0] == "export"
        and not {"-g", "sparql-library", "grlc", "--help"}.intersection(words)
        and not LONG
    ):
        words += ["-g", "regions"]  # other tests write the whole graph
    root = ROOT
    if "--update-counts" in words or words[0] in ("seal", "build"):
        root = tmp_path
        for folder in FOLDERS:
            shutil.copytree(ROOT / folder, root / folder)
    if "--help" not in words:
        words += ["--root", str(root)]
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("KG_SOURCES", raising=False)
    result = CliRunner().invoke(cli, words)
    shown = f"{', '.join(COMMANDS[command])} shows: {command}"
    assert result.exit_code == 0, f"{shown}\n{result.output}\n{result.exception}"


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
    assert answer.exit_code == 0, answer.output
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
    generated = {(ROOT / "docs" / "reference" / name) for name in pages()}
    for target in LINK.findall(page.read_text("utf-8")):
        path = page.parent / target
        assert path.exists() or path in generated, f"{page.name} links to {target}"


def test_the_readme_lists_every_source_and_no_other(request: pytest.FixtureRequest) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE)
    assert sorted(listed) == sorted(path.stem for path in (ROOT / "data" / "documents").glob("*.ttl"))


def test_the_readme_has_at_most_150_lines() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150


def chinese(page: Path) -> str:
    return page.with_suffix(".zh.md").read_text("utf-8")


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_chinese_page_has_the_headings_of_the_english_page(page: Path) -> None:
    english = FENCED.sub("", page.read_text("utf-8"))
    assert HEADING.findall(FENCED.sub("", chinese(page))) == HEADING.findall(english)


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_chinese_page_has_the_code_blocks_of_the_english_page(page: Path) -> None:
    """A comment in a code block may be translated; nothing else may differ."""
    shown = [COMMENT.sub("", block) for block in FENCED.findall(page.read_text("utf-8"))]
    assert [COMMENT.sub("", block) for block in FENCED.findall(chinese(page))] == shown


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_chinese_page_has_the_commands_of_the_english_page(page: Path) -> None:
    found = [match[1] for match in COMMAND.finditer(page.read_text("utf-8"))]
    assert [match[1] for match in COMMAND.finditer(chinese(page))] == found


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_chinese_page_has_the_rows_items_and_names_of_the_english_page(page: Path) -> None:
    """Each section has as many table rows and list items, and the same names in code type."""
    english, translated = (
        SECTION.split(FENCED.sub("", text)) for text in (page.read_text("utf-8"), chinese(page))
    )
    for ours, theirs in zip(english, translated, strict=True):
        section = ours.partition("\n")[0]
        assert len(ITEM.findall(theirs)) == len(ITEM.findall(ours)), section
        assert set(CODE.findall(theirs)) == set(CODE.findall(ours)), section


def test_every_command_of_the_program_is_in_the_readme() -> None:
    text = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "docs/getting-started.md"))
    missing = [name for name in {*cli.commands, "draw"} - {"visualize"} if f"kg {name}" not in text]
    assert missing == []


def test_the_page_of_checks_has_every_guard() -> None:
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "kg" / "guards").glob("*.py")))
    named = set(re.findall(r'Finding\(\s*"([a-z-]+)"', code))
    page = (ROOT / "docs" / "checks.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \| ", page, re.MULTILINE)) == named
