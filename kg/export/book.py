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
from kg.rdf.records import Records, Words
from kg.rdf.turtle import read

TITLE: Final = Words("The knowledge graph of quality strategy", "质量战略知识图谱")

FOREWORD: Final = (
    (
        Words("What this is", "内容"),
        Words(
            "What China's provinces and cities plan and report about quality, read from policy texts. "
            "Each row is one record of the graph; each claim (target, observation, goal, finding, action, "
            "role, conferral, lineage) stands beside the words it was read from.",
            "中国各省市关于质量的规划与报告，读自政策文本。每行是图谱中的一条记录；每项主张"
            "（目标值、观测值、定性目标、定性结果、举措、角色、授予、文件关系）旁都附有所依据的原文。",
        ),
    ),
    (
        Words("Names", "名称"),
        Words(
            "An IRI is the permanent name of a record. Where a record points to another, the labels of "
            "the other in Chinese and English stand before its IRI.",
            "IRI 是记录的永久名称。一条记录指向另一条时，先列出后者的中英文标签，再列其 IRI。",
        ),
    ),
    (
        Words("Values", "数值"),
        Words(
            "Values are in the base unit: 36万件 is 360,000. Periods are written as EDTF has them: 2025, "
            "or 2021/2025 for a span of years.",
            "数值以基本单位表示：36万件为 360,000。时期采用 EDTF 写法：2025；跨年的写作 2021/2025。",
        ),
    ),
    (
        Words("Evidence", "证据"),
        Words(
            "“source” is the text that was read; “start” and “end” are positions in it, in Unicode "
            "characters counted from 0; “quotation” gives the exact words there, and “clean words” their "
            "reading in clean simplified Chinese. Where the year of a claim stands in another sentence, "
            "the evidence of the period quotes that sentence.",
            "“来源”为所读文本；“起点”“终点”为引语在文本中的位置，按 Unicode 字符从 0 起计；“引语”为该处原文，"
            "“规范化文本”为其规范的简体写法。主张的年份见于另一句的，“时期证据”引出该句。",
        ),
    ),
    (
        Words("Figures that are only cited", "仅作引证的数值"),
        Words(
            "Where the kind of evidence is Citation, the document is cited without its text: its figures "
            "have no position and no quotation, and do not count as verified.",
            "证据种类为“引证”的，只引了文献而没有其原文：这些数值没有位置和引语，不算作已核实。",
        ),
    ),
    (
        Words("What is not there", "没有的内容"),
        Words(
            "Whether a province has a measure or a target has three states: yes, read and absent, not "
            "read. That no row names a province does not mean that it has none: absent is said only "
            "where the plan itself was read whole, and the table Reading tells how far each text was "
            "read. `kg query measure-matrix` gives the state of every province and measure.",
            "某省有无某项措施或目标，分三种状态：有、通读而无、未读。表中没有某省的行，不等于该省没有："
            "只有通读了规划本身，才能说“无”；各文本的阅读范围见“阅读”表。"
            "`kg query measure-matrix` 列出每省每项措施的状态。",
        ),
    ),
    (
        Words("Empty cells", "空单元格"),
        Words(
            "Where a cell is empty the graph states nothing; it means neither no nor zero.",
            "单元格为空，表示图谱对此没有陈述；既不表示“无”，也不表示零。",
        ),
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
