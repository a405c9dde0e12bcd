"""What the records of a class may state, as the ontology and the shapes say: the columns of its table.

A class has the properties whose `rdfs:domain` it or a class above it is, and those that a shape of one of
these describes. Where a table has the records of subclasses, their properties are among them. The inverse
of another property, which the data need not state, is one only if a shape describes it, and a property that
a shape forbids (`sh:maxCount 0`) is none.

Nothing depends on the data, so that all exports by one ontology have the same tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from kg.export.cells import CELL_KINDS, Kind
from kg.export.terms import superclasses
from kg.rdf.namespaces import OWL, RDF, RDF_TYPE, RDFS, SH
from kg.rdf.records import Records
from kg.rdf.turtle.terms import language_tag

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True)
class Property:
    """A property that the records of a class may state.

    Attributes:
        iri: Its IRI.
        kind: The kind of its values; `iri` for records and addresses.
        many: Whether a record may have several values; of a property with languages, in one language.
        objects: The class of the records that it refers to; None if they are not records of the graph.
        languages: The language tags of its texts; none if they have no tag.
    """

    iri: str
    kind: Kind
    many: bool
    objects: str | None = None
    languages: tuple[str, ...] = ()


class _Rule(NamedTuple):
    """What one shape says about one property of a class.

    Attributes:
        class_: The class.
        path: The property.
        stated: The parameters of SHACL with one value, such as `maxCount`.
        languages: The tags that `sh:languageIn` lists.
    """

    class_: str
    path: str
    stated: dict[str, str]
    languages: list[str]


class Properties:
    """The properties of classes.

    Attributes:
        described: The classes that a shape describes.
    """

    def __init__(self, graph: Records, shapes: Iterable[ox.Triple]) -> None:
        """Read the ontology, which is in `graph`, and the statements of the shapes."""
        self._graph = graph
        self._domains: dict[str, set[str]] = defaultdict(set)
        self._inverses: set[str] = set()
        for term in graph.subjects:
            for domain in graph.iris(term, RDFS + "domain"):
                self._domains[domain].add(term)
            self._inverses.update(graph.iris(term, OWL + "inverseOf"))
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        for rule in _rules(shapes):
            self._rules[rule.class_].append(rule)
        self.described = set(self._rules)

    def of(self, classes: list[str]) -> list[Property]:
        """Return the properties of a table with the records of `classes`; the first is above the others."""
        common = superclasses(self._graph, classes[0])
        every = list(dict.fromkeys(each for class_ in classes for each in superclasses(self._graph, class_)))
        rules: dict[str, list[_Rule]] = defaultdict(list)
        for each in every:
            for rule in self._rules.get(each, ()):
                rules[rule.path].append(rule)
        with_domain = {p for each in every if each != OWL + "Thing" for p in self._domains.get(each, ())}
        found = []
        for iri in sorted((with_domain - self._inverses) | set(rules)):
            sure = [rule.stated for rule in rules[iri] if rule.class_ in common]
            if all(stated.get("maxCount") != "0" for stated in sure):
                found.append(self._property(iri, rules[iri], sure))
        return found

    def _property(self, iri: str, rules: list[_Rule], sure: list[dict[str, str]]) -> Property:
        """Return a property of a table.

        Args:
            iri: The property.
            rules: The rules for any of its records.
            sure: Those that all its records keep, by their parameters.
        """
        types = self._graph.iris(iri, RDF_TYPE)
        languages = sorted({language_tag(tag) for rule in rules for tag in rule.languages})
        single = OWL + "FunctionalProperty" in types or any(each.get("maxCount") == "1" for each in sure)
        if len(languages) > 0:
            single = any(each.get("uniqueLang") == "true" for each in sure)
        ranges = self._graph.iris(iri, RDFS + "range")
        ranges += [
            each.stated[name] for each in rules for name in ("datatype", "class") if name in each.stated
        ]
        range_ = ranges[0] if len(ranges) > 0 else None
        to_iris = ("class" in each.stated or each.stated.get("nodeKind") == SH + "IRI" for each in rules)
        if OWL + "ObjectProperty" in types or any(to_iris):
            return Property(iri, "iri", not single, range_)
        return Property(iri, CELL_KINDS.get(range_ or "", "text"), not single, None, tuple(languages))


def _rules(shapes: Iterable[ox.Triple]) -> Iterator[_Rule]:
    """Yield what each property shape says of a property."""
    stated: dict[_Term, dict[str, list[_Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in shapes:
        stated[subject][predicate.value].append(object_)

    def items(first: _Term) -> Iterator[str]:
        """Yield the texts of a list, which may lack an end."""
        seen = set()
        while first in stated and first not in seen:
            seen.add(first)
            yield from map(_value, stated[first].get(RDF + "first", ()))
            first = next(iter(stated[first].get(RDF + "rest", ())), first)

    for shape in list(stated):
        for class_ in stated[shape].get(SH + "targetClass", ()):
            for each in stated[shape].get(SH + "property", ()):
                said = stated.get(each, {})
                parameters = {name.removeprefix(SH): _value(values[0]) for name, values in said.items()}
                tags = [tag for first in said.get(SH + "languageIn", ()) for tag in items(first)]
                for path in said.get(SH + "path", ()):
                    if isinstance(path, ox.NamedNode):  # each of several alternatives has a shape of its own
                        yield _Rule(_value(class_), path.value, parameters, tags)


def _value(term: _Term) -> str:
    """Return the IRI or the text of a term; those of lists and paths are not needed."""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value
