"""The media types of answers, of data, and of files."""

from __future__ import annotations

from typing import Final

TABLES: Final = {
    "application/sparql-results+json": "JSON",
    "application/json": "JSON",
    "application/sparql-results+xml": "XML",
    "application/xml": "XML",
    "text/xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
"""The formats of rows, by media type; the names are those of pyoxigraph."""

YES_OR_NO: Final = {name: form for name, form in TABLES.items() if form in ("JSON", "XML")}
"""The formats of the answer to ASK: SPARQL 1.1 does not define one in CSV or TSV."""

GRAPHS: Final = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
}
"""The formats of triples, by media type; the names are those of pyoxigraph."""

ANSWER_FORMATS: Final = {"table": TABLES, "truth": YES_OR_NO, "graph": GRAPHS}
"""The formats of each kind of answer: that to SELECT, to ASK, and to CONSTRUCT or DESCRIBE."""

HTML: Final = "text/html"

DATA: Final = {
    "text/turtle": ".ttl",
    "application/ld+json": ".jsonld",
    "application/n-triples": ".nt",
}
"""The formats of the data of an IRI, by media type, with the end of their address."""

_FILES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".map": "application/json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".ttl": "text/turtle; charset=utf-8",
    ".nt": "application/n-triples",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
    ".rdf": "application/rdf+xml",
    ".rq": "application/sparql-query",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}

_PACKED: Final = (".png", ".woff2", ".xlsx", ".zip", ".ico")
"""The ends of files that are compressed already."""


def content_type(path: str) -> str:
    """Return the content type of a file of the site; that of an unknown file lets no browser run it."""
    return _FILES.get(_end(path), "application/octet-stream")


def is_packed(path: str) -> bool:
    """Return whether gzip would not make a file smaller."""
    return _end(path) in _PACKED


def _end(path: str) -> str:
    name = path.rpartition("/")[2]
    return "." + name.rpartition(".")[2] if "." in name else ""
