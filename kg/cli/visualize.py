"""`kg visualize`: draws pictures of what the graph holds."""

from __future__ import annotations

from pathlib import Path

import click

from kg.catalog import Catalog
from kg.cli.options import LANG, ROOT
from kg.cli.speech import say
from kg.output import write_atomically
from kg.project import open_project
from kg.store import EmbeddedStore


@click.command()
@click.argument("picture", type=click.Choice(["targets"]))
@click.option(
    "--indicator",
    default="indicator:manufacturing-quality-competitiveness-index",
    show_default=True,
    help="The national indicator to compare the provinces by.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write; its ending chooses SVG, PNG or PDF.",
)
@LANG
@ROOT
def visualize(picture: str, indicator: str, output: Path, lang: str, root: Path | None) -> None:
    """Draw a PICTURE of what the graph holds.

    targets: how each province stands to the national target, who was not read, and who has a goal in
    words only.

    \b
    Examples:
      kg visualize targets -o targets.svg
      kg visualize targets --indicator indicator:manufacturing-product-pass-rate --lang zh -o targets.png
    """
    from kg import drawing  # noqa: PLC0415  (only this command needs matplotlib)

    project = open_project(root)
    store = EmbeddedStore(project.graph_files)
    figure = drawing.draw_targets(store, Catalog(project.queries), indicator, lang)
    write_atomically(output, drawing.picture(figure, output.suffix))
    say(f"{picture}: {output}", f"{picture}：{output}", lang)
