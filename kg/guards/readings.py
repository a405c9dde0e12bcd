"""Checks what a complete coding needs: the text, its hash, all its sentences, and the document in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.context import Context
from kg.rdf.namespaces import FAMILIES, OA, PROV, QS
from kg.words import Message, Phrase

_MOST: Final = 0.95
"""The share of a text that its sentences cover; blank lines and the ends of pages are in none."""

_REPORTS: Final = re.compile("报道|发布会|综述|实录|新闻")
"""What names a text about a document, which does not contain it."""


def check_readings(context: Context) -> Iterator[Finding]:
    """Yield a finding for each complete coding without a source text, or not to the end of the text."""
    records = context.records
    coded: dict[str, int] = defaultdict(int)
    for sentence in records.of_class(QS + "Sentence"):
        for source in records.all(sentence, OA + "hasSource"):
            coded[source] = max(coded[source], records.offset(sentence, OA + "end") or 0)
    for reading in context.own_of_class(QS + "Reading"):
        whole = records.one(reading, QS + "extent") == FAMILIES["extent"] + "whole"
        for source in records.all(reading, PROV + "used"):
            length = records.offset(source, QS + "characters") or 0
            if not whole:
                if 0 < _MOST * length <= coded[source]:
                    yield _finding(
                        reading, Phrase("all sentences are accounted for; the extent is whole, not part")
                    )
            elif any(records.one(source, QS + name) is None for name in ("fileName", "sha256", "characters")):
                yield _finding(
                    reading, Phrase("only a source text with its file, hash, and length can be coded in full")
                )
            elif coded[source] < _MOST * length:
                yield _finding(
                    reading,
                    Phrase(
                        "the sentences end at {end} of {all} characters; a complete coding accounts for all",
                        end=coded[source],
                        all=records.one(source, QS + "characters"),
                    ),
                )


def check_sources(context: Context) -> Iterator[Finding]:
    """Yield a finding for each source that neither contains a document nor reports on one."""
    for source in context.own_of_class(QS + "Source"):
        if len(context.records.all(source, QS + "transmits")) > 0 and _REPORTS.search(context.label(source)):
            yield Finding(
                "source-document",
                source,
                Phrase(
                    "by its title this is a report, which does not contain the document; use qs:reportsOn"
                ),
            )
        if all(context.records.one(source, QS + name) is None for name in ("transmits", "reportsOn")):
            yield Finding(
                "source-document",
                source,
                Phrase(
                    "state the document that the text contains (qs:transmits) or reports on (qs:reportsOn)"
                ),
            )


def _finding(reading: str, fault: Message) -> Finding:
    return Finding("whole-reading", reading, fault, QS + "extent")
