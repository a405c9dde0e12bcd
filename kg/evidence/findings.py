"""A finding of a check: where, what is wrong, and how to fix it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.words import Message, said

Severity = Literal["violation", "warning"]


@dataclass(frozen=True)
class Finding:
    """One error in the data.

    Attributes:
        check: The name of the check, shape or query that found it.
        subject: The IRI of the record with the error.
        text: What is wrong and how to fix it, in one line.
        predicate: The IRI of the predicate with the error, if there is one.
        object: The IRI or lexical form of the object with the error, if there is one.
        severity: `violation` fails a validation, `warning` does not.
        path: The file of the record, once it is known.
        line: Its 1-based line, once it is known.
    """

    check: str
    subject: str
    text: Message
    predicate: str | None = None
    object: str | None = None
    severity: Severity = "violation"
    path: Path | None = None
    line: int | None = None

    def message(self, lang: str) -> str:
        """Return the message in `lang`, `en` or `zh`."""
        return said(self.text, lang)
