"""Measures how many figures of one source find a comparable value in the others.

Run it by hand: `python bench/held_out.py [ROOT]`, for the committed graph or for the one in the folder
ROOT. Each source is left out once, and each of its figures is compared with those of all other sources and
of the documents that are cited without their text, by the rule "When two values may be compared". The
region may differ, for that is the comparison across provinces; the last column counts only values of the
same kind of region. Nothing here depends on the machine.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import kg

FIGURES: Final = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX qs: <https://w3id.org/quality-strategy/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX unit: <https://w3id.org/quality-strategy/unit/>

SELECT DISTINCT ?figure ?origin ?extent ?observed ?indicator ?nature ?kind ?region ?period ?base
WHERE {
  ?figure qs:indicator ?indicator ; qs:unit ?unit ; qs:evidence ?evidence ; qs:region ?place .
  ?indicator qs:nature ?nature .
  ?place a ?region .
  FILTER(?region IN (qs:Country, qs:Province, qs:City, qs:County, qs:EconomicRegion))
  { ?evidence a qs:Quotation ; oa:hasSource ?origin . BIND("coded text" AS ?extent) }
  UNION
  { ?evidence a qs:Citation ; qs:citedDocument ?origin . BIND("cited document" AS ?extent) }
  BIND(EXISTS { ?figure a qs:Observation } AS ?observed)
  BIND(IF(EXISTS { ?unit skos:broader? unit:count }, unit:count, ?unit) AS ?kind)
  OPTIONAL { ?figure qs:period ?period }
  OPTIONAL { ?figure qs:basePeriod ?base }
}
ORDER BY ?origin ?figure
"""
"""Each figure with all that the rule looks at; the units that count things are of one kind."""

COMPARABLE: Final = """
PREFIX qs: <https://w3id.org/quality-strategy/ontology#>

SELECT ?one ?other ?comparable
WHERE {
  ?comparison qs:compares ?one ; qs:comparedWith ?other ; qs:comparable ?comparable .
  FILTER(?comparable != "no")
}
ORDER BY ?one ?other ?comparable
"""
"""The pairs of indicators that the project's rule lets compare, each with `yes` or `with a note`."""

FAMILIES: Final = """
PREFIX qs: <https://w3id.org/quality-strategy/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?indicator ?family
WHERE {
  ?indicator a qs:Indicator ; skos:broader* ?family .
  FILTER NOT EXISTS { ?family skos:broader ?wider }
}
ORDER BY ?indicator
"""
"""The topmost indicator above each, or itself."""

SAME, NOTE, NEITHER = "same", "with a note", "neither"
FLOW: Final = "flow"


def name(iri: object) -> str:
    """Return the last part of an IRI."""
    return str(iri).rstrip("/").rpartition("/")[2].rpartition("#")[2]


def ends(period: str) -> tuple[int, int]:
    """Return the first and the last year of a period."""
    first, _, last = period.partition("/")
    return int(first[:4]), int((last or first)[:4])


@dataclass(frozen=True)
class Figure:
    """One figure, with all that the rule looks at."""

    origin: str
    extent: str
    observed: bool
    indicator: str
    nature: str
    kind: str
    region: str
    period: str
    base: str

    @property
    def grows_with_the_region(self) -> bool:
        """Whether a larger region has more of it, or a place among regions: no share, rate, or change."""
        return self.kind == "rank" or (self.nature != "rate" and not self.kind.startswith("percent"))

    @property
    def years(self) -> int | None:
        """Years that a reported flow covers; a target may count from any year, so none is known."""
        if self.nature != FLOW or not self.observed or self.period == "":
            return None
        first, last = ends(self.period)
        return last - first + 1

    @property
    def years_of_change(self) -> int | None:
        """Years from the base period to the end of the period, if both are known."""
        return None if "" in (self.period, self.base) else ends(self.period)[1] - ends(self.base)[1]


