"""`kg analyze`: runs, lists and explains the analyses."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg import tables
from kg.answers import Answer
from kg.cli.completion import Command, analysis_names
from kg.cli.options import ENDPOINT, FORM, LANG, OUTPUT, PARAMETERS, ROOT, form_of
from kg.cli.speech import deliver, say
from kg.graph import open_graph
from kg.parameters import arguments_of


@click.command(cls=Command)
@click.argument("name", required=False, shell_complete=analysis_names)
@click.option("--list", "listed", is_flag=True, help="List the analyses instead.")
@click.option("--explain", is_flag=True, help="Say what the analysis computes, and what not, instead.")
@PARAMETERS
@FORM
@OUTPUT
@ENDPOINT
@LANG
@ROOT
def analyze(
    name: str | None,
    listed: bool,
    explain: bool,
    pairs: tuple[tuple[str, str], ...],
    form: str | None,
    output: Path | None,
    endpoint: str | None,
    lang: str,
    root: Path | None,
) -> None:
    """Run the analysis NAME and print its rows.

    An analysis takes more than a query: a null model, clusters, centralities, intervals. Read --explain
    before you cite it. Exit code 1 means that there are no rows.

    \b
    Examples:
      kg analyze recurrence -f csv
      kg analyze gaps -p region 云南
      kg analyze overlap -p scope all -o overlap.json
      kg analyze --list
      kg analyze likeness --explain
    """
    from kg.analysis import ANALYSES, analysis_of  # noqa: PLC0415  (only this command needs it)

    form = form or form_of(output)
    if listed:
        rows = [(each.name, each.title[lang]) for each in ANALYSES.values()]
        deliver(tables.write_answer(Answer.of(("name", "title"), rows), form), output)
        return
    if name is None:
        raise click.UsageError("name an analysis, or list them with --list")
    analysis = analysis_of(name)
    if explain:
        deliver(analysis.explanation(lang), output)
        return
    answer = open_graph(root, endpoint).analyze(name, **arguments_of(pairs))
    say(analysis.title["en"], analysis.title["zh"], lang)
    deliver(tables.write_answer(answer, form), output)
    if len(answer) == 0:
        say(answer.why["en"], answer.why["zh"], lang)
        sys.exit(1)
