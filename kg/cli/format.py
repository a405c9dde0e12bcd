"""`kg format`: writes Turtle files in canonical form."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path

import click

from kg.cli.completion import Command
from kg.cli.options import LANG, PATH, ROOT, SOURCES
from kg.cli.speech import say
from kg.files import STDIN, write_atomically
from kg.project import open_project, turtle_in
from kg.words import visible


@click.command("format", cls=Command)
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
@SOURCES
@LANG
@ROOT
def format_(paths: tuple[Path, ...], check: bool, sources: Path | None, lang: str, root: Path | None) -> None:
    """Format Turtle files in canonical form.

    PATHS are files or folders; without any, all files of the project are formatted, and the summaries in
    data/derived/ are derived again. With --sources, facts that follow from a text are added if missing:
    SHA-256 hash and length of a source, offsets of quotations, and the lists of sentences and clauses.

    \b
    Examples:
      kg format
      kg format data/documents/guizhou-2023-status-report.ttl --sources texts/
      kg format --check
    """
    from kg.evidence.formatting import derived, formatted  # noqa: PLC0415  (only this command needs it)

    for path in paths:
        if path == STDIN or (path.exists() and not path.is_file() and not path.is_dir()):
            raise click.UsageError(_("{path} is not a file that can be rewritten").format(path=path))
    project = open_project(root) if len(paths) == 0 else None
    files = list(turtle_in(list(paths))) if project is None else project.turtle_files
    changed = []
    for path in files:
        old, new = (
            formatted(path, sources) if project is None or path != project.summaries else derived(project)
        )
        if old != new:
            changed.append(path)
            if not check:
                write_atomically(path, new)
            click.echo(visible(str(path)))
    said = (
        _("{changed} of {files} files would change.") if check else _("{changed} of {files} files changed.")
    )
    say(said.format(changed=len(changed), files=len(files)))
    if check and len(changed) > 0:
        sys.exit(1)
