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
    """The classes and properties of a graph.

    Attributes:
        classes: The classes that the graph declares.
    """

    def __init__(self, graph: Records) -> None:
        self._graph = graph
        self._names: dict[str, Words] = {}
        self.classes = {each for each in graph.subjects if OWL + "Class" in graph.iris(each, RDF_TYPE)}

    def meaning(self, term: str) -> Meaning:
        """Return label and definition of a term; one without a label has its prefixed name."""
        note = borrowed(term, "definition") or self._graph.words(term, SKOS + "definition")
        return Meaning(self.name(term), note or Words("", ""))

    def name(self, iri: str) -> Words:
        """Return the label of a term or record; one without a label has its prefixed name."""
        if iri not in self._names:
            self._names[iri] = borrowed(iri) or self._graph.label(iri) or Words(*[shorten(iri)] * 2)
        return self._names[iri]

    def classes_of(self, record: str) -> list[str]:
        """Return the classes that a record states: the project's own if there are any, else those declared.

        A concept also states that it is a skos:Concept, which its own class implies.
        """
        stated = [each for each in self._graph.iris(record, RDF_TYPE) if each in self.classes]
        own = [each for each in stated if each.startswith(QS)]
        return own if len(own) > 0 else stated

    def above(self, class_: str) -> list[str]:
        """Return a class and the project's own classes above it, the nearest first."""
        return [c for c in superclasses(self._graph, class_) if c == class_ or c.startswith(QS)]

    def below(self, class_: str) -> list[str]:
        """Return the classes directly below a class."""
        return sorted(each for each in self.classes if class_ in self._graph.iris(each, RDFS + "subClassOf"))


def superclasses(graph: Records, class_: str) -> list[str]:
    """Return a class and all classes above it, the nearest first."""
    found = [class_]
    for each in found:
        found += [above for above in graph.iris(each, RDFS + "subClassOf") if above not in found]
    return found
