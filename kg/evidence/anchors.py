"""Checks that each quotation is in its source text at its offsets."""

from __future__ import annotations

from collections.abc import Iterator

from kg.chinese.normalization import CleanText, clean
from kg.evidence.findings import Finding
from kg.evidence.texts import SourceText
from kg.rdf.namespaces import OA, QS
from kg.rdf.records import Records
from kg.words import Phrase

LONGEST_QUOTATION = 60
"""The maximum length of a quotation after cleaning, in characters."""

SHOWN_PLACES = 5
"""The maximum number of places that a message lists."""


def anchored_in(records: Records, source: str) -> list[str]:
    """Return the quotations, non-values, and repairs that point into `source`."""
    selectors = records.of_class(QS + "Quotation", QS + "NonValue", QS + "Repair")
    return [s for s in selectors if source in records.all(s, OA + "hasSource")]


def span_of(records: Records, selector: str) -> tuple[int, int] | None:
    """Return the offsets `[start, end)` that a selector states, or None if either is missing."""
    start, end = records.offset(selector, OA + "start"), records.offset(selector, OA + "end")
    return (start, end) if start is not None and end is not None else None


def occurrences(raw: str, exact: str) -> list[int]:
    """Return the offsets at which `exact` occurs in `raw`, overlapping ones included."""
    found, at = [], raw.find(exact)
    while at >= 0:
        found.append(at)
        at = raw.find(exact, at + 1)
    return found


def clean_words(text: CleanText, start: int, end: int) -> str:
    """Return the clean reading of the raw span `[start, end)`, read in its context.

    Cleaned by itself, a span may read differently: conversion to Simplified depends on whole phrases.
    """
    first, last = text.from_raw(start, end)
    return text.text[first:last]


def check_anchors(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding for each quotation that differs from the text between its offsets.

    If it does not differ, its clean words are compared with the clean reading of the text. The same applies
    to non-values, and to repairs, which have no clean words.
    """
    for selector in anchored_in(records, text.source):
        exact = records.one(selector, OA + "exact") or ""
        start, end = records.offset(selector, OA + "start"), records.offset(selector, OA + "end")
        if start is None or end is None or end > len(text.raw) or text.raw[start:end] != exact:
            yield _misplaced(selector, exact, start, end, text)
            continue
        if records.one(selector, QS + "meant") is not None:
            continue
        words = clean_words(text.reading, start, end)
        if (records.one(selector, QS + "cleanWords") or exact) != words:
            yield Finding(
                "quotation-clean-words",
                selector,
                Phrase(
                    "the clean words of the quotation are “{words}”; write them as qs:cleanWords", words=words
                ),
                QS + "cleanWords",
            )


def check_lengths(records: Records) -> Iterator[Finding]:
    """Yield a finding for each quotation that is empty, or too long after cleaning."""
    for selector in records.of_class(QS + "Quotation"):
        length = len(clean(records.one(selector, OA + "exact") or "").text)
        if not 0 < length <= LONGEST_QUOTATION:
            yield Finding(
                "quotation-length",
                selector,
                Phrase(
                    "the quotation has {length} characters, but 1 to {most} are allowed; shorten it",
                    length=length,
                    most=LONGEST_QUOTATION,
                ),
                OA + "exact",
            )


def _misplaced(selector: str, exact: str, start: int | None, end: int | None, text: SourceText) -> Finding:
    """Return the finding for a quotation that is not at its offsets, with the offsets where it occurs."""
    places = occurrences(text.raw, exact) if len(exact) > 0 else []
    spans = ", ".join(f"{at}-{at + len(exact)}" for at in places[:SHOWN_PLACES])
    if len(places) == 0:
        cure = Phrase("the words are not in the text; copy them again")
    elif len(places) == 1:
        cure = Phrase("the words are at {spans}; correct the offsets", spans=spans)
    else:
        more = " ..." if len(places) > SHOWN_PLACES else ""
        cure = Phrase("the words are at {spans}; choose one", spans=spans + more)
    at_fault = "exact" if len(places) == 0 else "end" if start in places else "start"
    return Finding(
        "quotation-position",
        selector,
        Phrase(
            "quotation not found at {start}-{end} of {file}; {cure}",
            start=start,
            end=end,
            file=text.path.name,
            cure=cure,
        ),
        OA + at_fault,
    )
