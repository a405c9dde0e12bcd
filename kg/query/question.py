"""A question to the graph: the common attributes of canned queries, analyses, and drawings.

The description of a question is YAML: in the `#+` comments of a query, and in a file next to the module of
an analysis or a drawing.

    title: {en: ..., zh: ...}
    description: {en: ..., zh: ...}
    caveat: {en: ..., zh: ...}                 # the limits of the answer; optional
    reference: ...                             # the literature of the method; optional
    parameters:
      minimum: {type: integer, least: 1, en: ..., zh: ..., example: "3"}
      strictness: {example: source}            # the rest is in parameters.yaml, which all questions share
      region: {type: iri, class: qs:Region, en: ..., zh: ..., example: "region:guizhou"}
    columns: [measure, label_zh]               # or with their meanings: {measure: {en: ..., zh: ...}}
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final, Self

from kg.errors import SyntaxFault, UnknownName
from kg.files import read_text
from kg.query.parameters import TYPES, Parameter
from kg.rdf.namespaces import expand
from kg.words import LANGUAGES, Noun, Phrase, said

HEADER: Final = Noun("query header")
"""The name of the description of a question in an error."""

LONGEST_HEADER: Final = 20_000
"""The maximum length of a description in characters, five times that of the longest."""

_SHARED: Final = Path(__file__).with_name("parameters.yaml")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question, with its description.

    Attributes:
        name: Its name.
        title: The question in a few words, by language, `en` and `zh`.
        description: The content of the answer and how to read it, by language.
        caveat: The limits of the answer, by language; empty if the description gives them.
        reference: The literature of the method; empty if there is none.
        parameters: The parameters by name, in order.
        columns: The columns of the answer, in order, each with its meaning by language, if it is given.
    """

    command: ClassVar[str]
    """The command that answers it."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    caveat: Mapping[str, str]
    reference: str
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, module: str, **own: Any) -> Self:  # noqa: ANN401  (what a subclass adds)
        """Return the question whose words are in the YAML file next to a module.

        Args:
            module: The file of the module, `__file__`.
            own: The attributes that are not words.

        Raises:
            SyntaxFault: The file does not describe a question.
        """
        return cls(**read_file(Path(module).with_suffix(".yaml")), **own)

    @property
    def example(self) -> str:
        """A command that answers it, with an example of its first parameter that has one."""
        shown = [each for each in self.parameters.values() if each.example != ""][:1]
        given = "".join(f" -p {each.name} {shlex.quote(each.example)}" for each in shown)
        return f"kg {self.command} {self.name}{given}"

    def explanation(self, lang: str) -> str:
        """Return its description.

        Args:
            lang: The language, `en` or `zh`.
        """
        texts = (self.title[lang], self.description[lang], self.caveat.get(lang, ""))
        lines = [line for part in texts if part != "" for line in (part.strip(), "")]
        lines += [f"  {each.explanation(lang)}" for each in self.parameters.values()]
        if any(self.columns.values()):
            lines.append(said(Phrase("columns:"), lang))
            lines += [
                said(Phrase("  {column}: {meaning}", column=column, meaning=meaning), lang)
                for column, meaning in self.columns.items()
            ]
        elif len(self.columns) > 0:
            lines.append(said(Phrase("columns: {names}", names=", ".join(self.columns)), lang))
        if self.reference != "":
            lines.append(said(Phrase("reference: {reference}", reference=self.reference), lang))
        lines.append(said(Phrase("example: {command}", command=self.example), lang))
        return "\n".join(lines) + "\n"


def load(text: str, path: Path) -> Any:  # noqa: ANN401  (any YAML value)
    """Return the content of a YAML text.

    Raises:
        SyntaxFault: It is not YAML, is too long, or has aliases.
    """
    import yaml  # noqa: PLC0415  (it would slow the help and the completion of names)

    if len(text) > LONGEST_HEADER:
        raise SyntaxFault(path, None, Phrase("longer than {most} characters", most=LONGEST_HEADER), "YAML")
    # libyaml reads a header ten times faster than PyYAML itself; some builds do not have it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # A few aliases of aliases would become a billion texts.
        if "*" in text and any(isinstance(each, yaml.AliasToken) for each in yaml.scan(text, Loader=loader)):
            raise SyntaxFault(path, None, Phrase("aliases (*) are not supported; repeat the text"), "YAML")
        return yaml.load(text, Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # 2023-13-45 is read as a date
        raise SyntaxFault(path, None, " ".join(str(error).split()), "YAML") from error


def read_words(text: str, path: Path, defaults: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the attributes of a question that a YAML text describes; see the docstring of the module.

    Args:
        text: The YAML.
        path: The file that it is in, whose name is that of the question.
        defaults: The defaults of the parameters, if they are not in the YAML.

    Raises:
        SyntaxFault: It is not YAML, or a part is missing or invalid.
        UnknownName: A parameter has an unknown type.
    """
    words = load(text, path)
    try:
        found: dict[str, Any] = {
            "name": path.stem,
            "title": _said(words["title"]),
            "description": _said(words["description"]),
            "caveat": _said(words["caveat"]) if "caveat" in words else {},
            "reference": str(words.get("reference", "")).strip(),
            "parameters": {
                name: _parameter(name, facts or {}, defaults)
                for name, facts in (words.get("parameters") or {}).items()
            },
            "columns": _columns(words.get("columns")),
        }
        unknown = sorted(set(words) - set(found))
        if len(unknown) > 0:
            raise ValueError(f"unknown part {unknown[0]}")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        detail = Phrase(
            "needs title, description, parameters and columns as in the others ({error!r})", error=error
        )
        raise SyntaxFault(path, None, detail, HEADER) from error
    for parameter in found["parameters"].values():
        if parameter.type not in TYPES:
            raise UnknownName(Noun("type"), parameter.type, TYPES, path=path)
        if parameter.choices and parameter.default.strip('"') not in ("", *parameter.choices):
            detail = Phrase("the default of {parameter} is not one of its choices", parameter=parameter.name)
            raise SyntaxFault(path, None, detail, HEADER)
    return found


