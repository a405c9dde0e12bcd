"""The book of tables: all sheets, and what a reader must know before them.

The words of the foreword are the same in every format, so that no reader of a table takes an empty cell for
a *no*, or a figure without quotation for a verified one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.export.citation import data_set_of
from kg.export.sheets import Sheet, sheets_of
from kg.project import Project
from kg.rdf.namespaces import DCTERMS, PROV, QS, RDF_TYPE
from kg.rdf.records import Records
from kg.rdf.turtle import read
from kg.words import Words

TITLE: Final = Words.of("The knowledge graph of quality strategy")

FOREWORD: Final = (
    (
        Words.of("What this is"),
        Words.of(
            "What China's provinces and cities plan and report about quality, read from policy texts. "
            "Each row is one record of the graph; each claim (target, observation, goal, finding, action, "
            "role, conferral, lineage) stands beside the words it was read from."
        ),
    ),
    (
        Words.of("Names"),
        Words.of(
            "An IRI is the permanent name of a record. Where a record points to another, the labels of "
            "the other in Chinese and English stand before its IRI."
        ),
    ),
    (
        Words.of("Values"),
        Words.of(
            "Values are in the base unit: 36 ten-thousands are 360,000. Periods are written as EDTF has "
            "them: 2025, or 2021/2025 for a span of years."
        ),
    ),
    (
        Words.of("Evidence"),
        Words.of(
            "“source” is the text that was read; “start” and “end” are positions in it, in Unicode "
            "characters counted from 0; “quotation” gives the exact words there, and “clean words” their "
            "reading in clean simplified Chinese. Where the year of a claim stands in another sentence, "
            "the evidence of the period quotes that sentence."
        ),
    ),
    (
        Words.of("Figures that are only cited"),
        Words.of(
            "Where the kind of evidence is Citation, the document is cited without its text: its figures "
            "have no position and no quotation, and do not count as verified."
        ),
    ),
    (
        Words.of("What is not there"),
        Words.of(
            "Whether a province has a measure or a target has three states: yes, read and absent, not "
            "read. That no row names a province does not mean that it has none: absent is said only "
            "where the plan itself was read whole, and the table Reading tells how far each text was "
            "read. `kg query measure-matrix` gives the state of every province and measure."
        ),
    ),
    (
        Words.of("Empty cells"),
        Words.of("Where a cell is empty the graph states nothing; it means neither no nor zero."),
    ),
)
"""What a reader must know: headings and paragraphs."""


@dataclass(frozen=True)
class ReadText:
    """A source text that was read.

    Attributes:
        name: Its short name.
        label: What it is.
        extent: How far it was read.
    """

    name: str
    label: Words
    extent: Words


@dataclass(frozen=True)
class Book:
    """The tables of a graph, and what a reader must know of them.

    Attributes:
        sheets: The tables.
        sources: The source texts that the tables were read from.
        graphs: The named graphs that they hold; none means all.
        licence: The IRI of the licence.
        citation: How to cite the graph, "" where the project does not say.
    """

    sheets: tuple[Sheet, ...]
    sources: tuple[ReadText, ...] = ()
    graphs: tuple[str, ...] = ()
    licence: str = ""
    citation: str = ""


def book_of(project: Project, graphs: Iterable[str] = ()) -> Book:
    """Return the tables of the records that the named graphs describe.

    Args:
        project: Where the files stand.
        graphs: Names of the named graphs, which are file names without ending; none means all. What a
            record refers to in other graphs is named by its label all the same.

    Raises:
        UnknownName: A name in `graphs` is no graph of the project.
        KgError: A value is not of the kind that its column has.
        SyntaxFault: CITATION.cff is not in order.
    """
    names = tuple(sorted(set(graphs)))
    chosen = set(project.files_of(names))
    triples: list[ox.Triple] = []
    described: set[str] = set()
    for path in project.graph_files:
        found = read(path).triples
        triples += found
        if path in chosen:
            described.update(t.subject.value for t in found if isinstance(t.subject, ox.NamedNode))
    graph = Records(triples)
    data_set = data_set_of(project.citation)
    return Book(
        sheets=sheets_of(graph, described),
        sources=tuple(_sources(graph, described)),
        graphs=names,
        licence="".join(graph.iris(QS.removesuffix("#"), DCTERMS + "license")[:1]),
        citation=data_set.line if data_set is not None else "",
    )


def _sources(graph: Records, described: set[str]) -> Iterator[ReadText]:
    """Yield the source texts in `described` that have a reading."""
    for reading in sorted(described):
        if QS + "Reading" not in graph.iris(reading, RDF_TYPE):
            continue
        for text in graph.iris(reading, PROV + "used"):
            if QS + "Source" in graph.iris(text, RDF_TYPE):
                extents = [graph.label(each) for each in graph.iris(reading, QS + "extent")]
                name = text.rpartition("/")[2]
                label = graph.label(text) or Words(name, name)
                yield ReadText(name, label, next(filter(None, extents), Words("", "")))
