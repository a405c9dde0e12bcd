"""Whether each province has a measure, for the pages of provinces and of measures: never a blank."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from kg.rdf.namespaces import QS
from kg.site.page import Link, View
from kg.words import coded, heading, text

_ORDER: Final = ("yes", "other form", "absent", "unread")
"""The states, in the order in which pages show them."""

StateItem = tuple[Link, Link | None]
"""A measure or province, and the stage that it has reached, with the link to a claim behind its state."""


@dataclass(frozen=True)
class StateGroup:
    """The measures of a province, or the provinces with a measure, that are in one state.

    Attributes:
        state: The state as a code with hyphens, such as `other-form`.
        title: The state in words.
        total: How many there are.
        items: Each measure or province with its stage; none for those that were not coded.
        names: The names of the provinces that were not coded.
    """

    state: str
    title: str
    total: int
    items: list[StateItem]
    names: str = ""


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
    groups: dict[str, list[StateItem]] = defaultdict(list)
    for row in answer or ():
        state, claim, record = str(row["state"]), row["claim"], str(row[other])
        stage = coded("stage", str(row["stage"] or ""), view.lang) or heading("claim", view.lang)
        reached = Link(stage, view.named(str(claim)).href) if claim not in ("", None) else None
        groups[state].append((view.named(record), reached))
    return [_group(view, state, groups[state], column) for state in _ORDER if len(groups[state]) > 0]


def _group(view: View, state: str, items: list[StateItem], column: str) -> StateGroup:
    """Return the group of a state: with links, but for what was not coded, of which provinces are named."""
    title, found = coded("state", state, view.lang), sorted(items, key=lambda item: item[0].text)
    if state != "unread":
        return StateGroup(state.replace(" ", "-"), title, len(items), found)
    names = text(", ", view.lang, "list").join(item[0].text for item in found) if column == "measure" else ""
    return StateGroup(state, title, len(items), [], names)
