"""`kg cite`: prints the citation of a claim."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.completion import Command, claims
from kg.cli.options import ENDPOINT, LANG, OUTPUT, ROOT, Choice
from kg.cli.speech import deliver, waiting


@click.command(cls=Command)
@click.argument("claim", shell_complete=claims)
@click.option(
    "-f",
    "--format",
    "form",
    type=Choice(["text", "gbt7714", "bibtex", "ris", "csl-json"]),
    default="text",
    show_default=True,
    help="The format of the citation.",
)
@OUTPUT
@ENDPOINT
@LANG
@ROOT
def cite(
    claim: str, form: str, output: Path | None, endpoint: str | None, lang: str, root: Path | None
) -> None:
    """Print a citation of CLAIM with its quotation, source, and address.

    CLAIM is an IRI, a prefixed name, or a label in either language. The citation has the exact words with
    their character offsets, the title, publisher, date, and address of the source, and the data set.
    BibTeX, RIS, and CSL JSON have one entry for the source and one for the data set. gbt7714 is the
    Chinese standard GB/T 7714-2015.

    \b
    Examples:
      kg cite source:guizhou-2023-status-report/observation-registered-trademarks-2023
      kg cite 至2023年全省商标注册量50.38万件 --lang zh
      kg cite source:guizhou-2023-implementing-opinion/task-18 -f bibtex
      kg cite source:guizhou-2023-implementing-opinion/task-18 -f ris -o task.ris
      kg cite source:guizhou-2023-implementing-opinion/task-18 -f csl-json -o task.json
    """
    from kg.export.citation import write_citation  # noqa: PLC0415  (help does not need it)
    from kg.graph import open_graph  # noqa: PLC0415

    with waiting():
        citation = open_graph(root, endpoint).cite(claim)
    deliver(write_citation(citation, form, lang), output)
