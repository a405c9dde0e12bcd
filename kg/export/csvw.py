"""Writes the tables as CSV files with one description of all of them, in the W3C's CSV on the Web.

The description, `csv-metadata.json`, makes the files linked data: it gives the meaning and the datatype of
each column, and the property of the graph that a cell states (https://www.w3.org/TR/tabular-metadata/). A
conversion by https://www.w3.org/TR/csv2rdf/ returns the statements of the records. Columns that repeat the
content of another table are marked `suppressOutput`.

The standard gives a cell with several values only one value URL. So if a property may refer to several
records, its column is marked too, and the statements are in `links.csv`, one per row.

There are no foreign keys: the standard requires the other row in the same files, which a part of the graph
does not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.export.book import BOOK_TITLE, FOREWORD, Book
from kg.export.cells import SEPARATOR, TableCell, joined, text_of
from kg.export.columns import Column
from kg.export.sheets import TableRow, TableSheet
from kg.files import json_text
from kg.rdf.formulas import guard
from kg.rdf.namespaces import RDF_TYPE
from kg.rdf.results import write_csv
from kg.words import Words

METADATA: Final = "csv-metadata.json"
"""The standard file name of the description of the files in a folder."""

LINKS: Final = "links.csv"
"""The table of links of properties that may have several objects."""

_DATATYPES: Final = {"iri": "anyURI", "text": "string"}
"""The names of the kinds of columns in CSV on the Web; the others have the same name there."""

_GUARD: Final = Words.of(
    "A text that a spreadsheet could read as a formula, since it begins with = + - @ or a control "
    "character, has an apostrophe before it, and so has one that begins with an apostrophe: remove one. "
    "Numbers are unchanged."
)
_LINKS: Final = Words.of(
    "The links between records by properties that may have several objects, one link per row; the tables "
    "show the same links in one cell."
)
_LINK_COLUMNS: Final = {
    "subject": Words.of("The record that refers to another."),
    "property": Words.of("The property of the link."),
    "object": Words.of("The record that it refers to."),
}


def write_csvw(book: Book) -> dict[str, bytes]:
    """Return the files by name: one CSV file per sheet, the links, and their description."""
    files = {
        f"{sheet.name}.csv": _csv(
            [column.name for column in sheet.columns],
            (
                [_text(column, cell, row) for column, cell in zip(sheet.columns, row, strict=True)]
                for row in sheet.rows
            ),
        )
        for sheet in book.sheets
    }
    files[LINKS] = _csv(list(_LINK_COLUMNS), _links(book.sheets))
    return {METADATA: json_text(_group(book)).encode("utf-8"), **files}


def _csv(names: list[str], rows: Iterable[list[str]]) -> bytes:
    return write_csv(names, rows).encode("utf-8")


def _text(column: Column, cell: TableCell, row: TableRow) -> str:
    """Return a cell of a row in the form of a CSV file."""
    text = joined(cell, text_of(row[0][0]), column.name)
    return guard(text) if column.kind == "text" else text


def _links(sheets: Iterable[TableSheet]) -> Iterator[list[str]]:
    """Yield the links of properties that may have several objects: subject, property, object."""
    for sheet in sheets:
        linked = [(index, each.property) for index, each in enumerate(sheet.columns) if _is_linked(each)]
        for row in sheet.rows:
            for index, property_ in linked:
                yield from ([text_of(row[0][0]), property_ or "", text_of(value)] for value in row[index])


def _is_linked(column: Column) -> bool:
    return column.kind == "iri" and column.many and column.property is not None


def _group(book: Book) -> dict[str, object]:
    """Return the description of all files."""
    about = Words(*(" ".join(words[index] for _, words in FOREWORD) for index in range(2)))
    found: dict[str, object] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@type": "TableGroup",
        "dc:title": _said(BOOK_TITLE),
        "dc:description": _said(about),
        "rdfs:comment": _said(_GUARD),
        "dc:license": {"@id": book.licence},
    }
    if book.citation != "":
        found["dc:bibliographicCitation"] = book.citation
    found["dialect"] = {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"], "trim": False}
    found["tables"] = [*(_table(sheet) for sheet in book.sheets), _link_table()]
    return found


def _table(sheet: TableSheet) -> dict[str, object]:
    """Return the description of the file of a sheet."""
    columns = [_column(column) for column in sheet.columns]
    columns += [
        {"name": f"type_{number}", "virtual": True, "propertyUrl": RDF_TYPE, "valueUrl": type_}
        for number, type_ in enumerate(sheet.types, 1)
    ]
    return {
        "url": f"{sheet.name}.csv",
        "dc:title": _said(sheet.title),
        "dc:description": _said(sheet.note),
        "tableSchema": {"columns": columns, "primaryKey": "iri", "aboutUrl": "{+iri}"},
    }


def _column(column: Column) -> dict[str, object]:
    """Return the description of a column."""
    titles = {"en": list(dict.fromkeys((column.name, column.title.en))), "zh-Hans": column.title.zh}
    found: dict[str, object] = {
        "name": column.name,
        "titles": titles,
        "dc:description": _said(column.note),
        "datatype": _DATATYPES.get(column.kind, column.kind),
    }
    if column.name == "iri":
        found["required"] = True
    if column.many:
        found["separator"] = SEPARATOR
    if column.language is not None:
        found["lang"] = column.language
    if column.property is None or _is_linked(column):
        found["suppressOutput"] = True
        return found
    found["propertyUrl"] = column.property
    if column.kind == "iri":
        found["valueUrl"] = f"{{+{column.name}}}"
    return found


def _link_table() -> dict[str, object]:
    """Return the description of the table of links."""
    columns: list[dict[str, object]] = [
        {
            "name": name,
            "titles": name,
            "dc:description": _said(note),
            "datatype": "anyURI",
            "required": True,
            "suppressOutput": True,
        }
        for name, note in _LINK_COLUMNS.items()
    ]
    del columns[-1]["suppressOutput"]
    columns[-1] |= {"propertyUrl": "{+property}", "valueUrl": "{+object}"}
    schema = {"columns": columns, "primaryKey": list(_LINK_COLUMNS), "aboutUrl": "{+subject}"}
    title = Words.of("Links")
    return {"url": LINKS, "dc:title": _said(title), "dc:description": _said(_LINKS), "tableSchema": schema}


def _said(words: Words) -> list[dict[str, str]]:
    """Return words in both languages in JSON-LD."""
    return [{"@value": words.en, "@language": "en"}, {"@value": words.zh, "@language": "zh-Hans"}]
