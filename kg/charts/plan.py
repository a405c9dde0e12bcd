"""The outline of a document: its sections, tasks and other actions as a tree, in the order of the text."""

from __future__ import annotations

from functools import partial
from typing import Final

from kg.charts.chart import EXTENSIONS, chart_of
from kg.charts.plan_figure import caption_of, draw_figure, title_of
from kg.charts.plan_rows import read_plan
from kg.charts.web import Datum
from kg.drawing.drawing import Drawing
from kg.drawing.subject import Subject
from kg.query.catalog import Catalog
from kg.rdf.store import Store


def plan_chart(
    store: Store,
    catalog: Catalog,
    lang: str,
    *,
    document: str,
    depth: int | None = None,
) -> Drawing:
    """Return the outline of a document or source.

    Args:
        store: What answers.
        catalog: Where the canned query `plan-outline` is.
        lang: The language, `en` or `zh`.
        document: The document or source, as an IRI or a prefixed name.
        depth: How many levels are drawn, 1 or more; None for as many as make `READABLE` rows.

    Raises:
        UnknownName: Nothing is part of such a document.
        KgError: The rows of the query are not as expected.
        NoAnswer: The store did not answer.
    """
    found = read_plan(store, catalog, lang, document, depth)
    data = {
        part.iri: Datum(f"{part.number} {part.label}".strip(), found.classes[part.type], (part.iri,))
        for part in found.drawn
    }
    figure = partial(draw_figure, found, lang)
    return chart_of(store, title_of(found, lang), caption_of(found, lang), lang, figure, data)


CHART: Final = Subject.of(__file__, extensions=EXTENSIONS, draw=plan_chart)
