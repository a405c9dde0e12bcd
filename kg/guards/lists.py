"""Compares lists with what the text says of them: their number, and whether they are complete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.context import FIGURES, Context, number_of
from kg.rdf.namespaces import QS, SKOS
from kg.words import Phrase

_SOME: Final = "等"
"""What ends a list that names only some."""


def check_lists(context: Context) -> Iterator[Finding]:
    """Yield a finding for each list with another number of items, or called complete against its words."""
    for figure in context.of_class(*FIGURES):
        items = context.records.all(figure, QS + "enumerates")
        explained = len(context.records.all(figure, SKOS + "note")) > 0
        if len(items) > 0 and len(items) != number_of(context, figure) and not explained:
            yield Finding(
                "list-items",
                figure,
                Phrase(
                    "{count} items are listed, the value is {value}; correct one, or state in a skos:note "
                    "what the text leaves out",
                    count=len(items),
                    value=context.records.one(figure, QS + "value"),
                ),
                QS + "enumerates",
            )
    for claim in context.own_with(QS + "listComplete"):
        complete = context.records.one(claim, QS + "listComplete") == "true"
        if context.type_of(claim) in FIGURES:
            whole = len(context.records.all(claim, QS + "enumerates")) == number_of(context, claim)
        else:
            whole = _SOME not in context.sentence(claim)
        if complete != whole:
            yield Finding(
                "list-complete",
                claim,
                Phrase(
                    "a list is complete if it has as many items as the figure counts, or does not end in "
                    "“{word}”; correct qs:listComplete",
                    word=_SOME,
                ),
                QS + "listComplete",
            )
