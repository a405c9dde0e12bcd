"""The SHACL shapes of a project, and the findings for what an engine reports of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph as ox

from kg.evidence.findings import Finding, Severity
from kg.rdf.namespaces import RDF_TYPE, SH, shorten
from kg.rdf.turtle import read
from kg.words import Words

_CORE: Final = re.compile(
    rf"{SH}(?:"
    r"NodeShape|PropertyShape|IRI|BlankNode|Literal|BlankNodeOrIRI|BlankNodeOrLiteral|"
    r"IRIOrLiteral|Violation|Warning|Info|property|path|alternativePath|inversePath|"
    r"zeroOrMorePath|oneOrMorePath|zeroOrOnePath|targetClass|targetNode|targetSubjectsOf|"
    r"targetObjectsOf|class|datatype|nodeKind|minCount|maxCount|minExclusive|minInclusive|"
    r"maxExclusive|maxInclusive|minLength|maxLength|pattern|flags|languageIn|uniqueLang|equals|"
    r"disjoint|lessThan|lessThanOrEquals|not|and|or|xone|node|qualifiedValueShape|"
    r"qualifiedValueShapesDisjoint|qualifiedMinCount|qualifiedMaxCount|closed|ignoredProperties|"
    r"hasValue|in|message|severity|deactivated|name|description|order|group|defaultValue"
    r")"
)
"""The terms of SHACL Core (https://www.w3.org/TR/shacl/, part 1)."""


@dataclass(frozen=True, order=True)
class ShaclResult:
    """What an engine reports: a value that breaks a constraint of a shape.

    Attributes:
        focus: The IRI of the record.
        shape: The IRI of the shape, or of the nearest one around a shape without IRI.
        path: The IRI of the property; "" for a constraint of the record itself, or another path.
        value: The IRI or lexical form of the value; "" if the constraint is about all values.
    """

    focus: str
    shape: str
    path: str = ""
    value: str = ""


class ShaclEngine(Protocol):
    """A SHACL engine that has read some shapes."""

    def results(self, data: Iterable[ox.Triple]) -> Iterator[ShaclResult]:
        """Yield the results of validating a graph, without those of blank nodes."""


class Shapes:
    """The shapes of some files.

    Attributes:
        triples: Their statements.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Index `triples`."""
        self.triples = tuple(triples)
        self._stated: dict[object, list[ox.Triple]] = defaultdict(list)
        for triple in self.triples:
            self._stated[triple.subject].append(triple)

    @classmethod
    def read(cls, paths: Iterable[Path]) -> Shapes:
        """Read the files of the shapes.

        Raises:
            MissingFile: A file cannot be read.
            SyntaxFault: A file is not Turtle.
        """
        return cls(triple for path in paths for triple in read(path).triples)

    def divided(self) -> tuple[Shapes, Shapes]:
        """Return the shapes with terms of SHACL Core only, and those with any other, such as `sh:sparql`.

        A shape is divided from others with all that it consists of.
        """
        core: list[ox.Triple] = []
        other: list[ox.Triple] = []
        inner = {t.object for t in self.triples if t.object != t.subject}
        for subject in self._stated.keys() - inner:
            parts = [t for part in self._reached(subject) for t in self._stated[part]]
            (core if all(map(_is_core, parts)) else other).extend(parts)
        return Shapes(dict.fromkeys(core)), Shapes(dict.fromkeys(other))

    def names(self) -> list[str]:
        """Return the IRIs of the node shapes, sorted."""
        return sorted(
            subject.value
            for subject, stated in self._stated.items()
            if isinstance(subject, ox.NamedNode)
            and any(
                t.predicate.value == RDF_TYPE and t.object == ox.NamedNode(SH + "NodeShape") for t in stated
            )
        )

    def finding(self, result: ShaclResult) -> Finding:
        """Return the finding for a result, with the message of its shape."""
        severity, words = self._told.get(result.shape, ("violation", None))
        return Finding(
            check=shorten(result.shape).removeprefix("shape:"),
            subject=result.focus,
            text=words or Words(result.shape, result.shape),
            predicate=result.path or None,
            object=result.value or None,
            severity=severity,
        )

    @cached_property
    def _told(self) -> dict[str, tuple[Severity, Words | None]]:
        """The severity and the message of each shape with an IRI."""
        found: dict[str, tuple[Severity, Words | None]] = {}
        for subject, stated in self._stated.items():
            severe: Severity = "violation"
            texts: dict[str, str] = {}
            for _, predicate, object_ in stated:
                if predicate.value == SH + "severity" and object_ != ox.NamedNode(SH + "Violation"):
                    severe = "warning"
                if predicate.value == SH + "message" and isinstance(object_, ox.Literal):
                    texts[object_.language or ""] = object_.value
            if isinstance(subject, ox.NamedNode):
                en = texts.get("en", subject.value)
                found[subject.value] = severe, Words(en, texts.get("zh-hans", en))
        return found

    def _reached(self, subject: object) -> Iterator[object]:
        """Yield a shape and all shapes and lists that it consists of."""
        found, left = {subject}, [subject]
        while len(left) > 0:
            yield (each := left.pop())
            for triple in self._stated[each]:
                if triple.object in self._stated and triple.object not in found:
                    found.add(triple.object)
                    left.append(triple.object)


def _is_core(triple: ox.Triple) -> bool:
    """Say whether a statement of a shape has no term of SHACL beyond its core."""
    terms = [term.value for term in (triple.predicate, triple.object) if isinstance(term, ox.NamedNode)]
    return all(_CORE.fullmatch(term) for term in terms if term.startswith(SH))
