"""Checks the ends of the relations of documents: who speaks, and which document the label names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.context import Context
from kg.rdf.namespaces import FAMILIES, QS, shorten
from kg.words import Phrase

_INNER: Final = str.maketrans("〈〉", "《》")
"""Title marks inside title marks."""


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


def check_lineage_titles(context: Context) -> Iterator[Finding]:
    """Yield a finding for each relation to one document whose label has the name of another one."""
    names = {
        document: [name.translate(_INNER) for name in context.names(document)]
        for document in context.all_documents
    }
    for lineage in context.of_class(QS + "Lineage"):
        label = context.label(lineage).translate(_INNER)
        ends = {context.records.one(lineage, QS + end) for end in ("fromDocument", "toDocument")}
        stated = context.records.one(lineage, QS + "toDocument")
        if stated is None or any(name in label for name in names.get(stated, ())):
            continue
        named = [each for each in names if each not in ends and any(name in label for name in names[each])]
        if len(named) > 0:
            yield Finding(
                "lineage-title",
                lineage,
                Phrase(
                    "the label names {named}, not {stated}; correct one",
                    named=context.label(max(named, key=lambda each: len(context.label(each)))),
                    stated=context.label(stated),
                ),
                QS + "toDocument",
                stated,
            )


def check_lineage_twins(context: Context) -> Iterator[Finding]:
    """Yield a finding for each relation that another one states of the same documents."""
    first: dict[tuple[str | None, ...], str] = {}
    for lineage in context.of_class(QS + "Lineage"):
        names = ("fromDocument", "toDocument", "toBasis", "relation")
        key = tuple(context.records.one(lineage, QS + name) for name in names)
        if key in first:
            yield Finding(
                "lineage-twin",
                lineage,
                Phrase(
                    "{other} relates the same documents in the same way; keep one", other=shorten(first[key])
                ),
            )
        first.setdefault(key, lineage)
