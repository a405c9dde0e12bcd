"""What classes and properties are called and mean, in both languages: the words of headers and notes.

The project's own terms are named and defined in the ontology. Those borrowed from other standards are
only declared there; what they mean in this graph is in the catalogs of `kg.words`.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.query.wording import borrowed
from kg.rdf.namespaces import OWL, QS, RDF_TYPE, RDFS, SKOS, shorten
from kg.rdf.records import Records
from kg.words import Words


class Meaning(NamedTuple):
    """A term's label and definition."""

    label: Words
    note: Words


class Terms:
    """The classes and properties of a graph."""

    def __init__(self, graph: Records) -> None:
        self._graph = graph
        self._classes = {each for each in graph.subjects if OWL + "Class" in graph.iris(each, RDF_TYPE)}

    def meaning(self, term: str) -> Meaning:
        """Return label and definition of a term; one without a label has its prefixed name."""
        label = self.label(term) or Words(*[shorten(term)] * 2)
        note = borrowed(term, "definition") or self._graph.words(term, SKOS + "definition")
        return Meaning(label, note or Words("", ""))

    def label(self, iri: str) -> Words | None:
        """Return the label of a term or record, None if it has none."""
        return borrowed(iri) or self._graph.label(iri)

    def range(self, property_: str) -> str | None:
        """Return the class or datatype that the ontology says the values of a property have."""
        ranges = self._graph.iris(property_, RDFS + "range")
        return ranges[0] if len(ranges) > 0 else None

    def classes_of(self, record: str) -> list[str]:
        """Return the classes that a record states: the project's own if there are any, else those declared.

        A concept also states that it is a skos:Concept, which its own class implies.
        """
        stated = [each for each in self._graph.iris(record, RDF_TYPE) if each in self._classes]
        own = [each for each in stated if each.startswith(QS)]
        return own if len(own) > 0 else stated

    def above(self, class_: str) -> list[str]:
        """Return a class and the project's own classes above it, the nearest first."""
        found = [class_]
        for each in found:
            parents = self._graph.iris(each, RDFS + "subClassOf")
            found += [p for p in parents if p.startswith(QS) and p not in found]
        return found
