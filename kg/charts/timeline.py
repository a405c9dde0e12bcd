"""The timeline: documents by date, and the documents that they carry out or are based on."""

from __future__ import annotations

from functools import partial
from typing import Final

from kg.charts.chart import EXTENSIONS, chart_of
from kg.charts.timeline_figure import draw_figure
from kg.charts.timeline_marks import UNDATED, kind_of
from kg.charts.timeline_overview import draw_overview
from kg.charts.timeline_rows import QUERY, Document, Timeline, read_timeline
from kg.charts.web import Datum
from kg.drawing.drawing import Drawing
from kg.drawing.marks import FILLS, READINGS
from kg.drawing.phrases import source_of
from kg.drawing.subject import Subject
from kg.query.catalog import Catalog
from kg.rdf.store import Store
from kg.words import text


def timeline_chart(store: Store, catalog: Catalog, lang: str, *, region: str | None = None) -> Drawing:
    """Return the documents by date: a row for each province, or for each document of a region.

    Args:
        store: What answers.
        catalog: Where the canned query `document-dates` is.
        lang: The language, `en` or `zh`.
        region: A region, as an IRI or a prefixed name: the documents of it, of those within it and of those
            around it are drawn and named; None for an overview of all.

    Raises:
        UnknownName: There is no such region.
        KgError: The rows of the query are not as expected, or there are none.
        NoAnswer: The store did not answer.
    """
    found = read_timeline(store, catalog, lang, region)
    draw = draw_overview if region is None else draw_figure
    claims: dict[str, tuple[str, ...]] = {}
    for relation in found.relations:
        claims[relation.source] = (*claims.get(relation.source, ()), relation.claim)
    data = {
        each.iri: Datum(each.name, _text(each, lang), claims.get(each.iri, ()), each.page)
        for each in found.documents
    }
    title, caption = _title(found, lang), source_of(f"kg query {QUERY}", lang)
    return chart_of(store, title, caption, lang, partial(draw, found, title, caption, lang), data)


def _title(found: Timeline, lang: str) -> str:
    """Return the title."""
    if found.region == "":
        return text("Documents by date", lang)
    title = text("Documents by date: {region}, and what is within and around it", lang)
    return title.format(region=found.region)


def _text(document: Document, lang: str) -> str:
    """Return the date, the kind, and how far a document was read."""
    kind, _, _ = kind_of(document.type)
    reading = READINGS[FILLS[document.reading]]
    return " · ".join(
        [document.stated or text(UNDATED, lang, "drawing"), text(kind, lang), text(reading, lang)]
    )


CHART: Final = Subject.of(__file__, extensions=EXTENSIONS, draw=timeline_chart)
