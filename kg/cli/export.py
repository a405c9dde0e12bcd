"""`kg export`: writes the graph in all export formats."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from kg.cli.completion import Command, export_formats
from kg.cli.options import LANG, OUTPUT, PATH, ROOT, SOURCES, TIMEOUT
from kg.cli.speech import deliver, waiting
from kg.project import open_project

SITE = "site"
"""The name of the format of web pages, which needs more than the files of the graph."""


@click.command(cls=Command)
@OUTPUT
@click.option(
    "-f",
    "--format",
    "form",
    shell_complete=export_formats,
    help="turtle, ntriples, nquads, trig, jsonld, rdfxml, owl, xlsx, csvw, parquet, sparql-library, grlc, "
    "annotated-html, or site.  "
    "[default: the extension of --output, else turtle]",
)
@click.option(
    "-g", "--graph", "graphs", multiple=True, metavar="NAME", help="A named graph to write; repeatable."
)
@click.option(
    "--release",
    type=PATH,
    metavar="DIR",
    help="Write a release into a folder: all formats, the catalog for portals, and checksums.",
)
@SOURCES
@TIMEOUT
@LANG
@ROOT
def export(
    output: Path | None,
    form: str | None,
    graphs: tuple[str, ...],
    release: Path | None,
    sources: Path | None,
    lang: str,
    root: Path | None,
) -> None:
    """Write the graph in an RDF format or as tables, the queries, or a source text with its claims marked.

    Without --graph, all named graphs are written: ontology, vocabularies, entities, and documents.
    Tables have one sheet per class and one row per record, with labels in both languages and the
    evidence next to each claim: xlsx is one Excel workbook; csvw a folder of CSV files with W3C
    metadata; parquet a folder of Parquet files (after: pip install "quality-strategy[parquet]").
    Two formats write the canned queries instead of the graph: sparql-library as RDF, in the SHACL
    vocabulary for executable SPARQL; grlc as a folder of .rq files that grlc serves as a web API.
    The format annotated-html shows one source and needs its text, so name both. The page contains
    the full text: do not redistribute it unless you have the rights.

    The format site writes a folder of web pages in both languages, with a page for each record, which any web
    server can host (after: pip install "quality-strategy[site]").

    With --release, a folder gets the graph and the queries in all these formats, the Web Annotations of each
    source, JSON-LD frames, a DCAT-AP catalog and a Croissant description for portals, and SHA-256 checksums.

    \b
    Examples:
      kg export -o graph.ttl
      kg export --release release
      kg export -f nquads -g guizhou-2023-status-report > report.nq
      kg export -o graph.xlsx
      kg export -f csvw -o tables
      kg export -f parquet -o parquet
      kg export -f sparql-library -o queries.ttl
      kg export -f grlc -o operations
      kg export -f site -o site
      kg export -f annotated-html -g guizhou-2023-status-report --sources texts/ -o report.html
    """
    if release is not None:
        if output is not None or form is not None or len(graphs) > 0:
            message = _("--release writes all formats of the whole graph; leave out -o, -f, and -g")
            raise click.UsageError(message)
        from kg.export.release import release_of  # noqa: PLC0415  (help does not need it)

        with waiting():
            files = release_of(open_project(root))
        deliver(files, release)
        return
    if form == SITE:
        if output is None or len(graphs) > 0:
            raise click.UsageError(_("a site has the whole graph; name its folder with -o, and leave out -g"))
        from kg.graph import open_graph  # noqa: PLC0415  (as above)
        from kg.site import write_site  # noqa: PLC0415

        with waiting():
            files = write_site(open_graph(root, built=False))
        deliver(files, output)
        return
    from kg.export import format_of, streamed  # noqa: PLC0415  (as above)

    format_ = format_of(form, output)
    with waiting():
        content = streamed(open_project(root), format_, graphs, sources, lang)
    deliver(content, output)
