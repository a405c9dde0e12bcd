"""Compares the status of actions with their source and with the other actions of their sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.context import ACTIONS, Context
from kg.rdf.namespaces import FAMILIES, QS
from kg.words import Phrase

_TO_COME: Final = (FAMILIES["status"] + "named", FAMILIES["status"] + "planned")
"""What a plan says; the other statuses are what a report says."""


def check_statuses(context: Context) -> Iterator[Finding]:
    """Yield a finding for each action of a plan that is not to come, and each that its sentence contradicts.

    Sentences are compared with the texts only.
    """
    sentences = defaultdict(list)
    for action in context.of_class(*ACTIONS):
        source = context.source(action) or ""
        to_come = context.records.one(action, QS + "status") in _TO_COME
        if not to_come and len(context.records.all(source, QS + "transmits")) > 0:
            yield _finding(action, Phrase("a plan says what is to come; its actions are planned or named"))
        if context.has_texts:
            sentences[source, context.sentence(action)].append((action, to_come))
    for actions in sentences.values():
        for action, to_come in actions:
            others = [other for each, other in actions if each != action]
            if len(others) > 0 and to_come not in others:
                yield _finding(
                    action,
                    Phrase(
                        "what else the sentence says is done, or to come, unlike this; correct the status"
                    ),
                )


def _finding(action: str, fault: Phrase) -> Finding:
    return Finding("status-words", action, fault, QS + "status")
