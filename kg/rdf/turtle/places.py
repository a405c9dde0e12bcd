"""Finds the line of each statement in a Turtle text, so that a finding can name it.

The parser that checks a file gives no positions. This module reads the tokens of a text that has
parsed, in any layout; for a text that is not valid Turtle, it finds what it can.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urldefrag, urljoin

from kg.rdf.namespaces import RDF, RDF_TYPE

ANONYMOUS: Final = "[]"
"""The subject under which a bracket or list that is itself a subject is found."""

# None of these characters occurs unescaped in a prefixed name, except a dot that is not the last.
_END: Final = r"""\s<>"'(){}\[\],;.\\#^`|@"""
# Each alternative begins with different characters, so nothing is tried twice. Possessive quantifiers
# would express this, but CPython before 3.11.5 matches them wrongly over groups (python/cpython#106052).
_TOKEN: Final = re.compile(
    rf"""
    (?P<name>   (?:[^{_END}:0-9+\-](?:[^{_END}:]|\.+(?=[^{_END}:]))*)? :
                (?:[^{_END}]|\\.|\.+(?=[^{_END}]|\\))* )
  | (?P<empty>  \([ \t\r\n]*\) )
  | (?P<mark>   [;,\[\]()] | \.(?![0-9]) | \^\^ )
  | (?P<long>   \"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*\""" | '''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*''' )
  | (?P<short>  "[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*" | '[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*' )
  | (?P<lang>   @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<iri>    <[^\x00-\x20<>]*> )
  | (?P<number> [+-]?(?:[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+(?:\.?[eE][+-]?[0-9]+)?) )
  | (?P<word>   [A-Za-z]+ )
  | (?P<comment>\#[^\n\r]* )
    """,
    re.VERBOSE | re.DOTALL,
)

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROLS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

_SUBJECT, _PREDICATE, _OBJECT, _PREFIX, _NAMESPACE, _BASE = range(6)


@dataclass(frozen=True)
class Lines:
    """The lines of the statements in one text.

    Attributes:
        subjects: The line on which each subject first occurs; blank nodes as `_:label`.
        predicates: The same for each subject and predicate.
        objects: The same for each subject, predicate and object (an IRI or a lexical value).
        comments: The line of each comment, in order.
    """

    subjects: dict[str, int] = field(default_factory=dict)
    predicates: dict[tuple[str, str], int] = field(default_factory=dict)
    objects: dict[tuple[str, str, str], int] = field(default_factory=dict)
    comments: list[int] = field(default_factory=list)

    def line(self, subject: str, predicate: str | None = None, object: str | None = None) -> int | None:
        """Return the most exact 1-based line known for a statement.

        Args:
            subject: The IRI of the subject.
            predicate: The IRI of the predicate.
            object: The IRI of the object, or the lexical value of a literal.

        Returns:
            The line of the object if it is found, else that of the predicate, else that of the
            subject; None if the subject has no statement here.
        """
        if predicate is not None:
            if object is not None and (subject, predicate, object) in self.objects:
                return self.objects[subject, predicate, object]
            if (subject, predicate) in self.predicates:
                return self.predicates[subject, predicate]
        return self.subjects.get(subject)


def locate(text: str) -> Lines:
    """Return the lines of all statements in a Turtle text.

    A term inside brackets or a list counts as object of the outer subject and predicate.
    """
    return _Walk(text).places


class _Walk:
    """One pass over the tokens; `position` says what the next term will be."""

    def __init__(self, text: str) -> None:
        self.places = Lines()
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._prefixes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._base = ""
        self._bound = ""  # the prefix that a directive is about to bind
        self._subject = ""
        self._predicate = ""
        self._position = _SUBJECT
        self._open: list[int] = []  # the position at which each open bracket began
        self._nested = 0  # how many of them began as an object
        self._datatype = False  # whether the next term is the datatype of the last
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup
            if kind == "mark":
                self._mark(match[0], match.start())
            elif kind == "comment":
                self.places.comments.append(self._line(match.start()))
            elif kind == "lang" or (kind == "word" and self._position == _SUBJECT):
                self._directive(match[0].lstrip("@").lower())
            elif self._datatype:
                self._datatype = False
            elif kind is not None:
                self._term(kind, match[0], match.start())

    def _line(self, offset: int) -> int:
        return bisect_left(self._breaks, offset) + 1

    def _directive(self, word: str) -> None:
        if self._position == _SUBJECT:  # elsewhere it is a language tag
            self._position = {"prefix": _PREFIX, "base": _BASE}.get(word, _SUBJECT)

    def _mark(self, mark: str, offset: int) -> None:
        if mark == ".":
            self._position = _SUBJECT
            self._open.clear()
            self._nested = 0
        elif mark == ";":
            self._position = _PREDICATE
        elif mark in ("[", "("):
            self._enter(mark, offset)
        elif mark in ("]", ")"):
            self._leave()
        elif mark == "^^":
            self._datatype = True

    def _enter(self, mark: str, offset: int) -> None:
        self._open.append(self._position)
        if self._position == _SUBJECT:
            self._subject, self._predicate = ANONYMOUS, ""
            self.places.subjects.setdefault(ANONYMOUS, self._line(offset))
        else:
            self._nested += 1
        self._position = _PREDICATE if mark == "[" else _OBJECT

    def _leave(self) -> None:
        if len(self._open) == 0:
            return
        if self._open.pop() == _SUBJECT:
            self._position = _PREDICATE
        else:
            self._nested -= 1
            self._position = _OBJECT

    def _object(self, value: str, offset: int) -> None:
        self.places.objects.setdefault((self._subject, self._predicate, value), self._line(offset))

    def _term(self, kind: str, token: str, offset: int) -> None:
        if self._position == _OBJECT:
            self._object(self._value(kind, token), offset)
        elif self._position == _PREDICATE:
            if self._nested == 0:
                self._predicate = RDF_TYPE if token == "a" else self._value(kind, token)
                self.places.predicates.setdefault((self._subject, self._predicate), self._line(offset))
            self._position = _OBJECT
        elif self._position == _SUBJECT:
            self._subject = self._value(kind, token)
            self.places.subjects.setdefault(self._subject, self._line(offset))
            self._position = _PREDICATE
        elif self._position == _PREFIX:
            self._bound = token.rstrip(":")
            self._position = _NAMESPACE
        elif self._position == _NAMESPACE:
            self._prefixes[self._bound] = self._value(kind, token)
            self._names.clear()
            self._position = _SUBJECT
        else:
            self._base = urldefrag(self._value(kind, token)).url
            self._position = _SUBJECT

    def _value(self, kind: str, token: str) -> str:
        """Return the IRI, the lexical value, or the blank node label with its `_:`."""
        if kind == "name":
            if token not in self._names:
                prefix, _, local = token.partition(":")
                # An undeclared prefix, and `_`, leave the name as it is.
                namespace = self._prefixes.get(prefix, f"{prefix}:")
                self._names[token] = namespace + _plain(local)
            return self._names[token]
        if kind == "iri":
            iri = _plain(token[1:-1])
            return iri if self._base == "" or _ABSOLUTE.match(iri) else urljoin(self._base, iri)
        if kind == "empty":
            return RDF + "nil"
        if kind == "long":
            return _plain(token[3:-3])
        if kind == "short":
            return _plain(token[1:-1])
        return token


def _plain(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is not None:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    return _CONTROLS.get(match[3], match[3])