class Rule:
    """The rule "When two values may be compared", on the indicators of one graph."""

    def __init__(self, comparable: Iterable[Mapping[str, object]]) -> None:
        self.relations: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in comparable:
            self.relations[name(row["one"]), name(row["other"])].add(
                SAME if row["comparable"] == "yes" else NOTE
            )

    def __call__(self, one: Figure, other: Figure) -> str:
        """Return how two figures compare.

        *With a note* is narrower, broader or the complement, or a flow over another number of years.
        Counts, amounts, and ranks compare between regions of one kind, changes over as many years only.
        """
        if one.kind != other.kind or (one.grows_with_the_region and one.region != other.region):
            return NEITHER
        changes = (one.years_of_change, other.years_of_change)
        if None not in changes and changes[0] != changes[1]:
            return NEITHER
        relation = best(self.relations.get((one.indicator, other.indicator), ()))
        if relation == SAME and None not in (one.years, other.years) and one.years != other.years:
            return NOTE
        return relation


def best(relations: Iterable[str]) -> str:
    """Return the closest of some relations."""
    found = set(relations)
    return next((each for each in (SAME, NOTE) if each in found), NEITHER)


def counts(figures: Iterable[Figure], closest: Callable[[Figure], str]) -> Counter[str]:
    """Count the figures by the closest relation of each to the others."""
    return Counter(closest(figure) for figure in figures)


def line(label: str, found: Counter[str], alike: Counter[str]) -> str:
    """Return one row of the table."""
    total = found.total()
    share, strict = (100 * (total - each[NEITHER]) / total for each in (found, alike))
    same = 100 * found[SAME] / total
    cells = f"{total:8}{found[SAME]:8}{found[NOTE]:13}{found[NEITHER]:9}"
    return f"{label:<46}{cells}{same:8.1f} %{share:8.1f} %{strict:8.1f} %"


def main(root: Path | None) -> None:
    """Print a table of the sources, and one of the families."""
    graph = kg.open() if root is None else kg.open(root)
    rule = Rule(graph.sparql(COMPARABLE))
    figures = [
        Figure(
            origin=name(row["origin"]),
            extent=str(row["extent"]),
            observed=str(row["observed"]).lower() == "true",
            indicator=name(row["indicator"]),
            nature=name(row["nature"]),
            kind=name(row["kind"]),
            region=name(row["region"]),
            period=str(row["period"] or ""),
            base=str(row["base"] or ""),
        )
        for row in graph.sparql(FIGURES)
    ]

    def closest(figure: Figure) -> str:
        return best(rule(figure, other) for other in figures if other.origin != figure.origin)

    def closest_alike(figure: Figure) -> str:
        return best(
            rule(figure, other)
            for other in figures
            if other.origin != figure.origin and other.region == figure.region
        )

    head = f"{'figures':>8}{'same':>8}{'with a note':>13}{'neither':>9}{'same':>10}{'both':>10}{'alike':>10}"
    print(f"{'source left out':<46}{head}")
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.origin].append(figure)
    extents = {figure.origin: figure.extent for figure in figures}
    rows: list[tuple[str, list[Figure]]] = [
        (origin, groups[origin]) for origin in sorted(groups) if extents[origin] == "coded text"
    ]
    rows += [
        (f"all of a {extent}", [each for each in figures if each.extent == extent])
        for extent in ("coded text", "cited document")
    ]
    rows.append(("all", figures))
    for label, some in rows:
        print(line(label, counts(some, closest), counts(some, closest_alike)))

    print(f"\n{'family':<66}{'indicators':>11}{'figures':>9}{'sources':>9}")
    above = {name(row["indicator"]): name(row["family"]) for row in graph.sparql(FAMILIES)}
    families: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        families[above[figure.indicator]].append(figure)
    order = sorted(families, key=lambda each: (-len(families[each]), each))
    for family in order:
        origins = {figure.origin for figure in families[family]}
        if len(origins) > 1:
            members = {figure.indicator for figure in families[family]}
            print(f"{family:<66}{len(members):>11}{len(families[family]):>9}{len(origins):>9}")
    alone = sum(len({figure.origin for figure in families[each]}) == 1 for each in order)
    print(f"and {alone} families of one source each")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
