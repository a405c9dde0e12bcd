"""Changes to targets and observations."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Final

import pyoxigraph as ox

from kg.rdf.namespaces import FAMILIES, QS, RDF_TYPE, SKOS, XSD
from tests.mutations.kind import (
    Kind,
    Make,
    cited,
    next_value,
    of,
    other,
    other_provinces,
    quoted,
    with_property,
)
from tests.mutations.labels import with_number
from tests.mutations.original import FIGURES, Change, Original

_UNIT: Final = FAMILIES["unit"]
_OPPOSITE: Final = {
    "at-least": "at-most",
    "more-than": "less-than",
    "at-most": "at-least",
    "less-than": "more-than",
    "about": "exactly",
    "exactly": "at-most",
}


def traded(original: Original, figure: str, rng: Random) -> Change:
    """Make a target of an observation, or the reverse."""
    name = "Observation" if original.kind(figure) == "Target" else "Target"
    return original.replace(figure, RDF_TYPE, QS + name)


def flipped(original: Original, figure: str, rng: Random) -> Change:
    """Turn the comparator round."""
    name = original.one(figure, "comparator").rpartition("/")[2]
    return original.replace(figure, QS + "comparator", FAMILIES["comparator"] + _OPPOSITE[name])


def unit(old: str, *new: str) -> Make:
    """Return the change of a unit to one of others."""

    def make(original: Original, figure: str, rng: Random) -> Change | None:
        if original.one(figure, "unit") != _UNIT + old:
            return None
        return original.replace(figure, QS + "unit", _UNIT + rng.choice(new))

    return make


def is_count(original: Original, unit_: str) -> bool:
    """Return whether a unit is a classifier."""
    return _UNIT + "count" in (unit_, original.records.one(unit_, SKOS + "broader"))


def count_as_measure(original: Original, figure: str, rng: Random) -> Change | None:
    """Give a count the unit of something measured."""
    if not is_count(original, original.one(figure, "unit")):
        return None
    return original.replace(
        figure, QS + "unit", _UNIT + rng.choice(("percent", "yuan", "mu", "tonne", "point"))
    )


def value(original: Original, figure: str, rng: Random) -> Change:
    """Change the value."""
    _, new = next_value(original, figure, rng)
    return _valued(original, figure, new)


def value_and_labels(original: Original, figure: str, rng: Random) -> Change | None:
    """Change the value, and the number in both labels."""
    old, new = next_value(original, figure, rng)
    zh, en = (with_number(label, old, new) for label in original.labels(figure))
    if zh is None or en is None:
        return None
    return _valued(original, figure, new) + original.relabel(figure, zh, en)


def _valued(original: Original, figure: str, new: Decimal) -> Change:
    literal = ox.Literal(f"{new:f}" if new % 1 else f"{new:.1f}", datatype=ox.NamedNode(XSD + "decimal"))
    return original.replace(figure, QS + "value", literal)


def unit_class(original: Original, indicator: str) -> set[str]:
    """Return the classes of the units in which an indicator has figures."""
    units = {
        original.one(each, "unit") for each in original.users[indicator] if original.one(each, "unit") != ""
    }
    return {"count" if is_count(original, each) else each for each in units}


def family(original: Original, indicator: str) -> list[str]:
    """Return the indicators just above, just below and next to an indicator in the hierarchy."""
    above = original.records.all(indicator, SKOS + "broader")
    below = [
        each
        for one in (indicator, *above)
        for each in original.users.get(one, ())
        if one in original.records.all(each, SKOS + "broader")
    ]
    return sorted({*above, *below} - {indicator})


def unrelated(original: Original, figure: str) -> list[str]:
    """Return the indicators of other things that have figures in the same kind of unit."""
    own = original.one(figure, "indicator")
    near = {own, *family(original, own)}
    return [
        each
        for each in original.of_class("Indicator")
        if each in original.users
        and each not in near
        and not unit_class(original, each).isdisjoint(unit_class(original, own))
    ]


def related(original: Original, figure: str) -> list[str]:
    """Return the indicators of the same family that have figures in the same kind of unit."""
    own = original.one(figure, "indicator")
    return [
        each
        for each in family(original, own)
        if not unit_class(original, each).isdisjoint(unit_class(original, own))
    ]


def swapped(original: Original, figure: str, rng: Random) -> Change | None:
    """Swap the indicators of two figures of one sentence, with one kind of unit."""
    own = original.one(figure, "indicator")
    partners = [
        each
        for each in original.neighbors(figure)
        if original.one(each, "value") != ""
        and original.one(each, "indicator") != own
        and not unit_class(original, own).isdisjoint(unit_class(original, original.one(each, "indicator")))
    ]
    if len(partners) == 0:
        return None
    partner = rng.choice(partners)
    theirs = original.one(partner, "indicator")
    return original.replace(figure, QS + "indicator", theirs) + original.replace(
        partner, QS + "indicator", own
    )


def item_dropped(original: Original, figure: str, rng: Random) -> Change | None:
    """Leave out an item of a list that is complete."""
    items = original.all(figure, "enumerates")
    if len(items) != Decimal(original.one(figure, "value")):
        return None
    return original.replace(figure, QS + "enumerates", *rng.sample(items, len(items) - 1))


def item_added(original: Original, figure: str, rng: Random) -> Change | None:
    """Add a record of the same class that the text does not list."""
    items = original.all(figure, "enumerates")
    if len(items) != Decimal(original.one(figure, "value")):
        return None
    left = [each for each in original.of_class(original.kind(items[0])) if each not in items]
    return original.replace(figure, QS + "enumerates", *items, rng.choice(left))


_NO_TEXT: Final = "the document is cited without its text: only its reader can compare"
_FAMILY: Final = "a name of the family may fit the words as well; the codebook decides by the condition"

KINDS: Final = (
    Kind("figure: region replaced by another province", of(*FIGURES), other("region", other_provinces)),
    Kind("figure: target as observation, or the reverse", of(*FIGURES), traded),
    Kind("figure: percentage as bare count", of(*FIGURES), unit("percent", "count")),
    Kind("figure: share as growth rate", of(*FIGURES), unit("percent", "percent-change")),
    Kind("figure: growth rate as share", of(*FIGURES), unit("percent-change", "percent")),
    Kind("figure: percentage points as share", of(*FIGURES), unit("percentage-point", "percent")),
    Kind("figure: score as share", of(*FIGURES), unit("point", "percent"), floor=0.9),
    Kind("figure: rank as count", of(*FIGURES), unit("rank", "ge", "count")),
    Kind("figure: count with a unit of another kind", of(*FIGURES), count_as_measure),
    Kind("figure: comparator turned round", of(*FIGURES), flipped),
    Kind("figure: value changed, label kept, cited", cited(*FIGURES), value),
    Kind("figure: value changed, label kept, quoted", quoted(*FIGURES), value, floor=1.0),
    Kind("figure: value and labels changed, cited", cited(*FIGURES), value_and_labels, _NO_TEXT),
    Kind("figure: value and labels changed, quoted", quoted(*FIGURES), value_and_labels, floor=1.0),
    Kind("figure: indicators of one sentence swapped", quoted(*FIGURES), swapped),
    Kind("figure: indicator of another thing, same unit", of(*FIGURES), other("indicator", unrelated)),
    Kind("figure: indicator of the same family", of(*FIGURES), other("indicator", related), _FAMILY),
    Kind("figure: item left out of a complete list", with_property("enumerates"), item_dropped),
    Kind("figure: item added to a complete list", with_property("enumerates"), item_added),
)
