"""The history of a claim: when its source was coded, and when it was reviewed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.files import read_text
from kg.rdf.namespaces import BASE, DCTERMS, OA, PROV, QS
from kg.site.page import View
from kg.words import Phrase, coded


class Past(NamedTuple):
    """An event in the history of a claim: its date, and what was done."""

    date: str
    what: str


def history_of(view: View, claim: str) -> list[Past]:
    """Return the history of a claim, the first event first."""
    records = view.material.records
    sources = {
        source
        for evidence in records.iris(claim, QS + "evidence")
        for property_ in (OA + "hasSource", QS + "citedDocument")
        for source in records.iris(evidence, property_)
    }
    found = []
    for reading in records.of_class(QS + "Reading"):
        if not sources.isdisjoint(records.iris(reading, PROV + "used")):
            done = Phrase(
                "{reading} (by {reader})", reading=view.label(reading), reader=_readers(view, reading)
            )
            found.append(Past(records.one(reading, DCTERMS + "date") or "", view.say(done)))
    review = _reviews(view.material.graph.project.seals).get(claim.removeprefix(BASE))
    if review is not None:
        kind = coded("review", review["kind"], view.lang)
        done = Phrase("Review of the record ({kind})", kind=kind)
        found.append(Past(review["date"], view.say(done)))
    return sorted(found)


def _readers(view: View, reading: str) -> str:
    found = view.material.records.iris(reading, PROV + "wasAssociatedWith")
    return ", ".join(view.label(each) for each in found)


@cache
def _reviews(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the rows of the table of reviewed records by record."""
    if not path.is_file():
        return {}
    return {row["record"]: row for row in csv.DictReader(io.StringIO(read_text(path)))}
