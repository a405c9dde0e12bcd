"""Writes a single IRI or literal in the canonical form, and records which prefixes it used."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import KgError
from kg.rdf.namespaces import PREFIXES, RDF, XSD

RDF_FIRST: Final = NamedNode(RDF + "first")
RDF_REST: Final = NamedNode(RDF + "rest")
RDF_NIL: Final = NamedNode(RDF + "nil")

_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
"""A local name that needs no escape in Turtle, and that no parser can take for another token."""

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}

# Invisible characters: controls, line separators, bidirectional and zero-width marks.
_UNSEEN: Final = (
    r"\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff"
)
_IN_SHORT: Final = re.compile(rf'["\\\n{_UNSEEN}]')
# Quotes inside a long string stay as they are, unless three of them or its edge would end it.
_IN_LONG: Final = re.compile(rf'\A"+|"+\Z|"{{3,}}|[\\{_UNSEEN}]')
_IN_IRI: Final = re.compile(rf'[ \u00a0<>"{{}}|^`\\\n{_UNSEEN}]')

_NAMED_ESCAPES: Final = {
    "\t": "\\t",
    "\b": "\\b",
    "\n": "\\n",
    "\r": "\\r",
    "\f": "\\f",
    '"': '\\"',
    "\\": "\\\\",
}

_SHORT_FORMS: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
"""Datatypes that Turtle writes without quotes, and the lexical forms for which it can."""

_WHOLE: Final = re.compile(r"[+-]?[0-9]+")


class NoCanonicalForm(KgError):
    """Statements that the canonical form cannot express, such as a shared blank node or a comment.

    Attributes:
        where: Subject, and if known predicate and object, of the wrong statement, as
            `Places.line` takes them; a caller that has the text can find the line.
        subject: The first of these, "" if it is not known.
    """

    def __init__(
        self,
        message: str,
        /,
        *,
        where: tuple[str, ...] = (),
        path: Path | None = None,
        line: int | None = None,
        **facts: object,
    ) -> None:
        """Set what is wrong and where; see `KgError`."""
        super().__init__(message, path=path, line=line, **facts)
        self.where = where
        self.subject = where[0] if len(where) > 0 else ""


def width(text: str) -> int:
    """Return how many columns `text` takes on a screen; East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    widths = list(map(unicodedata.east_asian_width, text))
    return len(text) + widths.count("W") + widths.count("F")


def fits(text: str, columns: int) -> bool:
    """Say whether `text` is one line of at most so many columns; a long text is not measured."""
    return len(text) <= columns and "\n" not in text and width(text) <= columns


def _settled(literal: Literal) -> Literal:
    """Return `literal` as the canonical form keeps it: a decimal without a point gets `.0`.

    Bare, `5` would be read back as an integer; in quotes with its datatype it reads badly.
    """
    if literal.datatype.value == XSD + "decimal" and _WHOLE.fullmatch(literal.value) is not None:
        return Literal(literal.value + ".0", datatype=literal.datatype)
    return literal


def terms_of(
    triple: Triple | Quad,
) -> tuple[NamedNode | BlankNode, NamedNode, NamedNode | BlankNode | Literal]:
    """Return the three terms of a statement as the canonical form keeps them, if it can express them.

    Raises:
        NoCanonicalForm: If it is in a named graph, or has a triple term or a base direction.
    """
    subject, predicate, object_ = triple.subject, triple.predicate, triple.object
    if isinstance(triple, Quad) and not isinstance(triple.graph_name, DefaultGraph):
        raise NoCanonicalForm(
            "a statement is in the named graph {graph}, which Turtle does not support; "
            "write each graph to a separate file",
            graph=triple.graph_name,
        )
    if isinstance(subject, Triple) or isinstance(object_, Triple):
        raise NoCanonicalForm(
            "a statement speaks about another statement (a triple term), which RDF 1.1 does not support; "
            "describe that statement with a node that has an IRI",
            where=(getattr(subject, "value", ""),),
        )
    if not isinstance(object_, Literal):
        return subject, predicate, object_
    if object_.direction is not None:
        raise NoCanonicalForm(
            "the text {text!r} has a base direction, which RDF 1.1 does not support; "
            "keep the language, drop the direction",
            where=(subject.value, predicate.value, object_.value),
            text=object_.value,
        )
    return subject, predicate, _settled(object_)


@cache
def language_tag(tag: str) -> str:
    """Return a language tag in the case that BCP 47 recommends: `zh-Hans`, `en-GB`.

    The parser lowers all tags, since RDF compares them without case.
    """
    parts = tag.lower().split("-")
    for index in range(1, len(parts)):
        if len(parts[index - 1]) == 1:  # what follows a singleton (x-, u-) stays in lower case
            break
        if len(parts[index]) == 4 and parts[index].isalpha():
            parts[index] = parts[index].capitalize()
        elif len(parts[index]) == 2:
            parts[index] = parts[index].upper()
    return "-".join(parts)


def _escaped(match: re.Match[str]) -> str:
    return "".join(_NAMED_ESCAPES.get(character, _code(character)) for character in match[0])


def _code(character: str) -> str:
    return f"\\u{ord(character):04X}"


def _quoted(text: str) -> str:
    if "\n" in text:
        return f'"""{_IN_LONG.sub(_escaped, text)}"""'
    return f'"{_IN_SHORT.sub(_escaped, text)}"'


class Names:
    """Writes terms for one file, and records the prefixes that it used.

    Args:
        own: The namespace of the file's empty prefix, if it has one.
    """

    def __init__(self, own: str | None) -> None:
        self._own = own
        self._written: dict[str, str] = {}
        self._used: set[str] = set()

    def iri(self, iri: str) -> str:
        """Return `iri` as a prefixed name, or in full in angle brackets if no prefix fits."""
        written = self._written.get(iri)
        if written is None:
            written = self._written[iri] = self._write(iri)
        return written

    def _write(self, iri: str) -> str:
        # A plain local name has neither "/" nor "#", and a prefix of the project ends with one of them.
        start = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = _PREFIX_OF.get(iri[:start])
        if self._own is not None and iri.startswith(self._own) and _PLAIN.fullmatch(iri, len(self._own)):
            start, prefix = len(self._own), ""
        elif prefix is None or _PLAIN.fullmatch(iri, start) is None:
            return self.whole(iri)
        self._used.add(prefix)
        return f"{prefix}:{iri[start:]}"

    @staticmethod
    def whole(iri: str) -> str:
        """Return `iri` in angle brackets."""
        return f"<{_IN_IRI.sub(lambda match: _code(match[0]), iri)}>"

    def literal(self, literal: Literal) -> str:
        """Return `literal` in its short form if it has one, otherwise quoted with language or datatype."""
        if literal.language is not None:
            return f"{_quoted(literal.value)}@{language_tag(literal.language)}"
        datatype = literal.datatype.value
        if datatype == XSD + "string":
            return _quoted(literal.value)
        short = _SHORT_FORMS.get(datatype)
        if short is not None and short.fullmatch(literal.value) is not None:
            return literal.value
        return f"{_quoted(literal.value)}^^{self.iri(datatype)}"

    def prefix_lines(self) -> list[str]:
        """Return the `@prefix` lines of the prefixes used so far, the empty one first."""
        namespaces = PREFIXES if self._own is None else {**PREFIXES, "": self._own}
        return [f"@prefix {prefix}: {self.whole(namespaces[prefix])} ." for prefix in sorted(self._used)]
