"""The picture of measures: in which provinces each was found, is absent, or was not coded."""

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
from kg.namespaces import PROV, QS
from kg.network import entity_network
from kg.store import Store

_CLAIMS: Final = f"""
PREFIX prov: <{PROV}>
PREFIX qs: <{QS}>
SELECT ?measure ?region ?claim ?own
WHERE {{
  ?adoption a qs:Adoption ; qs:adopts ?measure ; qs:adopter ?region ; prov:wasDerivedFrom ?claim .
  ?claim qs:realises ?own .
}}
ORDER BY ?measure ?region ?claim ?own
"""


def picture_matrix(
    store: Store,
    catalog: Catalog,
    lang: str,
    *,
    level: str = "theme",
    measures: str = "all",
    stage: str = "named",
    strictness: str = "plan",
) -> Picture:
    """Return the picture of the measures of the provinces that the coded texts tell of.

    A province of which nothing is known is named below, and has no column. As a network the picture has what
    the rows are, with the themes and areas above them, the provinces, the claims that the cells count, and
    the measures that these claims are coded with.

    Args:
        store: What answers.
        catalog: Where the canned query `measure-matrix` stands.
        lang: The language, `en` or `zh`.
        level: What the rows are: `measure`, `theme` or `area`.
        measures: `all`, or `shared` for those that at least two provinces have.
        stage: The least stage that counts as found: `named`, `planned`, `under-way` or `done`.
        strictness: `plan` if only a fully coded policy document of the province makes an absence, `source`
            if any fully coded text about it does.

    Raises:
        UnknownName: There is no such choice.
        KgError: The rows of the query are not as expected, or no province has any measure.
        NoAnswer: The store did not answer.
    """
    found = read_matrix(store, catalog, lang, level, measures, stage, strictness)
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


def _places(store: Store, found: Matrix) -> dict[str, tuple[float, float]]:
    """Return the place of each node: rows behind their theme and area, the claims of a cell side by side."""
    down = 0.0
    places: dict[str, tuple[float, float]] = {}
    rows: dict[str, float] = {}
    for area in found.areas:
        if area.iri != "":
            places[area.iri] = (0.0, -down)
        for theme in area.themes:
            if theme.iri != "":
                places[theme.iri] = (1.5, -down)
            for measure in theme.measures:
                rows[measure.iri] = -down
                places[measure.iri] = (3.0, -down)
                down += 1
        down += 1
    left = 6.0
    lefts: dict[str, float] = {}
    for column, (region, _) in enumerate(found.regions):
        claims = (m.cells[column].claims for area in found.areas for m in area.measures)
        widest = max(claims, default=0)
        lefts[region] = left
        places[region] = (left, 2.0)
        left += max(widest, 1) + 1.0
    taken: dict[tuple[str, str], int] = {}
    for row in store.query(_CLAIMS).rows:
        name, region, claim, own = map(plain, row)
        if name not in rows or region not in lefts:
            continue
        if claim not in places:
            # A claim of two measures stands in the row of the first.
            across = taken.get((name, region), 0)
            taken[name, region] = across + 1
            places[claim] = (lefts[region] + across, rows[name])
        if own not in places:
            # What a claim is coded with stands behind the claims of all provinces.
            across = taken.get((name, ""), 0)
            taken[name, ""] = across + 1
            places[own] = (left + across, rows[name])
    return places
