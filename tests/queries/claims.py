"""Actions and figures of the committed graph, to compute the rows of a query a second way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.rdf.namespaces import BASE, DCTERMS, ELI, OA, PROV, QS, SKOS
from tests.queries.statements import ACTIONS, records

CHINA = BASE + "region/china"


@dataclass(frozen=True)
class Action:
    """One action with whose government acts, how far it is, what it realises, and the day of its source."""

    iri: str
    region: str
    status: str
    measures: frozenset[str]
    sectors: frozenset[str]
    source: str
    issued: str


@dataclass(frozen=True)
class Figure:
    """One target or observation; `source` is the slug of the text or of the cited document."""

    iri: str
    kind: str
    region: str
    indicator: str
    comparator: str
    value: Decimal
    unit: str
    period: str
    base: str
    place: str
    source: str


def one(subject: str, predicate: str) -> str:
    """Return the object of `subject` and `predicate`, "" if there is none."""
    return records().one(subject, predicate) or ""


def short(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("/")[2]


@cache
def actions() -> tuple[Action, ...]:
    """All actions of all sources."""
    found = []
    for iri in records().of_class(*ACTIONS):
        source = one(one(iri, QS + "evidence"), OA + "hasSource")
        for region in records().all(iri, QS + "region"):
            found.append(
                Action(
                    iri=iri,
                    region=region,
                    status=short(one(iri, QS + "status")),
                    measures=frozenset(records().all(iri, QS + "realises")),
                    sectors=frozenset(records().all(iri, QS + "sector")),
                    source=short(source),
                    issued=one(source, DCTERMS + "issued"),
                )
            )
    return tuple(found)


@cache
def figures() -> tuple[Figure, ...]:
    """All targets and observations."""
    found = []
    for iri in records().of_class(QS + "Target", QS + "Observation"):
        evidence = one(iri, QS + "evidence")
        found.append(
            Figure(
                iri=iri,
                kind="target" if iri in records().of_class(QS + "Target") else "observation",
                region=one(iri, QS + "region"),
                indicator=one(iri, QS + "indicator"),
                comparator=one(one(iri, QS + "comparator"), SKOS + "notation"),
                value=Decimal(one(iri, QS + "value")),
                unit=one(iri, QS + "unit"),
                period=one(iri, QS + "period"),
                base=one(iri, QS + "basePeriod"),
                place=one(iri, QS + "place"),
                source=short(one(evidence, OA + "hasSource") or one(evidence, QS + "citedDocument")),
            )
        )
    return tuple(found)


@cache
def read_whole() -> dict[str, str]:
    """Each region that a whole reading is about, with the day on which the latest such text was published."""
    found: dict[str, str] = {}
    for reading in records().of_class(QS + "Reading"):
        if one(reading, QS + "extent") == BASE + "extent/whole":
            text = one(reading, PROV + "used")
            region = one(text, DCTERMS + "spatial")
            found[region] = max(found.get(region, ""), one(text, DCTERMS + "issued"))
    return found


@cache
def plans_read() -> frozenset[str]:
    """The regions of whose policy document the full words were read whole."""
    found = set()
    for reading in records().of_class(QS + "Reading"):
        if one(reading, QS + "extent") == BASE + "extent/whole":
            document = one(one(reading, PROV + "used"), QS + "transmits")
            found.add(one(document, DCTERMS + "spatial"))
    return frozenset(found - {""})


@cache
def related(indicator: str, *properties: str) -> frozenset[str]:
    """Return the indicators that one of `properties` relates to this one, in either direction."""
    there = {other for each in properties for other in records().all(indicator, each)}
    back = {
        other
        for other in records().of_class(QS + "Indicator")
        if any(indicator in records().all(other, each) for each in properties)
    }
    return frozenset(there | back)


@cache
def above(indicator: str) -> tuple[str, ...]:
    """Return the indicators that are broader than this one, the nearest first."""
    broader = one(indicator, SKOS + "broader")
    return () if broader == "" else (broader, *above(broader))


@cache
def family(indicator: str) -> str:
    """Return the core indicator of the family that an indicator belongs to."""
    return (indicator, *above(indicator))[-1]


@cache
def is_kin(first: str, second: str) -> bool:
    """Return whether one of two indicators is the other, or narrower than it."""
    return first == second or first in above(second) or second in above(first)


@cache
def closeness(first: str, second: str) -> str:
    """Return how the second indicator relates to the first, "" if it does not."""
    if first == second:
        return "same"
    if second in above(first):
        return "broader"
    if first in above(second):
        return "narrower"
    if any(
        (is_kin(first, one_) and second == other) or (first == one_ and is_kin(second, other))
        for one_, other in joined("complements")
    ):
        return "complement"
    for way, pairs in (
        ("accumulation", joined("accumulates", "accumulatedIn")),
        ("combination", joined("combines")),
    ):
        if any(is_kin(first, one_) and is_kin(second, other) for one_, other in pairs):
            return way
    return "sibling" if family(first) == family(second) else ""


@cache
def joined(*names: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of indicators that one of some properties joins, in both orders."""
    found = {
        (indicator, other)
        for indicator in records().of_class(QS + "Indicator")
        for name in names
        for other in records().all(indicator, QS + name)
    }
    return frozenset(found | {(other, indicator) for indicator, other in found})


