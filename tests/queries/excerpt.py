"""An excerpt of the graph: small enough for rdflib, and with rows for nearly all questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from zlib import crc32

import pyoxigraph as ox

from kg.project import Project
from kg.rdf.namespaces import PROV, QS
from kg.rdf.turtle import read

SHARE: Final = 16
"""One topic in so many is in the excerpt with all its claims, and one in so many of the other records."""

_TOPICS: Final = (QS + "realises", QS + "indicator")
_ABOUT: Final = (QS + "playedIn", PROV + "used")
"""What leads from a role to its claim, and from a reading to its source."""


def excerpt_of(project: Project, examples: Iterable[str]) -> list[ox.Triple]:
    """Return the statements of an excerpt, without summaries.

    Claims are taken by the measure or indicator that they are about, so that they can be compared. The choice
    is made by name: a new record changes nothing else.

    Args:
        project: The files of the whole graph.
        examples: IRIs of records that shall be in it, with the claims about them.
    """
    about: defaultdict[object, list[ox.Triple]] = defaultdict(list)
    for path in project.stated_files:
        for triple in read(path).triples:
            about[triple.subject].append(triple)
    curated = (*project.references, *project.documents)
    own = {triple.subject for path in curated for triple in read(path).triples}
    wanted = {ox.NamedNode(iri) for iri in examples}
    kept: set[object] = set()
    _keep(kept, wanted | {each for each in own if _is_chosen(about[each], wanted)}, about)
    others = {triple.subject for each in own for triple in about[each] if triple.predicate.value in _ABOUT}
    _keep(kept, {each for each in others if any(triple.object in kept for triple in about[each])}, about)
    return [triple for each in sorted(kept, key=str) for triple in about[each]]


def _is_chosen(record: list[ox.Triple], wanted: set[ox.NamedNode]) -> bool:
    """Return whether a record is in the excerpt by its topic, or by its own name if it has none."""
    topics = {triple.object for triple in record if triple.predicate.value in _TOPICS}
    names = sorted(str(each) for each in topics or {triple.subject for triple in record})
    return not topics.isdisjoint(wanted) or crc32(names[0].encode("utf-8")) % SHARE == 0


def _keep(kept: set[object], records: Iterable[object], about: dict[object, list[ox.Triple]]) -> None:
    """Add records to `kept`, with all that they refer to."""
    waiting = list(records)
    while len(waiting) > 0:
        record = waiting.pop()
        if record not in kept:
            kept.add(record)
            waiting += [triple.object for triple in about[record]]
