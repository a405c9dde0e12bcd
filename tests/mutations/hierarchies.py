"""Changes to what is part of what, and to what is above what."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

import pyoxigraph as ox

from kg.rdf.namespaces import ORG, QS, SKOS
from tests.mutations.kind import Kind, Make, any_of, of, other, with_property
from tests.mutations.original import CLAIMS, Change, Original

_PART: Final = QS + "partOf"
_WITHIN: Final = QS + "within"
_UNDER: Final = ORG + "subOrganizationOf"
_BROADER: Final = SKOS + "broader"


def itself(predicate: str) -> Make:
    """Return the change of the record above to the record itself."""
    return lambda original, record, rng: original.replace(record, predicate, record)


def circle(predicate: str) -> Make:
    """Return the change of what is above a record, two or more levels up, to the record itself."""

    def make(original: Original, record: str, rng: Random) -> Change | None:
        above = [
            each
            for each in ancestors(original, record, predicate)
            if predicate in original.records.properties(each)
        ]
        if len(above) == 0:
            return None
        highest = rng.randrange(len(above))
        return original.replace(above[highest], predicate, record).concerning(record, *above[:highest])

    return make


def ancestors(original: Original, record: str, predicate: str) -> Iterator[str]:
    """Yield what is above a record, the nearest first."""
    above = original.records.one(record, predicate)
    if above is not None:
        yield above
        yield from ancestors(original, above, predicate)


def other_section(original: Original, claim: str, rng: Random) -> Change | None:
    """Move a quoted claim to a section that does not contain its words."""
    own = original.one(claim, "partOf")
    sections = [
        each for each in original.of_class("Section") if original.document(each) == original.document(claim)
    ]
    left = [each for each in sections if each not in (own, claim) and original.one(each, "partOf") != own]
    if original.kind(own) != "Section" or len(left) == 0:
        return None
    return original.replace(claim, _PART, rng.choice(left))


def other_number(original: Original, record: str, rng: Random) -> Change | None:
    """Give a section or task another number."""
    numbers = [each for each in "一二三四五六七八九十" if each not in original.one(record, "number")]
    return original.replace(record, QS + "number", ox.Literal(rng.choice(numbers)))


def under(original: Original) -> list[str]:
    """Return the institutions that belong to another one."""
    return original.records.with_predicate(_UNDER)


def concepts(original: Original) -> list[str]:
    """Return the concepts below another one."""
    return original.records.with_predicate(_BROADER)


KINDS: Final = (
    Kind("hierarchy: claim part of itself", of(*CLAIMS, "Section"), itself(_PART)),
    Kind("hierarchy: circle of parts", with_property("partOf"), circle(_PART)),
    Kind("hierarchy: claim in another section", of(*CLAIMS), other_section),
    Kind("hierarchy: other number of a section or task", with_property("number"), other_number),
    Kind("hierarchy: concept broader than itself", concepts, itself(_BROADER)),
    Kind("hierarchy: circle of broader concepts", concepts, circle(_BROADER)),
    Kind("hierarchy: region within itself", with_property("within"), itself(_WITHIN)),
    Kind("hierarchy: circle of regions", with_property("within"), circle(_WITHIN)),
    Kind(
        "hierarchy: city or county in another province",
        of("City", "County"),
        other("within", any_of("Province")),
    ),
    Kind("hierarchy: institution under itself", under, itself(_UNDER)),
)
