"""`kg serve`: serves the pages, the data, and a SPARQL endpoint over HTTP."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from signal import SIGINT

import click

from kg.cli.completion import Command
from kg.cli.options import LANG, LONGEST, ROOT
from kg.cli.speech import deliver, say, waiting


def _positive(ctx: click.Context, param: click.Parameter, seconds: float) -> float:
    """Return a number of seconds; a range of click accepts what is not a number."""
    if not 0 < seconds <= LONGEST:
        said = _("{seconds:g} is not a number of seconds from 0 to {most}")
        raise click.BadParameter(said.format(seconds=seconds, most=LONGEST), ctx, param)
    return seconds


@click.command(cls=Command)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 means a free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. Other machines reach the server only at another address than this.",
)
@click.option(
    "--timeout",
    "seconds",
    type=float,
    metavar="SECONDS",
    callback=_positive,
    default=30,
    show_default=True,
    help="Stop a query that takes longer.",
)
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    help="Refuse an answer with more rows or triples.",
)
@LANG
@ROOT
def serve(port: int, host: str, seconds: float, rows: int, lang: str, root: Path | None) -> None:
    """Serve the pages of the graph, the data of each IRI, and a SPARQL endpoint.

    The server only reads. It prints its address when it answers, and writes a log to stderr, one JSON object
    per line. The endpoint is at /sparql. Ctrl-C or SIGTERM stops the server after the running answers.
    Install its libraries with: pip install "quality-strategy[server]".

    \b
    Examples:
      kg serve
      kg serve --port 8080 --timeout 10 --rows 10000
      kg serve --host 0.0.0.0 --lang zh
    """
    from kg.server import require_libraries  # noqa: PLC0415  (help does not need it)

    require_libraries()
    from kg.graph import open_graph  # noqa: PLC0415  (as above)
    from kg.server.app import web_app  # noqa: PLC0415
    from kg.server.logs import write_log  # noqa: PLC0415
    from kg.server.running import listening, serve_app  # noqa: PLC0415
    from kg.server.settings import ServerLimits  # noqa: PLC0415
    from kg.site import Site  # noqa: PLC0415

    limits = ServerLimits(seconds=seconds, rows=rows)
    with listening(host, port) as sock:
        with waiting():
            graph = open_graph(root, built=False)
            app = web_app(graph, Site(graph), limits, lang)
        write_log()
        number = sock.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        stopped = serve_app(app, sock, limits, lambda: deliver(f"http://{shown}:{number}/\n", None))
    if stopped == SIGINT:
        raise click.Abort
    say(_("stopped"))
