"""Plants faults in the text of a cloned document, each of a kind that one part of `kg validate` must find."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Final

from bench.slots import records_in


@dataclass(frozen=True, order=True)
class Fault:
    """A planted fault, as `kg validate` must report it.

    Attributes:
        file: The name of the file, without extension.
        kind: What was done.
        record: The name of the record in the file, with the empty prefix or that of its family.
        check: The check that finds it.
    """

    file: str
    kind: str
    record: str
    check: str


@dataclass(frozen=True)
class Kind:
    """A kind of fault.

    Attributes:
        name: Its name.
        change: Returns the text of a record with the fault, or None if the record has no place for one.
        checks: The checks that find it, each once.
    """

    name: str
    change: Callable[[str], str | None]
    checks: tuple[str, ...]


def _offset(record: str) -> str | None:
    """Move the end of a quotation by one sign."""
    if " a qs:Quotation " not in record:
        return None
    return _once(r"(?<=oa:end )\d+", lambda end: str(int(end) + 1), record)


def _value(record: str) -> str | None:
    """Add one to the value of a figure that is a whole number."""
    if re.search(" a qs:(Target|Observation) ", record) is None or "qs:valueTo" in record:
        return None
    return _once(r"(?<=qs:value )\d{2,}(?=\.0 )", lambda value: str(int(value) + 1), record)


def _label(record: str) -> str | None:
    """Give a finding or goal only a Chinese label."""
    if re.search(" a qs:(Finding|Goal) ", record) is None:
        return None
    return _once(r'@zh-Hans,\s+"(?:[^"\\]|\\.)*"@en(?= ;)', lambda _: "@zh-Hans", record)


def _region(record: str) -> str | None:
    """Leave out the region of an action."""
    if " a qs:Action " not in record:
        return None
    return _once(r"    qs:region region:[\w-]+ ;\n", lambda _: "", record)


def _term(record: str) -> str | None:
    """Name a coder that does not exist."""
    return _once(r"(?<=prov:wasAssociatedWith agent:)[\w-]+", lambda _: "nobody", record)


def _hash(record: str) -> str | None:
    """Cut the last digit from the hash of the source's text."""
    return _once(r'(?<=qs:sha256 ")[0-9a-f]{64}', lambda digits: digits[:-1], record)


KINDS: Final = (
    Kind("offset", _offset, ("offsets-against-length",)),
    Kind("value", _value, ("figure-value", "label-value")),
    Kind("label", _label, ("attested-label",)),
    Kind("region", _region, ("action-region",)),
    Kind("term", _term, ("unknown-term", "reading-reader")),
    Kind("hash", _hash, ("source-sha256",)),
)
"""All kinds: for a check query, evidence and guards, shapes, and terms."""


def plant(text: str, file: str, kind: Kind, rng: random.Random) -> tuple[str, list[Fault]]:
    """Return a document with a fault of a kind at a random record, and how it must be reported.

    Args:
        text: The Turtle text of the document.
        file: The name of its file, without extension.
        kind: The kind of fault.
        rng: Chooses the record.
    """
    able = [
        (name, record, new)
        for name, record in records_in(text)
        if (new := kind.change(record)) is not None and new != record
    ]
    if len(able) == 0:
        return text, []
    name, record, new = rng.choice(able)
    return text.replace(record, new, 1), [Fault(file, kind.name, name, check) for check in kind.checks]


def _once(pattern: str, change: Callable[[str], str], record: str) -> str | None:
    """Return a record with the first match changed, or None if nothing matches."""
    if re.search(pattern, record) is None:
        return None
    return re.sub(pattern, lambda match: change(match[0]), record, count=1)


def row(fault: Fault) -> str:
    """Return a fault as a line of CSV; no part has a comma."""
    return ",".join(astuple(fault)) + "\n"
