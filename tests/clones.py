"""Copies documents in memory, so that a test or a benchmark has a larger graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.project import Project
from kg.query.derivation import derive
from kg.rdf.namespaces import FAMILIES
from kg.rdf.store import EmbeddedStore

REGIONS: Final = ("guangdong", "guiyang", "guizhou", "yunnan")
"""The regions of the documents; the name of each document begins with its region."""

_FAMILIES: Final = (
    *("agent", "award", "body", "brand", "cluster", "document", "event", "person", "platform", "region"),
    "source",
)
"""The families of IRIs that are copied with a region; concepts are shared, as in other regions."""

_LOCAL: Final = re.compile(
    f"((?:{'|'.join(re.escape(FAMILIES[each]) for each in _FAMILIES)})(?:[^/]*-)?(?:{'|'.join(REGIONS)}))"
    r"(?=$|[/-])(.*)"
)


def cloned(stated: Iterable[ox.Triple], project: Project, copies: int) -> EmbeddedStore:
    """Return the graph of some statements and copies of what is local in them, with its summaries.

    A copy is of all documents at once, with their regions and all entities that are named after these. So
    it adds regions with claims on the same measures and indicators, as more provinces would.

    Args:
        stated: The statements, without summaries.
        project: The project that contains the rules of the summaries.
        copies: How often the documents shall be there.
    """
    first = list(stated)
    store = EmbeddedStore.of(first)
    for number in range(2, copies + 1):
        store.add(_copy(first, number))
    derive(store, project)
    return store


def _copy(stated: Iterable[ox.Triple], number: int) -> Iterator[ox.Triple]:
    """Yield the statements about what belongs to the regions, with `number` in each of its names."""

    def renamed(term: ox.NamedNode) -> ox.NamedNode:
        return ox.NamedNode(_LOCAL.sub(rf"\g<1>-{number}\g<2>", term.value))

    for triple in stated:
        if isinstance(triple.subject, ox.NamedNode) and _LOCAL.match(triple.subject.value) is not None:
            object_ = triple.object
            yield ox.Triple(
                renamed(triple.subject),
                triple.predicate,
                renamed(object_) if isinstance(object_, ox.NamedNode) else object_,
            )
