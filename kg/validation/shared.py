"""What the documents of a graph share, and where each document is: what a document is validated with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.evidence.figures import Scales
from kg.project import Project
from kg.rdf.namespaces import BASE, FAMILIES, QS, RDFS
from kg.rdf.records import Records
from kg.rdf.turtle import TurtleFile, parse, read
from kg.validation.checks import graph_checks, terms_in
from kg.validation.engines import engine_of
from kg.validation.shapes import ShaclEngine, Shapes

_OWN: Final = (FAMILIES["source"], FAMILIES["document"])
"""The families of the records in the file of a document; its name follows that of the family."""

_SUBCLASS: Final = RDFS + "subClassOf"

_MOST_FILES: Final = 100
"""The number of files of other documents that are kept in memory."""


@dataclass(frozen=True)
class ValidationPlan:
    """What a process needs to know to validate documents.

    Attributes:
        project: The project with the shapes and checks.
        shared: The files that all documents share: ontology, vocabularies, entities.
        documents: The files of the documents, by name.
        replaced: The file of the project that a file replaces, of those that are not of the project.
        sources: The folder of the source texts; None skips the checks that need them.
        engine: The SHACL engine.
        given: The texts of files that can be read only once.
    """

    project: Project
    shared: tuple[Path, ...]
    documents: Mapping[str, Path]
    replaced: Mapping[Path, Path]
    sources: Path | None
    engine: str
    given: Mapping[Path, str] = field(default_factory=dict)

    def read(self, path: Path) -> TurtleFile:
        """Read one of the files.

        Raises:
            MissingFile: The file cannot be read.
            SyntaxFault: It is not Turtle.
        """
        return parse(self.given[path], path) if path in self.given else read(path)

    def home(self, iri: str) -> Path | None:
        """Return the file of the document that describes a record, by its name."""
        for family in _OWN:
            if iri.startswith(family):
                return self.documents.get(iri.removeprefix(family).partition("/")[0])
        return None


class Shared:
    """The records that all documents share, read once.

    Attributes:
        plan: The plan.
        files: The files, read.
        triples: Their statements.
        records: Their records.
        shapes: The SHACL shapes.
    """

    def __init__(self, plan: ValidationPlan) -> None:
        """Read the files of the plan."""
        self.plan = plan
        self.files = tuple(plan.read(path) for path in plan.shared)
        self.triples = tuple(triple for file in self.files for triple in file.triples)
        self.records = Records(self.triples)
        self.shapes = Shapes.read(plan.project.shapes)
        self._statements = lru_cache(_MOST_FILES)(self._read_statements)

    def home(self, iri: str) -> Path | None:
        """Return the file that describes a record, by the name of its document if it is not shared."""
        return self._homes.get(iri) or self.plan.home(iri)

    @cached_property
    def _homes(self) -> dict[str, Path]:
        """The file of each shared record."""
        return {
            triple.subject.value: file.path
            for file in self.files
            for triple in file.triples
            if isinstance(triple.subject, ox.NamedNode)
        }

    @cached_property
    def scales(self) -> Scales:
        """The symbols of units and comparators."""
        return Scales.of([self.records])

    @cached_property
    def engine(self) -> ShaclEngine:
        """The SHACL engine, with the shapes."""
        return engine_of(self.shapes, self.plan.engine)

    @cached_property
    def described(self) -> frozenset[str]:
        """The IRIs of the shared records, and those of all documents."""
        return frozenset((*self.records.subjects, *(_OWN[1] + name for name in self.plan.documents)))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The IRIs of the terms of the ontology."""
        return frozenset(iri for iri in self.records.subjects if iri.startswith(QS))

    @cached_property
    def graph_terms(self) -> frozenset[str]:
        """The properties and classes that the checks of the whole graph read, with all subclasses."""
        terms = set(terms_in(graph_checks(self.plan.project))) | {QS + "exception"}
        above = [(each, self.records.all(each, _SUBCLASS)) for each in self.terms]
        while new := {low for low, high in above if not terms.isdisjoint(high)} - terms:
            terms |= new
        return frozenset(terms)

    def beyond(self, own: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """Yield the statements about the records of other documents that some statements refer to."""
        triples = list(own)
        here = {triple.subject for triple in triples}
        wanted = {triple.object for triple in triples} - here
        for term in sorted(t.value for t in wanted if isinstance(t, ox.NamedNode)):
            home = self.plan.home(term) if term.startswith(BASE) else None
            if home is not None:
                yield from self._statements(home).get(term, ())

    def _read_statements(self, path: Path) -> Mapping[str, tuple[ox.Triple, ...]]:
        """Return the statements of a file, by subject."""
        found: dict[str, tuple[ox.Triple, ...]] = {}
        for triple in self.plan.read(path).triples:
            if isinstance(triple.subject, ox.NamedNode):
                found[triple.subject.value] = (*found.get(triple.subject.value, ()), triple)
        return found
