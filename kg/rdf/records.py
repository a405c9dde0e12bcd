"""Statements by record: the index of a graph that checks, tables and pages read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.rdf.namespaces import RDF_TYPE, RDFS, SKOS
from kg.rdf.turtle.terms import language_tag
from kg.words import Words

LABELS: Final = (RDFS + "label", SKOS + "prefLabel")
"""The properties that name a record."""


class TaggedText(NamedTuple):
    """A literal: its lexical form, its datatype, and its language tag, "" if it has none."""

    value: str
    datatype: str
    language: str

    @property
    def tongue(self) -> str:
        """The short name of its language, "" if it has none; zh-Hans, the project's Chinese, is `zh`."""
        return "zh" if self.language == "zh-Hans" else self.language.lower().replace("-", "_")


class Records:
    """The objects of each subject and predicate.

    Blank nodes are left out, since nothing can name them. `all` and `one` return the objects as plain strings
    in the order in which they are stated, `iris` and `texts` by kind, sorted.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Index `triples`."""
        self._objects: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for subject, predicate, object_ in triples:
            if isinstance(subject, ox.NamedNode) and isinstance(object_, ox.NamedNode | ox.Literal):
                self._objects[subject.value][predicate.value].append(object_)

    @classmethod
    def joined(cls, parts: Iterable[Records]) -> Records:
        """Return the records of all `parts`, which are not changed."""
        whole = cls(())
        for part in parts:
            for subject, stated in part._objects.items():
                if subject not in whole._objects:
                    whole._objects[subject] = stated
                    continue
                own = whole._objects[subject] = whole._objects[subject].copy()
                for predicate, objects in stated.items():
                    own[predicate] = [*own.get(predicate, ()), *objects]
        return whole

    def without(self, subjects: Collection[str]) -> Records:
        """Return the records but for those of `subjects`."""
        rest = Records(())
        rest._objects.update((each, stated) for each, stated in self._objects.items() if each not in subjects)
        return rest

    @property
    def subjects(self) -> Iterable[str]:
        """The IRIs of which anything is stated."""
        return self._objects.keys()

    def of_class(self, *classes: str) -> list[str]:
        """Return the subjects that have one of `classes` as their stated type, sorted."""
        return sorted({each for class_ in classes for each in self._by_class.get(class_, ())})

    def with_predicate(self, predicate: str) -> list[str]:
        """Return the subjects of which `predicate` is stated, sorted."""
        return sorted(each for each, stated in self._objects.items() if predicate in stated)

    def properties(self, subject: str) -> list[str]:
        """Return what is stated of `subject`, sorted."""
        return sorted(self._objects.get(subject, ()))

    def all(self, subject: str, predicate: str) -> list[str]:
        """Return all objects of `subject` and `predicate`."""
        return [each.value for each in self._stated(subject, predicate)]

    def one(self, subject: str, predicate: str) -> str | None:
        """Return the object of `subject` and `predicate`, the first if there are several, None if none."""
        objects = self._stated(subject, predicate)
        return objects[0].value if len(objects) > 0 else None

    def offset(self, subject: str, predicate: str) -> int | None:
        """Return the object as a whole number, or None where it is missing or not one."""
        lexical = self.one(subject, predicate)
        return int(lexical) if lexical is not None and lexical.isascii() and lexical.isdigit() else None

    def iris(self, subject: str, predicate: str) -> list[str]:
        """Return the objects that are IRIs, each once, sorted."""
        stated = self._stated(subject, predicate)
        return sorted({each.value for each in stated if isinstance(each, ox.NamedNode)})

    def texts(self, subject: str, predicate: str) -> list[TaggedText]:
        """Return the objects that are literals, each once, sorted."""
        stated = self._stated(subject, predicate)
        return sorted({_text(each) for each in stated if isinstance(each, ox.Literal)})

    def words(self, subject: str, *predicates: str) -> Words | None:
        """Return the texts of the first of `predicates` that has any, None where none has.

        Where one language is missing the other is used for both.
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

    @cached_property
    def _by_class(self) -> dict[str, list[str]]:
        """The subjects by their stated types."""
        found: dict[str, list[str]] = defaultdict(list)
        for subject in self._objects:
            for class_ in self.all(subject, RDF_TYPE):
                found[class_].append(subject)
        return found

    def _stated(self, subject: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        stated = self._objects.get(subject)
        return stated.get(predicate, []) if stated is not None else []


def _text(literal: ox.Literal) -> TaggedText:
    """Return a literal with its language tag as the graph writes it."""
    tag = language_tag(literal.language) if literal.language is not None else ""
    return TaggedText(literal.value, literal.datatype.value, tag)
