"""The picture of measures: which province has which, lacks it, or was not read."""

from __future__ import annotations

from functools import partial
from typing import Final

from kg.answers import plain
from kg.catalog import Catalog
from kg.drawing.marks import marks_of
from kg.drawing.matrix_cells import Matrix, read_matrix
from kg.drawing.matrix_page import caption_of, draw_page, title_of
from kg.drawing.picture import Picture
from kg.excerpt import excerpt
from kg.namespaces import QS
from kg.network import entity_network
from kg.store import Store

_ACTIONS: Final = f"""
PREFIX qs: <{QS}>
SELECT DISTINCT ?measure ?region ?action
WHERE {{ ?action qs:realises ?measure ; qs:region ?region }}
ORDER BY ?measure ?region ?action
"""


def picture_matrix(
    store: Store, catalog: Catalog, lang: str, *, measures: str = "all", strictness: str = "plan"
) -> Picture:
    """Return the picture of the measures of the provinces that were read.

    A province that has no measure and of which none is said to be absent was not read: it is named below,
    and has no column. As a network it has the measures with their areas, the provinces, and the actions
    that the cells count.

    Args:
        store: What answers.
        catalog: Where the canned query `measure-matrix` stands.
        lang: The language, `en` or `zh`.
        measures: `all`, or `shared` for those that at least two provinces have.
        strictness: `plan` if only a whole reading of a province's policy document makes an absence, `source`
            if a whole reading of any source about it does.

    Raises:
        UnknownName: There is no such choice.
        KgError: The rows of the query are not as expected, or no province was read.
        NoAnswer: The store did not answer.
    """
    found = read_matrix(store, catalog, lang, measures, strictness)
    places = _places(store, found)
    network = excerpt(entity_network(store, lang), places)
    return Picture(
        title=title_of(lang),
        caption=caption_of(found, lang),
        lang=lang,
        network=network,
        places=places,
        marks=marks_of(store, (facts["type"] for _, facts in network.nodes(data=True)), lang),
        draw=partial(draw_page, found, lang),
    )


def _places(store: Store, found: Matrix) -> dict[str, tuple[float, float]]:
    """Return the place of each node: measures behind their area, the actions of a cell side by side."""
    down = 0
    places: dict[str, tuple[float, float]] = {}
    rows: dict[str, float] = {}
    for area in found.areas:
        places[area.iri] = (0.0, -float(down))
        for measure in area.measures:
            rows[measure.iri] = -float(down)
            places[measure.iri] = (3.0, -float(down))
            down += 1
        down += 1
    left = 6.0
    lefts: dict[str, float] = {}
    for column, (region, _) in enumerate(found.regions):
        widest = max(m.cells[column].claims for area in found.areas for m in area.measures)
        lefts[region] = left
        places[region] = (left, 2.0)
        left += max(widest, 1) + 1.0
    taken: dict[tuple[str, str], int] = {}
    for row in store.query(_ACTIONS).rows:
        name, region, action = map(plain, row)
        if name in rows and region in lefts:
            across = taken.get((name, region), 0)
            taken[name, region] = across + 1
            # An action of two measures stands in the row of the first.
            places.setdefault(action, (lefts[region] + across, rows[name]))
    return places
