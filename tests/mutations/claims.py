"""Claims that are removed or recorded twice."""

from __future__ import annotations

from random import Random
from typing import Final

import pyoxigraph as ox

from kg.rdf.namespaces import QS, RDFS, XSD
from tests.mutations.kind import Kind, Make, cited, of, quoted, with_property
from tests.mutations.original import AGAIN, CLAIMS, FIGURES, WORDED, Change, Original


def deleted(original: Original, claim: str, rng: Random) -> Change | None:
    """Remove a claim to which no record refers."""
    return original.delete(claim) if len(original.users.get(claim, ())) == 0 else None


def removed(*, alone: bool) -> Make:
    """Return the removal of a claim, depending on whether it alone quotes one of its clauses."""

    def make(original: Original, claim: str, rng: Random) -> Change | None:
        return deleted(original, claim, rng) if is_alone(original, claim) == alone else None

    return make


def is_alone(original: Original, claim: str) -> bool:
    """Return whether no other claim quotes one of the clauses of a claim."""
    change = original.delete(claim)
    lost = {each.subject for each in change.removed}
    return any(
        all(ox.NamedNode(each) in lost for each in original.in_text(clause, "Quotation"))
        for clause in original.in_text(claim, "Clause")
    )


def padded(original: Original, claim: str, rng: Random) -> Change | None:
    """Remove a claim, and copy another of its class, so that their number stays."""
    gone = deleted(original, claim, rng)
    others = [
        each
        for each in original.of_class(original.kind(claim))
        if original.document(each) == original.document(claim) and each != claim
    ]
    return None if gone is None or len(others) == 0 else gone + doubled(original, rng.choice(others), rng)


def doubled(original: Original, claim: str, rng: Random) -> Change:
    """Copy a claim under another name."""
    return original.copy(claim).concerning(claim)


def reworded(original: Original, claim: str, rng: Random) -> Change:
    """Copy a claim under another name, with labels in other words."""
    zh, en = original.labels(claim)
    again = original.copy(claim, without=RDFS + "label").concerning(claim)
    return again + original.relabel(claim + AGAIN, f"{zh}（据原文）", f"{en}, as the text says")


def listed(original: Original, claim: str, rng: Random) -> Change:
    """Call an incomplete list complete, or the reverse."""
    said = "false" if original.one(claim, "listComplete") == "true" else "true"
    literal = ox.Literal(said, datatype=ox.NamedNode(XSD + "boolean"))
    return original.replace(claim, QS + "listComplete", literal)


_STILL_QUOTED: Final = "other claims quote the clause: only a reader sees that it says more"
_UNSEEN: Final = "the document is cited without its text: only its reader misses the claim"

KINDS: Final = (
    Kind("claim removed, declared number kept", of(*CLAIMS), deleted, floor=1.0, alone=True, recount=False),
    Kind("claim removed, number lowered, alone in a clause", quoted(*CLAIMS), removed(alone=True), floor=1.0),
    Kind(
        "claim removed, number lowered, clause still quoted",
        quoted(*CLAIMS),
        removed(alone=False),
        _STILL_QUOTED,
    ),
    Kind("claim removed, number lowered, cited", cited(*CLAIMS), removed(alone=False), _UNSEEN),
    Kind("claim removed, another copied in its place", quoted(*WORDED), padded),
    Kind("claim without a number copied", of(*WORDED), doubled),
    Kind("figure copied", of(*FIGURES), doubled),
    Kind("figure copied with other labels", of(*FIGURES), reworded),
    Kind("list: incomplete as complete, or the reverse", with_property("listComplete"), listed),
)
