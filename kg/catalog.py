"""The canned queries: finds them, reads their headers, binds their parameters.

A query file is plain SPARQL 1.1 with its metadata in `#+` comments, which are YAML:

    #+ title: {en: ..., zh: ...}
    #+ description: {en: ..., zh: ...}
    #+ parameters:
    #+   minimum: {type: integer, en: ..., zh: ...}
    #+ columns: [measure, label_zh]

The place of a parameter is `VALUES ?minimum { 2 }`: what stands there is its default, `UNDEF`
leaves it open. Binding replaces what stands between the braces as text by the N3 form of the
term, so every engine sees the same query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
import yaml

from kg.errors import KgError, MissingFile, SyntaxFault, UnknownName, WrongValue
from kg.namespaces import PREFIXES, XSD, expand

TYPES: Mapping[str, tuple[str, str]] = {
    "iri": (
        "an IRI or a prefixed name such as region:guizhou",
        "IRI 或带前缀的名称，如 region:guizhou",
    ),
    "integer": ("a whole number", "整数"),
    "decimal": ("a number", "数字"),
    "string": ("a text", "文本"),
}
"""The types a parameter may have, and how to name them to a person."""

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+')
_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Parameter:
    """A place in a query that a user may fill."""

    name: str
    type: str
    en: str
    zh: str


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
        text = self.text
        for name, value in arguments.items():
            if name not in self.parameters:
                raise UnknownName("parameter", "参数", name, self.parameters)
            text = _fill(text, name, _n3(name, value, self.parameters[name].type))
        return text


class Catalog:
    """All canned queries of a project, by name."""

    def __init__(self, files: list[Path]) -> None:
        """Remember the files; a header is read when its query is asked for."""
        self._files = {path.stem: path for path in files}

    @property
    def names(self) -> list[str]:
        """The names of all queries, sorted."""
        return sorted(self._files)

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
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise MissingFile(path, f"it is not UTF-8 at byte {error.start}", "不是 UTF-8 编码") from error
    except OSError as error:
        raise MissingFile.from_os(path, error) from error
    try:
        header = yaml.safe_load("\n".join(_HEADER.findall(text)))
        query = CannedQuery(
            name=path.stem,
            theme=path.parent.name,
            path=path,
            title={lang: str(header["title"][lang]) for lang in ("en", "zh")},
            description={lang: str(header["description"][lang]) for lang in ("en", "zh")},
            parameters={
                name: Parameter(name, facts["type"], facts["en"], facts["zh"])
                for name, facts in (header.get("parameters") or {}).items()
            },
            columns=tuple(header.get("columns") or ()),
            text=text,
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        detail = f"needs title, description, parameters and columns as in the others ({error!r})"
        raise SyntaxFault(path, None, " ".join(detail.split()), "query header") from error
    for parameter in query.parameters.values():
        if parameter.type not in TYPES:
            raise UnknownName("type", "类型", parameter.type, TYPES, path=path)
        if len(_place(parameter.name).findall(text)) == 0:
            raise SyntaxFault(
                path, None, f"no place VALUES ?{parameter.name} {{ UNDEF }} in the text", "query header"
            )
    return query


def _place(name: str) -> re.Pattern[str]:
    """Return the pattern of a parameter's place."""
    return re.compile(r"VALUES \?" + re.escape(name) + r" \{ [^{}\n]* \}")


def _fill(text: str, name: str, term: str) -> str:
    """Return `text` with `term` in the place of the parameter `name`."""
    # A function as replacement, since a backslash in the term must not be read as a group.
    return _place(name).sub(lambda _: f"VALUES ?{name} {{ {term} }}", text)


def _n3(name: str, value: str, kind: str) -> str:
    """Return the N3 form of `value` as a term of type `kind`; see `CannedQuery.bind`."""
    wrong = WrongValue(name, value, *TYPES[kind])
    if kind == "iri":
        prefix = value.partition(":")[0]
        iri = value.strip("<>") if "//" in value else expand(value)
        if iri is None or _IRI.fullmatch(iri) is None:
            if iri is None and ":" in value and prefix not in PREFIXES:
                raise UnknownName("prefix", "前缀", prefix, PREFIXES)
            raise wrong
        return f"<{iri}>"
    if kind == "string":
        return str(ox.Literal(value))
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        raise wrong from None
    # A number of more digits than any engine holds would only fill the memory.
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise wrong
    if kind == "integer" and number != number.to_integral_value():
        raise wrong
    return str(ox.Literal(f"{number:f}", datatype=ox.NamedNode(XSD + kind)))


def arguments_of(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return the mapping that `name=value` pairs spell.

    Raises:
        KgError: A pair has no equals sign, or a name comes twice.
    """
    arguments: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if equals == "":
            raise KgError(
                f"a parameter is given as name=value, not {pair!r}", f"参数应写作 名称=值，而不是 {pair!r}"
            )
        if name in arguments:
            raise KgError(
                f"the parameter {name!r} is given twice; drop one", f"参数 {name!r} 重复；请删去一个"
            )
        arguments[name] = value
    return arguments
