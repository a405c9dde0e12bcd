"""The chart of targets: how the target of each province compares with the national one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import pyoxigraph as ox

from kg.charts.chart import EXTENSIONS, chart_of
from kg.charts.targets_figure import STANCES, caption_of, draw_figure, national_of, title_of, value_text
from kg.charts.targets_rows import Indicator, read_indicator
from kg.charts.web import Datum
from kg.drawing.drawing import Drawing
from kg.drawing.phrases import bracketed
from kg.drawing.subject import Subject
from kg.query.catalog import Catalog
from kg.rdf.namespaces import FAMILIES
from kg.rdf.selects import selected
from kg.rdf.store import Store
from kg.words import text


def targets_chart(
    store: Store,
    catalog: Catalog,
    lang: str,
    *,
    indicator: str,
) -> Drawing:
    """Return the chart of the targets for `indicator`, national and provincial.

    Args:
        store: What answers.
        catalog: Where the canned query `target-cascade` is.
        lang: The language, `en` or `zh`.
        indicator: The national indicator, as an IRI or a prefixed name.

    Raises:
        UnknownName: No national target is of this indicator.
        KgError: The rows of the query are not as expected.
        NoAnswer: The store did not answer.
    """
    found = read_indicator(store, catalog, indicator, lang)
    data = dict(_data(store, found, lang))
    figure = partial(draw_figure, found, lang)
    return chart_of(store, title_of(found, lang), caption_of(found, lang), lang, figure, data)


def _data(store: Store, found: Indicator, lang: str) -> Iterator[tuple[str, Datum]]:
    """Yield what each mark shows: the national targets, and what the provinces have."""
    claims = _claims(store, found)
    for cascade in found.cascades:
        national = f"{FAMILIES['region']}china", found.iri, cascade.period, cascade.national
        yield cascade.key, Datum(found.name, national_of(cascade, lang), claims.get(national, ()))
        for comparison in cascade.numbered:
            key = comparison.region, comparison.indicator, cascade.period, comparison.regional
            stance = bracketed(text(STANCES[comparison.stance], lang), value_text(cascade), lang)
            yield comparison.key, Datum(comparison.name, stance, claims.get(key, ()))
        for comparison in cascade.worded:
            yield (
                comparison.key,
                Datum(comparison.name, text(STANCES[comparison.stance], lang), (comparison.claim,)),
            )


def _claims(store: Store, found: Indicator) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the targets by region, indicator, period and value."""
    indicators = {
        found.iri,
        *(comparison.indicator for cascade in found.cascades for comparison in cascade.numbered),
    }
    claims: dict[tuple[str, ...], tuple[str, ...]] = {}
    for *key, claim in selected(store, "charts/targets", indicator=map(ox.NamedNode, indicators)):
        claims[tuple(key)] = (*claims.get(tuple(key), ()), claim)
    return claims


CHART: Final = Subject.of(__file__, extensions=EXTENSIONS, draw=targets_chart)
