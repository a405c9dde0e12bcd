"""Compares the label of a claim with its quotation and those of other claims, and finds duplicates."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Final

from kg.evidence.anchors import LONGEST_QUOTATION
from kg.evidence.findings import Finding
from kg.guards.bigrams import bigrams
from kg.guards.context import Context
from kg.rdf.namespaces import QS, shorten
from kg.words import Phrase

_NEAR: Final = 60
"""Characters: quotations at this distance are one passage, whose words a label may use."""

_CERTAIN: Final = 0.6
"""The share of a label's words above which its own passage fits in any case."""

_MARGIN: Final = 0.3
"""How much better another quotation must fit than the own passage."""

_NOTHING: Final = 0.05
_LITTLE: Final = 0.2
"""The shares of a label's words below which its quotation, and its passage, do not fit in any case."""

_ALIKE: Final = 0.8


@dataclass(frozen=True)
class _Quoted:
    """A claim with its words.

    Attributes:
        claim: Its IRI.
        label: The pieces of its Chinese label.
        words: The pieces of its quotations.
        source: The source of its first quotation.
        start, end: The offsets of its first quotation.
    """

    claim: str
    label: frozenset[str]
    words: frozenset[str]
    source: str
    start: int
    end: int

    def near(self, other: _Quoted) -> bool:
        """Say whether two claims are quoted from one passage."""
        return (
            self.source == other.source and self.start - _NEAR < other.end and other.start - _NEAR < self.end
        )


def check_quotations(context: Context) -> Iterator[Finding]:
    """Yield a finding for each claim whose label does not fit its quotation, or that repeats another one."""
    for quoted in _by_source(context).values():
        yield from _misfits(context, quoted)
        yield from _duplicates(context, quoted)


def _misfits(context: Context, quoted: list[_Quoted]) -> Iterator[Finding]:
    """Yield a finding for each claim whose label does not fit its quotation, or fits another one better."""
    count = Counter(piece for each in quoted for piece in each.words)
    weight = {piece: log(1 + len(quoted) / (1 + count[piece])) for each in quoted for piece in each.label}
    for own in quoted:
        pieces = {piece: weight[piece] for piece in own.label}
        fit = _share(pieces, own.words)
        around = _share(pieces, frozenset().union(*(other.words for other in _passage(quoted, own))))
        far = [other for other in quoted if not own.near(other)] if around <= _CERTAIN else []
        best = max((_share(pieces, other.words) for other in far), default=0.0)
        if fit <= _NOTHING or around <= _LITTLE or best - around > _MARGIN:
            yield Finding(
                "quotation-words",
                own.claim,
                Phrase(
                    "the label does not fit the quotation “{words}”; correct one",
                    words=context.words(own.claim),
                ),
                QS + "evidence",
            )


def _share(pieces: dict[str, float], words: frozenset[str]) -> float:
    """Return which share of weighted pieces is among words, 0 to 1."""
    total = sum(pieces.values())
    return sum([pieces[piece] for piece in pieces.keys() & words]) / total if total > 0 else 1.0


def _passage(quoted: list[_Quoted], own: _Quoted) -> list[_Quoted]:
    """Return the claims that are quoted from the passage of `own`, of `quoted`, sorted by their start."""
    first = bisect_left(quoted, own.start - _NEAR - LONGEST_QUOTATION * 2, key=lambda other: other.start)
    last = bisect_left(quoted, own.end + _NEAR, key=lambda other: other.start)
    return [other for other in quoted[first:last] if own.near(other)]


def _duplicates(context: Context, quoted: list[_Quoted]) -> Iterator[Finding]:
    """Yield a finding for each pair of claims of one class that say the same with the same words."""
    alike = defaultdict(list)
    for each in quoted:
        alike[context.type_of(each.claim)].append(each)
    for group in alike.values():
        for one, other in combinations(group, 2):
            if one.end <= other.start or other.end <= one.start:
                continue
            common = len(one.label & other.label) / max(len(one.label | other.label), 1)
            if common >= _ALIKE and _codes(context, one.claim) == _codes(context, other.claim):
                yield Finding(
                    "near-duplicate",
                    other.claim,
                    Phrase(
                        "the claim says the same as {other}, from the same words; keep one",
                        other=shorten(one.claim),
                    ),
                )


def _codes(context: Context, claim: str) -> list[list[str]]:
    """Return what makes two claims on the same words different."""
    names = (
        "indicator",
        "region",
        "place",
        "agent",
        "roleKind",
        "playedIn",
        "toDocument",
        "toBasis",
        "holder",
    )
    return [context.records.iris(claim, QS + name) for name in (*names, "award", "findingKind", "unit")]


def _by_source(context: Context) -> dict[str, list[_Quoted]]:
    """Return the quoted claims to check, by source, in the order of the text."""
    found = defaultdict(list)
    for claim in context.claims:
        spans = context.spans(claim)
        if len(spans) > 0:
            label, words = bigrams(context.label(claim)), bigrams(context.words(claim))
            found[spans[0][0]].append(_Quoted(claim, label, words, *spans[0]))
    return {source: sorted(quoted, key=lambda each: each.start) for source, quoted in found.items()}
