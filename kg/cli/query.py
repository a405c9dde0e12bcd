"""`kg query`: runs, lists and explains the canned queries."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg import tables
from kg.answers import Answer
from kg.catalog import CannedQuery, Catalog
from kg.cli.completion import Command, query_names, themes
from kg.cli.options import ENDPOINT, FORM, LANG, OUTPUT, PARAMETERS, ROOT, form_of
from kg.cli.speech import deliver, say
from kg.graph import open_graph
from kg.parameters import arguments_of
from kg.project import open_project


@click.command(cls=Command)
@click.argument("name", required=False, shell_complete=query_names)
@click.option("--list", "listed", is_flag=True, help="List the canned queries instead.")
@click.option(
    "--theme",
    metavar="THEME",
    help="With --list: only the queries of this theme.",
    shell_complete=themes,
)
@click.option("--explain", is_flag=True, help="Say what the query asks, and show its text, instead.")
@PARAMETERS
@FORM
@OUTPUT
@ENDPOINT
@LANG
@ROOT
def query(
    name: str | None,
    listed: bool,
    theme: str | None,
    explain: bool,
    pairs: tuple[tuple[str, str], ...],
    form: str | None,
    output: Path | None,
    endpoint: str | None,
    lang: str,
    root: Path | None,
) -> None:
    """Run the canned query NAME and print its rows.

    Exits with 1 if a query returns no rows, and says why; or if a check finds violations.

    \b
    Examples:
      kg query indicator-values -f csv
      kg query plan-outline -p document document:guizhou-2023-implementing-opinion
      kg query evidence -o evidence.json
      kg query --list --theme targets
      kg query target-cascade --explain
    """
    form = form or form_of(output)
    catalog = Catalog(open_project(root).queries)
    if listed:
        deliver(tables.write_answer(_listing(catalog, theme, lang), form), output)
        return
    if name is None:
        raise click.UsageError("name a query, or list them with --list")
    canned = catalog.get(name)
    if explain:
        deliver(canned.explanation(lang), output)
        return
    answer = open_graph(root, endpoint).query(name, **arguments_of(pairs))
    say(canned.title["en"], canned.title["zh"], lang)
    deliver(tables.write_answer(answer, form), output)
    if len(answer) == 0:
        say(answer.why["en"], answer.why["zh"], lang)
    if (len(answer) == 0) != _is_check(canned):
        sys.exit(1)


def _listing(catalog: Catalog, theme: str | None, lang: str) -> Answer:
    """Return the rows of the list of queries: theme, name, title."""
    return Answer.of(
        ("theme", "name", "title"),
        [(each.theme, each.name, each.title[lang]) for each in catalog.of_theme(theme)],
    )


def _is_check(canned: CannedQuery) -> bool:
    """Say whether the query looks for faults, so that no rows are good news."""
    return canned.theme == "checks"
