"""Actions and figures of the committed graph, to compute the rows of a query a second way."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.namespaces import BASE, DCTERMS, ELI, OA, PROV, QS, SKOS
from tests.queries.statements import ACTIONS, records


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
def tied(indicator: str, *ties: str) -> frozenset[str]:
    """Return the indicators that one of `ties` joins with this one, whichever of the two states it."""
    there = {other for tie in ties for other in records().all(indicator, tie)}
    back = {
        other
        for other in records().of_class(QS + "Indicator")
        if any(indicator in records().all(other, tie) for tie in ties)
    }
    return frozenset(there | back)


@cache
def near(indicator: str) -> frozenset[str]:
    """Return the indicator and those that either side calls near."""
    return frozenset({indicator} | tied(indicator, SKOS + "closeMatch"))


@cache
def comparable(indicator: str) -> frozenset[str]:
    """Return the same and near indicators, and the complement of each."""
    return near(indicator) | {other for each in near(indicator) for other in tied(each, QS + "complements")}


def kind_of_unit(unit: str) -> str:
    """Return what a unit counts or measures: all classifiers count."""
    return one(unit, SKOS + "broader") or unit


def published(figure: Figure) -> str:
    """Return the day of the text or document that gives the figure, "" if it is not known."""
    for said in (BASE + "source/" + figure.source, BASE + "eli/" + figure.source):
        for date in (DCTERMS + "issued", ELI + "date_document"):
            if one(said, date) != "":
                return one(said, date)
    return ""
