"""Compares the place of a claim in the text with the section that it is part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final

from kg.chinese.normalization import clean
from kg.evidence.findings import Finding
from kg.guards.context import CLAIM_CLASSES, Context
from kg.rdf.namespaces import QS, shorten
from kg.words import Phrase

_HEADED: Final = (QS + "Section", QS + "Task")
"""What has a heading, which its claims follow."""


def check_sections(context: Context) -> Iterator[Finding]:
    """Yield a finding for each claim that the text states before its section or after the next begins."""
    starts = {
        claim: min((source, start) for source, start, _ in spans)
        for claim in context.records.of_class(*CLAIM_CLASSES)
        if len(spans := context.spans(claim)) > 0
    }
    parents = {section: context.records.one(section, QS + "partOf") or "" for section in starts}
    siblings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for section in context.records.of_class(*_HEADED):
        if section in starts:
            source, start = starts[section]
            siblings[source, parents[section]].append(start)

    @cache
    def end_of(section: str) -> int | None:
        """Return where the next section begins, of the same or a higher level; None for the last one."""
        source, begin = starts[section]
        ends = [start for start in siblings[source, parents[section]] if start > begin]
        above = parents[section]
        if above in starts and starts[above] < (source, begin):  # else it is itself out of place
            end = end_of(above)
            ends += [end] if end is not None and end > begin else []
        return min(ends, default=None)

    for claim in context.claims:
        section = parents.get(claim, "")
        if section not in starts or context.type_of(section) not in _HEADED:
            continue
        source, begin = starts[section]
        end = end_of(section)
        own, at = starts[claim]
        if own != source or at < begin or (end is not None and at >= end):
            yield Finding(
                "section-place",
                claim,
                Phrase("the text states it outside {section}; correct qs:partOf", section=shorten(section)),
                QS + "partOf",
            )


def check_numbers(context: Context) -> Iterator[Finding]:
    """Yield a finding for each number of a section or task that its heading does not have."""
    for claim in context.own_with(QS + "number"):
        number = clean(context.records.one(claim, QS + "number") or "").text
        if number not in context.words(claim):
            yield Finding(
                "section-number",
                claim,
                Phrase("the quotation does not have the number {number}; correct one", number=number),
                QS + "number",
            )
