"""Help and errors of the command line in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from kg import cli, words
from kg.chinese.width import width_of
from kg.cli.translation import messages
from tests.conftest import ROOT, Run

COMMANDS = sorted(cli.cli.commands)
HAN = re.compile("[\u4e00-\u9fff]")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
OURS, CLICKS = ROOT / "kg" / "cli", Path(click.__file__).parent
UNHEARD = ("_termui_impl.py", "_winconsole.py", "shell_completion.py", "termui.py", "utils.py", "_utils.py")
"""Files of click with messages that this program never gives: prompts, editors, other systems."""

MISTAKES = re.compile(
    "defined twice|cannot use the same|Could not determine|No options defined|take exactly|UUID"
)
UNHEARD_OF = re.compile("Invalid start character|DeprecationWarning|match the format|continue\\?|Confirm the")


def extracted(folder: Path) -> Iterator[str]:
    for name, _, message, _, _ in extract_from_dir(folder, [("**.py", "python")], keywords=KEYWORDS):
        if name not in UNHEARD:
            yield message if isinstance(message, str) else message[0]


def known() -> set[str]:
    with (words.LOCALE / "zh" / "LC_MESSAGES" / "kg.po").open("rb") as file:
        catalog = read_po(file, locale="zh")
    return {each.id if isinstance(each.id, str) else each.id[0] for each in catalog if not each.context}


def test_every_text_of_the_help_has_a_translation() -> None:
    assert set(messages(cli.cli)) - known() == set(), "add them to kg/locale/zh, then: make catalogs"


def test_every_text_that_the_commands_say_has_a_translation() -> None:
    assert set(extracted(OURS)) - known() == set(), "add them to kg/locale/zh, then: make catalogs"


def test_every_message_of_click_that_may_be_heard_has_a_translation() -> None:
    heard = {each for each in extracted(CLICKS) if not MISTAKES.search(each) and not UNHEARD_OF.search(each)}
    assert len(heard) > 30
    assert heard - known() == set()


@pytest.mark.parametrize("command", [(), *((command,) for command in COMMANDS if command != "visualize")])
def test_help_is_in_chinese_and_fits(
    kg: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("KG_LANG", "zh")
    said = kg(*command, "--help").out
    assert said.startswith("用法：")
    for line in said.splitlines():
        assert width_of(line) <= 80 or "kg " in line or "_KG_COMPLETE" in line, line


def test_help_is_in_english_again_when_that_is_asked_for(kg: Run) -> None:
    before = kg("query", "--help").out
    assert HAN.search(kg("query", "--lang", "zh", "--help").out) is not None
    assert kg("query", "--help").out == before
    assert HAN.search(before) is None


ERRORS = {
    "query --themme": (
        "No such option '--themme'. Did you mean '--theme'?",
        "没有选项 '--themme'。 您是否指：'--theme'？",
    ),
    "cite": ("Missing argument 'CLAIM'.", "缺少参数 'CLAIM'"),
    "quer": ("No such command 'quer'. Did you mean 'query'?", "没有命令 'quer'。 您是否指：'query'？"),
    "query x -f xml": ("'xml' is not one of 'table'", "'xml' 不是 'table'"),
    "query x -f jsn": (
        "Invalid value for '-f' / '--format': 'jsn'; did you mean json?",
        "'-f' / '--format' 的取值无效：'jsn'；您是否指 json？",
    ),
    "cite x -f bibtext": ("'bibtext'; did you mean bibtex?", "'bibtext'；您是否指 bibtex？"),
    "validate -f SARIF": ("'SARIF'; did you mean sarif?", "'SARIF'；您是否指 sarif？"),
    "query x y": ("Got unexpected extra argument (y)", "多余的参数（y）"),
    "query -p a": ("Option '-p' requires 2 arguments.", "选项 '-p' 需要 2 个取值。"),
    "query --limit x": ("'x' is not a valid integer", "'x' 不是有效的"),
    "query": ("name a query, or list them with --list", "请指定一条查询，或用 --list 列出"),
    "analyze": ("name an analysis, or list them with --list", "请指定一项分析，或用 --list 列出"),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("line", ERRORS)
def test_an_error_of_the_arguments_is_in_the_language(
    kg: Run, monkeypatch: pytest.MonkeyPatch, line: str, lang: str
) -> None:
    monkeypatch.setenv("KG_LANG", lang)
    said = kg(*line.split())
    assert said.code == 2
    assert said.err.startswith("kg: ")
    assert ERRORS[line][lang == "zh"] in said.err


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("fr", "'fr' is not one of 'en', 'zh'."),
        ("cn", "'cn' is not one of 'en', 'zh'."),
        ("zhh", "'zhh'; did you mean zh?"),
    ],
)
@pytest.mark.parametrize("command", ["query", "validate"])
def test_a_language_that_there_is_not_is_an_error_in_english(
    kg: Run, command: str, lang: str, message: str
) -> None:
    assert kg(command, "--lang", lang).err == f"kg: Invalid value for '--lang': {message}\n"