@cache
def kinds(indicator: str) -> frozenset[str]:
    """Return the kinds of unit in which an indicator has figures."""
    return frozenset(kind_of_unit(figure.unit) for figure in figures() if figure.indicator == indicator)


def units_meet(first: str, second: str) -> bool:
    """Return whether two indicators have figures in one kind of unit, or one has no figures."""
    return len(kinds(first)) == 0 or len(kinds(second)) == 0 or not kinds(first).isdisjoint(kinds(second))


@cache
def obstacle(first: str, second: str) -> str:
    """Return why the values of two related indicators may not be compared, "" if they may."""
    way = closeness(first, second)
    natures, directions = (
        [short(one(each, QS + name)) for each in (first, second)] for name in ("nature", "direction")
    )
    if way in ("sibling", "combination"):
        return "other population"
    if way == "accumulation" or natures[0] != natures[1]:
        return "stock and flow"
    if natures[0] == "open":
        return "open nature"
    if way != "complement" and directions[0] != directions[1]:
        return "direction"
    return "" if units_meet(first, second) else "unit"


def may_compare(first: str, second: str) -> bool:
    """Return whether values of two indicators may be compared, with a note or without."""
    return closeness(first, second) != "" and obstacle(first, second) == ""


@cache
def on_family(core: str) -> dict[str, frozenset[str]]:
    """Return the claims of each region that say something on a family of indicators, in any form.

    What a national finding says of a province by name is said of that province too.
    """
    own = {each for each in records().of_class(QS + "Indicator") if closeness(core, each) != ""}
    awards = {
        award
        for claim in records().with_predicate(QS + "indicator")
        if one(claim, QS + "indicator") in own
        for award in records().all(claim, QS + "concerns")
    }
    found: dict[str, set[str]] = defaultdict(set)
    for claim in [*records().with_predicate(QS + "indicator"), *records().of_class(QS + "Conferral")]:
        about = one(claim, QS + "indicator")
        named = {one(claim, QS + "award"), *records().all(claim, QS + "concerns")}
        if about in own or not named.isdisjoint(awards):
            for region in records().all(claim, QS + "region"):
                found[region].add(claim)
            if one(claim, QS + "region") == CHINA and claim in records().of_class(QS + "Finding"):
                for region in records().all(claim, QS + "place"):
                    found[region].add(claim)
    return {region: frozenset(claims) for region, claims in found.items()}


def kind_of_unit(unit: str) -> str:
    """Return what a unit counts or measures: all classifiers count."""
    return one(unit, SKOS + "broader") or unit


def published(figure: Figure) -> str:
    """Return the day of the text or document that gives the figure, "" if it is not known."""
    return first_day(BASE + "source/" + figure.source) or first_day(BASE + "eli/" + figure.source)


def first_day(said: str) -> str:
    """Return the date of a text or document: of signing, else of publication, else of what it is about."""
    dates = (ELI + "date_document", ELI + "date_publication", DCTERMS + "issued", QS + "date")
    return next((one(said, date).removeprefix("[..") for date in dates if one(said, date) != ""), "")
