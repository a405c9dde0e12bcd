"""Changes to indicators, and to the labels and relations of concepts."""

from __future__ import annotations

from random import Random
from typing import Final

import pyoxigraph as ox

from kg.rdf.namespaces import FAMILIES, QS, RDFS, SKOS
from tests.mutations.kind import Kind, Make, of
from tests.mutations.original import CLAIMS, Change, Original, chinese, english, statement

_CONCEPTS: Final = ("Indicator", "Measure", "Sector", "Unit", "RoleKind", "Reason")
_LABEL: Final = SKOS + "prefLabel"


def direction(original: Original, indicator: str, rng: Random) -> Change | None:
    """Reverse which values are better."""
    higher, lower = FAMILIES["direction"] + "higher", FAMILIES["direction"] + "lower"
    new = {higher: lower, lower: higher}.get(original.one(indicator, "direction"))
    return None if new is None else original.replace(indicator, QS + "direction", new)


def nature(old: str, *new: str) -> Make:
    """Return the change of a measurement type."""

    def make(original: Original, indicator: str, rng: Random) -> Change | None:
        if original.one(indicator, "nature") != FAMILIES["nature"] + old:
            return None
        return original.replace(indicator, QS + "nature", FAMILIES["nature"] + rng.choice(new))

    return make


def second_label(original: Original, concept: str, rng: Random) -> Change:
    """Add a second preferred label in one language."""
    zh, en = original.labels(concept)
    new = rng.choice((chinese(zh + "（二）"), english(en + " (2)")))
    return Change(added=frozenset({statement(concept, _LABEL, new)}))


def label_of_another(original: Original, concept: str, rng: Random) -> Change:
    """Give a concept the labels of another one of its scheme."""
    other = rng.choice([each for each in original.of_class(original.kind(concept)) if each != concept])
    zh, en = original.labels(other)
    return original.replace(concept, _LABEL, chinese(zh), english(en)).concerning(other)


def other_name_of_another(original: Original, concept: str, rng: Random) -> Change:
    """Give a concept the label of another one of its scheme as a further name."""
    other = rng.choice([each for each in original.of_class(original.kind(concept)) if each != concept])
    name = chinese(original.labels(other)[0])
    return Change(added=frozenset({statement(concept, SKOS + "altLabel", name)})).concerning(other)


def related(original: Original, concept: str, rng: Random) -> Change | None:
    """Relate a concept to the one that is broader."""
    above = original.records.one(concept, SKOS + "broader")
    if above is None:
        return None
    return Change(added=frozenset({statement(concept, SKOS + "related", above)})).concerning(above)


def invisible(predicate: str) -> Make:
    """Return the insertion of a character without width into a label."""

    def make(original: Original, record: str, rng: Random) -> Change:
        zh, en = original.labels(record)
        mark = rng.choice(("\u200b", "\u200d", "\u2060", "\ufeff"))
        at = rng.randint(1, len(zh))
        return original.replace(record, predicate, chinese(zh[:at] + mark + zh[at:]), english(en))

    return make


def other_symbol(original: Original, unit: str, rng: Random) -> Change:
    """Give a unit the symbol of another one."""
    symbols = {original.one(each, "symbol") for each in original.of_class("Unit")}
    left = sorted(symbols - {original.one(unit, "symbol"), ""})
    return original.replace(unit, QS + "symbol", ox.Literal(rng.choice(left)))


_STOCK: Final = "a name may leave open whether it counts what there is or what is new"

KINDS: Final = (
    Kind("indicator: direction reversed", of("Indicator"), direction),
    Kind("indicator: rate as stock or flow", of("Indicator"), nature("rate", "stock", "flow")),
    Kind("indicator: stock as rate", of("Indicator"), nature("stock", "rate")),
    Kind("indicator: flow as rate", of("Indicator"), nature("flow", "rate")),
    Kind("indicator: stock as flow", of("Indicator"), nature("stock", "flow"), _STOCK),
    Kind("indicator: flow as stock", of("Indicator"), nature("flow", "stock"), _STOCK),
    Kind("concept: two labels in one language", of(*_CONCEPTS), second_label, floor=1.0),
    Kind("concept: label of another one", of(*_CONCEPTS), label_of_another),
    Kind("concept: label of another one as further name", of(*_CONCEPTS), other_name_of_another),
    Kind("concept: related to its broader one", of(*_CONCEPTS), related),
    Kind("concept: invisible character in the label", of(*_CONCEPTS), invisible(_LABEL)),
    Kind("claim: invisible character in the label", of(*CLAIMS), invisible(RDFS + "label")),
    Kind("unit: symbol of another one", of("Unit"), other_symbol),
)
