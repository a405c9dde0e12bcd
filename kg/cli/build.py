"""`kg build`: writes the graph to a store on disk, which other commands open faster than its files."""

from __future__ import annotations

import time
from gettext import gettext as _
from pathlib import Path

import click

from kg.cli.completion import Command
from kg.cli.options import LANG, ROOT, TIMEOUT
from kg.cli.speech import deliver, say, waiting
from kg.project import open_project
from kg.words import visible


@click.command(cls=Command)
@click.option("--force", is_flag=True, help="Load all files again.")
@TIMEOUT
@LANG
@ROOT
def build(force: bool, lang: str, root: Path | None) -> None:
    """Write the graph to a store on disk, so that a large graph opens at once.

    The store is in the folder .kg/store of the project, which you can delete at any time. Only files that
    changed are loaded, and their names are printed. The new store replaces the old one in one step: commands
    that run at the same time read one or the other. A stopped build leaves the old store.

    kg query, kg analyze, kg draw, kg cite, and kg.open() use the store by themselves, if it is up to date and
    the graph has at least 200,000 statements. They read a smaller graph from its files, which is faster for
    long queries. If the store is out of date, they say so and read the files. The answers are the same.

    \b
    Examples:
      kg build
      kg build --force
      kg build --root checkout
    """
    from kg.disk.building import build_store  # noqa: PLC0415  (help does not need it)
    from kg.disk.opening import SMALLEST_GRAPH  # noqa: PLC0415

    begin = time.monotonic()
    with waiting():
        report = build_store(open_project(root), force=force)
    for done, paths in (("loaded", report.loaded), ("removed", report.removed)):
        deliver("".join(f"{done}\t{visible(path)}\n" for path in paths), None)
    said = _(
        "{loaded} files loaded, {unchanged} unchanged, {removed} removed; "
        "{statements} statements in {seconds:.1f} s"
    )
    say(
        said.format(
            loaded=len(report.loaded),
            unchanged=report.unchanged,
            removed=len(report.removed),
            statements=report.statements,
            seconds=time.monotonic() - begin,
        )
    )
    if report.statements < SMALLEST_GRAPH:
        say(
            _("The graph has fewer than {least} statements, so commands read its files.").format(
                least=SMALLEST_GRAPH
            )
        )
