"""Reads what the picture of targets shows: the rows of `target-cascade`, with names in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.answers import plain
from kg.catalog import Catalog
from kg.drawing.rows import labels_of, rows_of
from kg.drawing.style import LANGUAGES
from kg.errors import KgError, UnknownName
from kg.namespaces import FAMILIES, QS, RDFS, SKOS, iri_in, shorten
from kg.store import Store

QUERY: Final = "target-cascade"
"""The canned query whose rows are drawn; its columns are those of `_COLUMNS`."""

NUMBERED: Final = ("stricter", "equal", "looser")
"""The stances of a province that has a number (see `queries/targets/target-cascade.rq`)."""

_COLUMNS = ("indicator", "indicator_zh", "period", "national", "region", "regional", "stance")

_AIMS = f"""
PREFIX qs: <{QS}>
PREFIX skos: <{SKOS}>
SELECT DISTINCT ?indicator ?period ?value ?symbol ?unit ?direction WHERE {{
  ?aim a qs:Target ; qs:region <{FAMILIES["region"]}china> ; qs:indicator ?indicator ;
    qs:period ?period ; qs:value ?value ; qs:unit ?of .
  ?indicator qs:direction ?way .
  OPTIONAL {{ ?of qs:symbol ?symbol }}
  OPTIONAL {{ ?of skos:prefLabel ?unit FILTER(LANGMATCHES(LANG(?unit), "LANGUAGE")) }}
  OPTIONAL {{ ?way skos:prefLabel ?direction FILTER(LANGMATCHES(LANG(?direction), "LANGUAGE")) }}
}}
ORDER BY ?indicator ?period ?value ?unit ?direction ?symbol
"""

_WISHES = f"""
PREFIX qs: <{QS}>
PREFIX rdfs: <{RDFS}>
SELECT DISTINCT ?wish ?label WHERE {{
  ?goal a qs:Goal ; qs:indicator <INDICATOR> ; rdfs:label ?wish, ?label .
  FILTER(LANGMATCHES(LANG(?wish), "zh") && LANGMATCHES(LANG(?label), "LANGUAGE"))
}}
ORDER BY ?wish ?label
"""


@dataclass(frozen=True)
class Stand:
    """How one province stands to the national target.

    Attributes:
        region: The IRI of the province.
        name: Its short name.
        regional: Its number as a plain decimal, its goal in words, or nothing.
        stance: One of `NUMBERED`, `absent` or `unread`.
        near: The name of the indicator that the province uses, where it is not the national one.
    """

    region: str
    name: str
    regional: str
    stance: str
    near: str | None


@dataclass(frozen=True)
class Cascade:
    """One national target and how each province stands to it.

    Attributes:
        period: The year or years that the target is for.
        national: The national number as a plain decimal.
        symbol: What stands behind a number of this unit: `%`, or nothing.
        unit: The name of the unit.
        direction: Whether a higher or a lower value is better, in words.
        stands: A stand for each row of the query, in its order.
    """

    period: str
    national: str
    symbol: str
    unit: str
    direction: str
    stands: tuple[Stand, ...]

    @property
    def numbered(self) -> list[Stand]:
        """The provinces with a number."""
        return [stand for stand in self.stands if stand.stance in NUMBERED]

    @property
    def worded(self) -> list[Stand]:
        """The provinces with a goal in words."""
        return [stand for stand in self.stands if stand.stance == "absent" and stand.regional != ""]

    @property
    def absent(self) -> list[Stand]:
        """The provinces whose plan was read whole and has neither number nor words."""
        return [stand for stand in self.stands if stand.stance == "absent" and stand.regional == ""]

    @property
    def unread(self) -> list[Stand]:
        """The provinces whose plan was not read whole."""
        return [stand for stand in self.stands if stand.stance == "unread"]


@dataclass(frozen=True)
class Indicator:
    """A national indicator with all its national targets.

    Attributes:
        iri: Its IRI.
        name: Its name.
        cascades: A cascade for each national target, by period and value.
    """

    iri: str
    name: str
    cascades: tuple[Cascade, ...]


def read_indicator(store: Store, catalog: Catalog, indicator: str, lang: str) -> Indicator:
    """Return the national targets of `indicator`, and how each province stands to them.

    Args:
        store: What answers.
        catalog: Where the canned query stands.
        indicator: An IRI or a prefixed name.
        lang: The language of the names, `en` or `zh`.

    Raises:
        UnknownName: No national target is of this indicator, or there is no such language.
        KgError: The rows of the query are not what this module knows.
        NoAnswer: The store did not answer.
    """
    if lang not in LANGUAGES:
        raise UnknownName("language", "语言", lang, LANGUAGES)
    aims = [tuple(map(plain, row)) for row in store.query(_AIMS.replace("LANGUAGE", lang)).rows]
    known = {iri for iri, *_ in aims}
    iri = iri_in(indicator)
    if iri is None or iri not in known:
        names = map(shorten, known)
        raise UnknownName("indicator of a national target", "全国目标的指标", indicator, names)
    rows = _rows(store, catalog, iri)
    # Provinces go by their short name, indicators by the one preferred.
    regions = labels_of(store, {row["region"] for row in rows}, "(rdfs:label|skos:altLabel)", lang)
    indicators = labels_of(store, {iri, *(row["indicator"] for row in rows)}, "skos:prefLabel", lang)
    wishes = {
        plain(wish): plain(label)
        for wish, label in store.query(_WISHES.replace("INDICATOR", iri).replace("LANGUAGE", lang)).rows
    }
    cascades: list[Cascade] = []
    for period, national in dict.fromkeys((row["period"], row["national"]) for row in rows):
        symbol, unit, direction = next(
            facts for i, p, value, *facts in aims if (i, p, value) == (iri, period, national)
        )
        stands = tuple(
            Stand(
                region=row["region"],
                name=regions.get(row["region"], shorten(row["region"])),
                regional=wishes.get(row["regional"], row["regional"]),
                stance=row["stance"],
                near=indicators.get(row["indicator"], shorten(row["indicator"]))
                if row["indicator"] != iri
                else None,
            )
            for row in rows
            if (row["period"], row["national"]) == (period, national)
        )
        cascades.append(Cascade(period, national, symbol if symbol == "%" else "", unit, direction, stands))
    return Indicator(iri, indicators.get(iri, shorten(iri)), tuple(cascades))


def _rows(store: Store, catalog: Catalog, indicator: str) -> list[dict[str, str]]:
    """Return the rows of the canned query; see `read_indicator`."""
    stances = (*NUMBERED, "absent", "unread")
    rows = rows_of(store, catalog, QUERY, {"national_indicator": indicator}, _COLUMNS, {"stance": stances})
    if len(rows) == 0:
        raise KgError(
            f"the query {QUERY} has no rows for {shorten(indicator)}; check its target and its direction",
            f"查询 {QUERY} 没有 {shorten(indicator)} 的结果；请检查其目标与方向",
        )
    return rows
