"""The tables of the graph: one sheet per class, one row per record, and typed columns with notes.

The workbook, the CSV files, and the Parquet files are written from this model. A class that has records
itself has a sheet, which includes the records of its subclasses, since they are instances of it; the column
`class` distinguishes them. So a province is a row of Region, a task of Action.

Sheets and columns follow from the whole graph, so that a part of the graph has the same columns.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from kg.export.cells import TableCell
from kg.export.columns import Column, Columns, column_name
from kg.export.terms import Terms
from kg.rdf.namespaces import RDF_TYPE, shorten
from kg.rdf.records import Records
from kg.words import Words

_ORDER: Final = (
    *(
        "qs:Target",
        "qs:Observation",
        "qs:Goal",
        "qs:Finding",
        "qs:Action",
        "qs:Role",
        "qs:Conferral",
        "qs:Lineage",
    ),
    *("qs:Claim", "qs:Section", "qs:Source", "qs:PolicyDocument", "qs:Document", "qs:Reading", "qs:Region"),
    *("qs:Agent", "qs:NamedThing", "qs:Measure", "qs:Indicator", "qs:Sector", "qs:Unit"),
    *("qs:Quotation", "qs:Citation", "qs:Sentence", "qs:Clause", "qs:NonValue", "qs:Repair"),
)
"""The order of sheets: a class has the position of the nearest listed class above it; others come last."""


@dataclass(frozen=True)
class TableSheet:
    """A table of the records of one class.

    Attributes:
        class_: The IRI of the class.
        name: Its name for programs, of lowercase letters, digits, and hyphens; unique.
        title: The label of the class.
        note: The definition of the class.
        types: The IRIs of the types that every record has and no column shows.
        columns: The columns; the first is the IRI of the record.
        rows: A cell for each column, for each record in the order of source, place in the text, and IRI.
    """

    class_: str
    name: str
    title: Words
    note: Words
    types: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]


def sheets_of(graph: Records, described: set[str]) -> tuple[TableSheet, ...]:
    """Return the tables of a graph that have any rows.

    Args:
        graph: The whole graph.
        described: The records that have a row; other records that they refer to are named by their labels.

    Raises:
        KgError: A value is not of the kind that its column has.
    """
    terms = Terms(graph)
    stated: dict[str, list[str]] = defaultdict(list)
    for record in graph.subjects:
        for class_ in terms.classes_of(record):
            stated[class_].append(record)
    homes: dict[str, list[str]] = defaultdict(list)
    for class_ in stated:
        homes[[each for each in terms.above(class_) if each in stated][-1]].append(class_)
    sheets: list[TableSheet] = []
    for home in sorted(homes, key=lambda each: _rank(terms, each)):
        records = sorted({record for class_ in homes[home] for record in stated[class_]})
        if described.isdisjoint(records):
            continue
        columns = Columns(graph, terms, records, homes[home])
        types = set.intersection(*(set(graph.iris(record, RDF_TYPE)) for record in records))
        types -= set(homes[home]) if len(homes[home]) > 1 else set()
        rows = sorted(described.intersection(records), key=columns.place)
        sheet = TableSheet(
            class_=home,
            name=_unique(column_name(home).replace("_", "-"), {each.name for each in sheets}),
            title=terms.meaning(home).label,
            note=terms.meaning(home).note,
            types=tuple(sorted(types)),
            columns=tuple(columns.all),
            rows=tuple(tuple(columns.cells[record]) for record in rows),
        )
        sheets.append(sheet)
    return tuple(sheets)


def _rank(terms: Terms, class_: str) -> tuple[int, str]:
    """Return the sort key of sheets; see `_ORDER`."""
    named = [_ORDER.index(name) for name in map(shorten, terms.above(class_)) if name in _ORDER]
    return (named[0] if len(named) > 0 else len(_ORDER)), class_


def _unique(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "-"
    return name
