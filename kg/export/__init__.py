"""Writes the graph and its queries in all export formats, the same bytes each time.

`rdf` writes the RDF formats. `sheets` reads the graph as tables, one sheet per class, which `workbook`,
`csvw`, and `parquet` write. `library` and `operations` write the canned queries instead of the graph, and
`annotation` one source text with its claims marked. A format is chosen by its name or by the extension of
the output file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from kg.errors import KgError, UnknownName
from kg.export.annotation import annotate
from kg.export.book import Book, book_of
from kg.export.csvw import write_csvw
from kg.export.library import write_library
from kg.export.operations import write_operations
from kg.export.parquet import write_parquet
from kg.export.rdf import RDF_FORMATS, write_rdf
from kg.export.workbook import write_workbook
from kg.files import StreamWriter
from kg.project import Project
from kg.words import Noun

Files = Mapping[str, bytes]
"""The files of a folder, by name."""


@dataclass(frozen=True)
class Text:
    """Additional input of a format of a source text.

    Attributes:
        sources: The folder of the source texts, if it is known.
        lang: The main language, `en` or `zh`.
    """

    sources: Path | None = None
    lang: str = "en"


@dataclass(frozen=True)
class Format:
    """A format that the graph can be written in.

    Attributes:
        name: Its name for `--format`.
        endings: Its file extensions; none if it is chosen only by name.
        folder_of: The extension of the files in the folder that it writes, "" if it writes a file.
        write: Returns the named graphs of a project: the bytes of a file, the files of a folder, or what
            writes a file that may be too large for memory.
        of_text: Whether it shows a source text, and so needs one graph and the folder of the texts.
    """

    name: str
    endings: tuple[str, ...]
    folder_of: str
    write: Callable[[Project, Sequence[str], Text], bytes | Files | StreamWriter]
    of_text: bool = False


def _rdf(name: str) -> Callable[[Project, Sequence[str], Text], StreamWriter]:
    return lambda project, graphs, _: partial(write_rdf, project, RDF_FORMATS[name], graphs)


def _book(write: Callable[[Book], bytes | Files]) -> Callable[[Project, Sequence[str], Text], bytes | Files]:
    return lambda project, graphs, _: write(book_of(project, graphs))


def _queries(
    write: Callable[[Project], bytes | Files],
) -> Callable[[Project, Sequence[str], Text], bytes | Files]:
    def written(project: Project, graphs: Sequence[str], _: Text) -> bytes | Files:
        if len(graphs) > 0:
            raise KgError("this format contains the queries, which belong to no graph; leave out --graph")
        return write(project)

    return written


def _annotated(project: Project, graphs: Sequence[str], text: Text) -> bytes:
    if len(graphs) != 1 or text.sources is None:
        raise KgError("annotated-html needs one --graph, and the folder of its text in --sources")
    return annotate(project, graphs[0], text.sources, text.lang).encode("utf-8")


FORMATS = {
    each.name: each
    for each in (
        *(Format(rdf.name, rdf.endings, "", _rdf(rdf.name)) for rdf in RDF_FORMATS.values()),
        Format("xlsx", (".xlsx",), "", _book(write_workbook)),
        Format("csvw", (), ".csv", _book(write_csvw)),
        Format("parquet", (), ".parquet", _book(write_parquet)),
        Format("sparql-library", (), "", _queries(write_library)),
        Format("grlc", (), ".rq", _queries(write_operations)),
        Format("annotated-html", (".html",), "", _annotated, of_text=True),
    )
}
"""All formats by name."""


def format_of(name: str | None, output: Path | None) -> Format:
    """Return the format called `name`, or the one for the extension of `output`, or Turtle.

    Raises:
        UnknownName: There is no format with this name or extension.
        KgError: The extension is that of a format that writes a folder of files.
    """
    if name is not None:
        if name not in FORMATS:
            raise UnknownName(Noun("format"), name, FORMATS)
        return FORMATS[name]
    if output is None:
        return FORMATS["turtle"]
    for each in FORMATS.values():
        if output.suffix in each.endings:
            return each
        if output.suffix == each.folder_of != "":
            raise KgError(
                "{extension} files are written into a folder: kg export -f {format} -o FOLDER",
                extension=output.suffix,
                format=each.name,
            )
    endings = [ending for each in FORMATS.values() for ending in each.endings]
    raise UnknownName(Noun("file extension"), output.suffix, endings)


def export(
    project: Project,
    format_: Format,
    graphs: Iterable[str] = (),
    sources: Path | None = None,
    lang: str = "en",
) -> bytes | Files:
    """Return the graph in `format_`: the bytes of a file, or the files of a folder; see `streamed`.

    Args:
        project: The project.
        format_: The format.
        graphs: Names of the named graphs to write, which are file names without extension; none means all.
        sources: The folder of the source texts, for a format of a text.
        lang: The main language of a format of a text, `en` or `zh`; the other formats contain both.

    Raises:
        UnknownName: A name in `graphs` is not a graph of the project.
        KgError: The format contains queries, but `graphs` is not empty; or it is of a text, but `graphs` does
            not have exactly one name or `sources` is None; or see the function of the format.
    """
    content = streamed(project, format_, graphs, sources, lang)
    if isinstance(content, bytes | Mapping):
        return content
    stream = BytesIO()
    content(stream)
    return stream.getvalue()


def streamed(
    project: Project,
    format_: Format,
    graphs: Iterable[str] = (),
    sources: Path | None = None,
    lang: str = "en",
) -> bytes | Files | StreamWriter:
    """Return the graph in `format_` as `export` does, or what writes it if it may be too large for memory.

    Errors that `export` raises may then be raised when it is written.
    """
    return format_.write(project, tuple(graphs), Text(sources, lang))
