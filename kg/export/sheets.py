"""The tables of the graph: one sheet per class, one row per record, and typed columns with notes.

The workbook, the CSV files, and the Parquet files are written from this model. A class has a sheet unless it
only groups others (`ABSTRACT`). The sheet includes the records of its subclasses, since they are instances of
it; the column `class` distinguishes them. So a province is a row of Region, a task of Action.

Sheets and columns follow from the ontology and the shapes alone, so that a part of the graph has the same
columns as the whole, and so has a later version of the data. A statement that has no column is an error.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from kg.errors import KgError
from kg.export.cells import TableCell
from kg.export.columns import Column, Columns, column_name
from kg.export.properties import Properties
from kg.export.quotations import Quotations
from kg.export.terms import Terms
from kg.rdf.namespaces import QS, RDFS, SKOS, shorten
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

ABSTRACT: Final = frozenset(
    {
        *("qs:Agent", "qs:Attested", "qs:Claim", "qs:Document"),
        *("qs:Evidence", "qs:Figure", "qs:NamedThing", "qs:Summary"),
    }
)
"""The classes that only group others: their records have a class below them, and the sheet of that class."""

TableRow = tuple[TableCell, ...]
"""A cell for each column."""


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
    rows: tuple[TableRow, ...]


def sheets_of(graph: Records, properties: Properties, described: set[str]) -> tuple[TableSheet, ...]:
    """Return the tables of a graph; one without records has no rows.

    Args:
        graph: The whole graph.
        properties: What the ontology and the shapes say that records may state.
        described: The records that have a row; other records that they refer to are named by their labels.

    Raises:
        KgError: A record has no table, states something that has no column, or has several values in a
            column for one; or a value is not of the kind that its column has.
    """
    terms = Terms(graph)
    place = Quotations(graph, terms).place
    homes = _homes(terms, properties)
    records: dict[str, set[str]] = defaultdict(set)
    for record in described:
        for class_ in terms.classes_of(record):
            if class_ not in homes:
                raise KgError(
                    "{record}: {name} has no table; give it a class below that one",
                    record=shorten(record),
                    name=shorten(class_),
                )
            records[homes[class_]].add(record)
    sheets: list[TableSheet] = []
    for home in sorted(set(homes.values()), key=lambda each: _rank(terms, each)):
        classes = [home, *sorted(each for each in homes if homes[each] == home and each != home)]
        columns = Columns(graph, terms, properties.of(classes), classes)
        types = [home] if len(classes) == 1 else []
        types += [SKOS + "Concept"] if SKOS + "Concept" in graph.iris(home, RDFS + "subClassOf") else []
        sheets.append(
            TableSheet(
                class_=home,
                name=_unique(column_name(home).replace("_", "-"), {each.name for each in sheets}),
                title=terms.meaning(home).label,
                note=terms.meaning(home).note,
                types=tuple(sorted(types)),
                columns=tuple(columns.all),
                rows=tuple(columns.row(record) for record in sorted(records[home], key=place)),
            )
        )
    return tuple(sheets)


def _homes(terms: Terms, properties: Properties) -> dict[str, str]:
    """Return the class whose sheet has the records of each class.

    It is the highest class above it that is not abstract. A class of another standard has a sheet if a shape
    describes it and no class of the project is below it.
    """
    found: dict[str, str] = {}
    for class_ in terms.classes:
        above = [each for each in terms.above(class_) if shorten(each) not in ABSTRACT]
        if class_.startswith(QS) and class_ in above:
            found[class_] = above[-1]
        elif class_ in properties.described and not terms.below(class_):
            found[class_] = class_
    return found


def _rank(terms: Terms, class_: str) -> tuple[int, str]:
    """Return the sort key of sheets; see `_ORDER`."""
    named = [_ORDER.index(name) for name in map(shorten, terms.above(class_)) if name in _ORDER]
    return (named[0] if len(named) > 0 else len(_ORDER)), class_


def _unique(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "-"
    return name
