"""The book of tables: all sheets, and the foreword.

The foreword is the same in every format. It says that an empty cell does not mean *no*, and that a figure
without a quotation is not verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.export.citation import data_set_of
from kg.export.properties import Properties
from kg.export.sheets import TableSheet, sheets_of
from kg.project import Project
from kg.rdf.namespaces import DCTERMS, PROV, QS, RDF_TYPE
from kg.rdf.records import Records
from kg.rdf.turtle import read
from kg.words import Words

BOOK_TITLE: Final = Words.of("The knowledge graph of quality strategy")

FOREWORD: Final = (
    (
        Words.of("What this is"),
        Words.of(
            "What China's provinces and cities plan and report about quality, read from policy texts. "
            "Each row is one record of the graph; each claim (target, observation, goal, finding, action, "
            "role, conferral, lineage) is next to the words that it was coded from."
        ),
    ),
    (
        Words.of("Names"),
        Words.of(
            "An IRI is the permanent name of a record. If a record refers to another, the Chinese and "
            "English labels of the other are before its IRI."
        ),
    ),
    (
        Words.of("Values"),
        Words.of(
            "Values are in the base unit: 36 ten-thousands are 360,000. Periods are in EDTF: 2025, or "
            "2021/2025 for several years."
        ),
    ),
    (
        Words.of("Evidence"),
        Words.of(
            "“source” is the text that was coded; “start” and “end” are offsets in it, in Unicode "
            "characters counted from 0; “quotation” gives the exact words there, and “clean words” their "
            "reading in clean simplified Chinese. If the year of a claim is in another sentence, the "
            "evidence of the period quotes that sentence."
        ),
    ),
    (
        Words.of("Figures that are only cited"),
        Words.of(
            "If the kind of evidence is Citation, the document is cited without its text: its figures have "
            "no offsets and no quotation, and do not count as verified."
        ),
    ),
    (
        Words.of("What is absent"),
        Words.of(
            "A measure or target of a province has one of three states: found, absent, or not coded. A "
            "province without a row does not necessarily have none: a measure is absent only if the plan "
            "itself was coded in full, and the table Reading gives the coding status of each text. "
            "`kg query measure-matrix` gives the state of every province and measure."
        ),
    ),
    (
        Words.of("Empty cells"),
        Words.of("An empty cell means that the graph states nothing. It means neither no nor zero."),
    ),
)
"""The foreword: headings and paragraphs."""


@dataclass(frozen=True)
class ReadText:
    """A source text that was coded.

    Attributes:
        name: Its short name.
        label: Its title.
        extent: How much of it was coded.
    """

    name: str
    label: Words
    extent: Words


@dataclass(frozen=True)
class Book:
    """The tables of a graph, with their sources, license, and citation.

    Attributes:
        sheets: The tables.
        sources: The source texts of the tables.
        graphs: The named graphs in the tables; none means all.
        licence: The IRI of the license.
        citation: How to cite the graph, "" if the project does not say.
    """

    sheets: tuple[TableSheet, ...]
    sources: tuple[ReadText, ...] = ()
    graphs: tuple[str, ...] = ()
    licence: str = ""
    citation: str = ""


def book_of(project: Project, graphs: Iterable[str] = ()) -> Book:
    """Return the tables of the records that the named graphs describe.

    Args:
        project: The project.
        graphs: Names of the named graphs, which are file names without extension; none means all. Records
            in other graphs are still named by their labels.

    Raises:
        UnknownName: A name in `graphs` is not a graph of the project.
        KgError: A statement has no column, or does not fit it; see `sheets_of`.
        SyntaxFault: CITATION.cff is invalid.
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
    shapes = (triple for path in project.shapes for triple in read(path).triples)
    data_set = data_set_of(project.citation)
    return Book(
        sheets=sheets_of(graph, Properties(graph, shapes), described),
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
