"""Web Annotations of the quotations, which annotation tools read.

A quotation is an `oa:SpecificResource`: the words at one place of a source. Its selectors say which: one by
offsets, one by the words themselves with the words around them
(https://www.w3.org/TR/annotation-model/#selectors). An annotation links a claim, its body, to the quotations
that it was coded from, its target. The statements follow from the graph alone: of the words around a
quotation, only those are given that other quotations show, so that no more of a text is published.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.rdf.namespaces import OA, PROV, QS, RDF_TYPE
from kg.rdf.records import Records
from kg.rdf.statements import node, nodes, stated, typed

CONTEXT_LENGTH: Final = 8
"""The maximum number of characters before and after a quotation."""


class QuotedText:
    """The characters of a source text that its quotations show."""

    def __init__(self, quotations: Iterable[tuple[int, str]]) -> None:
        """Read `quotations`: the offset and the words of each."""
        self._words = sorted(quotations)
        self._starts = [start for start, _ in self._words]
        self._longest = max((len(words) for _, words in self._words), default=0)

    def before(self, start: int) -> str:
        """Return the last characters before `start` that another quotation shows."""
        found = ""
        while len(found) < CONTEXT_LENGTH and (character := self._at(start - len(found) - 1)) is not None:
            found = character + found
        return found

    def after(self, end: int) -> str:
        """Return the first characters from `end` on that another quotation shows."""
        found = ""
        while len(found) < CONTEXT_LENGTH and (character := self._at(end + len(found))) is not None:
            found += character
        return found

    def _at(self, offset: int) -> str | None:
        """Return the character at an offset, None if no quotation shows it."""
        first = bisect_left(self._starts, offset - self._longest)
        for start, words in self._words[first : bisect_right(self._starts, offset)]:
            if offset < start + len(words):
                return words[offset - start]
        return None


def annotations_of(records: Records) -> Iterator[ox.Triple]:
    """Yield the annotations of all quotations in `records`.

    Quotations without a source, offsets, or words, which `kg validate` reports, have none.
    """
    shown: dict[str, list[tuple[int, str]]] = defaultdict(list)
    quotations: dict[str, tuple[str, int, str]] = {}
    for quotation in records.of_class(QS + "Quotation"):
        source = records.one(quotation, OA + "hasSource")
        start, words = records.offset(quotation, OA + "start"), records.one(quotation, OA + "exact")
        if source is not None and start is not None and words is not None:
            shown[source].append((start, words))
            quotations[quotation] = (source, start, words)
    texts = {source: QuotedText(found) for source, found in shown.items()}
    readings: dict[str, list[str]] = defaultdict(list)
    for reading in records.of_class(QS + "Reading"):
        for source in records.iris(reading, PROV + "used"):
            readings[source].append(reading)
    for quotation, (source, start, words) in quotations.items():
        yield from _selectors(quotation, start, words, texts[source])
        yield from stated(
            quotation,
            {
                PROV + "wasQuotedFrom": [node(source)],
                PROV + "wasGeneratedBy": nodes(readings[source]),
            },
        )
    for claim in records.with_predicate(QS + "evidence"):
        targets = [each for each in records.iris(claim, QS + "evidence") if each in quotations]
        if len(targets) > 0:
            yield from stated(
                claim + "/annotation",
                {
                    RDF_TYPE: [node(OA + "Annotation")],
                    OA + "motivatedBy": [node(OA + "identifying")],
                    OA + "hasBody": [node(claim)],
                    OA + "hasTarget": nodes(targets),
                },
            )


def _selectors(quotation: str, start: int, words: str, text: QuotedText) -> Iterator[ox.Triple]:
    """Yield a quotation's selectors: its offsets, and its words with those around them."""
    end = start + len(words)
    position, quote = f"{quotation}/position", f"{quotation}/quote"
    yield from stated(
        quotation,
        {RDF_TYPE: [node(OA + "SpecificResource")], OA + "hasSelector": nodes([position, quote])},
    )
    yield from stated(
        position,
        {
            RDF_TYPE: [node(OA + "TextPositionSelector")],
            OA + "start": [typed(start, "nonNegativeInteger")],
            OA + "end": [typed(end, "nonNegativeInteger")],
        },
    )
    around = {"prefix": text.before(start), "suffix": text.after(end)}
    yield from stated(
        quote,
        {
            RDF_TYPE: [node(OA + "TextQuoteSelector")],
            OA + "exact": [ox.Literal(words)],
            **{OA + name: [ox.Literal(found)] for name, found in around.items() if found != ""},
        },
    )
