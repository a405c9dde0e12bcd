"""Counts the statements of a graph as VoID describes them (https://www.w3.org/TR/void/)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Final
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.rdf.namespaces import BASE, RDF_TYPE, SCHEMA, SKOS, VOID, shorten
from kg.rdf.ntriples import token
from kg.rdf.sorting import Chunk
from kg.rdf.statements import Stated, node, nodes, stated, typed

DATASET: Final = BASE + "dataset"
"""The IRI of the data set."""

LINKING: Final = (SCHEMA + "sameAs", SKOS + "exactMatch", SKOS + "closeMatch")
"""The properties that link a record to the same thing, or one much like it, in another data set."""

_TYPE: Final = token(RDF_TYPE)
_LINKING: Final = frozenset(map(token, LINKING))
_OWN: Final = b"<" + BASE.encode()


@dataclass
class Statistics:
    """The counts of a graph.

    Attributes:
        triples: The number of statements.
        subjects: The number of nodes of which anything is stated.
        entities: The number of this project's IRIs among them.
        classes: The number of records by class.
        properties: The number of statements by property.
        links: The number of statements by linking property and name of the other data set.
    """

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)

    def plus(self, chunks: Iterable[Chunk], known: Container[bytes] = ()) -> Statistics:
        """Return the counts with statements, each of which is new and given once.

        Args:
            chunks: Their lines, in order.
            known: Subjects that are counted already.
        """
        found = replace(
            self, classes=self.classes.copy(), properties=self.properties.copy(), links=self.links.copy()
        )
        last = b""
        for lines in chunks:
            parts = [line.split(b" ", 2) for line in lines]
            found.triples += len(parts)
            counts = Counter(map(itemgetter(1), parts))
            for property_, count in counts.items():
                found.properties[_iri(property_)] += count
            kinds = Counter([object_ for _, property_, object_ in parts if property_ == _TYPE])
            for class_, count in kinds.items():
                found.classes[_iri(class_)] += count
            for property_ in _LINKING & counts.keys():
                for _, stated_property, object_ in parts:
                    if stated_property == property_ and not object_.startswith(_OWN):
                        found.links[_iri(property_), urlsplit(_iri(object_)).netloc] += 1
            for subject in dict.fromkeys(map(itemgetter(0), parts)):
                if subject != last and subject not in known:
                    found.subjects += 1
                    found.entities += subject.startswith(_OWN)
                last = subject
        return found

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
                VOID + "distinctSubjects": [typed(self.subjects, "integer")],
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


def _iri(written: bytes) -> str:
    """Return an IRI without its brackets, or a label of a blank node."""
    return written.removeprefix(b"<").removesuffix(b">").decode()


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
