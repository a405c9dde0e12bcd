"""The command `kg`: parses arguments, prints, sets the exit code. It decides nothing else.

Exit codes: 0 is yes; 1 is no (violations, no rows where some are promised); 2 could not answer. The
answer goes to stdout, the talk to stderr.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from pyoxigraph import Literal

from kg import __version__, tables
from kg.catalog import CannedQuery, Catalog, arguments_of
from kg.errors import KgError, NotWritten, UnknownName
from kg.output import write_atomically
from kg.project import Project, open_project, turtle_in
from kg.store import Answer, EmbeddedStore, RemoteStore, Store

_ROOT = click.option(
    "--root", type=click.Path(path_type=Path), help="A checkout to use instead of the installed files."
)
_LANG = click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    envvar="KG_LANG",
    help="The language of messages.",
)
_OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file to write instead of stdout."
)
_SOURCES = click.option(
    "--sources",
    type=click.Path(path_type=Path),
    envvar="KG_SOURCES",
    help="The folder of the source texts.  [default: $KG_SOURCES, if set]",
)


def _said(en: str, zh: str, lang: str) -> None:
    """Say something to the person, on stderr."""
    click.echo(zh if lang == "zh" else en, err=True)


def _deliver(content: str | bytes, output: Path | None) -> None:
    """Write the answer to a file or to stdout."""
    if output is not None:
        write_atomically(output, content)
        return
    try:
        click.echo(content, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_stdout()
        raise NotWritten(Path("stdout"), error.strerror or str(error)) from error


def _drop_stdout() -> None:
    """Send what is left for stdout nowhere, since Python would fail again when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Ask, check and export the knowledge graph of quality strategy.

    \b
    Examples:
      kg query targets-and-outcomes
      kg validate --sources texts/
      kg export -o graph.ttl
    """


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_SOURCES
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How to write the findings.",
)
@_OUTPUT
@_LANG
@_ROOT
def validate(
    paths: tuple[Path, ...],
    sources: Path | None,
    form: str,
    output: Path | None,
    lang: str,
    root: Path | None,
) -> None:
    """Hold the graph against its shapes, its checks and the source texts.

    PATHS are Turtle files or folders; without any, the whole graph is validated. Exit code 1 means
    that there is a violation.

    \b
    Examples:
      kg validate
      kg validate data/documents/guizhou-2023-status-report.ttl --sources texts/ --lang zh
      kg validate -f sarif -o findings.sarif
    """
    from kg import reports, validation  # noqa: PLC0415  (only this command needs them)

    project = open_project(root)
    report = validation.validate(project, list(turtle_in(list(paths))) if len(paths) > 0 else None, sources)
    _deliver(reports.write_findings(report.findings, form, lang, project.shown), output)
    if report.texts_read < report.sources:
        _said(
            "The quotations were not held against the source texts; name their folder with --sources.",
            "引语未与来源文本核对；请用 --sources 指定文本所在目录。",
            lang,
        )
    violations = sum(finding.severity == "violation" for finding in report.findings)
    warnings = len(report.findings) - violations
    _said(
        f"{len(report.files)} files, {report.sources} sources, {report.texts_read} texts: "
        f"{violations} violations, {warnings} warnings.",
        f"{len(report.files)} 个文件、{report.sources} 个来源、{report.texts_read} 份文本："
        f"{violations} 个错误、{warnings} 个警告。",
        lang,
    )
    if not report.conforms:
        sys.exit(1)


@cli.command()
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="List the canned queries instead.")
@click.option("--theme", metavar="THEME", help="With --list: only the queries of this theme.")
@click.option("--explain", is_flag=True, help="Say what the query asks, and show its text, instead.")
@click.option(
    "-p", "--param", "pairs", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter; repeatable."
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(tables.FORMATS),
    help="How to write the rows.  [default: the ending of --output, else table]",
)
@_OUTPUT
@click.option("--endpoint", metavar="URL", help="A SPARQL server to ask instead of the files.")
@_LANG
@_ROOT
def query(
    name: str | None,
    listed: bool,
    theme: str | None,
    explain: bool,
    pairs: tuple[tuple[str, str], ...],
    form: str | None,
    output: Path | None,
    endpoint: str | None,
    lang: str,
    root: Path | None,
) -> None:
    """Run the canned query NAME and print its rows.

    Exit code 1 means that there are no rows; for a check, that there are some.

    \b
    Examples:
      kg query indicator-values -f csv
      kg query plan-outline -p document document:guizhou-2023-implementing-opinion
      kg query evidence -o evidence.json
      kg query --list --theme targets
      kg query target-cascade --explain
    """
    project = open_project(root)
    catalog = Catalog(project.queries)
    form = form or _form_of(output)
    if listed:
        _deliver(tables.write_answer(_listing(catalog, theme, lang), form), output)
        return
    if name is None:
        raise click.UsageError("name a query, or list them with --list")
    canned = catalog.get(name)
    if explain:
        _deliver(canned.explanation(lang), output)
        return
    text = canned.bind(arguments_of(pairs))
    _said(canned.title[lang], canned.title[lang], lang)
    answer = _store(project, endpoint).query(text)
    _deliver(tables.write_answer(answer, form), output)
    if (len(answer.rows) == 0) != _is_check(canned):
        sys.exit(1)


def _listing(catalog: Catalog, theme: str | None, lang: str) -> Answer:
    """Return the rows of the list of queries: theme, name, title."""
    rows = [(each.theme, each.name, each.title[lang]) for each in catalog.of_theme(theme)]
    return Answer(("theme", "name", "title"), tuple(tuple(map(Literal, row)) for row in rows))


def _form_of(output: Path | None) -> str:
    """Return the form that the ending of `output` means; a table without one."""
    if output is None:
        return "table"
    if output.suffix not in tables.ENDINGS:
        raise UnknownName("file ending", "文件扩展名", output.suffix, tables.ENDINGS)
    return tables.ENDINGS[output.suffix]


def _is_check(canned: CannedQuery) -> bool:
    """Say whether the query looks for faults, so that no rows are good news."""
    return canned.theme == "checks"


def _store(project: Project, endpoint: str | None) -> Store:
    """Return what answers: a server, or the project's files."""
    return RemoteStore(endpoint) if endpoint is not None else EmbeddedStore(project.graph_files)


