"""Statements by subject, with datatypes and languages: what the tables are read from.

`kg.records` keeps lexical forms only; a table needs the datatype of a number and the language of a text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.namespaces import RDFS, SKOS
from kg.turtle.terms import language_tag

LABELS: Final = (RDFS + "label", SKOS + "prefLabel")
"""The properties that name a record."""


class Words(NamedTuple):
    """The same words in both languages."""

    en: str
    zh: str


class Text(NamedTuple):
    """A literal: its lexical form, its datatype, and its language tag, "" if it has none."""

    value: str
    datatype: str
    language: str

    @property
    def tongue(self) -> str:
        """The short name of its language, "" if it has none; zh-Hans, the project's Chinese, is `zh`."""
        return "zh" if self.language == "zh-Hans" else self.language.lower().replace("-", "_")


class Facts:
    """The objects of each subject and predicate, in an order that no hash seed and no file decides."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Index `triples`; blank nodes are left out, since no table can name them."""
        self._iris: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._texts: dict[str, dict[str, set[Text]]] = defaultdict(lambda: defaultdict(set))
        for subject, predicate, object_ in triples:
            if not isinstance(subject, ox.NamedNode):
                continue
            if isinstance(object_, ox.NamedNode):
                self._iris[subject.value][predicate.value].add(object_.value)
            elif isinstance(object_, ox.Literal):
                tag = language_tag(object_.language) if object_.language is not None else ""
                text = Text(object_.value, object_.datatype.value, tag)
                self._texts[subject.value][predicate.value].add(text)
        self.subjects = sorted({*self._iris, *self._texts})

    def properties(self, subject: str) -> list[str]:
        """Return what is stated of `subject`, sorted."""
        return sorted({*self._iris.get(subject, ()), *self._texts.get(subject, ())})

    def iris(self, subject: str, predicate: str) -> list[str]:
        """Return the objects of `subject` and `predicate` that are IRIs, sorted."""
        facts = self._iris.get(subject)
        return sorted(facts.get(predicate, ())) if facts is not None else []

    def texts(self, subject: str, predicate: str) -> list[Text]:
        """Return the objects of `subject` and `predicate` that are literals, sorted."""
        facts = self._texts.get(subject)
        return sorted(facts.get(predicate, ())) if facts is not None else []

    def words(self, subject: str, *predicates: str) -> Words | None:
        """Return the texts of the first of `predicates` that has any, None where none has.

        Where one language is missing the other stands in for it.
        """
        for predicate in predicates:
            found = {text.tongue: text.value for text in reversed(self.texts(subject, predicate))}
            en, zh = found.get("en"), found.get("zh")
            if en is not None or zh is not None:
                return Words(en or zh or "", zh or en or "")
        return None

    def label(self, subject: str) -> Words | None:
        """Return what `subject` is called in both languages, None if it has no label."""
        return self.words(subject, *LABELS)
