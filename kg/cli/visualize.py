"""`kg visualize`: draws pictures of what the graph holds."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import ENDPOINT, LANG, ROOT
from kg.cli.speech import say
from kg.graph import open_graph


@click.command()
@click.argument("subject")
@click.option("--indicator", metavar="NAME", help="targets: the national indicator to compare by.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write; its ending chooses the format.",
)
@ENDPOINT
@LANG
@ROOT
def visualize(
    subject: str, output: Path, endpoint: str | None, lang: str, root: Path | None, **given: str | int | None
) -> None:
    """Draw a picture of SUBJECT.

    targets: how each province stands to the national target, who was not read, and who has a goal in
    words only.

    A record may be named by an IRI, a prefixed name or a label.

    \b
    Examples:
      kg visualize targets -o targets.svg
      kg visualize targets --indicator indicator:manufacturing-product-pass-rate --lang zh -o targets.png
    """
    from kg.drawing.formats import format_of  # noqa: PLC0415  (only this command draws)

    format_of(output.suffix)  # a wrong ending is told before anything is drawn
    choices = {name: value for name, value in given.items() if value is not None}
    open_graph(root, endpoint).draw(subject, lang, **choices).save(output)
    say(f"{subject}: {output}", f"{subject}：{output}", lang)
