"""What regions can be compared by: the states of measures, and the targets and values of indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.rdf.answers import plain
from kg.rdf.namespaces import FAMILIES, QS, SKOS
from kg.site.home_pages import short_name
from kg.site.material import Material
from kg.site.page import Link, View
from kg.words import Phrase, coded

MOST_COMPARED: Final = 4
"""The maximum number of regions that are compared at once."""

STATE_LETTERS: Final = {"yes": "y", "other form": "o", "absent": "a", "unread": "u"}
"""The letter of each state in the data of the script."""

_NATION: Final = FAMILIES["region"] + "china"
"""The country, to whose targets those of provinces are compared."""


@dataclass(frozen=True)
class ComparedCell:
    """What a region has for a measure or an indicator.

    Attributes:
        state: The letter of the state; see `STATE_LETTERS`.
        links: The claims, each with a text and a link; for an indicator, its targets and values.
        more: The number of claims that are not among the links.
    """

    state: str
    links: list[Link]
    more: int = 0


@dataclass(frozen=True)
class Compared:
    """What is known of a region.

    Attributes:
        id: Its name in the address of the page.
        name: Its short name, with the link to its page.
        measures: A cell for each measure, in the order of the measures.
        indicators: A cell for each indicator, in the order of the indicators.
    """

    id: str
    name: Link
    measures: list[ComparedCell]
    indicators: list[ComparedCell]

    @property
    def coded(self) -> int:
        """The number of measures with a state other than not coded."""
        return sum(each.state != STATE_LETTERS["unread"] for each in self.measures)


@dataclass(frozen=True)
class RegionComparison:
    """The regions, measures, and indicators that can be compared, in the language of a page.

    Attributes:
        measures: The measures with the links to their pages.
        indicators: The indicators that at least two of the regions have a target or value for.
        regions: The regions by label.
    """

    measures: list[Link]
    indicators: list[Link]
    regions: list[Compared]


def comparison_of(view: View) -> RegionComparison:
    """Return what can be compared, with links from the page of `view`."""
    material = view.material
    matrix = material.answer("measure-matrix")
    columns = [matrix.columns.index(name) for name in ("measure", "region", "state", "claims", "claim")]
    cells: dict[str, dict[str, ComparedCell]] = defaultdict(dict)
    for row in matrix.rows:
        measure, region, state, claims, claim = (plain(row[at]) for at in columns)
        links = [Link(_word(view, state), view.named(claim).href)] if claim != "" else []
        cells[region][measure] = ComparedCell(STATE_LETTERS[state], links, max(int(claims) - 1, 0))
    provinces = list(cells)
    measures = _by_label(view, {each for row in cells.values() for each in row})
    regions = [*provinces, _NATION]
    figures = _figures(view, set(regions))
    indicators = _by_label(view, [each for each, by_region in figures.items() if len(by_region) > 1])
    forms, plans = _forms(view), _fully_coded(material)
    found = []
    for region in regions:
        rest = STATE_LETTERS["absent" if region in plans else "unread"]
        found.append(
            Compared(
                region.removeprefix(FAMILIES["region"]),
                short_name(view, region),
                [cells[region].get(each, ComparedCell(STATE_LETTERS["unread"], [])) for each in measures],
                [
                    _indicator_cell(
                        view, figures[each].get(region, []), forms.get((region, _top(material, each))), rest
                    )
                    for each in indicators
                ],
            )
        )
    return RegionComparison(
        [view.named(each) for each in measures],
        [view.named(each) for each in indicators],
        sorted(found, key=lambda each: each.name.text),
    )


def coded_most(regions: list[Compared]) -> list[Compared]:
    """Return the regions with the most coded measures: those with any, but at least two and at most four."""
    ordered = sorted(regions, key=lambda each: (-each.coded, each.id))
    some = [each for each in ordered if each.coded > 0]
    return ordered[: min(max(len(some), 2), MOST_COMPARED)]


def _by_label(view: View, iris: Iterable[str]) -> list[str]:
    return sorted(iris, key=lambda iri: (view.label(iri), iri))


def _word(view: View, state: str) -> str:
    return coded("state", state, view.lang)


def _figures(view: View, regions: set[str]) -> Mapping[str, Mapping[str, list[Link]]]:
    """Return the targets and reported values of regions, by indicator and region, in the order of periods."""
    records = view.material.records
    found: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for kind, name in (("Target", Phrase("target")), ("Observation", Phrase("reported value"))):
        claims = records.of_class(QS + kind)
        for claim in sorted(claims, key=lambda each: (records.one(each, QS + "period") or "", each)):
            amount, period = view.amount(claim), records.one(claim, QS + "period")
            if amount == "":
                continue
            facts = ", ".join(filter(None, (view.say(name), period)))
            link = Link(f"{amount} ({facts})", view.named(claim).href)
            for indicator in records.iris(claim, QS + "indicator"):
                for region in regions.intersection(records.iris(claim, QS + "region")):
                    found[indicator][region].append(link)
    return found


def _forms(view: View) -> Mapping[tuple[str, str], str]:
    """Return a claim of each region on each family of indicators, the first by its IRI."""
    records, found = view.material.records, dict[tuple[str, str], str]()
    for claim in records.with_predicate(QS + "indicator"):
        for indicator in records.iris(claim, QS + "indicator"):
            for region in records.iris(claim, QS + "region"):
                if view.material.addresses.has_page(claim):
                    found.setdefault((region, _top(view.material, indicator)), claim)
    return found


def _top(material: Material, indicator: str) -> str:
    """Return the broadest indicator of the family of an indicator."""
    broader = material.records.iris(indicator, SKOS + "broader")
    return _top(material, broader[0]) if len(broader) > 0 else indicator


def _fully_coded(material: Material) -> set[str]:
    """Return the regions with a fully coded plan, which may count as absent."""
    records = material.records
    return {
        region
        for coding in records.with_predicate(QS + "codedTo")
        if records.one(coding, QS + "codedTo") == "plan"
        for region in records.iris(coding, QS + "codingOf")
    }


def _indicator_cell(view: View, figures: list[Link], other: str | None, rest: str) -> ComparedCell:
    """Return the cell of an indicator: its figures, another claim of its family, or that there is none."""
    if len(figures) > 0:
        return ComparedCell(STATE_LETTERS["yes"], figures)
    if other is not None:
        return ComparedCell(
            STATE_LETTERS["other form"], [Link(_word(view, "other form"), view.named(other).href)]
        )
    return ComparedCell(rest, [])
