"""Statements by subject: the small view of a graph that checks in Python read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.namespaces import RDF_TYPE


class Records:
    """The objects of each subject and predicate, as plain strings (IRIs and lexical forms)."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Index `triples`; blank nodes are left out, since nothing can name them."""
        self._objects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object_ in triples:
            if isinstance(subject, ox.NamedNode) and isinstance(object_, ox.NamedNode | ox.Literal):
                self._objects[subject.value][predicate.value].append(object_.value)

    @property
    def subjects(self) -> Iterable[str]:
        """The IRIs of which anything is stated."""
        return self._objects.keys()

    def of_class(self, *classes: str) -> list[str]:
        """Return the subjects that have one of `classes` as their stated type, sorted."""
        wanted = set(classes)
        return sorted(s for s, facts in self._objects.items() if wanted.intersection(facts.get(RDF_TYPE, ())))

    def with_predicate(self, predicate: str) -> list[str]:
        """Return the subjects of which `predicate` is stated, sorted."""
        return sorted(s for s, facts in self._objects.items() if predicate in facts)

    def all(self, subject: str, predicate: str) -> list[str]:
        """Return all objects of `subject` and `predicate`."""
        facts = self._objects.get(subject)
        return facts.get(predicate, []) if facts is not None else []

    def one(self, subject: str, predicate: str) -> str | None:
        """Return the object of `subject` and `predicate`, the first if there are several, None if none."""
        objects = self.all(subject, predicate)
        return objects[0] if len(objects) > 0 else None

    def offset(self, subject: str, predicate: str) -> int | None:
        """Return the object as a whole number, or None where it is missing or not one."""
        lexical = self.one(subject, predicate)
        return int(lexical) if lexical is not None and lexical.isascii() and lexical.isdigit() else None
