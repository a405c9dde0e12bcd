"""What the data set says about itself, in each RDF export.

The words, the license, the publisher, and the distributions are in `data/portal/dataset.ttl`. What follows
from the graph is added: counts, dates, the years that figures are about, the sources, and the named graphs.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import StringIO
from typing import Final

import pyoxigraph as ox

from kg.export.citation import data_set_of
from kg.export.portal.statistics import DATASET, Statistics
from kg.files import read_text
from kg.project import Project
from kg.rdf.namespaces import DCAT, DCTERMS, DQV, FAMILIES, FOAF, PROV, QS, RDF_TYPE, VOID
from kg.rdf.records import LABELS, Records
from kg.rdf.statements import Stated, node, nodes, stated, typed
from kg.rdf.turtle import read
from kg.words import LANGUAGES

DESCRIPTION: Final = FAMILIES["graph"] + "dataset"
"""The named graph of the description."""

_YEAR: Final = re.compile(r"\d{4}")


def of_graph(name: str, licence: str, triples: Collection[ox.Triple]) -> list[ox.Triple]:
    """Return what a named graph says about itself: data set, license, topic, and number of statements.

    Args:
        name: Its IRI.
        licence: The IRI of the license of the data set.
        triples: Its other statements.
    """
    slug = name.removeprefix(FAMILIES["graph"])
    topics = {FAMILIES["source"] + slug, FAMILIES["document"] + slug}
    facts: dict[str, list[Stated]] = {
        RDF_TYPE: [node(VOID + "Dataset")],
        DCTERMS + "isPartOf": [node(DATASET)],
        DCTERMS + "license": [node(licence)],
        FOAF + "primaryTopic": nodes(
            sorted(topics & {getattr(each.subject, "value", "") for each in triples})
        ),
    }
    size = len(triples) + sum(map(len, facts.values())) + 1
    return list(stated(name, {**facts, VOID + "triples": [typed(size, "integer")]}))


def description_of(
    project: Project,
    licence: str,
    records: Records,
    graphs: Mapping[str, Collection[ox.Triple]],
    *,
    whole: bool,
) -> set[ox.Triple]:
    """Return the named graph that describes the data set.

    Args:
        project: The project.
        licence: The IRI of the license of the data set.
        records: The records of the files.
        graphs: All other named graphs of the export, by IRI.
        whole: Whether they are the whole graph, so that counts can be given.
    """
    fixed = set(read(project.description).triples)
    if whole:
        fixed |= set(_facts(project, records))
        fixed |= set(stated(DATASET, {VOID + "subset": nodes([*graphs, DESCRIPTION])}))
    content = set[ox.Triple]().union(*graphs.values()) if whole else set()
    content_counts = Statistics().plus(content)
    found: set[ox.Triple] = set()
    # The counts include the description itself: they settle, since only its numbers change with them.
    while True:
        counted = fixed | (set(content_counts.plus(found - content).statements()) if whole else set())
        counted |= set(of_graph(DESCRIPTION, licence, counted))
        if counted == found:
            return found
        found = counted


def _facts(project: Project, records: Records) -> Iterator[ox.Triple]:
    """Yield what follows from the graph and the list of reviews."""
    citation = data_set_of(project.citation)
    years = [
        int(year)
        for subject in records.with_predicate(QS + "period")
        for period in records.all(subject, QS + "period")
        for year in _YEAR.findall(period)
    ]
    facts: dict[str, list[Stated]] = {
        DCTERMS + "modified": [typed(each, "date") for each in _last_review(project)],
        DCTERMS + "bibliographicCitation": [ox.Literal(citation.line)] if citation is not None else [],
        PROV + "wasDerivedFrom": nodes(records.of_class(QS + "Source")),
    }
    if len(years) > 0:
        facts[DCTERMS + "temporal"] = [node(DATASET + "/period")]
        period: dict[str, list[Stated]] = {
            RDF_TYPE: [node(DCTERMS + "PeriodOfTime")],
            DCAT + "startDate": [typed(f"{min(years)}-01-01", "date")],
            DCAT + "endDate": [typed(f"{max(years)}-12-31", "date")],
        }
        yield from stated(DATASET + "/period", period)
    yield from stated(DATASET, facts)
    yield from _languages(records)


def _last_review(project: Project) -> Iterable[str]:
    """Return the date of the last review of a record, nothing if there is none."""
    rows = csv.DictReader(StringIO(read_text(project.seals))) if project.seals.is_file() else ()
    return sorted({row["date"] for row in rows})[-1:]


def _languages(records: Records) -> Iterator[ox.Triple]:
    """Yield the share of labeled records that have a label in each language.

    It is a measurement in the Data Quality Vocabulary (https://www.w3.org/TR/vocab-dqv/).
    """
    spoken = [
        {text.tongue for property_ in LABELS for text in records.texts(subject, property_)}
        for property_ in LABELS
        for subject in records.with_predicate(property_)
    ]
    for language in LANGUAGES if len(spoken) > 0 else ():
        measurement = f"{DATASET}/measurement/labels-{language}"
        share = sum(language in each for each in spoken) / len(spoken)
        facts: dict[str, list[Stated]] = {
            RDF_TYPE: [node(DQV + "QualityMeasurement")],
            DQV + "computedOn": [node(DATASET)],
            DQV + "isMeasurementOf": [node(f"{DATASET}/metric/labels-{language}")],
            DQV + "value": [typed(f"{share:.4f}", "decimal")],
        }
        yield from stated(measurement, facts)
        yield from stated(DATASET, {DQV + "hasQualityMeasurement": [node(measurement)]})
