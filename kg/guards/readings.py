"""Checks what a complete coding needs: the text, its hash, all its sentences, and the document in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.evidence.findings import Finding
from kg.guards.context import Context
from kg.rdf.namespaces import FAMILIES, OA, PROV, QS
from kg.words import Message, Phrase


def check_readings(context: Context) -> Iterator[Finding]:
    """Yield a finding for each complete coding without a source text, or not to the end of the text."""
    records = context.records
    coded: dict[str, int] = defaultdict(int)
    for sentence in records.of_class(QS + "Sentence"):
        for source in records.all(sentence, OA + "hasSource"):
            coded[source] = max(coded[source], records.offset(sentence, OA + "end") or 0)
    for reading in context.own_of_class(QS + "Reading"):
        if records.one(reading, QS + "extent") != FAMILIES["extent"] + "whole":
            continue
        for source in records.all(reading, PROV + "used"):
            if any(records.one(source, QS + name) is None for name in ("fileName", "sha256", "characters")):
                yield _finding(
                    reading, Phrase("only a source text with its file, hash, and length can be coded in full")
                )
            elif coded[source] < 0.95 * (records.offset(source, QS + "characters") or 0):
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
