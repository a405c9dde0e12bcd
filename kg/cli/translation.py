"""The help of the commands in the requested language.

click translates its own messages through gettext. The help of commands and options is written in English
where they are defined; here it is looked up in the same catalog, one paragraph at a time.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

import click

from kg import words
from kg.chinese.width import character_width

Documented = click.Command | click.Option
"""An object with a help text."""

BLOCK = "\b"
"""The mark of a paragraph that click does not wrap, such as examples: only its words are translated."""

_BREAK = re.compile(r"\s*\n\s*")
_FILLER = "\ue000"
"""A second character for each wide one, while click counts characters to wrap a text; no text has it."""


class _Formatter(click.HelpFormatter):
    """Wraps help by the width of its characters: those of Chinese take two columns."""

    def write_text(self, text: str) -> None:
        """Write a text, wrapped."""
        super().write_text(_filled(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms with their meanings, wrapped."""
        super().write_dl([(term, _filled(text)) for term, text in rows], col_max, col_spacing)

    def write(self, string: str) -> None:
        """Write a text without the fillers."""
        super().write(string.replace(_FILLER, ""))


def _filled(text: str) -> str:
    return "".join(each + _FILLER * (character_width(each) - 1) for each in text)


class _Context(click.Context):
    formatter_class = _Formatter


def lang_asked() -> str:
    """Return the requested language, also if the arguments are invalid."""
    asked = os.environ.get("KG_LANG", "en")
    given = sys.argv[1:]
    for word, following in pairwise([*given, ""]):
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked if asked in words.LANGUAGES else "en"


def speak(group: click.Group, lang: str) -> None:
    """Set the language of click's messages, and of the help of a group and all its commands."""
    originals = _originals(group)  # click creates its own texts in English first
    words.use(lang)
    for each, text in originals:
        each.help = "\n\n".join(_translated(paragraph, lang) for paragraph in paragraphs(text))
    for command in (group, *group.commands.values()):
        command.context_class = _Context
        command.options_metavar = words.text("[OPTIONS]", lang)
    group.subcommand_metavar = words.text("COMMAND [ARGS]...", lang)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each on one line unless it is a block."""
    found = inspect.cleandoc(text).split("\n\n")
    return [each if each.startswith(BLOCK) else _BREAK.sub(" ", each) for each in found]


def messages(group: click.Group) -> Iterator[str]:
    """Yield every help text of a group and its commands that a catalog must have."""
    for _, text in _originals(group):
        for paragraph in paragraphs(text):
            yield from ["Examples:"] if paragraph.startswith(f"{BLOCK}\nExamples:") else []
            yield from [] if paragraph.startswith(BLOCK) else [paragraph]


@cache
def _originals(group: click.Group) -> list[tuple[Documented, str]]:
    """Return the objects with a help text, with the English text."""
    parent = click.Context(group, **group.context_settings)
    found: list[Documented] = []
    for command in (group, *group.commands.values()):
        context = click.Context(
            command, parent=None if command is group else parent, **command.context_settings
        )
        found += [command, *(each for each in command.get_params(context) if isinstance(each, click.Option))]
    return [(each, each.help) for each in dict.fromkeys(found) if each.help is not None]


def _translated(paragraph: str, lang: str) -> str:
    if paragraph.startswith(BLOCK):
        return "\n".join(words.text(line, lang) for line in paragraph.split("\n"))
    return words.text(paragraph, lang)
