"""Whether each province has a measure, for the pages of provinces and of measures: never a blank."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from kg.rdf.namespaces import QS
from kg.site.page import Link, View
from kg.words import coded

_ORDER: Final = ("yes", "other form", "absent", "unread")
"""The states, in the order in which pages show them."""


@dataclass(frozen=True)
class StateGroup:
    """The measures of a province, or the provinces with a measure, that are in one state.

    Attributes:
        state: The state as a code with hyphens, such as `other-form`.
        title: The state in words.
        total: How many there are.
        items: Each measure or province, the stage that it has reached, and a claim behind its state; none for
            measures that were not coded, since these are all others.
    """

    state: str
    title: str
    total: int
    items: list[tuple[Link, str, Link | None]]


def states_of(view: View, iri: str) -> list[StateGroup]:
    """Return the states of all measures in a province, or of a measure in all provinces; else none."""
    material = view.material
    level = material.records.one(iri, QS + "level")
    if material.is_a(iri, "Province"):
        column, other, level = "region", "measure", "measure"
    elif level is not None:
        column, other = "measure", "region"
    else:
        return []
    answer = material.answers_by("measure-matrix", column, level=level).get(iri)
    groups: dict[str, list[tuple[Link, str, Link | None]]] = defaultdict(list)
    for row in answer or ():
        state, claim, record = str(row["state"]), row["claim"], str(row[other])
        named = view.named(record)
        if state == "unread":
            named = Link(named.text)
        stage = coded("stage", str(row["stage"]), view.lang) if row["stage"] not in ("", None) else ""
        groups[state].append((named, stage, view.named(str(claim)) if claim not in ("", None) else None))
    return [
        StateGroup(
            state.replace(" ", "-"),
            coded("state", state, view.lang),
            len(groups[state]),
            []
            if state == "unread" and column == "region"
            else sorted(groups[state], key=lambda item: item[0].text),
        )
        for state in _ORDER
        if len(groups[state]) > 0
    ]