def read_file(path: Path) -> dict[str, Any]:
    """Return the attributes of the question that a YAML file describes; see `read_words`.

    Raises:
        MissingFile: The file cannot be read.
        SyntaxFault: The file does not describe a question.
    """
    return read_words(read_text(path), path)


def _said(words: Mapping[str, object]) -> dict[str, str]:
    return {lang: str(words[lang]).strip() for lang in LANGUAGES}


@cache
def _shared() -> Mapping[str, Mapping[str, object]]:
    """Return the parameters that several questions share, by name."""
    found: Mapping[str, Mapping[str, object]] = load(read_text(_SHARED), _SHARED)
    return found


def _parameter(name: str, own: Mapping[str, object], defaults: Mapping[str, str] | None) -> Parameter:
    """Return a parameter as a question describes it, completed by the shared one of its name."""
    facts = own if "type" in own else {**_shared().get(name, {}), **own}
    default = defaults.get(name, "") if defaults is not None else str(facts.get("default", ""))
    return Parameter(
        name,
        type=str(facts["type"]),
        en=str(facts["en"]),
        zh=str(facts["zh"]),
        example=str(facts.get("example", "")),
        classes=_classes(facts.get("class", [])),
        default=default,
        choices=_choices(facts),
        least=_bound(facts, "least"),
        most=_bound(facts, "most"),
        several=facts.get("several") is True,
    )


def _columns(columns: object) -> dict[str, dict[str, str]]:
    """Return the columns that are named in a list, or in a mapping with their meanings."""
    if columns is None:
        return {}
    if isinstance(columns, Mapping):
        return {str(name): _said(words) for name, words in columns.items()}
    if not isinstance(columns, Iterable) or isinstance(columns, str):
        raise TypeError("columns must be a list or a mapping")
    return {str(name): {} for name in columns}


def _classes(names: object) -> tuple[str, ...]:
    """Return the IRIs of the classes of a parameter, which is one prefixed name or a list."""
    iris = []
    for name in names if isinstance(names, list) else [names]:
        iri = expand(str(name))
        if iri is None:
            raise ValueError(f"no prefixed name of a class: {name!r}")
        iris.append(iri)
    return tuple(iris)


def _choices(facts: Mapping[str, object]) -> tuple[str, ...]:
    """Return the texts that a parameter allows, none if it allows any."""
    choices = facts.get("choices", [])
    if not isinstance(choices, list) or ("choices" in facts and len(choices) == 0):
        raise TypeError("choices must be a list of at least one text")
    if len(choices) > 0 and facts["type"] != "string":
        raise ValueError(f"choices are for the type string, not {facts['type']}")
    return tuple(str(each) for each in choices)


def _bound(facts: Mapping[str, object], name: str) -> float | None:
    """Return the lower or upper bound of a number, None if there is none."""
    bound = facts.get(name)
    if bound is None:
        return None
    if facts["type"] not in ("integer", "decimal") or isinstance(bound, bool):
        raise ValueError(f"{name} is for numbers, not for the type {facts['type']}")
    if not isinstance(bound, int | float):
        raise TypeError(f"{name} must be a number")
    return float(bound)
