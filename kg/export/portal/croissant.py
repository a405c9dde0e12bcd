"""The data set in schema.org and Croissant 1.0, for search engines and machine-learning tools.

A Croissant description (https://docs.mlcommons.org/croissant/docs/croissant-spec.html) is a schema.org
Dataset that also describes the columns of its files, here of the CSV tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.export.book import Book
from kg.export.cells import SEPARATOR
from kg.export.columns import Column
from kg.export.portal.catalog import DOWNLOADS, sha256
from kg.export.portal.statistics import DATASET
from kg.export.sheets import TableSheet
from kg.files import json_text
from kg.rdf.namespaces import DCAT, DCTERMS, FOAF
from kg.rdf.records import Records

_TERMS: Final = (
    *(
        "citeAs",
        "column",
        "containedIn",
        "equivalentProperty",
        "extract",
        "field",
        "fileObject",
        "fileProperty",
    ),
    *("fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path"),
    *("recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator", "source"),
    *("subField", "transform"),
)
"""The terms of Croissant that have no type in its context."""

CROISSANT_CONTEXT: Final[Mapping[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": DCTERMS,
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    **{term: f"cr:{term}" for term in _TERMS},
}
"""The context that the specification asks for."""

_KINDS: Final = {
    "iri": "sc:URL",
    "text": "sc:Text",
    "integer": "sc:Integer",
    "decimal": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
"""The datatypes of the kinds of columns."""


def write_croissant(described: Records, book: Book, files: Mapping[str, bytes]) -> bytes:
    """Return the description as JSON-LD.

    Args:
        described: The description of the data set.
        book: The tables.
        files: The files of the release by name.
    """

    def words(property_: str) -> tuple[str, str]:
        found = described.words(DATASET, property_)
        return ("", "") if found is None else (found.en, found.zh)

    def one(property_: str) -> str:
        return described.one(DATASET, property_) or ""

    title, description = words(DCTERMS + "title"), words(DCTERMS + "description")
    publisher = described.words(one(DCTERMS + "publisher"), FOAF + "name")
    organization = {"@type": "sc:Organization", "name": publisher.en if publisher is not None else ""}
    period = one(DCTERMS + "temporal")
    years = [(described.one(period, DCAT + name) or "")[:4] for name in ("startDate", "endDate")]
    found: dict[str, Any] = {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "@id": DATASET,
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": title[0],
        "alternateName": title[1],
        "description": description[0],
        "url": one(DCAT + "landingPage"),
        "identifier": one(DCTERMS + "identifier"),
        "license": one(DCTERMS + "license"),
        "citeAs": one(DCTERMS + "bibliographicCitation"),
        "version": one(DCAT + "version"),
        "datePublished": one(DCTERMS + "issued"),
        "dateModified": one(DCTERMS + "modified"),
        "creator": organization,
        "publisher": organization,
        "inLanguage": ["en", "zh-Hans"],
        "keywords": [
            text.value for text in described.texts(DATASET, DCAT + "keyword") if text.tongue == "en"
        ],
        "spatialCoverage": {"@type": "sc:Place", "name": "China"},
        "temporalCoverage": "/".join(years),
        "isAccessibleForFree": True,
        "isLiveDataset": False,
        "distribution": [*_files(described, files), *(_table(sheet, files) for sheet in book.sheets)],
        "recordSet": [_records(sheet) for sheet in book.sheets],
    }
    return json_text(found).encode("utf-8")


def _files(described: Records, files: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    """Yield the distributions that are one file."""
    for distribution in described.of_class(DCAT + "Distribution"):
        for address in described.iris(distribution, DCAT + "downloadURL"):
            name = address.removeprefix(DOWNLOADS)
            media = described.one(distribution, DCAT + "mediaType") or ""
            if name in files and "/" not in name:
                title = described.words(distribution, DCTERMS + "title")
                about = {"description": title.en} if title is not None else {}
                yield _file(name, media.partition("media-types/")[2], files[name]) | about


def _table(sheet: TableSheet, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the file of a table."""
    name = _table_name(sheet)
    return _file(name, "text/csv", files[name]) | {"description": sheet.title.en}


def _file(name: str, media: str, content: bytes) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": DOWNLOADS + name,
        "contentSize": f"{len(content)} B",
        "encodingFormat": media,
        "sha256": sha256(content),
    }


def _records(sheet: TableSheet) -> dict[str, Any]:
    """Return the description of the records of a table."""
    return {
        "@type": "cr:RecordSet",
        "@id": sheet.name,
        "name": sheet.name,
        "description": sheet.note.en,
        "key": {"@id": f"{sheet.name}/iri"},
        "field": [_field(sheet, column) for column in sheet.columns],
    }


def _field(sheet: TableSheet, column: Column) -> dict[str, Any]:
    """Return the description of a column."""
    source: dict[str, Any] = {"fileObject": {"@id": _table_name(sheet)}, "extract": {"column": column.name}}
    found: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{sheet.name}/{column.name}",
        "name": column.name,
        "description": column.note.en or column.title.en,
        "dataType": _KINDS[column.kind],
        "source": source,
    }
    if column.many:
        found["repeated"] = True
        source["transform"] = {"separator": SEPARATOR}
    if column.property is not None:
        found["equivalentProperty"] = column.property
    return found


def _table_name(sheet: TableSheet) -> str:
    return f"csv/{sheet.name}.csv"
