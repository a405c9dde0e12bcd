"""The picture of documents by date: national, of provinces and of cities, and how they hang together."""

from __future__ import annotations

from functools import partial
from typing import Final

from kg.catalog import Catalog
from kg.drawing.marks import marks_of
from kg.drawing.picture import Mark, Picture
from kg.drawing.timeline_dates import Timeline, read_timeline
from kg.drawing.timeline_page import KINDS, WORDS, caption_of, draw_page, kind_of, title_of
from kg.excerpt import excerpt
from kg.network import entity_network
from kg.store import Store

_YEAR: Final = 4.0
"""How wide a year is, in the units of a picture."""


def picture_timeline(store: Store, catalog: Catalog, lang: str, *, region: str | None = None) -> Picture:
    """Return the picture of the documents of a region by date.

    As a network it has the documents and sources, their regions, and the claims that tie them.

    Args:
        store: What answers.
        catalog: Where the canned query `document-dates` stands.
        lang: The language, `en` or `zh`.
        region: A region, as an IRI or a prefixed name: the documents of it, of those within it and of those
            around it are drawn; None for all.

    Raises:
        UnknownName: There is no such region.
        KgError: The rows of the query are not as expected, or there are none.
        NoAnswer: The store did not answer.
    """
    found = read_timeline(store, catalog, lang, region)
    places = _places(found)
    network = excerpt(entity_network(store, lang), places)
    types = [str(facts["type"]) for _, facts in network.nodes(data=True)]
    documents = {each.type for each in found.documents}
    order = list(KINDS)
    marks = {
        name: Mark(WORDS[lang][kind], colour, shape)
        for name, (kind, colour, shape) in sorted(
            ((name, kind_of(name)) for name in documents), key=lambda each: (order.index(each[1][0]), each[0])
        )
    }
    marks.update(marks_of(store, (name for name in types if name not in documents), lang))
    return Picture(
        title=title_of(found, lang),
        caption=caption_of(lang),
        lang=lang,
        network=network,
        places=places,
        marks=marks,
        draw=partial(draw_page, found, lang),
    )


def _places(found: Timeline) -> dict[str, tuple[float, float]]:
    """Return the place of each node: time to the right, a row a document, regions to the left of all."""
    first = min((each.day.year for each in found.dated if each.day is not None), default=0)
    places: dict[str, tuple[float, float]] = {}
    for row, each in enumerate(found.documents):
        # An undated document stands left of the first year, where no place means a date.
        across = -3.0
        if each.day is not None:
            across = _YEAR * (each.day.year - first + (each.day.timetuple().tm_yday - 1) / 366)
        places[each.iri] = (across, -float(row))
    regions = dict.fromkeys(each.region for each in found.documents if each.region != "")
    places.update({region: (-8.0, -float(row)) for row, region in enumerate(regions)})
    for number, tie in enumerate(found.ties):
        across, down = places[tie.source]
        places[tie.claim] = (across - 0.5 - 0.01 * number, down - 0.5)
    return places
