"""`kg query`: runs, lists, and explains the canned queries."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.completion import Command, query_names, themes
from kg.cli.options import ENDPOINT, MEMORY, PARAMETERS, ROOT, TIMEOUT, time_for
from kg.cli.rows import Rows, rows_option
from kg.cli.speech import noting, say, waiting
from kg.files import STDIN, read_text
from kg.project import open_project

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.query.catalog import CannedQuery, Catalog
    from kg.rdf.answers import Answer


@click.command(cls=Command)
@click.argument("name", required=False, metavar="[NAME|FILE.rq|-]", shell_complete=query_names)
@click.option("-e", "--execute", "own", metavar="SPARQL", help="Run this SPARQL query.")
@click.option("--list", "listed", is_flag=True, help="List the canned queries and exit.")
@click.option(
    "--theme",
    metavar="THEME",
    help="With --list: only the queries of this theme.",
    shell_complete=themes,
)
@click.option("--explain", is_flag=True, help="Show the description and the text of the query, and exit.")
@click.option(
    "--sparql",
    "printed",
    is_flag=True,
    help="Print the SPARQL text with the values of -p, for any SPARQL 1.1 server, and exit.",
)
@PARAMETERS
@rows_option
@ENDPOINT
@TIMEOUT
@MEMORY
@ROOT
def query(
    name: str | None,
    own: str | None,
    listed: bool,
    theme: str | None,
    explain: bool,
    printed: bool,
    pairs: tuple[tuple[str, str], ...],
    rows: Rows,
    endpoint: str | None,
    memory: int | None,
    root: Path | None,
) -> None:
    """Run the canned query NAME, or a SPARQL query of your own, and print its rows.

    Your own query is read from FILE.rq or from standard input (-), or given with -e. It is a SELECT, ASK,
    CONSTRUCT, or DESCRIBE query, with the project's prefixes bound. CONSTRUCT and DESCRIBE print Turtle.

    Exits with 1 if a query returns no rows, and says why; if ASK answers no; or if a check finds violations.

    \b
    Examples:
      kg query indicator-values -f csv
      kg query plan-outline -p document document:guizhou-2023-implementing-opinion
      kg query evidence -o evidence.xlsx
      kg query measure-actions --limit 20
      kg query --list --theme targets
      kg query target-cascade --explain
      kg query target-cascade -p region region:guizhou --sparql
      kg query -e 'SELECT ?measure { ?measure a qs:Measure }'
    """
    from kg.graph import open_graph  # noqa: PLC0415
    from kg.query.catalog import Catalog  # noqa: PLC0415  (help does not need it)
    from kg.query.parameters import arguments_of  # noqa: PLC0415
    from kg.rdf.sparql import prefixed  # noqa: PLC0415

    if own is not None or _is_file(name):
        text = _text(name, own)
        if printed:
            rows.write(prefixed(text).rstrip() + "\n")
            return
        with noting(rows.lang), waiting():
            graph = open_graph(root, endpoint, time_for(endpoint), memory)
        _run_own(text, pairs, rows, graph)
        return
    if not printed:
        rows.form_of()  # a wrong extension is reported before anything is computed
    catalog = Catalog(open_project(root).queries)
    if listed:
        rows.show(_listing(catalog, theme, rows.lang), "queries")
        return
    if name is None:
        raise click.UsageError(_("name a query, or list them with --list"))
    canned = catalog.get(name)
    if explain:
        rows.write(canned.explanation(rows.lang))
        return
    with noting(rows.lang), waiting():
        graph = open_graph(root, endpoint, time_for(endpoint), memory)
        if printed:
            bound = graph.bind(canned, arguments_of(pairs))
        else:
            answer = graph.query(name, **arguments_of(pairs))
    if printed:
        rows.write(bound)
        return
    rows.show(answer, name, graph.store, title=canned.title[rows.lang])
    if len(answer) == 0:
        say(answer.why[rows.lang])
    if (len(answer) == 0) != _is_check(canned):
        sys.exit(1)


def _is_file(name: str | None) -> bool:
    """Say whether the argument is a file with a query or standard input, not the name of a canned query."""
    return name is not None and (Path(name) == STDIN or Path(name).suffix in (".rq", ".sparql"))


def _text(name: str | None, own: str | None) -> str:
    """Return the text of the user's query.

    Raises:
        MissingFile: The file cannot be read, or is not UTF-8.
    """
    if own is not None:
        if name is not None:
            raise click.UsageError(_("give a query by -e or by name, not both: {name}").format(name=name))
        return own
    assert name is not None
    return read_text(Path(name)).removeprefix("\ufeff")


def _run_own(text: str, pairs: tuple[tuple[str, str], ...], rows: Rows, graph: Graph) -> None:
    """Run the user's query and print its answer."""
    from kg.rdf.answers import TRIPLE  # noqa: PLC0415  (help does not need it)

    if len(pairs) > 0:
        raise click.UsageError(_("-p is for canned queries; write the values into your own query"))
    with waiting():
        answer = graph.sparql(text)
    rows.show(answer, "answer", graph.store, usual="ttl" if answer.columns == TRIPLE else "table")
    if len(answer) == 0:
        say(_("no rows: nothing matches the query"))
        sys.exit(1)
    if answer.columns == ("answer",) and answer.texts() == [{"answer": "false"}]:
        sys.exit(1)


def _listing(catalog: Catalog, theme: str | None, lang: str) -> Answer:
    """Return the rows of the list of queries: theme, name, title."""
    from kg.rdf.answers import Answer  # noqa: PLC0415  (help does not need it)

    return Answer.of(
        ("theme", "name", "title"),
        [(each.theme, each.name, each.title[lang]) for each in catalog.of_theme(theme)],
    )


def _is_check(canned: CannedQuery) -> bool:
    """Say whether the query is a check, for which no rows means success."""
    return canned.theme == "checks"
