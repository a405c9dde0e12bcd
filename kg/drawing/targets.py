"""The picture of targets: how each province stands to the national target of an indicator."""

from __future__ import annotations

from functools import partial
from typing import Final

from kg.answers import plain
from kg.catalog import Catalog
from kg.drawing.cascade import Indicator, read_indicator
from kg.drawing.marks import marks_of
from kg.drawing.picture import Picture
from kg.drawing.target_page import caption_of, draw_page, title_of
from kg.excerpt import excerpt
from kg.namespaces import FAMILIES, QS
from kg.network import entity_network
from kg.store import Store

_CLAIMS: Final = f"""
PREFIX qs: <{QS}>
PREFIX region: <{FAMILIES["region"]}>
SELECT DISTINCT ?claim ?region ?indicator
WHERE {{{{
  ?aim qs:indicator <{{national}}> ; qs:region region:china ; a qs:Target ; qs:period ?period .
  ?aim qs:unit ?unit .
  ?comparison qs:compares <{{national}}> ; qs:comparedWith ?indicator .
  ?comparison qs:closeness ?closeness ; qs:comparable ?by_rule .
  FILTER(?closeness IN ("same", "narrower", "broader") && ?by_rule != "no")
  VALUES ?level {{{{ qs:Country qs:Province }}}}
  ?claim qs:indicator ?indicator ; qs:period ?period ; qs:region ?region ; a qs:Target ; qs:unit ?unit .
  ?region a ?level .
}}}}
ORDER BY ?indicator ?region ?claim
"""


def picture_targets(
    store: Store,
    catalog: Catalog,
    lang: str,
    *,
    indicator: str = "indicator:manufacturing-quality-competitiveness-index",
) -> Picture:
    """Return the picture of the targets for `indicator`, national and provincial.

    As a network it has the claims (targets, and what provinces have in another form), the regions that make
    them, and the indicators that they are about. Provinces that were not coded are on the page, but have no
    edge to show.

    Args:
        store: What answers.
        catalog: Where the canned query `target-cascade` stands.
        lang: The language, `en` or `zh`.
        indicator: The national indicator, as an IRI or a prefixed name.

    Raises:
        UnknownName: No national target is of this indicator, or there is no such language.
        KgError: The rows of the query are not as expected.
        NoAnswer: The store did not answer.
    """
    found = read_indicator(store, catalog, indicator, lang)
    places = _places(store, found)
    network = excerpt(entity_network(store, lang), places)
    return Picture(
        title=title_of(found, lang),
        caption=caption_of(found, lang),
        lang=lang,
        network=network,
        places=places,
        marks=marks_of(store, (facts["type"] for _, facts in network.nodes(data=True)), lang),
        draw=partial(draw_page, found, lang),
    )


def _places(store: Store, found: Indicator) -> dict[str, tuple[float, float]]:
    """Return the place of each node: regions in a column, claims right of them, then indicators."""
    rows = [tuple(map(plain, row)) for row in store.query(_CLAIMS.format(national=found.iri)).rows]
    claims = [row[0] for row in rows]
    others = [stand for cascade in found.cascades for stand in cascade.worded]
    claims += [stand.claim for stand in others]
    regions = [row[1] for row in rows] + [stand.region for stand in others]
    indicators = [row[2] for row in rows]
    places: dict[str, tuple[float, float]] = {}
    for across, column in ((2.0, regions), (4.0, claims), (8.0, indicators)):
        places.update({name: (across, -float(down)) for down, name in enumerate(dict.fromkeys(column))})
    return places
