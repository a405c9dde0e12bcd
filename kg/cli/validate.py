"""`kg validate`: validates the graph against SHACL shapes, check queries, and source texts."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path

import click

from kg.cli.completion import Command
from kg.cli.options import LANG, OUTPUT, PATH, ROOT, SOURCES, TIMEOUT, Choice
from kg.cli.speech import deliver, say, waiting
from kg.project import open_project, turtle_in
from kg.rdf.namespaces import shorten


@click.command(cls=Command)
@click.argument("paths", nargs=-1, type=PATH)
@SOURCES
@click.option(
    "-f",
    "--format",
    "form",
    type=Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="The format of the findings.",
)
@click.option(
    "--engine",
    type=Choice(["shacl", "pyshacl"]),
    default="shacl",
    show_default=True,
    help="The SHACL engine: the fast one, or the reference.",
)
@click.option(
    "--update-counts",
    is_flag=True,
    help="Write the numbers of records to data/expected.toml if there are no violations.",
)
@click.option("--allow-fewer", is_flag=True, help="With --update-counts: also lower numbers.")
@OUTPUT
@TIMEOUT
@LANG
@ROOT
def validate(
    paths: tuple[Path, ...],
    sources: Path | None,
    form: str,
    engine: str,
    update_counts: bool,
    allow_fewer: bool,
    output: Path | None,
    lang: str,
    root: Path | None,
) -> None:
    """Validate the graph against SHACL shapes, check queries, and source texts.

    PATHS are Turtle files or folders; without any, the whole graph is validated. Exits with 1 if there
    are violations.

    data/expected.toml declares the number of records of each class in the graph and in each document. Fewer
    are a violation. --update-counts prints each number that changes, and lowers none without --allow-fewer.
    With PATHS, it updates the numbers of these documents only.

    \b
    Examples:
      kg validate
      kg validate data/documents/guizhou-2023-status-report.ttl --sources texts/ --lang zh
      kg validate --update-counts
      kg validate -f sarif -o findings.sarif
    """
    from kg import validation  # noqa: PLC0415  (only this command needs them)
    from kg.validation import reports  # noqa: PLC0415  (only this command needs them)

    if allow_fewer and not update_counts:
        raise click.UsageError(_("--allow-fewer is for --update-counts; give both"))
    project = open_project(root)
    with waiting():
        report = validation.validate(
            project,
            list(turtle_in(list(paths))) if len(paths) > 0 else None,
            sources,
            update=update_counts,
            allow_fewer=allow_fewer,
            engine=engine,
        )
    deliver(reports.write_findings(report.findings, form, lang, project.shown), output)
    if len(report.referred) > 0:
        said = _("pySHACL validated what the package shacl cannot: {shapes}.")
        say(said.format(shapes=", ".join(map(shorten, report.referred))))
    if report.texts_read < report.sources:
        say(_("Quotations were not checked; pass --sources DIR to check them against the source texts."))
    if update_counts and report.changes is None:
        say(_("The numbers of records were not updated; fix the violations first."))
    for change in report.changes or ():
        said = _("[{table}] {name}: {declared} -> {found}")
        if change.found < change.declared:
            said = (
                _("[{table}] {name}: {declared} -> {found} (fewer)")
                if change.written
                else _("[{table}] {name}: {declared} -> {found} (fewer; not written without --allow-fewer)")
            )
        say(said.format(**vars(change)))
    violations = sum(finding.severity == "violation" for finding in report.findings)
    warnings = len(report.findings) - violations
    say(
        _(
            "{files} files, {sources} sources, {texts} texts: {violations} violations, {warnings} warnings."
        ).format(
            files=len(report.files),
            sources=report.sources,
            texts=report.texts_read,
            violations=violations,
            warnings=warnings,
        )
    )
    if not report.conforms:
        sys.exit(1)
