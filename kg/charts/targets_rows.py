"""The rows of the chart of targets: those of `target-cascade`, with names in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.drawing.phrases import bracketed
from kg.drawing.rows import rows_of
from kg.errors import KgError, UnknownName
from kg.query.catalog import Catalog
from kg.query.wording import labels_of
from kg.rdf.namespaces import iri_in, shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store
from kg.words import Noun

QUERY: Final = "target-cascade"
"""The canned query whose rows are drawn; its columns are those of `_COLUMNS`."""

NUMBERED: Final = ("stricter", "equal", "looser")
"""The stances of a province that has a number (see `queries/targets/target-cascade.rq`)."""

OTHER_FORM: Final = "other form"
"""The stance of a province that has something else on the family of indicators."""

_COLUMNS = (
    *("indicator", "indicator_zh", "period", "national", "region", "regional", "stance"),
    *("comparator", "regional_comparator", "unit", "note", "wording", "wording_zh"),
    *("claim", "claim_zh", "claim_en", "region_zh", "region_en", "indicator_en", "wording_en"),
    *("national_to", "regional_to"),
)


@dataclass(frozen=True)
class Comparison:
    """How one province compares with the national target.

    Attributes:
        key: What its mark is called.
        region: The IRI of the province.
        name: Its short name.
        regional: Its number as a plain decimal, or nothing.
        regional_to: The upper end if it is a range, or nothing.
        comparator: The sign of how its indicator compares with the number, such as `>=`, or nothing.
        stance: One of `NUMBERED`, `OTHER_FORM`, `absent` (the plan was fully coded and has nothing on the
            family) or `unread` (it was not fully coded).
        indicator: The IRI of the indicator that the province uses.
        wording: The name of this indicator, where it is not the national one.
        claim: The IRI of what it has in another form, or nothing.
        words: What that says, and what kind of claim it is.
    """

    key: str
    region: str
    name: str
    regional: str
    regional_to: str
    comparator: str
    stance: str
    indicator: str
    wording: str | None
    claim: str
    words: str


@dataclass(frozen=True)
class Cascade:
    """One national target and how each province compares with it.

    Attributes:
        key: What the mark of the national target is called.
        period: The year or years that the target is for.
        national: The national number as a plain decimal.
        national_to: The upper end if it is a range, or nothing.
        comparator: The sign of how the indicator compares with it.
        symbol: What is behind a number of this unit: `%`, or nothing.
        unit: The name of the unit.
        direction: Whether a higher or a lower value is better, in words.
        comparisons: A comparison for each row of the query, in its order.
    """

    key: str
    period: str
    national: str
    national_to: str
    comparator: str
    symbol: str
    unit: str
    direction: str
    comparisons: tuple[Comparison, ...]

    @property
    def numbered(self) -> list[Comparison]:
        """The provinces with a number."""
        return self.of(*NUMBERED)

    @property
    def worded(self) -> list[Comparison]:
        """What provinces have in another form: a comparison for each such claim."""
        return self.of(OTHER_FORM)

    def of(self, *stances: str) -> list[Comparison]:
        """Return what is of one of some stances, see `Comparison.stance`."""
        return [comparison for comparison in self.comparisons if comparison.stance in stances]


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
    """Return the national targets of `indicator`, and how each province compares with them.

    See `kg.charts.targets.targets_chart` for the arguments.
    """
    aims = list(selected(store, "charts/national-targets", lang=[ox.Literal(lang)]))
    known = {iri for iri, *_ in aims}
    iri = iri_in(indicator)
    if iri is None or iri not in known:
        given = shorten(iri) if iri is not None else indicator
        raise UnknownName(Noun("indicator of a national target"), given, map(shorten, known))
    rows = _rows(store, catalog, iri)
    # Provinces go by their short name.
    regions = labels_of(store, {row["region"] for row in rows}, lang, short=True)
    cascades: list[Cascade] = []
    for key in dict.fromkeys(map(_target, rows)):
        period, national, national_to, comparator = key
        symbol, unit, direction = next(
            facts for i, p, value, *facts in aims if (i, p, value) == (iri, period, national)
        )
        comparisons = tuple(
            Comparison(
                key=f"comparison-{number}",
                region=row["region"],
                name=regions.get(row["region"], shorten(row["region"])),
                regional=row["regional"],
                regional_to=row["regional_to"],
                comparator=row["regional_comparator"],
                stance=row["stance"],
                indicator=row["wording"] or iri,
                wording=row[f"wording_{lang}"] if row["wording"] not in ("", iri) else None,
                claim=row["claim"],
                words=_words(row, lang),
            )
            for number, row in enumerate(rows)
            if _target(row) == key
        )
        shown = symbol if symbol == "%" else ""
        name = f"target-{len(cascades)}"
        cascades.append(
            Cascade(name, period, national, national_to, comparator, shown, unit, direction, comparisons)
        )
    return Indicator(iri, rows[0][f"indicator_{lang}"], tuple(cascades))


def _target(row: dict[str, str]) -> tuple[str, str, str, str]:
    """Return what makes a national target: its period, its number or range, and its comparator."""
    return row["period"], row["national"], row["national_to"], row["comparator"]


def _words(row: dict[str, str], lang: str) -> str:
    """Return the words of a claim in another form, and in brackets what kind of claim it is."""
    if row["claim"] == "":
        return ""
    en, _, zh = row["note"].partition(" | ")
    return bracketed(row[f"claim_{lang}"], zh if lang == "zh" else en, lang)


def _rows(store: Store, catalog: Catalog, indicator: str) -> list[dict[str, str]]:
    """Return the rows of the canned query; see `read_indicator`."""
    stances = (*NUMBERED, OTHER_FORM, "absent", "unread")
    rows = rows_of(store, catalog, QUERY, {"national_indicator": indicator}, _COLUMNS, {"stance": stances})
    if len(rows) == 0:
        raise KgError(
            "the query {query} has no rows for {indicator}; check its target and its direction",
            query=QUERY,
            indicator=shorten(indicator),
        )
    return rows
