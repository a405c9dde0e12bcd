"""The rows of the adoption matrix: measures by theme and area, a cell for each province."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.drawing.rows import rows_of
from kg.errors import KgError
from kg.query.catalog import Catalog
from kg.query.wording import labels_of
from kg.rdf.namespaces import shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store
from kg.words import text

QUERY: Final = "measure-matrix"
"""The canned query whose rows are drawn."""

STATES: Final = ("yes", "other form", "absent", "unread")
"""What is known of a measure in a province."""

MEASURES: Final = {"all": 0, "shared": 2}
"""Which rows are drawn: by the name of the choice, how many provinces must have one."""

_COLUMNS: Final = (
    *("measure", "label_zh", "region", "state", "claims"),
    *("level", "stage", "has_target", "has_result", "label_en"),
    *("claim", "claim_zh", "claim_en"),
)


@dataclass(frozen=True)
class MatrixCell:
    """What is known of a measure in a province.

    Attributes:
        key: What its mark is called.
        state: One of `STATES`.
        claims: The number of claims.
    """

    key: str
    state: str
    claims: int


@dataclass(frozen=True)
class Measure:
    """A measure, theme or area with a cell for each province, in the order of the columns."""

    iri: str
    name: str
    cells: tuple[MatrixCell, ...]

    @property
    def having(self) -> int:
        """How many provinces have it."""
        return sum(cell.state == "yes" for cell in self.cells)

    @property
    def claims(self) -> int:
        """How many claims there are in all."""
        return sum(cell.claims for cell in self.cells)


@dataclass(frozen=True)
class Theme:
    """The measures of a theme, in the order of the rows; without name where the rows are no measures."""

    iri: str
    name: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Area:
    """An area with its rows, by theme; without IRI where the rows are the areas themselves."""

    iri: str
    name: str
    themes: tuple[Theme, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All its rows, in their order."""
        return tuple(measure for theme in self.themes for measure in theme.measures)


@dataclass(frozen=True)
class MatrixRows:
    """What is on the page.

    Attributes:
        areas: The rows, by area.
        regions: IRI and name of the provinces that the coded texts tell of: the columns.
        unread: The names of the other provinces.
        left_out: How many measures are not drawn.
        level: What the rows are: `measure`, `theme` or `area`.
        stage: The least stage that makes a `yes`.
        strictness: What must be fully coded to make an absence; see `queries/measures/measure-matrix.rq`.
    """

    areas: tuple[Area, ...]
    regions: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    left_out: int
    level: str
    stage: str
    strictness: str

    def count(self, state: str) -> int:
        """Return how many cells are of a state."""
        return sum(c.state == state for area in self.areas for m in area.measures for c in m.cells)


def read_matrix(
    store: Store,
    catalog: Catalog,
    lang: str,
    level: str,
    measures: str,
    stage: str,
    strictness: str,
) -> MatrixRows:
    """Return the measures by area, and the provinces that the coded texts are about.

    See `kg.charts.matrix.matrix_chart` for the arguments.
    """
    arguments = {"level": level, "stage": stage, "strictness": strictness}
    rows = rows_of(store, catalog, QUERY, arguments, _COLUMNS, {"state": STATES})
    told = {row["region"] for row in rows if row["state"] != "unread"}
    if len(told) == 0:
        raise KgError(
            "no province has a measure in the answer of {query}; check that the store holds the data",
            query=QUERY,
        )
    drawn = {row["measure"] for row in rows}
    having = Counter(row["measure"] for row in rows if row["state"] == "yes")
    most = Counter(row["region"] for row in rows if row["state"] == "yes")
    regions = labels_of(store, {row["region"] for row in rows}, lang, short=True)
    # The province that has most comes first.
    columns = sorted(told, key=lambda each: (-most[each], regions[each]))
    areas = _areas(store, lang, rows, columns, {each for each in drawn if having[each] >= MEASURES[measures]})
    return MatrixRows(
        areas=areas,
        regions=tuple((region, regions[region]) for region in columns),
        unread=tuple(regions[region] for region in sorted({row["region"] for row in rows} - told)),
        left_out=len(drawn) - sum(len(area.measures) for area in areas),
        level=level,
        stage=stage,
        strictness=strictness,
    )


def _areas(
    store: Store, lang: str, rows: Iterable[Mapping[str, str]], columns: list[str], drawn: set[str]
) -> tuple[Area, ...]:
    """Return the areas with the rows `drawn`: what most provinces have comes first at each level."""
    cells = {
        (row["measure"], row["region"]): MatrixCell(
            f"{shorten(row['measure'])}--{shorten(row['region'])}", row["state"], int(row["claims"])
        )
        for row in rows
    }
    broader = {measure: above for measure, _, _, above in selected(store, "networks/measures") if above != ""}
    grouped: dict[str, dict[str, list[str]]] = {}
    for measure in sorted(drawn):
        above = broader.get(measure, "")
        # A measure is in its theme, and this in its area; a theme is in its area alone.
        area, theme = (broader[above], above) if above in broader else (above, "")
        grouped.setdefault(area, {}).setdefault(theme, []).append(measure)
    names = labels_of(store, {*drawn, *grouped, *broader.values()} - {""}, lang)
    areas = []
    for area, themes in grouped.items():
        found = []
        for theme, members in themes.items():
            measures = [
                Measure(
                    each, names.get(each, shorten(each)), tuple(cells[each, region] for region in columns)
                )
                for each in members
            ]
            measures.sort(key=lambda each: (-each.having, -each.claims, each.name))
            found.append(Theme(theme, names.get(theme, shorten(theme)), tuple(measures)))
        found.sort(key=lambda each: (-sum(m.having for m in each.measures), each.name))
        name = names.get(area, shorten(area)) if area != "" else text("areas of measures", lang).capitalize()
        areas.append(Area(area, name, tuple(found)))
    return tuple(sorted(areas, key=lambda each: (-sum(m.having for m in each.measures), each.name)))