@cli.command()
@_OUTPUT
@click.option(
    "-f",
    "--format",
    "form",
    help="turtle, ntriples, nquads, trig, jsonld, rdfxml or annotated-html.  "
    "[default: the ending of --output, else turtle]",
)
@click.option(
    "-g", "--graph", "graphs", multiple=True, metavar="NAME", help="A named graph to write; repeatable."
)
@_SOURCES
@_LANG
@_ROOT
def export(
    output: Path | None,
    form: str | None,
    graphs: tuple[str, ...],
    sources: Path | None,
    lang: str,
    root: Path | None,
) -> None:
    """Write the graph in an RDF format, or a source text with its claims marked in it.

    Without --graph, all named graphs are written: ontology, vocabularies, entities and documents.
    The format annotated-html shows one source and needs its text, so name both. The page holds the
    whole text: keep it to yourself unless you may publish it.

    \b
    Examples:
      kg export -o graph.ttl
      kg export -f nquads -g guizhou-2023-status-report > report.nq
      kg export -f annotated-html -g guizhou-2023-status-report --sources texts/ -o report.html
    """
    if form == "annotated-html":
        from kg.annotation import annotate  # noqa: PLC0415  (only this format needs it)

        if len(graphs) != 1 or sources is None:
            raise click.UsageError(
                "annotated-html needs one --graph, and the folder of its text in --sources"
            )
        _deliver(annotate(open_project(root), graphs[0], sources, lang), output)
        return
    from kg.export import export as exported  # noqa: PLC0415  (only this command needs it)
    from kg.export import format_of  # noqa: PLC0415

    _deliver(exported(open_project(root), format_of(form, output), graphs), output)


@cli.command("format")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if a file would change.")
@_SOURCES
@_LANG
@_ROOT
def format_(paths: tuple[Path, ...], check: bool, sources: Path | None, lang: str, root: Path | None) -> None:
    """Put Turtle files into the normal form.

    PATHS are files or folders; without any, all files of the project are formatted. With --sources,
    quotations without offsets get them, and sentences that are not listed are added.

    \b
    Examples:
      kg format
      kg format data/documents/guizhou-2023-status-report.ttl --sources texts/
      kg format --check
    """
    from kg.formatting import formatted  # noqa: PLC0415  (only this command needs it)

    files = list(turtle_in(list(paths))) if len(paths) > 0 else open_project(root).turtle_files
    changed = []
    for path in files:
        old, new = formatted(path, sources)
        if old != new:
            changed.append(path)
            if not check:
                write_atomically(path, new)
            click.echo(path)
    _said(
        f"{len(changed)} of {len(files)} files {'would change' if check else 'changed'}.",
        f"{len(files)} 个文件中有 {len(changed)} 个{'需要' if check else '已'}改写。",
        lang,
    )
    if check and len(changed) > 0:
        sys.exit(1)


@cli.command()
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
@_LANG
@_ROOT
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
    _said(f"{picture}: {output}", f"{picture}：{output}", lang)


def run() -> None:
    """Run the command line; turn every expected error into one line and exit code 2."""
    try:
        cli.main(standalone_mode=False)
    except KgError as error:
        click.echo(f"kg: {error.message(_lang_asked())}", err=True)
        sys.exit(2)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"kg: {' '.join(error.format_message().split())}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        _drop_stdout()  # the reader of the answer has gone (head, less)
        sys.exit(0)


def _lang_asked() -> str:
    """Return the language that the person asked for, also where the arguments did not parse."""
    asked = os.environ.get("KG_LANG", "en")
    words = sys.argv[1:]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked
