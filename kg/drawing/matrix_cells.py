"""What the picture of measures shows: which province has which measure, lacks it, or was not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.answers import plain
from kg.catalog import Catalog
from kg.drawing.rows import labels_of, rows_of
from kg.errors import KgError, UnknownName
from kg.namespaces import QS, SKOS, shorten
from kg.store import Store

QUERY: Final = "measure-matrix"
"""The canned query whose rows are drawn."""

STATES: Final = ("yes", "absent", "unread")
"""What is known of a measure in a province."""

MEASURES: Final = {"all": 0, "shared": 2}
"""Which measures are drawn: by the name of the choice, how many provinces must have one."""

STRICTNESS: Final = ("plan", "source")
"""Which reading makes an absence; see `queries/measures/measure-matrix.rq`."""

_COLUMNS: Final = ("measure", "label_zh", "region", "state", "claims")

_AREAS: Final = f"""
PREFIX qs: <{QS}>
PREFIX skos: <{SKOS}>
SELECT DISTINCT ?measure ?area
WHERE {{ ?measure a qs:Measure ; skos:broader ?area }}
ORDER BY ?measure ?area
"""


@dataclass(frozen=True)
class Cell:
    """What is known of a measure in a province: one of `STATES`, and the number of claims."""

    state: str
    claims: int


@dataclass(frozen=True)
class Measure:
    """A measure with a cell for each province, in the order of the columns."""

    iri: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def having(self) -> int:
        """How many provinces have it."""
        return sum(cell.state == "yes" for cell in self.cells)

    @property
    def claims(self) -> int:
        """How many claims there are in all."""
        return sum(cell.claims for cell in self.cells)


@dataclass(frozen=True)
class Area:
    """An area with its measures, in the order of the rows."""

    iri: str
    name: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Matrix:
    """What is on the page.

    Attributes:
        areas: The rows, by area.
        regions: IRI and name of the provinces that were read: the columns.
        unread: The names of the provinces that were not read at all.
        left_out: How many measures are not drawn.
        strictness: `plan` or `source`; see `STRICTNESS`.
    """

    areas: tuple[Area, ...]
    regions: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    left_out: int
    strictness: str

    def count(self, state: str) -> int:
        """Return how many cells are of a state."""
        return sum(c.state == state for area in self.areas for m in area.measures for c in m.cells)


@dataclass(frozen=True)
class _Row:
    """A row of the query: province, measure, state and number of claims."""

    measure: str
    region: str
    state: str
    claims: int


def read_matrix(store: Store, catalog: Catalog, lang: str, measures: str, strictness: str) -> Matrix:
    """Return the measures by area and the provinces that were read.

    Args:
        store: What answers.
        catalog: Where the canned query stands.
        lang: The language of the names, `en` or `zh`.
        measures: A key of `MEASURES`.
        strictness: One of `STRICTNESS`.

    Raises:
        UnknownName: There is no such choice.
        KgError: The rows of the query are not as expected, or no province was read.
        NoAnswer: The store did not answer.
    """
    if measures not in MEASURES:
        raise UnknownName("choice of measures", "措施选项", measures, MEASURES)
    if strictness not in STRICTNESS:
        raise UnknownName("strictness", "严格程度", strictness, STRICTNESS)
    rows = [
        _Row(row["measure"], row["region"], row["state"], int(row["claims"]))
        for row in rows_of(store, catalog, QUERY, {"strictness": strictness}, _COLUMNS, {"state": STATES})
    ]
    read = {row.region for row in rows if row.state != "unread"}
    if len(read) == 0:
        raise KgError(
            f"no province has a measure in the answer of {QUERY}; check that the store holds the data",
            f"查询 {QUERY} 的结果中没有任何省份的措施；请检查存储中是否有数据",
        )
    having = {row.measure: 0 for row in rows}
    for row in rows:
        having[row.measure] += row.state == "yes"
    regions = labels_of(store, {row.region for row in rows}, "(rdfs:label|skos:altLabel)", lang)
    # The province that has most stands first.
    columns = sorted(
        read, key=lambda each: (-sum(r.state == "yes" for r in rows if r.region == each), regions[each])
    )
    areas = _areas(store, lang, rows, columns, {m for m, n in having.items() if n >= MEASURES[measures]})
    return Matrix(
        areas=areas,
        regions=tuple((region, regions[region]) for region in columns),
        unread=tuple(regions[region] for region in sorted({row.region for row in rows} - read)),
        left_out=len(having) - sum(len(area.measures) for area in areas),
        strictness=strictness,
    )


def _areas(
    store: Store, lang: str, rows: Iterable[_Row], columns: list[str], drawn: set[str]
) -> tuple[Area, ...]:
    """Return the areas with the measures `drawn`: what most provinces have stands first."""
    cells = {(row.measure, row.region): Cell(row.state, row.claims) for row in rows}
    grouped: dict[str, list[str]] = {}
    for row in store.query(_AREAS).rows:
        measure, area = map(plain, row)
        if measure in drawn and all(measure not in others for others in grouped.values()):
            grouped.setdefault(area, []).append(measure)
    names = labels_of(store, {*drawn, *grouped}, "skos:prefLabel", lang)
    areas = []
    for area, members in grouped.items():
        measures = [
            Measure(each, names.get(each, shorten(each)), tuple(cells[each, region] for region in columns))
            for each in members
        ]
        measures.sort(key=lambda each: (-each.having, -each.claims, each.name))
        areas.append(Area(area, names.get(area, shorten(area)), tuple(measures)))
    return tuple(sorted(areas, key=lambda each: (-sum(m.having for m in each.measures), each.name)))
