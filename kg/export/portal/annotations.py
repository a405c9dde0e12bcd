"""Web Annotations of the quotations, which annotation tools read.

A quotation is an `oa:SpecificResource`: the words at one place of a source. Its selectors say which: one by
offsets, one by the words themselves with the words around them
(https://www.w3.org/TR/annotation-model/#selectors). An annotation links a claim, its body, to the quotations
that it was coded from, its target. The statements follow from the graph alone: of the words around a
quotation, only those are given that other quotations show, so that no more of a text is published.

Statements are lines of N-Triples here, which are sorted on disk: the quotations of a large graph, and what
follows from them, do not fit into memory.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from kg.rdf.namespaces import OA, PROV, QS, RDF_TYPE, XSD
from kg.rdf.ntriples import text_in, token
from kg.rdf.sorting import SortedLines

CONTEXT_LENGTH: Final = 8
"""The maximum number of characters before and after a quotation."""

QUOTING: Final = (*(RDF_TYPE, OA + "hasSource", OA + "start", OA + "exact", QS + "evidence", PROV + "used"),)
"""The properties that annotations follow from."""

_TYPE: Final = token(RDF_TYPE)
_SOURCE, _START, _EXACT = (token(OA + name) for name in ("hasSource", "start", "exact"))
_QUOTATION, _READING = token(QS + "Quotation"), token(QS + "Reading")
_OFFSET: Final = b'"%%d"^^<%snonNegativeInteger>' % XSD.encode()


class QuotedText:
    """The characters of a source text that its quotations show."""

    def __init__(self, quotations: Iterable[tuple[int, str]]) -> None:
        """Read `quotations`: the offset and the words of each."""
        self._starts: list[int] = []
        self._texts: list[str] = []
        for start, words in sorted(quotations):
            end = self._starts[-1] + len(self._texts[-1]) if len(self._starts) > 0 else -1
            if start <= end:
                self._texts[-1] += words[end - start :]
            else:
                self._starts.append(start)
                self._texts.append(words)

    def before(self, start: int) -> str:
        """Return the last characters before `start` that another quotation shows."""
        text, at = self._around(start - 1)
        return text[max(at + 1 - CONTEXT_LENGTH, 0) : at + 1]

    def after(self, end: int) -> str:
        """Return the first characters from `end` on that another quotation shows."""
        text, at = self._around(end)
        return text[at : at + CONTEXT_LENGTH]

    def _around(self, offset: int) -> tuple[str, int]:
        """Return the shown text with the character at an offset, and its place; no text if none shows it."""
        number = bisect_right(self._starts, offset) - 1
        at = offset - self._starts[number] if number >= 0 else 0
        return (self._texts[number], at) if number >= 0 and at < len(self._texts[number]) else ("", 0)


class Annotations(AbstractContextManager["Annotations"]):
    """The annotations of all quotations in some graphs.

    Quotations without a source, offsets, or words, which `kg validate` reports, have none.
    """

    def __init__(self) -> None:
        """Begin without quotations."""
        self._facts, self._claims, self._texts = SortedLines(), SortedLines(), SortedLines()
        self._lines = SortedLines()
        self._sources_of: dict[bytes, set[bytes]] = defaultdict(set)
        self._readings: set[bytes] = set()

    def __exit__(self, *_: object) -> None:
        """Remove the temporary files."""
        for each in (self._facts, self._claims, self._texts, self._lines):
            each.__exit__()

    def read(self, found: Mapping[str, list[list[bytes]]]) -> None:
        """Read the statements of a graph, by predicate; those with `QUOTING` are needed."""
        for subject, _, class_ in found[RDF_TYPE]:
            if class_ == _READING:
                self._readings.add(subject)
        self._facts.add([b" ".join(parts) for parts in found[RDF_TYPE] if parts[2] == _QUOTATION])
        for name in ("hasSource", "start", "exact"):
            self._facts.add([b" ".join(parts) for parts in found[OA + name]])
        self._claims.add([b"%b %b" % (quotation, claim) for claim, _, quotation in found[QS + "evidence"]])
        for reading, _, source in found[PROV + "used"]:
            self._sources_of[reading].add(source)

    def lines(self) -> SortedLines:
        """Return the annotations, once all graphs are read."""
        claims = (line.split(b" ", 1) for lines in self._claims.chunks() for line in lines)
        claim = next(claims, None)
        for quotation, facts in _by_subject(self._facts):
            if _QUOTATION not in facts.get(_TYPE, ()) or not all(
                each in facts for each in (_SOURCE, _START, _EXACT)
            ):
                continue
            source, start, words = facts[_SOURCE][0], text_in(facts[_START][0]), facts[_EXACT][0]
            if not (source.startswith(b"<") and start.isascii() and start.isdigit()):
                continue
            self._texts.add([b"%b %b %d %b" % (source, quotation, int(start), words)])
            while claim is not None and claim[0] + b" " < quotation + b" ":
                claim = next(claims, None)
            while claim is not None and claim[0] == quotation:
                self._lines.add(_annotation(claim[1], quotation))
                claim = next(claims, None)
        readings: dict[bytes, list[bytes]] = defaultdict(list)
        for reading in sorted(self._readings):
            for source in self._sources_of[reading]:
                readings[source].append(reading)
        rows = (line.split(b" ", 3) for lines in self._texts.chunks() for line in lines)
        for source, quoted in groupby(rows, key=lambda row: row[0]):
            quotations = [(row[1], int(row[2]), row[3], text_in(row[3])) for row in quoted]
            text = QuotedText((start, words) for _, start, _, words in quotations)
            for quotation, offset, literal, shown in quotations:
                self._lines.add(_selectors(quotation, offset, literal, shown, text))
                self._lines.add([b"%b %b %b" % (quotation, _QUOTED_FROM, source)])
                self._lines.add([b"%b %b %b" % (quotation, _GENERATED_BY, each) for each in readings[source]])
        return self._lines


_QUOTED_FROM, _GENERATED_BY = token(PROV + "wasQuotedFrom"), token(PROV + "wasGeneratedBy")


def _by_subject(lines: SortedLines) -> Iterator[tuple[bytes, Mapping[bytes, list[bytes]]]]:
    """Yield the facts about each subject: objects by predicate."""
    parts = (line.split(b" ", 2) for chunk in lines.chunks() for line in chunk)
    for subject, same in groupby(parts, key=lambda part: part[0]):
        facts: dict[bytes, list[bytes]] = {}
        for _, predicate, object_ in same:
            facts.setdefault(predicate, []).append(object_)
        yield subject, facts


def _annotation(claim: bytes, quotation: bytes) -> list[bytes]:
    """Return the annotation that links a claim to a quotation."""
    subject = claim[:-1] + b"/annotation>"
    return [
        b"%b %b %b" % (subject, _TYPE, token(OA + "Annotation")),
        b"%b %b %b" % (subject, token(OA + "motivatedBy"), token(OA + "identifying")),
        b"%b %b %b" % (subject, token(OA + "hasBody"), claim),
        b"%b %b %b" % (subject, token(OA + "hasTarget"), quotation),
    ]


def _selectors(quotation: bytes, start: int, literal: bytes, words: str, text: QuotedText) -> list[bytes]:
    """Return a quotation's selectors: its offsets, and its words with those around them."""
    end = start + len(words)
    position, quote = quotation[:-1] + b"/position>", quotation[:-1] + b"/quote>"
    found = [
        b"%b %b %b" % (quotation, _TYPE, token(OA + "SpecificResource")),
        b"%b %b %b" % (quotation, token(OA + "hasSelector"), position),
        b"%b %b %b" % (quotation, token(OA + "hasSelector"), quote),
        b"%b %b %b" % (position, _TYPE, token(OA + "TextPositionSelector")),
        b"%b %b %b" % (position, _START, _OFFSET % start),
        b"%b %b %b" % (position, token(OA + "end"), _OFFSET % end),
        b"%b %b %b" % (quote, _TYPE, token(OA + "TextQuoteSelector")),
        b"%b %b %b" % (quote, _EXACT, literal[: literal.rindex(b'"') + 1]),
    ]
    for name, shown in (("prefix", text.before(start)), ("suffix", text.after(end))):
        if shown != "":
            found.append(b"%b %b %b" % (quote, token(OA + name), str(ox.Literal(shown)).encode()))
    return found
