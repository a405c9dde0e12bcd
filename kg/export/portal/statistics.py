"""Counts the statements of a graph as VoID describes them (https://www.w3.org/TR/void/)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.rdf.namespaces import BASE, RDF_TYPE, SCHEMA, SKOS, VOID, shorten
from kg.rdf.statements import Stated, node, nodes, stated, typed

DATASET: Final = BASE + "dataset"
"""The IRI of the data set."""

LINKING: Final = (SCHEMA + "sameAs", SKOS + "exactMatch", SKOS + "closeMatch")
"""The properties that link a record to the same thing, or one much like it, in another data set."""


@dataclass
class Statistics:
    """The counts of a graph.

    Attributes:
        triples: The number of statements.
        subjects: The nodes of which anything is stated.
        classes: The number of records by class.
        properties: The number of statements by property.
        links: The number of statements by linking property and name of the other data set.
    """

    triples: int = 0
    subjects: frozenset[str] = frozenset()
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)

    def plus(self, triples: Collection[ox.Triple]) -> Statistics:
        """Return the counts with `triples`, each of which is new and given once."""
        subjects: set[str] = set()
        classes, properties, links = self.classes.copy(), self.properties.copy(), self.links.copy()
        for subject, predicate, object_ in triples:
            subjects.add(str(subject))
            property_ = predicate.value
            properties[property_] += 1
            if property_ == RDF_TYPE:
                classes[object_.value] += 1
            elif property_ in LINKING and not object_.value.startswith(BASE):
                links[property_, urlsplit(object_.value).netloc] += 1
        return Statistics(self.triples + len(triples), self.subjects | subjects, classes, properties, links)

    @property
    def entities(self) -> int:
        """The number of this project's IRIs of which anything is stated."""
        return sum(each.startswith(f"<{BASE}") for each in self.subjects)

    def statements(self) -> Iterator[ox.Triple]:
        """Yield the counts as a description of the data set."""
        partitions = {
            VOID + "classPartition": [(f"class/{_local(each)}", each) for each in self.classes],
            VOID + "propertyPartition": [(f"property/{_local(each)}", each) for each in self.properties],
        }
        yield from stated(
            DATASET,
            {
                VOID + "triples": [typed(self.triples, "integer")],
                VOID + "entities": [typed(self.entities, "integer")],
                VOID + "distinctSubjects": [typed(len(self.subjects), "integer")],
                VOID + "classes": [typed(len(self.classes), "integer")],
                VOID + "properties": [typed(len(self.properties), "integer")],
                **{name: nodes(_part(path) for path, _ in found) for name, found in partitions.items()},
            },
        )
        for path, each in partitions[VOID + "classPartition"]:
            yield from _partition(path, "class", each, "entities", self.classes[each])
        for path, each in partitions[VOID + "propertyPartition"]:
            yield from _partition(path, "property", each, "triples", self.properties[each])
        for (property_, host), count in self.links.items():
            facts: dict[str, list[Stated]] = {
                RDF_TYPE: [node(VOID + "Linkset")],
                VOID + "linkPredicate": [node(property_)],
                VOID + "subjectsTarget": [node(DATASET)],
                VOID + "objectsTarget": [node(f"https://{host}/")],
                VOID + "triples": [typed(count, "integer")],
            }
            links = _part(f"links/{host}/{_local(property_)}")
            yield from stated(DATASET, {VOID + "subset": [node(links)]})
            yield from stated(links, facts)


def _partition(path: str, name: str, value: str, counted: str, count: int) -> Iterator[ox.Triple]:
    """Yield the description of what has one class or one property."""
    facts: dict[str, list[Stated]] = {
        VOID + name: [node(value)],
        VOID + counted: [typed(count, "integer")],
    }
    yield from stated(_part(path), facts)


def _part(path: str) -> str:
    return f"{DATASET}/{path}"


def _local(iri: str) -> str:
    """Return the name of a class or property for an IRI: its prefixed name with a hyphen."""
    return quote(shorten(iri).strip("<>").replace(":", "-"), safe="")
