"""`kg draw`: draws, lists, and explains the charts and diagrams."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from kg.cli.completion import Command, drawing_names
from kg.cli.options import ENDPOINT, LANG, MEMORY, PARAMETERS, PATH, ROOT, TIMEOUT, time_for
from kg.cli.rows import Rows
from kg.cli.speech import deliver, noting, say, waiting
from kg.errors import UnknownName
from kg.words import Noun


@click.command(cls=Command)
@click.argument("name", required=False, shell_complete=drawing_names)
@click.option("--list", "listed", is_flag=True, help="List the charts and diagrams and exit.")
@click.option("--explain", is_flag=True, help="Explain the drawing, list its parameters, and exit.")
@PARAMETERS
@click.option(
    "-o",
    "--output",
    type=PATH,
    help="Output file; the extension sets the format.",
)
@ENDPOINT
@TIMEOUT
@MEMORY
@LANG
@ROOT
def draw(
    name: str | None,
    listed: bool,
    explain: bool,
    pairs: tuple[tuple[str, str], ...],
    output: Path | None,
    endpoint: str | None,
    memory: int | None,
    lang: str,
    root: Path | None,
) -> None:
    """Draw the chart or diagram NAME.

    Every drawing can be an image (.svg, .png, .pdf) or a web page (.html); diagrams can also be files for
    other programs (.gexf, .graphml, .cyjs, .mmd). --lang also sets the language of the drawing.

    \b
    Examples:
      kg draw targets -p indicator indicator:food-sampling-pass-rate -o targets.svg
      kg draw matrix -p level measure -p measures shared --lang zh -o matrix.html
      kg draw timeline -p region 贵州 -o timeline.png
      kg draw plan -p depth 3 -o plan.pdf
      kg draw network -p around 贵州省 -p classes qs:Target -o guizhou.svg
      kg draw adoption -p side regions -o regions.svg
      kg draw lineage -o lineage.gexf
      kg draw --list
    """
    from kg.gallery import SUBJECTS, subject_of  # noqa: PLC0415  (only this command draws)
    from kg.graph import open_graph  # noqa: PLC0415
    from kg.query.parameters import arguments_of  # noqa: PLC0415
    from kg.rdf.answers import Answer  # noqa: PLC0415  (help does not need it)

    if listed:
        listing = [(each.name, each.title[lang], " ".join(each.extensions)) for each in SUBJECTS.values()]
        rows = Rows(None, output, wide=False, limit=None, pager=True, bom=False, lang=lang)
        rows.show(Answer.of(("name", "title", "extensions"), listing), "drawings")
        return
    if name is None:
        raise click.UsageError(_("name a drawing, or list them with --list"))
    subject = subject_of(name)
    if explain:
        deliver(subject.explanation(lang), output)
        return
    if output is None:
        raise click.UsageError(_("give a file to write: -o {name}.svg").format(name=name))
    if output.suffix not in subject.extensions:  # before anything is drawn
        what = Noun("file extension of {name}", name=name)
        raise UnknownName(what, output.suffix, subject.extensions)
    with noting(lang), waiting():
        open_graph(root, endpoint, time_for(endpoint), memory).draw(name, lang, **arguments_of(pairs)).save(
            output
        )
    say(f"{name}: {output}")
