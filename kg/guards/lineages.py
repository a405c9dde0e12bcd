"""Checks that a relation of documents goes from the document that speaks."""

from __future__ import annotations

from collections.abc import Iterator

from kg.evidence.findings import Finding
from kg.guards.context import Context
from kg.rdf.namespaces import FAMILIES, QS
from kg.words import Phrase


def check_lineages(context: Context) -> Iterator[Finding]:
    """Yield a finding for each relation from another document than the one that speaks.

    Only what supersedes another document can be named by a third one.
    """
    for lineage in context.of_class(QS + "Lineage"):
        speaker = context.records.one(lineage, QS + "fromDocument")
        supersedes = context.records.one(lineage, QS + "relation") == FAMILIES["relation"] + "supersedes"
        if speaker is not None and not supersedes and speaker not in context.own_documents(lineage):
            yield Finding(
                "lineage-direction",
                lineage,
                Phrase(
                    "{document} does not speak here; a relation goes from the document that speaks to "
                    "the one that it names",
                    document=context.label(speaker),
                ),
                QS + "fromDocument",
                speaker,
            )
