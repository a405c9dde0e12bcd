"""The options that several commands share."""

from __future__ import annotations

import os
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from kg.cli.completion import parameter_names
from kg.cli.stopping import Watch
from kg.cli.translation import lang_asked
from kg.errors import nearest

_SECONDS = "kg.timeout"
"""The name of the time limit of a command in its context."""

LONGEST = 1_000_000
"""The longest deadline in seconds."""


class Choice(click.Choice[str]):
    """A choice whose error names the most similar value; click lists all values if none is similar."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Return the error, which click writes after the name of the option."""
        like = nearest(str(value), self.choices)
        if like is None:
            return super().get_invalid_choice_message(value, ctx)
        return _("{value!r}; did you mean {choice}?").format(value=value, choice=like)


class _Path(click.Path):
    """A path. An empty one is refused, since it would mean the working folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ANN401  (as click has it)
        """Return the path."""
        if str(value) == "" or "\0" in str(value):
            self.fail(_("{value!r} is not a path; name a file or folder").format(value=value), param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


PATH = _Path(path_type=Path)
"""The type of files and folders."""

ROOT = click.option("--root", type=PATH, help="A checkout to use instead of the installed files.")
LANG = click.option(
    "--lang",
    type=Choice(["en", "zh"]),
    default="en",
    show_default=True,
    envvar="KG_LANG",
    help="The language of messages.",
)
OUTPUT = click.option("-o", "--output", type=PATH, help="Output file; default: stdout.")
PARAMETERS = click.option(
    "-p",
    "--param",
    "pairs",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    help="A parameter; repeatable.",
    shell_complete=parameter_names,
)
ENDPOINT = click.option(
    "--endpoint", metavar="URL", help="Query this SPARQL endpoint instead of the local files."
)


def _limited(ctx: click.Context, param: click.Parameter, seconds: float | None) -> None:
    """Watch for the deadline until the command ends."""
    if seconds is not None:
        if not 0 < seconds <= LONGEST:
            said = _("{seconds:g} is not a number of seconds from 0 to {most}")
            raise click.BadParameter(said.format(seconds=seconds, most=LONGEST), ctx, param)
        ctx.with_resource(Watch(seconds, lang_asked()))
        ctx.meta[_SECONDS] = seconds


def time_for(endpoint: str | None) -> float | None:
    """Return the time of a query on an endpoint, that of --timeout; None for the default, or for files."""
    seconds: float | None = click.get_current_context().meta.get(_SECONDS)
    return seconds if endpoint is not None else None


TIMEOUT = click.option(
    "--timeout",
    type=float,
    metavar="SECONDS",
    expose_value=False,
    callback=_limited,
    help="Stop after so many seconds.",
)
MEMORY = click.option(
    "--memory",
    type=click.IntRange(min=1),
    metavar="MB",
    help="Stop a query that takes more megabytes than this (only on Linux).",
)
SOURCES = click.option(
    "--sources",
    type=PATH,
    envvar="KG_SOURCES",
    help="The folder of the source texts.  [default: $KG_SOURCES, if set]",
)
