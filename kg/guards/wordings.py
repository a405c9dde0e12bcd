"""Compares kinds of roles, relations, findings, actions, and documents with the words that decide them.

The words are `skos:hiddenLabel` of the kind, in `ontology/`, and its Chinese name if it is a concept: one of
them must be in the label or in a quotation. A kind without hidden labels is open to any words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.context import Context
from kg.rdf.namespaces import QS, RDF_TYPE, SKOS
from kg.words import Phrase

_PROPERTIES: Final = (QS + "findingKind", QS + "relation", QS + "roleKind", RDF_TYPE)


def check_wordings(context: Context) -> Iterator[Finding]:
    """Yield a finding for each kind of which neither label nor quotation has a word."""
    for claim in [*context.claims, *context.described_documents]:
        words = f"{context.label(claim)} {context.words(claim)}"
        for property_ in _PROPERTIES:
            for kind in context.records.iris(claim, property_):
                deciding = context.records.all(kind, SKOS + "hiddenLabel")
                names = context.records.all(kind, SKOS + "prefLabel")
                if len(deciding) > 0 and not any(each in words for each in (*deciding, *names)):
                    yield Finding(
                        "kind-words",
                        claim,
                        Phrase(
                            "no words say “{kind}”, such as {words}; correct the kind",
                            kind=context.label(kind),
                            words=deciding[:3],
                        ),
                        property_,
                        kind,
                    )
