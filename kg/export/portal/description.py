"""What the data set says about itself, in each RDF export.

The words, the license, the publisher, and the distributions are in `data/portal/dataset.ttl`. What follows
from the graph is added: counts, dates, the years that figures are about, the sources, and the named graphs.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cache
from io import StringIO
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from kg.export.citation import data_set_of
from kg.export.portal.statistics import DATASET, Statistics
from kg.files import read_text
from kg.project import Project
from kg.rdf.graph_lines import GraphLines
from kg.rdf.namespaces import DCAT, DCTERMS, DQV, FAMILIES, FOAF, PROV, QS, RDF_TYPE, VOID
from kg.rdf.ntriples import ntriples_lines, token
from kg.rdf.records import LABELS, TaggedText
from kg.rdf.sorting import Chunk, SortedLines
from kg.rdf.statements import Stated, node, nodes, stated, typed
from kg.rdf.turtle import read
from kg.words import LANGUAGES

DESCRIPTION: Final = FAMILIES["graph"] + "dataset"
"""The named graph of the description."""

NOTING: Final = (RDF_TYPE, QS + "period", *LABELS)
"""The properties that the description follows from."""

_DATASET: Final = token(DATASET)[:-1]
_YEAR: Final = re.compile(r"\d{4}")


class Noted(AbstractContextManager["Noted"]):
    """What the description needs of the records of the files.

    Attributes:
        sources: The IRIs of the source texts.
        years: The years that figures are about.
    """

    def __init__(self) -> None:
        """Begin without records."""
        self.sources: list[str] = []
        self.years: set[int] = set()
        self._labels = SortedLines()

    def __exit__(self, *_: object) -> None:
        """Remove the temporary file."""
        self._labels.__exit__()

    def read(self, found: Mapping[str, list[list[bytes]]]) -> None:
        """Read the statements of a graph, by predicate; those with `NOTING` are needed."""
        for subject, _, class_ in found[RDF_TYPE]:
            if class_ == token(QS + "Source"):
                self.sources.append(subject[1:-1].decode())
        for _, _, period in found[QS + "period"]:
            self.years.update(map(int, _YEAR.findall(period.decode())))
        for label in LABELS:
            self._labels.add(
                [
                    b"%b %b %b" % (subject, property_, text.rpartition(b'"')[2])
                    for subject, property_, text in found[label]
                ]
            )

    def languages(self) -> dict[str, float]:
        """Return the share of labels, a record and property each, whose record has one in each language."""
        every, spoken = 0, Counter[str]()
        rows = (line.split(b" ", 2) for lines in self._labels.chunks() for line in lines)
        for _, same in groupby(rows, key=lambda row: row[0]):
            properties, tags = set(), set()
            for _, property_, tag in same:
                properties.add(property_)
                tags.add(tag)
            every += len(properties)
            tongues = set(map(_tongue, tags))
            for language in LANGUAGES:
                spoken[language] += len(properties) * (language in tongues)
        return {language: spoken[language] / every for language in LANGUAGES} if every > 0 else {}


@cache
def _tongue(tag: bytes) -> str:
    """Return the short name of the language of a text, by what follows its quotes."""
    return TaggedText("", "", tag.decode()[1:]).tongue


def of_graph(name: str, licence: str, size: int, subjects: Container[str]) -> list[ox.Triple]:
    """Return what a named graph says about itself: data set, license, topic, and number of statements.

    Args:
        name: Its IRI.
        licence: The IRI of the license of the data set.
        size: The number of its other statements.
        subjects: The records that they are about.
    """
    slug = name.removeprefix(FAMILIES["graph"])
    topics = [FAMILIES["document"] + slug, FAMILIES["source"] + slug]
    facts: dict[str, list[Stated]] = {
        RDF_TYPE: [node(VOID + "Dataset")],
        DCTERMS + "isPartOf": [node(DATASET)],
        DCTERMS + "license": [node(licence)],
        FOAF + "primaryTopic": nodes(sorted(each for each in topics if each in subjects)),
    }
    size += sum(map(len, facts.values())) + 1
    return list(stated(name, {**facts, VOID + "triples": [typed(size, "integer")]}))


def description_of(project: Project, licence: str, noted: Noted | None, graphs: GraphLines) -> set[ox.Triple]:
    """Return the named graph that describes the data set.

    Args:
        project: The project.
        licence: The IRI of the license of the data set.
        noted: What it needs of the records of the files, if they are the whole graph, so that counts can be
            given; else None.
        graphs: All other named graphs of the export.
    """
    fixed = set(read(project.description).triples)
    if noted is None:
        return fixed | set(_of_itself(licence, fixed))
    fixed |= set(_facts(project, noted))
    fixed |= set(stated(DATASET, {VOID + "subset": nodes([*graphs, DESCRIPTION])}))
    # What other graphs say of the same records is counted there.
    about = {str(each.subject).encode() for each in fixed}
    stated_already: set[bytes] = set()
    with graphs.union() as union:
        content = Statistics().plus(_remembered(union.chunks(), about, stated_already))
    known = {line.split(b" ", 1)[0] for line in stated_already}
    found: set[ox.Triple] = set()
    # The counts include the description itself: they settle, since only its numbers change with them.
    while True:
        own = sorted(set(ntriples_lines(found)) - stated_already)
        counted = fixed | set(content.plus([own], known).statements())
        counted |= set(_of_itself(licence, counted))
        if counted == found:
            return found
        found = counted


def _of_itself(licence: str, triples: Collection[ox.Triple]) -> list[ox.Triple]:
    """Return what the description says about itself."""
    subjects = {each.subject.value for each in triples if isinstance(each.subject, ox.NamedNode)}
    return of_graph(DESCRIPTION, licence, len(triples), subjects)


def _remembered(chunks: Iterable[Chunk], about: Iterable[bytes], into: set[bytes]) -> Iterator[Chunk]:
    """Yield the chunks; add the lines about some records, and about parts of the data set, to a set."""
    starts = [*(each + b" " for each in about), _DATASET]
    for lines in chunks:
        for start in starts:
            at = bisect_left(lines, start)
            while at < len(lines) and lines[at].startswith(start):
                into.add(lines[at])
                at += 1
        yield lines


def _facts(project: Project, noted: Noted) -> Iterator[ox.Triple]:
    """Yield what follows from the graph and the list of reviews."""
    citation = data_set_of(project.citation)
    facts: dict[str, list[Stated]] = {
        DCTERMS + "modified": [typed(each, "date") for each in _last_review(project)],
        DCTERMS + "bibliographicCitation": [ox.Literal(citation.line)] if citation is not None else [],
        PROV + "wasDerivedFrom": nodes(sorted(set(noted.sources))),
    }
    if len(noted.years) > 0:
        facts[DCTERMS + "temporal"] = [node(DATASET + "/period")]
        period: dict[str, list[Stated]] = {
            RDF_TYPE: [node(DCTERMS + "PeriodOfTime")],
            DCAT + "startDate": [typed(f"{min(noted.years)}-01-01", "date")],
            DCAT + "endDate": [typed(f"{max(noted.years)}-12-31", "date")],
        }
        yield from stated(DATASET + "/period", period)
    yield from stated(DATASET, facts)
    yield from _languages(noted)


def _last_review(project: Project) -> Iterable[str]:
    """Return the date of the last review of a record, nothing if there is none."""
    rows = csv.DictReader(StringIO(read_text(project.seals))) if project.seals.is_file() else ()
    return sorted({row["date"] for row in rows})[-1:]


def _languages(noted: Noted) -> Iterator[ox.Triple]:
    """Yield the share of labeled records that have a label in each language.

    It is a measurement in the Data Quality Vocabulary (https://www.w3.org/TR/vocab-dqv/).
    """
    for language, share in noted.languages().items():
        measurement = f"{DATASET}/measurement/labels-{language}"
        facts: dict[str, list[Stated]] = {
            RDF_TYPE: [node(DQV + "QualityMeasurement")],
            DQV + "computedOn": [node(DATASET)],
            DQV + "isMeasurementOf": [node(f"{DATASET}/metric/labels-{language}")],
            DQV + "value": [typed(f"{share:.4f}", "decimal")],
        }
        yield from stated(measurement, facts)
        yield from stated(DATASET, {DQV + "hasQualityMeasurement": [node(measurement)]})
