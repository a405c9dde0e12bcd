"""A kind of change: which records it changes, how, and whether a machine can know that they are wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from kg.rdf.namespaces import FAMILIES, QS
from tests.mutations.original import Change, Original

ALWAYS: Final = "always"
"""The record, its label, its words or another record contradict the change."""

CROWD: Final = 2
"""The number of cases of one kind that may touch the same record."""

Make = Callable[[Original, str, Random], Change | None]
"""Changes a record; None if the change does not apply to it."""


@dataclass(frozen=True)
class Kind:
    """A kind of change, as a scholar could make it by mistake.

    Attributes:
        name: What is changed, and how, in few words.
        records: The records that it may change, sorted.
        make: Changes one of them.
        knowable: `ALWAYS`, or why only a reader can know of some or all changes.
        floor: The least share of changes that a validation must find, None if it is not known yet.
        alone: Whether each change is validated by itself: it concerns many records, or stops a validation.
        recount: Whether the declared numbers of records follow the change.
    """

    name: str
    records: Callable[[Original], Sequence[str]]
    make: Make
    knowable: str = ALWAYS
    floor: float | None = None
    alone: bool = False
    recount: bool = True


@dataclass(frozen=True)
class Case:
    """One change of a kind.

    Attributes:
        kind: Its kind.
        record: The record that it is about.
        change: The statements that change.
        touched: The records that it touches; a finding that names one of them finds the change.
        is_concept: Whether the record is a concept.
    """

    kind: Kind
    record: str
    change: Change
    touched: frozenset[str]
    is_concept: bool


def cases(original: Original, kind: Kind, most: int) -> list[Case]:
    """Return at most `most` cases of a kind, which depend on its name alone: fewer are the first of more.

    No record is touched by more than `CROWD` of them, since cases that touch one cannot share a copy.
    """
    rng = Random(kind.name)
    records = list(kind.records(original))
    rng.shuffle(records)
    found: list[Case] = []
    touched: Counter[str] = Counter()
    for record in records:
        if len(found) == most:
            break
        change = kind.make(original, record, rng)
        if change is None or change.removed == change.added:
            continue
        case = Case(kind, record, change, original.touched(change), original.is_concept(record))
        if all(touched[each] < CROWD for each in case.touched):
            found.append(case)
            touched.update(case.touched)
    return found


# Records


def of(*classes: str) -> Callable[[Original], list[str]]:
    """Return the records of classes of the ontology."""
    return lambda original: original.of_class(*classes)


def quoted(*classes: str) -> Callable[[Original], list[str]]:
    """Return the claims of some classes that quote a text."""
    return lambda original: [each for each in original.of_class(*classes) if original.quoted(each) != ""]


def cited(*classes: str) -> Callable[[Original], list[str]]:
    """Return the claims of some classes whose document is cited without its text."""
    return lambda original: [each for each in original.of_class(*classes) if original.quoted(each) == ""]


def with_property(name: str) -> Callable[[Original], list[str]]:
    """Return the records that have a property of the ontology."""
    return lambda original: original.records.with_predicate(QS + name)


# Changes


def other(name: str, choices: Callable[[Original, str], Sequence[str]]) -> Make:
    """Return a change of the object of a property to another of `choices`, which are IRIs."""

    def make(original: Original, record: str, rng: Random) -> Change | None:
        stated = original.all(record, name)
        left = [each for each in choices(original, record) if each not in stated]
        if len(stated) == 0 or len(left) == 0:
            return None
        return original.exchange(record, QS + name, rng.choice(stated), rng.choice(left))

    return make


def dropped(*names: str) -> Make:
    """Return the removal of properties, from a record that has the first of them."""

    def make(original: Original, record: str, rng: Random) -> Change | None:
        return original.drop(record, *names) if original.one(record, names[0]) != "" else None

    return make


def next_value(original: Original, figure: str, rng: Random) -> tuple[Decimal, Decimal]:
    """Return the value of a figure, and another of the same magnitude."""
    value = Decimal(original.one(figure, "value"))
    step = Decimal(1) if value < 200 else (value / 10).quantize(Decimal(1))
    return value, value + step * rng.choice((1, -1))


def one_of(family: str, *names: str) -> Callable[[Original, str], list[str]]:
    """Return concepts of a family by name."""
    return lambda original, record: [FAMILIES[family] + name for name in names]


def any_of(*classes: str) -> Callable[[Original, str], list[str]]:
    """Return the records of classes."""
    return lambda original, record: original.of_class(*classes)


def unnamed(*classes: str) -> Callable[[Original, str], list[str]]:
    """Return the records of classes that neither the label nor the quotation of a claim names."""

    def choices(original: Original, claim: str) -> list[str]:
        words = original.quoted(claim) + original.labels(claim)[0]
        return [
            each
            for each in original.of_class(*classes)
            if not any(name in words for name in original.names(each)[0])
        ]

    return choices


def other_provinces(original: Original, claim: str) -> list[str]:
    """Return the provinces that a claim does not name, and in which its region is not."""
    within = original.one(original.one(claim, "region"), "within")
    return [each for each in unnamed("Province")(original, claim) if each != within]
