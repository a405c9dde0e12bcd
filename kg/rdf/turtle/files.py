"""Reads one Turtle file strictly, without network, and formats it without losing content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from kg.errors import SyntaxFault, nearest
from kg.files import read_text
from kg.rdf.bounds import refuse_terms, refuse_turtle
from kg.rdf.namespaces import PREFIXES
from kg.rdf.turtle.canonical import canonical_form
from kg.rdf.turtle.places import ANONYMOUS, Lines, locate
from kg.rdf.turtle.terms import NoCanonicalForm
from kg.words import Phrase

_HEADER: Final = re.compile(r"(?:[ \t\r\n]*#[^\r\n]*)*")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_PARSER_PLACE: Final = re.compile(r"^Parser error [^:]*: ")
_UNDECLARED: Final = re.compile(r"The prefix (.*): has not been declared")

_CURES: Final = (
    (
        "No scheme found in an absolute IRI",
        Phrase("an IRI in angle brackets is not absolute; write it in full, or as a prefixed name"),
    ),
    ("Triples should be followed by a dot", Phrase("a statement is not terminated; add ' .'")),
    (
        "A dot is expected at the end of statements",
        Phrase("the previous statement is not terminated; add ' ;' or ' .'"),
    ),
    ("Line jumps are not allowed in string", Phrase('a text of several lines must be between """ and """')),
    (
        "Unexpected end",
        Phrase("unterminated string or statement; close the quotes, or end the statement with ' .'"),
    ),
)
"""What the parser says, and what a curator can do about it."""


@dataclass(frozen=True)
class TurtleFile:
    """A Turtle file that has parsed.

    Attributes:
        path: The path of the file.
        text: Its text as it is, line ends untouched.
        triples: Its statements, in the order of the file.
        own: The namespace of its empty prefix, if it declares one.
        header: The comment lines at the top, which the canonical form keeps.
    """

    path: Path
    text: str
    triples: tuple[Triple, ...]
    own: str | None
    header: str


def read(path: Path) -> TurtleFile:
    """Read and parse a Turtle file.

    Raises:
        MissingFile: If there is no such file, or it cannot be read, or it is not UTF-8.
        SyntaxFault: If it is not valid Turtle.
    """
    return parse(read_text(path), path)


def parse(text: str, path: Path) -> TurtleFile:
    """Parse a Turtle text; `path` is named in errors and kept in the result.

    Raises:
        SyntaxFault: If it is not valid Turtle.
    """
    if text.startswith("\ufeff"):
        raise SyntaxFault(
            path, 1, Phrase("it begins with a byte order mark; save it as UTF-8 without one"), "Turtle"
        )
    try:
        content = text.encode("utf-8")
        refuse_turtle(content, path)
        parser = pyoxigraph.parse(content, RdfFormat.TURTLE)
        triples = tuple(quad.triple for quad in parser)
    except SyntaxError as fault:
        raise SyntaxFault(path, fault.lineno, _detail(fault.msg), "Turtle") from None
    except UnicodeEncodeError as fault:
        line = text.count("\n", 0, fault.start) + 1
        raise SyntaxFault(
            path, line, Phrase("it contains half a character (a lone surrogate)"), "Turtle"
        ) from None
    refuse_terms(text, triples, path)
    header = _HEADER.match(text)
    lines = [line.strip() for line in _LINE_END.split(header[0].strip())] if header is not None else []
    return TurtleFile(path, text, triples, parser.prefixes.get(""), "\n".join(lines))


def _detail(message: str) -> Phrase | str:
    """Return the text for the curator: how to fix the frequent errors, otherwise the parser's message."""
    message = _PARSER_PLACE.sub("", message)
    undeclared = _UNDECLARED.search(message)
    if undeclared is not None:
        prefix = undeclared[1]
        if prefix in PREFIXES:
            return Phrase(
                "the prefix {prefix}: is not declared; write @prefix {prefix}: <{namespace}> .",
                prefix=prefix,
                namespace=PREFIXES[prefix],
            )
        like = nearest(prefix, PREFIXES)
        if like is not None:
            return Phrase(
                "the prefix {prefix}: is not declared; did you mean {like}:?", prefix=prefix, like=like
            )
        return Phrase(
            "the prefix {prefix}: is not declared; write an @prefix line for {prefix}:", prefix=prefix
        )
    for said, cure in _CURES:
        if said in message:
            return cure
    return message


def format_file(file: TurtleFile) -> str:
    """Return the canonical form of a file.

    Raises:
        NoCanonicalForm: If it has a comment below the header, which would be lost, or statements
            that the canonical form cannot express; the error names the line.
    """
    try:
        text = canonical_form(file.triples, own=file.own, header=file.header)
    except NoCanonicalForm as fault:
        places = locate(file.text)
        _refuse_comments(file, places)
        line = places.line(*fault.where) if len(fault.where) > 0 else None
        if line is None and fault.subject.startswith("_:"):
            line = places.line(ANONYMOUS)
        fault.path, fault.line = file.path, line
        raise
    if text != file.text:  # a text in the canonical form has no comment that could be lost
        _refuse_comments(file, locate(file.text))
    return text


def _refuse_comments(file: TurtleFile, places: Lines) -> None:
    """Raise if a file has a comment below its header; see `format_file`."""
    kept = sum(1 for line in file.header.split("\n") if line.startswith("#"))
    if len(places.comments) > kept:
        raise NoCanonicalForm(
            "the canonical form cannot keep a comment below the header; "
            "write it as an rdfs:comment or skos:note of an entity",
            path=file.path,
            line=places.comments[kept],
        )
