"""Changes to the evidence of claims, and to what is recorded of words without a claim."""

from __future__ import annotations

from random import Random
from typing import Final

from kg.evidence.anchors import span_of
from kg.rdf.namespaces import FAMILIES, QS
from tests.mutations.kind import Kind, Make, any_of, of, one_of, other, quoted, with_property
from tests.mutations.original import WORDED, Change, Original


def partners(original: Original, claim: str) -> list[str]:
    """Return the claims of the same class and text that quote other words."""
    return [
        each
        for each in original.of_class(original.kind(claim))
        if original.document(each) == original.document(claim)
        and set(original.quotations(each)).isdisjoint(original.quotations(claim))
        and original.quoted(each) != original.quoted(claim)
    ]


def swapped(original: Original, claim: str, rng: Random) -> Change | None:
    """Swap the quotations of two claims."""
    left = partners(original, claim)
    if len(left) == 0:
        return None
    partner = rng.choice(left)
    own, theirs = original.all(claim, "evidence"), original.all(partner, "evidence")
    return original.replace(claim, QS + "evidence", *theirs) + original.replace(
        partner, QS + "evidence", *own
    )


def borrowed(original: Original, claim: str, rng: Random) -> Change | None:
    """Let a claim rest on the quotation of another one, and remove its own."""
    left = partners(original, claim)
    own = original.all(claim, "evidence")
    if len(left) == 0 or any(original.users[each] != [claim] for each in own):
        return None
    theirs = original.all(rng.choice(left), "evidence")
    lost = Change(frozenset(each for one in own for each in original.stated(one)))
    return original.replace(claim, QS + "evidence", *theirs) + lost


def other_basis(original: Original, claim: str, rng: Random) -> Change | None:
    """Let a period rest on the words of another claim."""
    left = [each for other in partners(original, claim) for each in original.quotations(other)]
    return original.replace(claim, QS + "periodEvidence", rng.choice(left)) if len(left) > 0 else None


def given_reason(*, whole: bool | None) -> Make:
    """Return the marking of a quoted clause as without claim, if it is quoted whole, in part, or either."""

    def make(original: Original, clause: str, rng: Random) -> Change | None:
        span = span_of(original.records, clause)
        spans = [span_of(original.records, each) for each in original.in_text(clause, "Quotation")]
        if original.one(clause, "reason") != "" or span is None or len(spans) == 0:
            return None
        is_whole = any(each is not None and each[0] <= span[0] and span[1] <= each[1] + 1 for each in spans)
        reason = FAMILIES["reason"] + rng.choice(("frame", "purpose", "slogan", "background"))
        return original.replace(clause, QS + "reason", reason) if whole in (None, is_whole) else None

    return make


def excluded(original: Original) -> list[str]:
    """Return the sentences and clauses without claim."""
    return [each for each in original.of_class("Sentence", "Clause") if original.one(each, "reason") != ""]


def no_reason(original: Original, words: str, rng: Random) -> Change:
    """Remove the reason of a sentence or clause that no claim quotes."""
    return original.drop(words, "reason")


_PARTLY: Final = "a clause may be quoted in part and give no other claim"
_REASONS: Final = "two reasons may fit the words"

KINDS: Final = (
    Kind("evidence: quotations of two claims swapped", quoted(*WORDED), swapped),
    Kind("evidence: quotation of another claim", quoted(*WORDED), borrowed),
    Kind("evidence: period based on other words", with_property("periodEvidence"), other_basis, floor=0.95),
    Kind("clause: coded as without claim, quoted whole", of("Clause"), given_reason(whole=True), floor=0.95),
    Kind("clause: coded as without claim, quoted in part", of("Clause"), given_reason(whole=False), _PARTLY),
    Kind("clause or sentence: reason removed", excluded, no_reason, floor=1.0),
    Kind("clause or sentence: other reason", excluded, other("reason", any_of("Reason")), _REASONS),
    Kind("sentence: coded as without claim", of("Sentence"), given_reason(whole=None), floor=1.0),
    Kind(
        "digits: other reason",
        of("NonValue"),
        other("reason", one_of("reason", "date", "name", "numbering", "contact")),
    ),
)
