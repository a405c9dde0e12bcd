"""Makes statements: the facts about a subject as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.rdf.namespaces import XSD
from kg.words import Words

Stated = ox.NamedNode | ox.Literal
"""An object of a statement that this project makes."""


def stated(subject: str, facts: Mapping[str, Iterable[Stated]]) -> Iterator[ox.Triple]:
    """Yield the statements that `facts`, objects by predicate, make about `subject`."""
    for predicate, objects in facts.items():
        yield from (ox.Triple(node(subject), node(predicate), object_) for object_ in objects)


def node(iri: str) -> ox.NamedNode:
    """Return an IRI as a term."""
    return ox.NamedNode(iri)


def nodes(iris: Iterable[str]) -> list[Stated]:
    """Return IRIs as terms."""
    return [ox.NamedNode(each) for each in iris]


def bilingual(words: Words) -> list[Stated]:
    """Return words as one text for each language."""
    return [ox.Literal(words.en, language="en"), ox.Literal(words.zh, language="zh-Hans")]


def typed(value: object, datatype: str) -> Stated:
    """Return a literal with a datatype of XML Schema, such as `integer`."""
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + datatype))
