"""Checks that the text names what a claim is about: organizations, persons, places, awards, documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.bigrams import named_in
from kg.guards.context import Context
from kg.rdf.namespaces import QS
from kg.words import Phrase

_PROPERTIES: Final = ("agent", "award", "concerns", "holder", "place", "toBasis", "toDocument")
_LEAST: Final = 0.5
"""The share of a name that the words must have."""


def check_names(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that a claim is about, but its label and sentence do not name.

    A sentence names what its quotations leave out, so quoted claims are checked with the texts only.
    """
    for claim in context.claims:
        if context.words(claim) != "" and not context.has_texts:
            continue
        words = f"{context.label(claim)} {context.words(claim)} {context.sentence(claim)}"
        for name in _PROPERTIES:
            for record in context.records.iris(claim, QS + name):
                names = context.names(record)
                if len(names) == 0 or record in context.own_documents(claim):
                    continue
                if max(named_in(each, words) for each in names) < _LEAST:
                    yield Finding(
                        "name-in-words",
                        claim,
                        Phrase(
                            "neither label nor sentence names “{record}”; correct the record, or add the "
                            "name that the text uses (skos:hiddenLabel)",
                            record=context.label(record),
                        ),
                        QS + name,
                        record,
                    )
