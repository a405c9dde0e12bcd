"""`kg seal`: records that claims were reviewed against their source."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from pathlib import Path

import click

from kg.cli.completion import Command
from kg.cli.options import LANG, ROOT, Choice
from kg.cli.speech import say
from kg.project import open_project


@click.command(cls=Command)
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All records of the project that are new or edited.")
@click.option(
    "--kind",
    type=Choice(["automated", "human"]),
    default="automated",
    show_default=True,
    help="How they were reviewed; human is for records that are named one by one.",
)
@click.option("--reviewer", default="curators", show_default=True, help="Who reviewed them.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: date.today().isoformat(),
    help="The day of the review; today if not given.",
)
@LANG
@ROOT
def seal(
    names: tuple[str, ...],
    everything: bool,
    kind: str,
    reviewer: str,
    day: date,
    lang: str,
    root: Path | None,
) -> None:
    """Seal records as reviewed.

    NAMES are records (source:.../target-x, in full or as prefixed names) or Turtle files of the project;
    without any, the records that are not sealed are listed. The seals are in data/seals.csv. If a sealed
    record is edited later, kg validate reports it until it is sealed again, so review it against its source
    first. Seals of records that are gone are dropped.

    \b
    Examples:
      kg seal
      kg seal indicator:food-sampling-pass-rate
      kg seal data/documents/guizhou-2023-status-report.ttl
      kg seal --all
    """
    from kg.validation.seals import REVIEW_KINDS, seal_records, unsealed  # noqa: PLC0415  (only this command needs it)

    if everything and len(names) > 0:
        raise click.UsageError(_("name records or files, or give --all, not both"))
    project = open_project(root)
    if not everything and len(names) == 0:
        waiting = unsealed(project)
        for name in waiting:
            click.echo(name)
        say(_("{count} records to review.").format(count=len(waiting)))
        return
    chosen = next(each for each in REVIEW_KINDS if each == kind)
    sealed, dropped = seal_records(project, names, kind=chosen, reviewer=reviewer, date=f"{day:%Y-%m-%d}")
    for each in sealed:
        click.echo(each.record)
    say(
        _("{sealed} records sealed, {dropped} seals dropped.").format(
            sealed=len(sealed), dropped=len(dropped)
        )
    )
