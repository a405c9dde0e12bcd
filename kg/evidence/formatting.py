"""The canonical form of a file, completed from its source text, and the file of derived summaries."""

from __future__ import annotations

from pathlib import Path

from kg.evidence.anchoring import anchored
from kg.evidence.texts import read_source
from kg.project import Project
from kg.query.derivation import summaries
from kg.rdf.namespaces import QS
from kg.rdf.records import Records
from kg.rdf.turtle import canonical_form, format_file, read


def formatted(path: Path, sources: Path | None = None) -> tuple[str, str]:
    """Return the text of a Turtle file as it is, and as it should be.

    Args:
        path: The file.
        sources: The folder of the source texts; if given, the statements of `anchored` are added.

    Raises:
        MissingFile: The file or its source text cannot be read.
        SyntaxFault: The file is not Turtle.
        NoCanonicalForm: The file has content that the canonical form would lose.
        WrongSource: The source text is not the one that was coded.
        KgError: The words of a quotation do not occur exactly once in its source text.
    """
    file = read(path)
    text = format_file(file)
    records = Records(file.triples)
    added = [
        triple
        for source in (records.of_class(QS + "Source") if sources is not None else [])
        for triple in anchored(file, read_source(records, source, sources or Path()))
    ]
    if len(added) == 0:
        return file.text, text
    return file.text, canonical_form([*file.triples, *added], own=file.own, header=file.header)


def derived(project: Project) -> tuple[str, str]:
    """Return the text of the file of summaries as it is, empty if there is none, and as it should be.

    Raises:
        MissingFile: A file of the project cannot be read.
        SyntaxFault: A file is not Turtle.
    """
    path = project.summaries
    old = read(path).text if path.is_file() else ""
    return old, summaries((triple for each in project.stated_files for triple in read(each).triples), project)
