"""`kg visualize`: draws pictures of what the graph holds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.cli.options import ENDPOINT, LANG, ROOT
from kg.cli.speech import say
from kg.graph import open_graph

Given = str | int | tuple[str, ...] | None
"""What an option may give; None or no name at all where it is not used."""

EXAMPLES: Final = (
    "network -o network.svg",
    "network --around 贵州省 --class qs:Target --lang zh -o guizhou.png",
    "network --around measure:brand-building --depth 2 --hubs 40 -o brands.graphml",
    "network --class owl:Thing -o graph.gexf",
    "matrix -o matrix.svg",
    "targets --indicator indicator:manufacturing-product-pass-rate --lang zh -o targets.png",
    "timeline --region 贵州 --lang zh -o timeline.svg",
    "plan --depth 3 -o plan.pdf",
    "lineage --document document:guizhou-2023-implementing-opinion -o lineage.svg",
)
"""An example or more for each subject, without the command."""


class _Subjects(click.Command):
    """A command whose help lists what can be drawn, from the gallery itself."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the subjects with their options and defaults, then the examples."""
        from kg.drawing import FORMATS, SUBJECTS  # noqa: PLC0415  (only this command draws)

        options = {each.name: each.opts[0] for each in self.params}
        rows = []
        for subject in SUBJECTS.values():
            taken = (
                f"{options.get(choice, choice)}" + (f" [{default}]" if default not in (None, ()) else "")
                for choice, default in subject.choices.items()
            )
            rows.append((subject.name, f"{subject.title['en']}; takes {', '.join(taken) or 'no options'}"))
        with formatter.section("Subjects, with the options that each takes and their defaults"):
            formatter.write_dl(rows)
        with formatter.section("File endings"):
            formatter.write_text(" ".join(FORMATS))
        with formatter.section("Examples"):
            for example in EXAMPLES:
                formatter.write(f"    kg visualize {example}\n")  # as far in as in the help of the others


@click.command(cls=_Subjects)
@click.argument("subject")
@click.option("--around", metavar="NAME", help="The record in the middle.")
@click.option("--depth", type=int, metavar="N", help="How many steps from it, or levels of a plan, at most.")
@click.option(
    "--class", "classes", multiple=True, metavar="CLASS", help="Only records of this class; repeatable."
)
@click.option("--hubs", type=int, metavar="N", help="Leave out records with more than N ties.")
@click.option("--indicator", metavar="NAME", help="The indicator to compare by.")
@click.option("--document", metavar="NAME", help="The document that the picture is about.")
@click.option("--region", metavar="NAME", help="Only this region, with those within it and around it.")
@click.option("--level", metavar="LEVEL", help="measure, theme or area: what the rows are.")
@click.option("--measures", metavar="WHICH", help="all, or shared: those that two provinces or more have.")
@click.option("--stage", metavar="STAGE", help="named, planned, under-way or done: the least that counts.")
@click.option(
    "--strictness", metavar="TEXT", help="plan or source: what must be fully coded to make an absence."
)
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
    subject: str, output: Path, endpoint: str | None, lang: str, root: Path | None, **given: Given
) -> None:
    """Draw a picture of SUBJECT.

    A record may be named by an IRI, a prefixed name or a label in either language. --lang chooses the
    language of the picture, too. Without --around and --class, network shows a measure that several
    provinces take up: time-honored brands. --class owl:Thing means every class.
    """
    from kg.drawing.formats import format_of  # noqa: PLC0415  (only this command draws)

    format_of(output.suffix)  # a wrong ending is told before anything is drawn
    choices = {name: value for name, value in given.items() if value is not None and value != ()}
    open_graph(root, endpoint).draw(subject, lang, **choices).save(output)
    say(f"{subject}: {output}", f"{subject}：{output}", lang)
