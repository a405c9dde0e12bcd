"""`kg publish`: makes the named graphs of a SPARQL server those of the project."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path

import click

from kg.cli.completion import Command
from kg.cli.options import LANG, ROOT, TIMEOUT, time_for
from kg.cli.speech import deliver, say
from kg.project import open_project


@click.command(cls=Command)
@click.option(
    "--endpoint",
    metavar="URL",
    required=True,
    help="The graph store of the server, such as .../store or .../data.",
)
@click.option("--check", is_flag=True, help="Only compare; exit with 1 if the server has other graphs.")
@click.option("--delete", is_flag=True, help="Delete named graphs of this project that no longer exist.")
@click.option(
    "--query-endpoint",
    metavar="URL",
    help="With --delete: the query endpoint of the same server.  [default: as the server usually has it]",
)
@TIMEOUT
@LANG
@ROOT
def publish(
    endpoint: str,
    check: bool,
    delete: bool,
    query_endpoint: str | None,
    lang: str,
    root: Path | None,
) -> None:
    """Upload the graph to a SPARQL server, with one named graph for each file.

    Only graphs that differ are sent, each in one request, by the SPARQL 1.1 Graph Store HTTP Protocol. If the
    command is stopped, run it again for the rest: each graph on the server is the old or the new one.
    Log in with KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, with KG_ENDPOINT_TOKEN, or with a netrc file.

    \b
    Examples:
      kg publish --endpoint http://localhost:7878/store
      kg publish --endpoint http://localhost:3030/quality/data --check
      kg publish --endpoint http://localhost:7878/store --delete
    """
    from kg.export.publication import publish as published  # noqa: PLC0415  (help does not need it)
    from kg.export.publication import query_endpoint_of  # noqa: PLC0415
    from kg.rdf.endpoint import RemoteStore  # noqa: PLC0415
    from kg.rdf.graph_store import GraphStore  # noqa: PLC0415

    seconds = time_for(endpoint) or 60
    listing = RemoteStore(query_endpoint or query_endpoint_of(endpoint), seconds) if delete else None
    store = GraphStore(endpoint, seconds)
    differ = same = 0
    for graph, change in published(open_project(root), store, check=check, listing=listing):
        if change == "unchanged":
            same += 1
        else:
            differ += 1
            deliver(f"{change}\t{graph}\n", None)
    line = (
        _("{differ} graphs differ, {same} are the same")
        if check
        else _("{differ} graphs sent, {same} unchanged")
    )
    say(line.format(differ=differ, same=same))
    if check and differ > 0:
        sys.exit(1)
