"""The canned queries: finds them, reads their headers, binds their parameters.

A query file is plain SPARQL 1.1 with its metadata in `#+` comments, which are YAML:

    #+ title: {en: ..., zh: ...}
    #+ description: {en: ..., zh: ...}
    #+ parameters:
    #+   minimum: {type: integer, least: 1, en: ..., zh: ..., example: "3"}
    #+   strictness: {type: string, choices: [plan, source], en: ..., zh: ..., example: source}
    #+   region: {type: iri, class: qs:Region, en: ..., zh: ..., example: "region:guizhou"}
    #+ columns: [measure, label_zh]

The place of a parameter is `VALUES ?minimum { 2 }`: what stands there is its default, `UNDEF`
leaves it open. Binding replaces what stands between the braces as text by the N3 form of the
term, so every engine sees the same query. What a label means is not known here: `kg.query.labels` puts
an IRI in its place first.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SyntaxFault, UnknownName
from kg.files import read_text
from kg.query.parameters import TYPES, Parameter
from kg.rdf.namespaces import XSD, expand
from kg.rdf.selects import PLACE, fill

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class CannedQuery:
    """A query with its header.

    Attributes:
        name: The file's name without ending.
        theme: The folder it stands in.
        path: The file.
        title: The title by language, `en` and `zh`.
        description: The description by language.
        parameters: The parameters by name, in the header's order.
        columns: The columns of the answer, in order; empty for a CONSTRUCT query.
        text: The SPARQL text, header included.
    """

    name: str
    theme: str
    path: Path
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    columns: tuple[str, ...]
    text: str

    def bind(self, arguments: Mapping[str, str]) -> str:
        """Return the query's text with `arguments` in their places.

        Args:
            arguments: A value for each parameter that is not to keep its default.

        Raises:
            UnknownName: The query has no such parameter.
            WrongValue: A value is not of the parameter's type.
        """
        terms = {}
        for name, value in arguments.items():
            if name not in self.parameters:
                raise UnknownName("parameter", "参数", name, self.parameters)
            terms[name] = [_term(value, self.parameters[name])]
        return fill(self.text, terms)

    @property
    def body(self) -> str:
        """The SPARQL text without its header, which is a query by itself."""
        return self.text.partition("\n\n")[2]

    def rewritten(self, write: Callable[[Parameter], str]) -> str:
        """Return the body with what `write` returns in the place of each parameter, its VALUES included."""

        def place(found: re.Match[str]) -> str:
            return write(self.parameters[found[1]]) if found[1] in self.parameters else found[0]

        return PLACE.sub(place, self.body)

    def explanation(self, lang: str) -> str:
        """Return what a person should know before running the query: its words, an example, its text.

        Args:
            lang: The language of titles and descriptions, `en` or `zh`.
        """
        zh = lang == "zh"
        lines = [self.title[lang], "", self.description[lang].strip(), ""]
        lines += [f"  {parameter.explanation(lang)}" for parameter in self.parameters.values()]
        shown = [each for each in self.parameters.values() if each.example != ""][:1]
        example = "".join(f" -p {each.name} {shlex.quote(each.example)}" for each in shown)
        lines.append(f"{'列：' if zh else 'columns: '}{', '.join(self.columns)}")
        lines.append(f"{'示例：' if zh else 'example: '}kg query {self.name}{example}")
        return "\n".join(lines) + "\n\n" + self.body


class Catalog:
    """All canned queries of a project, by name."""

    def __init__(self, files: list[Path]) -> None:
        """Remember the files; a header is read when its query is asked for."""
        self._files = {path.stem: path for path in files}

    @property
    def names(self) -> list[str]:
        """The names of all queries, sorted."""
        return sorted(self._files)

    def of_theme(self, theme: str | None) -> list[CannedQuery]:
        """Return the queries of a theme, or all, sorted by theme and name.

        Raises:
            UnknownName: No query has this theme; the error names the nearest.
            SyntaxFault: A header is not in order.
        """
        themes = {path.parent.name for path in self._files.values()}
        if theme is not None and theme not in themes:
            raise UnknownName("theme", "主题", theme, themes)
        paths = sorted(self._files.values(), key=lambda path: (path.parent.name, path.stem))
        return [read_query(path) for path in paths if theme is None or path.parent.name == theme]

    def get(self, name: str) -> CannedQuery:
        """Return the query called `name`.

        Raises:
            UnknownName: There is none; the error names the nearest.
            SyntaxFault: Its header is not what the module's docstring describes.
        """
        if name not in self._files:
            raise UnknownName("query", "查询", name, self._files)
        return read_query(self._files[name])


def read_query(path: Path) -> CannedQuery:
    """Read a query file and its header.

    Raises:
        MissingFile: The file cannot be read.
        SyntaxFault: The header is not YAML, or lacks a part, or does not fit the text.
    """
    import yaml  # noqa: PLC0415  (loading it would slow the help and the completion of names)

    text = read_text(path).replace("\r\n", "\n")
    places: dict[str, str] = {}
    for name, default in PLACE.findall(text):
        places.setdefault(name, default)
    try:
        # libyaml reads a header ten times faster than PyYAML itself; a build without it lacks the class.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        header = yaml.load("\n".join(_HEADER.findall(text)), Loader=loader)
        query = CannedQuery(
            name=path.stem,
            theme=path.parent.name,
            path=path,
            title={lang: str(header["title"][lang]) for lang in ("en", "zh")},
            description={lang: str(header["description"][lang]) for lang in ("en", "zh")},
            parameters={
                name: Parameter(
                    name,
                    type=str(facts["type"]),
                    en=str(facts["en"]),
                    zh=str(facts["zh"]),
                    example=str(facts.get("example", "")),
                    classes=_classes(facts.get("class", [])),
                    default=places.get(name, "").replace("UNDEF", ""),
                    choices=_choices(facts),
                    least=_bound(facts, "least"),
                    most=_bound(facts, "most"),
                )
                for name, facts in (header.get("parameters") or {}).items()
            },
            columns=_columns(header.get("columns")),
            text=text,
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        detail = f"needs title, description, parameters and columns as in the others ({error!r})"
        raise SyntaxFault(path, None, " ".join(detail.split()), "query header") from error
    for parameter in query.parameters.values():
        if parameter.type not in TYPES:
            raise UnknownName("type", "类型", parameter.type, TYPES, path=path)
        default = parameter.default.strip('"')
        if default != "" and len(parameter.choices) > 0 and default not in parameter.choices:
            raise SyntaxFault(
                path, None, f"the default of {parameter.name} is not one of its choices", "query header"
            )
        if parameter.name not in places:
            raise SyntaxFault(
                path, None, f"no place VALUES ?{parameter.name} {{ UNDEF }} in the text", "query header"
            )
    return query


def _columns(names: object) -> tuple[str, ...]:
    """Return the columns that a header names."""
    if names is None:
        return ()
    if not isinstance(names, list):
        raise TypeError("columns must be a list")
    return tuple(str(name) for name in names)


def _classes(names: object) -> tuple[str, ...]:
    """Return the IRIs of the classes that a parameter's header names, one or a list."""
    iris = []
    for name in names if isinstance(names, list) else [names]:
        iri = expand(str(name))
        if iri is None:
            raise ValueError(f"no prefixed name of a class: {name!r}")
        iris.append(iri)
    return tuple(iris)


