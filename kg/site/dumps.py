"""The whole graph in the formats that the site offers for download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kg.export.book import book_of
from kg.export.rdf import RDF_FORMATS, written
from kg.export.workbook import write_workbook
from kg.site.material import Material
from kg.words import Phrase


def _rdf(name: str) -> Callable[[Material], bytes]:
    return lambda material: written(material.graphs, RDF_FORMATS[name], material.graph.project)


DUMPS: Final[Mapping[str, tuple[Phrase, Callable[[Material], bytes]]]] = {
    "download/graph.ttl": (Phrase("The graph in Turtle"), _rdf("turtle")),
    "download/graph.xlsx": (
        Phrase("A workbook with one sheet per class"),
        lambda material: write_workbook(book_of(material.graph.project, ())),
    ),
}
"""The files, each with what it is and what makes it; the data set names the same paths."""
