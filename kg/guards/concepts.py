"""Compares the concepts of a claim with its words.

A claim is compared with what else the graph says with a concept: its names, its definition, and the words of
the other claims that have it. A concept that shares (almost) no words with a claim, while another one shares
many, is a finding: two coders would not choose it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.bigrams import bigrams
from kg.guards.context import CODES, FIGURES, Context
from kg.rdf.namespaces import QS, SKOS
from kg.words import Phrase

_LEAST: Final = dict(zip(CODES, (0.1, 0.1, 0.05), strict=True))
"""The share of a claim's words that a concept must know, by property."""

_MARGIN: Final = 0.2
"""How much more another concept must know before a finding is certain."""

_MORE: Final = 0.1
"""How much better the name of another indicator must fit a label."""


class Usage:
    """How the claims of a graph use the concepts of one property.

    A word is weighted by how rare it is among the claims: log(1 + N / (1 + n)), of N claims n have it.
    """

    def __init__(self, context: Context, property_: str) -> None:
        """Read all claims that have the property."""
        self.claims: dict[str, frozenset[str]] = {}
        self.concepts: dict[str, Sequence[str]] = {}
        for each in context.coded:
            stated = each.concepts[property_]
            if len(stated) > 0:
                self.concepts[each.claim] = stated
                self.claims[each.claim] = bigrams(each.text)
        count = Counter(piece for own in self.claims.values() for piece in own)
        self._weight = {piece: log(1 + len(self.claims) / (1 + n)) for piece, n in count.items()}
        self._total = {c: sum(self._weight[piece] for piece in own) for c, own in self.claims.items()}
        self._defined: dict[str, frozenset[str]] = {}
        self._used: dict[str, Counter[str]] = defaultdict(Counter)
        for claim, stated in self.concepts.items():
            for concept in stated:
                self._used[concept].update(self.claims[claim])
        self._knowing: dict[str, set[str]] = defaultdict(set)
        for concept, used in self._used.items():
            texts = [*context.names(concept)]
            texts += [
                t.value for t in context.records.texts(concept, SKOS + "definition") if t.tongue == "zh"
            ]
            self._defined[concept] = bigrams(" ".join(texts))
            for piece in self._defined[concept] | used.keys():
                self._knowing[piece].add(concept)

    def known(self, claim: str, concept: str) -> float:
        """Return the weighted share of the words of a claim that a concept knows without it, 0 to 1."""
        own = self.claims[claim]
        others = 1 if concept in self.concepts[claim] else 0
        used, defined = self._used[concept], self._defined[concept]
        total = self._total[claim]
        known = sum(self._weight[piece] for piece in own if piece in defined or used[piece] > others)
        return known / total if total > 0 else 1.0

    def best_other(self, claim: str) -> tuple[float, str]:
        """Return the concept that knows most of the words of a claim, of those that it does not have."""
        shares: dict[str, float] = defaultdict(float)
        for piece in self.claims[claim]:
            for concept in self._knowing[piece]:
                shares[concept] += self._weight[piece]
        for concept in self.concepts[claim]:
            shares.pop(concept, None)
        total = self._total[claim]
        best = max(shares, key=lambda concept: (shares[concept], concept), default="")
        return (shares[best] / total if total > 0 else 0.0), best


def check_concepts(context: Context) -> Iterator[Finding]:
    """Yield a finding for each concept of a claim whose words are those of another concept."""
    for name, least in _LEAST.items():
        usage = Usage(context, name)
        for claim in sorted(usage.concepts):
            for concept in usage.concepts[claim]:
                share = usage.known(claim, concept)
                if share > least:
                    continue
                other, best = usage.best_other(claim)
                if other - share >= _MARGIN:
                    yield Finding(
                        "concept-words",
                        claim,
                        Phrase(
                            "the words of the claim are not those of {concept}, but of {best}; correct the "
                            "code, or add the words to the concept (skos:hiddenLabel)",
                            concept=context.label(concept),
                            best=context.label(best),
                        ),
                        QS + name,
                        concept,
                    )


def check_indicator_names(context: Context) -> Iterator[Finding]:
    """Yield a finding for each figure whose label has the name of another indicator, not of its own."""
    names = _Names(context)
    for figure in context.of_class(*FIGURES):
        indicator = context.records.one(figure, QS + "indicator") or ""
        fits = names.fits(bigrams(context.label(figure)))
        other = max(fits, key=lambda each: (fits[each], each), default=indicator)
        if fits.get(other, 0.0) - fits.get(indicator, 0.0) > _MORE:
            yield Finding(
                "indicator-name-in-label",
                figure,
                Phrase(
                    "the label says “{other}” rather than “{own}”; correct the indicator, or add its "
                    "wording (skos:hiddenLabel)",
                    other=context.label(other),
                    own=context.label(indicator),
                ),
                QS + "indicator",
                indicator,
            )


class _Names:
    """The names of all indicators, as weighted pieces: log(1 + N / n), of N indicators n have the piece."""

    def __init__(self, context: Context) -> None:
        indicators = context.records.of_class(QS + "Indicator")
        self._names = [(each, bigrams(name)) for each in indicators for name in context.names(each)]
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, (_, name) in enumerate(self._names):
            for piece in name:
                self._having[piece].append(at)
        self._weight = {
            piece: log(1 + len(indicators) / len({self._names[at][0] for at in having}))
            for piece, having in self._having.items()
        }
        self._total = [self._sum(name) for _, name in self._names]

    def fits(self, label: frozenset[str]) -> dict[str, float]:
        """Return how well the best name of each indicator fits a label.

        The fit is the harmonic mean of the shares that name and label have in common, 0 to 1.
        """
        shared: dict[int, float] = defaultdict(float)
        for piece in label:
            for at in self._having.get(piece, ()):
                shared[at] += self._weight[piece]
        total = self._sum(label)
        found: dict[str, float] = defaultdict(float)
        for at, common in shared.items():
            indicator = self._names[at][0]
            found[indicator] = max(found[indicator], 2 * common / (self._total[at] + total))
        return found

    def _sum(self, own: frozenset[str]) -> float:
        return sum(self._weight.get(piece, 0.0) for piece in own)
