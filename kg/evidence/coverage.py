"""Accounts for every sentence, clause and run of digits of a source text, and limits what is quoted of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from kg.chinese.clauses import clauses, sentences
from kg.evidence.anchors import anchored_in, span_of
from kg.evidence.findings import Finding
from kg.evidence.texts import SourceText
from kg.rdf.namespaces import OA, QS
from kg.rdf.records import Records
from kg.words import Noun, Phrase

MOST_QUOTED: Final = 0.65
"""The largest share of the characters of a press text that its quotations may cover."""

_DIGITS = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


@dataclass(frozen=True)
class _Unit:
    """A unit that a text is divided into: the class of its records, its name, and which must be listed."""

    class_: str
    check: str
    noun: Noun
    listed: Noun


_SENTENCE = _Unit(QS + "Sentence", "sentence", Noun("sentence"), Noun("sentence of the text"))
_CLAUSE = _Unit(QS + "Clause", "clause", Noun("clause"), Noun("clause outside marked sentences"))


def check_sentences(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding for each sentence of the text that the graph does not list, and the reverse."""
    yield from _check_listed(records, text, _SENTENCE, set(sentences(text.raw, text.repairs)))


def check_clauses(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding for each clause of an unmarked sentence that is not listed, and the reverse."""
    yield from _check_listed(records, text, _CLAUSE, set(clauses_to_list(records, text)))


def clauses_to_list(records: Records, text: SourceText) -> list[tuple[int, int]]:
    """Return the spans of the clauses that need a record: those outside all sentences that have a reason."""
    marked = sorted(
        span
        for sentence in records.of_class(QS + "Sentence")
        if records.one(sentence, QS + "reason") is not None
        and (span := span_of(records, sentence)) is not None
    )

    def is_marked(start: int, end: int) -> bool:
        before = bisect_right(marked, start, key=itemgetter(0))
        return before > 0 and end <= marked[before - 1][1]

    return [span for span in clauses(text.raw, text.repairs) if not is_marked(*span)]


def _check_listed(
    records: Records, text: SourceText, unit: _Unit, real: set[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield a finding for each unit that is listed twice, not listed, or listed but not in the text."""
    listed: dict[tuple[int, int], str] = {}
    for record in records.of_class(unit.class_):
        span = span_of(records, record)
        if span in listed:
            yield Finding(
                f"{unit.check}-twice",
                record,
                Phrase(
                    "the {unit} at {start}-{end} is listed twice; remove one record",
                    unit=unit.noun,
                    start=span[0],
                    end=span[1],
                ),
            )
        elif span is not None:
            listed[span] = record
    for start, end in sorted(real - listed.keys()):
        words = text.raw[start : min(end, start + 12)]
        yield Finding(
            f"{unit.check}-missing",
            text.source,
            Phrase(
                "the {unit} at {start}-{end} “{words}…” is not listed; run kg format --sources",
                unit=unit.noun,
                start=start,
                end=end,
                words=words,
            ),
        )
    for start, end in sorted(listed.keys() - real):
        yield Finding(
            f"{unit.check}-unreal",
            listed[start, end],
            Phrase(
                "there is no {unit} at {start}-{end}; remove the record",
                unit=unit.listed,
                start=start,
                end=end,
            ),
            OA + "start",
        )


def check_digits(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding for each run of digits outside all quotations and non-values."""
    covered = [span for s in anchored_in(records, text.source) if (span := span_of(records, s)) is not None]
    for start, end in digit_runs(text.raw):
        if not any(first <= start and end <= last for first, last in covered):
            around = text.raw[max(0, start - 8) : end + 8].replace("\n", " ")
            yield Finding(
                "digits-open",
                text.source,
                Phrase(
                    "the digits at {start}-{end} (“{around}”) are in no quotation; "
                    "record the figure, or the digits as a qs:NonValue",
                    start=start,
                    end=end,
                    around=around,
                ),
            )


def check_share(records: Records) -> Iterator[Finding]:
    """Yield a finding for each press text of which too much is quoted.

    A text that contains an official document in full (`qs:transmits`) may be quoted at any length: a
    government published it for everyone to read.
    """
    for source in records.of_class(QS + "Source"):
        characters = records.offset(source, QS + "characters") or 0
        covered = _covered(records, source)
        if covered > MOST_QUOTED * characters > 0 and records.one(source, QS + "transmits") is None:
            yield Finding(
                "quoted-share",
                source,
                Phrase(
                    "quotations cover {share} percent of the text, but {most} percent at most are allowed; "
                    "shorten them to the words that each claim needs",
                    share=f"{100 * covered / characters:.2f}",
                    most=f"{100 * MOST_QUOTED:.0f}",
                ),
                QS + "characters",
            )


def _covered(records: Records, source: str) -> int:
    """Return how many characters of a source its quotations cover, each counted once."""
    quotations = [q for q in records.of_class(QS + "Quotation") if source in records.all(q, OA + "hasSource")]
    covered = reached = 0
    for start, end in sorted(span for q in quotations if (span := span_of(records, q)) is not None):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def digit_runs(text: str) -> list[tuple[int, int]]:
    """Return the spans of all runs of digits, a decimal point inside included."""
    return [match.span() for match in _DIGITS.finditer(text)]
