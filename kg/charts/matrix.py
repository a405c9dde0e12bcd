"""The adoption matrix: in which provinces each measure was found, is absent, or was not coded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from kg.charts.chart import EXTENSIONS, chart_of
from kg.charts.matrix_figure import MEANINGS, caption_of, draw_figure, title_of
from kg.charts.matrix_rows import MatrixRows, read_matrix
from kg.charts.web import Datum
from kg.drawing.drawing import Drawing
from kg.drawing.phrases import placed
from kg.drawing.subject import Subject
from kg.query.catalog import Catalog
from kg.rdf.selects import selected
from kg.rdf.store import Store
from kg.words import text


def matrix_chart(
    store: Store,
    catalog: Catalog,
    lang: str,
    *,
    level: str,
    measures: str,
    stage: str,
    strictness: str,
) -> Drawing:
    """Return the matrix of measures and the provinces that the coded texts are about.

    A province of which nothing is known is named below, and has no column.

    Args:
        store: What answers.
        catalog: Where the canned query `measure-matrix` is.
        lang: The language, `en` or `zh`.
        level: What the rows are: `measure`, `theme` or `area`.
        measures: `all`, or `shared` for those that at least two provinces have.
        stage: The least stage that counts as found: `named`, `planned`, `under-way` or `done`.
        strictness: `plan` if only a fully coded policy document of the province shows that something is
            absent, `source` if any fully coded text about it does.

    Raises:
        KgError: The rows of the query are not as expected, or no province has any measure.
        NoAnswer: The store did not answer.
    """
    found = read_matrix(store, catalog, lang, level, measures, stage, strictness)
    data = dict(_data(store, found, lang))
    figure = partial(draw_figure, found, lang)
    return chart_of(store, title_of(found, lang), caption_of(found, lang), lang, figure, data)


def _data(store: Store, found: MatrixRows, lang: str) -> Iterator[tuple[str, Datum]]:
    """Yield what each cell shows, with the claims that it counts."""
    claims: dict[tuple[str, str], tuple[str, ...]] = {}
    for measure, region, claim in selected(store, "charts/adoptions"):
        claims[measure, region] = (*claims.get((measure, region), ()), claim)
    for area in found.areas:
        for each in area.measures:
            for (iri, region), cell in zip(found.regions, each.cells, strict=True):
                meaning = text(MEANINGS[cell.state], lang).format(count=cell.claims)
                name = placed(region, each.name, lang)
                yield cell.key, Datum(name, meaning, claims.get((each.iri, iri), ()))


CHART: Final = Subject.of(__file__, extensions=EXTENSIONS, draw=matrix_chart)
