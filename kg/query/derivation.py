"""Derives summaries (adoptions, targets, coding status, comparable indicators) and inverses of concepts.

The rules are CONSTRUCT queries in `queries/rules/`. Their results are kept in `data/derived/`, so that
any SPARQL engine that loads the files can use them. The file begins with a digest of its input and of
itself. If either does not match, `kg` derives the summaries again when it opens the graph: no answer
depends on an outdated summary.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from kg.files import LARGEST, read_bytes, read_text
from kg.query.catalog import read_query
from kg.rdf.bounds import refuse_turtle
from kg.rdf.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyoxigraph as ox

    from kg.project import Project

RULES: Final = (
    *("concept-inverses", "scheme-titles", "eli-documents", "document-coding", "coding-status"),
    "indicator-comparisons",
    *("adoption-claims", "adoption-state", "aim-claims", "aim-state"),
)
"""The rules by name, in their order: each reads the results of those before it."""

LARGEST_SUMMARIES: Final = 64 * LARGEST
"""The maximum size in bytes of the file of summaries, which grows with all documents together."""


def derive(store: EmbeddedStore, project: Project) -> tuple[ox.Triple, ...]:
    """Run the rules on `store`, add the results to it, and return them.

    Args:
        store: The statements of the project's files, without summaries.
        project: The project that contains the rules.

    Raises:
        MissingFile: A rule cannot be read.
        NoAnswer: A rule is not valid SPARQL.
    """
    derived: list[ox.Triple] = []
    for path in rule_files(project):
        found = store.construct(read_query(path).text)
        store.add(found)
        derived += found
    return tuple(derived)


def open_store(project: Project) -> EmbeddedStore:
    """Return the project's graph in memory, with summaries that match its files.

    Raises:
        MissingFile: A file cannot be read.
        SyntaxFault: A file is not Turtle.
    """
    if is_current(project):
        return EmbeddedStore(project.graph_files, checked=True)
    store = EmbeddedStore(project.stated_files)
    derive(store, project)
    return store


def is_current(project: Project) -> bool:
    """Say whether the file of summaries was derived from the files in their present state.

    Raises:
        MissingFile: A file cannot be read.
        SyntaxFault: A file is one that the parser could not read without a crash.
    """
    if not project.summaries.is_file():
        return False
    first, body = summaries_read(project)
    return first == _header(project, body)


def summaries_read(project: Project) -> tuple[str, str]:
    """Return the first line of the file of summaries, and the rest.

    Raises:
        MissingFile: The file cannot be read.
        SyntaxFault: It is one that the parser could not read without a crash.
    """
    text = read_text(project.summaries, LARGEST_SUMMARIES)
    refuse_turtle(text.encode("utf-8"), project.summaries)
    first, _, body = text.partition("\n")
    return first, body


def summaries(stated: Iterable[ox.Triple], project: Project) -> str:
    """Return the text of the file of summaries that follows from the statements `stated`."""
    from kg.rdf.turtle import canonical_form  # noqa: PLC0415  (a query does not need it)

    body = "\n" + canonical_form(derive(EmbeddedStore.of(stated), project))
    return _header(project, body) + "\n" + body


def _header(project: Project, body: str) -> str:
    """Return the first line of the file of summaries: the digest of their input, and of them.

    Raises:
        MissingFile: A file cannot be read.
    """

    def digests() -> Iterator[bytes]:
        for path in (*project.stated_files, *rule_files(project)):
            content = read_bytes(path)
            refuse_turtle(content, path)
            yield sha256(content).digest()

    return header_of(body, digests())


def header_of(body: str, digests: Iterable[bytes]) -> str:
    """Return the first line of the file of summaries whose rest is `body`.

    Args:
        body: The text below that line.
        digests: The SHA-256 of each stated file and then of each rule, in their order. With those, a word
            that moves from one file to the next changes the line.
    """
    digest = sha256(body.encode("utf-8"))
    for each in digests:
        digest.update(each)
    return f"# Derived by queries/rules/, with the SHA-256 {digest.hexdigest()}; run kg format."


def rule_files(project: Project) -> list[Path]:
    """Return the files of the rules in their order; none if the project has none, and so no summaries."""
    return [project.rules / f"{name}.rq" for name in RULES] if project.rules.is_dir() else []
