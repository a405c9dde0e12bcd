"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

ROOT = click.option(
    "--root", type=click.Path(path_type=Path), help="A checkout to use instead of the installed files."
)
LANG = click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    envvar="KG_LANG",
    help="The language of messages.",
)
OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file to write instead of stdout."
)
SOURCES = click.option(
    "--sources",
    type=click.Path(path_type=Path),
    envvar="KG_SOURCES",
    help="The folder of the source texts.  [default: $KG_SOURCES, if set]",
)
