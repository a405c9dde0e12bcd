"""Changes to roles, conferrals, and the relations of documents."""

from __future__ import annotations

from random import Random
from typing import Final

from kg.rdf.namespaces import FAMILIES, QS
from tests.mutations.kind import Kind, any_of, of, one_of, other, unnamed, with_property
from tests.mutations.original import Change, Original

_AGENTS: Final = ("Institution", "LeadingGroup", "Organization", "Enterprise", "Person")
_POLICIES: Final = (
    *(
        "ActionPlan",
        "Decision",
        "ImplementingOpinion",
        "Notice",
        "Opinion",
        "Outline",
        "Plan",
        "PolicyDocument",
    ),
    *("Regulation", "Rules", "StatusReport", "WorkReport"),
)

_OF_A_TEXT: Final = ("publisher", "author", "editor")
_OF_AN_ACTION: Final = (
    "decider",
    "leader",
    "participant",
    "implementer",
    "addressee",
    "reporter",
    "recipient",
)


def other_sort(original: Original, role: str, rng: Random) -> Change:
    """Give a role in a text the kind of one in an action, or the reverse."""
    is_text = original.kind(original.one(role, "playedIn")) == "Source"
    names = _OF_AN_ACTION if is_text else _OF_A_TEXT
    return original.replace(role, QS + "roleKind", FAMILIES["role"] + rng.choice(names))


def in_actions(original: Original) -> list[str]:
    """Return the roles in actions."""
    return [
        each
        for each in original.of_class("Role")
        if original.one(each, "roleKind").removeprefix(FAMILIES["role"]) in _OF_AN_ACTION
    ]


def reversed_(original: Original, lineage: str, rng: Random) -> Change | None:
    """Exchange the two documents of a relation."""
    first, second = original.one(lineage, "fromDocument"), original.one(lineage, "toDocument")
    if second == "":
        return None
    return original.replace(lineage, QS + "fromDocument", second) + original.replace(
        lineage, QS + "toDocument", first
    )


def basis_as_document(original: Original, lineage: str, rng: Random) -> Change | None:
    """Name a document in place of an event, institution or person."""
    if original.one(lineage, "toBasis") == "":
        return None
    document = rng.choice(unnamed(*_POLICIES)(original, lineage))
    return original.drop(lineage, "toBasis") + original.replace(lineage, QS + "toDocument", document)


_VERBS: Final = "one verb gives several kinds, and a quotation may leave out the verb"

KINDS: Final = (
    Kind("role: holder replaced", of("Role"), other("agent", unnamed(*_AGENTS))),
    Kind("role: kind of another sort of thing", of("Role"), other_sort),
    Kind(
        "role: other kind of the same sort",
        in_actions,
        other("roleKind", one_of("role", *_OF_AN_ACTION)),
        _VERBS,
    ),
    Kind(
        "conferral: holder replaced",
        of("Conferral"),
        other("holder", unnamed("Enterprise", "Organization", "City", "Province")),
    ),
    Kind("conferral: award replaced", of("Conferral"), other("award", unnamed("Award", "Designation"))),
    Kind("lineage: other relation", of("Lineage"), other("relation", any_of("Relation"))),
    Kind("lineage: other document", of("Lineage"), other("toDocument", unnamed(*_POLICIES))),
    Kind("lineage: other basis", of("Lineage"), other("toBasis", unnamed(*_AGENTS, "Event"))),
    Kind("lineage: document for a basis", with_property("toBasis"), basis_as_document),
    Kind("lineage: direction reversed", of("Lineage"), reversed_),
)
