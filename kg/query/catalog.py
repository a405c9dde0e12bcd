"""The canned queries: finds them, reads their headers, binds their parameters.

A query file is plain SPARQL 1.1 with a header in `#+` comments, which `kg.query.question` describes.
The place of a parameter is `VALUES ?minimum { 2 }`: the term in the braces is the default, and `UNDEF`
means no restriction. Binding replaces the text in the braces by the N3 form of the term, and takes out a
place that has none, so every engine sees the same query. `kg.query.labels` replaces labels by IRIs first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox

from kg.errors import SyntaxFault, UnknownName
from kg.files import read_text
from kg.query.parameters import Given, Parameter, values_of
from kg.query.question import HEADER, Question, read_words
from kg.rdf.namespaces import XSD
from kg.rdf.selects import PLACE, fill
from kg.words import Noun, Phrase

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class CannedQuery(Question):
    """A query with its header; a CONSTRUCT query has no columns.

    Attributes:
        theme: The folder it is in.
        path: The file.
        text: The SPARQL text, header included.
    """

    command: ClassVar[str] = "query"

    theme: str
    path: Path
    text: str

    def bind(self, arguments: Mapping[str, Given]) -> str:
        """Return the body with `arguments` in their places, and without the places that have no value.

        Args:
            arguments: Values by parameter; the others keep their defaults, also one with an empty list.

        Raises:
            UnknownName: The query has no such parameter.
            WrongValue: A value is not of the parameter's type.
            KgError: Several values are given for a parameter that takes one.
        """
        terms = {}
        for name, value in arguments.items():
            if name not in self.parameters:
                raise UnknownName(Noun("parameter"), name, self.parameters)
            parameter = self.parameters[name]
            values = values_of(value)
            if len(values) > 0 and not parameter.several:
                values = (parameter.single(value),)
            if len(values) > 0:
                terms[name] = [_term(each, parameter) for each in values]
        return fill(self.body, terms)

    @property
    def body(self) -> str:
        """The SPARQL text without its header."""
        return _HEADER.sub("", self.text).lstrip()

    def rewritten(self, write: Callable[[Parameter], str]) -> str:
        """Return the body with each VALUES block of a parameter replaced by the result of `write`."""

        def place(found: re.Match[str]) -> str:
            return write(self.parameters[found[1]]) if found[1] in self.parameters else found[0]

        return PLACE.sub(place, self.body)

    def explanation(self, lang: str) -> str:
        """Return a description of the query, with its text."""
        return f"{super().explanation(lang)}\n{self.body}"


class Catalog:
    """All canned queries of a project, by name."""

    def __init__(self, files: list[Path]) -> None:
        """Set the files; a header is read when its query is requested."""
        self._files = {path.stem: path for path in files}

    @property
    def names(self) -> list[str]:
        """The names of all queries, sorted."""
        return sorted(self._files)

    def of_theme(self, theme: str | None) -> list[CannedQuery]:
        """Return the queries of a theme, or all, sorted by theme and name.

        Raises:
            UnknownName: No query has this theme; the error names the nearest.
            SyntaxFault: A header is invalid.
        """
        themes = {path.parent.name for path in self._files.values()}
        if theme is not None and theme not in themes:
            raise UnknownName(Noun("theme"), theme, themes)
        paths = sorted(self._files.values(), key=lambda path: (path.parent.name, path.stem))
        return [read_query(path) for path in paths if theme is None or path.parent.name == theme]

    def get(self, name: str) -> CannedQuery:
        """Return the query called `name`.

        Raises:
            UnknownName: There is none; the error names the nearest.
            SyntaxFault: Its header is invalid; see the docstring of the module.
        """
        if name not in self._files:
            raise UnknownName(Noun("query"), name, self._files)
        return read_query(self._files[name])


def read_query(path: Path) -> CannedQuery:
    """Read a query file and its header.

    Raises:
        MissingFile: The file cannot be read.
        SyntaxFault: The header is not YAML, is incomplete, or does not match the text.
    """
    text = read_text(path).replace("\r\n", "\n")
    places: dict[str, str] = {}
    for name, default in PLACE.findall(text):
        places.setdefault(name, default.replace("UNDEF", ""))
    words = read_words("\n".join(_HEADER.findall(text)), path, places)
    for name in words["parameters"]:
        if name not in places:
            detail = Phrase("no place VALUES ?{parameter} {{ UNDEF }} in the text", parameter=name)
            raise SyntaxFault(path, None, detail, HEADER)
    return CannedQuery(**words, theme=path.parent.name, path=path, text=text)


def _term(value: str, parameter: Parameter) -> ox.NamedNode | ox.Literal:
    """Return `value` as a term of the parameter's type; see `CannedQuery.bind`."""
    if parameter.type == "iri":
        return ox.NamedNode(parameter.iri(value))
    if parameter.type == "string":
        return ox.Literal(parameter.text(value))
    number = f"{parameter.number(value):f}"
    return ox.Literal(number, datatype=ox.NamedNode(XSD + parameter.type))
