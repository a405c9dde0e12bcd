"""What the pages are made of: the records of an export, their labels and links, and answers to queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from kg.export.citation import Citation, citations_of
from kg.export.jsonld import JsonContext, context_of
from kg.export.portal.graphs import NamedGraphs, exported_graphs
from kg.export.terms import Terms
from kg.graph import Graph
from kg.query.catalog import CannedQuery
from kg.query.parameters import Argument
from kg.rdf.answers import Answer, plain
from kg.rdf.namespaces import OA, QS, RDF_TYPE, SKOS
from kg.rdf.records import Records
from kg.site.addresses import Addresses

_MACHINERY: Final = (
    OA + "hasBody",
    OA + "hasTarget",
    OA + "hasSelector",
    SKOS + "member",
    SKOS + "hasTopConcept",
)
"""The properties that refer to a record but say nothing about it that its page should list."""


class Material:
    """The graph as pages read it.

    Attributes:
        graph: The open graph, which answers queries.
        graphs: The statements of an export by named graph.
        triples: The statements by their subject.
        records: The same, indexed.
        terms: The labels of classes, properties, and records.
        addresses: Where the pages of records are.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.graphs: NamedGraphs = exported_graphs(graph.project)
        self.triples: dict[str, list[ox.Triple]] = defaultdict(list)
        for each in set[ox.Triple]().union(*self.graphs.values()):
            if isinstance(each.subject, ox.NamedNode):
                self.triples[each.subject.value].append(each)
        self.records = Records(each for triples in self.triples.values() for each in triples)
        self.terms = Terms(self.records)
        self.addresses = Addresses(self.records)
        self._by_record: dict[tuple[str, str, tuple[tuple[str, Argument], ...]], dict[str, Answer]] = {}
        self._questions: dict[str, CannedQuery] = {}
        self._answers: dict[tuple[str, tuple[tuple[str, Argument], ...]], Answer] = {}

    @cached_property
    def context(self) -> JsonContext:
        """The JSON-LD context."""
        return context_of(self.graph.project)

    @cached_property
    def incoming(self) -> Mapping[str, list[tuple[str, str]]]:
        """The statements about each record, as property and subject, where the subject has a name; sorted."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for subject in self.addresses.named:
            for property_ in self.records.properties(subject):
                if property_ not in (RDF_TYPE, *_MACHINERY):
                    for other in self.records.iris(subject, property_):
                        found[other].append((property_, subject))
        return {iri: sorted(set(pairs)) for iri, pairs in found.items()}

    @cached_property
    def citations(self) -> Mapping[str, Citation]:
        """The citation of each claim."""
        claims = [each for each in self.addresses.named if self.is_a(each, "Attested")]
        return citations_of(self.graph.store, self.graph.project, claims)

    def class_of(self, iri: str) -> str | None:
        """Return the class of a record, the most specific of those that it states; None if it states none."""
        found = self.terms.classes_of(iri)
        return max(found, key=lambda each: (len(self.terms.above(each)), each)) if len(found) > 0 else None

    def is_a(self, iri: str, class_: str) -> bool:
        """Return whether a record is of a class of the project or of one below it.

        Args:
            iri: The record.
            class_: The name of the class in the ontology, such as `Claim`.
        """
        return any(QS + class_ in self.terms.above(each) for each in self.terms.classes_of(iri))

    def question(self, name: str) -> CannedQuery:
        """Return a canned query, whose header is read once."""
        if name not in self._questions:
            self._questions[name] = self.graph.catalog.get(name)
        return self._questions[name]

    def answer(self, query: str, **arguments: Argument) -> Answer:
        """Return the answer to a canned query; see `kg.graph.Graph.query`."""
        key = (query, tuple(sorted(arguments.items())))
        if key not in self._answers:
            canned = self.question(query)
            self._answers[key] = self.graph.store.query(self.graph.bind(canned, arguments))
        return self._answers[key]

    def analysis(self, name: str) -> Answer:
        """Return the answer of an analysis with its default values; see `kg.graph.Graph.analyze`."""
        key = (f"analysis {name}", ())
        if key not in self._answers:
            self._answers[key] = self.graph.analyze(name)
        return self._answers[key]

    def answer_about(self, query: str, parameter: str, iri: str) -> Answer:
        """Return the answer to a canned query with one record as the value of a parameter.

        Where the parameter only restricts a column, its rows are taken from the answer about all records,
        which is asked once.

        Args:
            query: The name of the query.
            parameter: The name of the parameter, and that of the column if it differs, such as
                `national_indicator indicator`.
            iri: The record.
        """
        name, _, column = parameter.partition(" ")
        canned = self.question(query)
        if canned.parameters[name].default != "" or (column or name) not in canned.columns:
            return self.answer(query, **{name: iri})
        by_record = self.answers_by(query, column or name)
        return by_record.get(iri, Answer(tuple(canned.columns), ()))

    def answers_by(self, query: str, column: str, **arguments: Argument) -> Mapping[str, Answer]:
        """Return the answer to a canned query in parts: the rows for each value of a column."""
        key = (query, column, tuple(sorted(arguments.items())))
        if key not in self._by_record:
            whole = self.answer(query, **arguments)
            at, rows = whole.columns.index(column), defaultdict(list)
            for row in whole.rows:
                rows[plain(row[at])].append(row)
            self._by_record[key] = {
                record: Answer(whole.columns, tuple(found)) for record, found in rows.items()
            }
        return self._by_record[key]
