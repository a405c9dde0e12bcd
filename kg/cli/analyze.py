"""`kg analyze`: runs, lists, and explains the analyses."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path

import click

from kg.cli.completion import Command, analysis_names
from kg.cli.options import ENDPOINT, MEMORY, PARAMETERS, ROOT, TIMEOUT, time_for
from kg.cli.rows import Rows, rows_option
from kg.cli.speech import noting, say, waiting


@click.command(cls=Command)
@click.argument("name", required=False, shell_complete=analysis_names)
@click.option("--list", "listed", is_flag=True, help="List the analyses and exit.")
@click.option("--explain", is_flag=True, help="Explain the method and its limits, and exit.")
@PARAMETERS
@rows_option
@ENDPOINT
@TIMEOUT
@MEMORY
@ROOT
def analyze(
    name: str | None,
    listed: bool,
    explain: bool,
    pairs: tuple[tuple[str, str], ...],
    rows: Rows,
    endpoint: str | None,
    memory: int | None,
    root: Path | None,
) -> None:
    """Run the analysis NAME and print its rows.

    An analysis needs more than a query: a null model, clusters, centralities, or intervals. Read --explain
    before you cite it. Exits with 1 if there are no rows.

    \b
    Examples:
      kg analyze progress -f csv
      kg analyze distance -p region 云南
      kg analyze overlap -p scope all -o overlap.json
      kg analyze --list
      kg analyze likeness --explain
    """
    from kg.analysis import ANALYSES, analysis_of  # noqa: PLC0415  (help does not need it)
    from kg.graph import open_graph  # noqa: PLC0415
    from kg.query.parameters import arguments_of  # noqa: PLC0415
    from kg.rdf.answers import Answer  # noqa: PLC0415

    rows.form_of()  # a wrong extension is reported before anything is computed
    if listed:
        titles = [(each.name, each.title[rows.lang]) for each in ANALYSES.values()]
        rows.show(Answer.of(("name", "title"), titles), "analyses")
        return
    if name is None:
        raise click.UsageError(_("name an analysis, or list them with --list"))
    analysis = analysis_of(name)
    if explain:
        rows.write(analysis.explanation(rows.lang))
        return
    with noting(rows.lang), waiting():
        graph = open_graph(root, endpoint, time_for(endpoint), memory)
        answer = graph.analyze(name, **arguments_of(pairs))
    rows.show(answer, name, graph.store, title=analysis.title[rows.lang])
    if len(answer) == 0:
        say(answer.why[rows.lang])
        sys.exit(1)