def _choices(facts: Mapping[str, object]) -> tuple[str, ...]:
    """Return the texts that a parameter's header gives as choices, none if it is free."""
    choices = facts.get("choices", [])
    if not isinstance(choices, list) or ("choices" in facts and len(choices) == 0):
        raise TypeError("choices must be a list of at least one text")
    if len(choices) > 0 and facts["type"] != "string":
        raise ValueError(f"choices are for the type string, not {facts['type']}")
    return tuple(str(each) for each in choices)


def _bound(facts: Mapping[str, object], name: str) -> float | None:
    """Return the least or the most that a parameter's header lets a number be, None if it is open."""
    bound = facts.get(name)
    if bound is None:
        return None
    if facts["type"] not in ("integer", "decimal") or isinstance(bound, bool):
        raise ValueError(f"{name} is for numbers, not for the type {facts['type']}")
    if not isinstance(bound, int | float):
        raise TypeError(f"{name} must be a number")
    return float(bound)


def _term(value: str, parameter: Parameter) -> ox.NamedNode | ox.Literal:
    """Return `value` as a term of the parameter's type; see `CannedQuery.bind`."""
    if parameter.type == "iri":
        return ox.NamedNode(parameter.iri(value))
    if parameter.type == "string":
        return ox.Literal(parameter.text(value))
    number = f"{parameter.number(value):f}"
    return ox.Literal(number, datatype=ox.NamedNode(XSD + parameter.type))
