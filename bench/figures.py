"""Finds the numbers of a source that a clone can vary, so that value, quotation, and labels still agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bench.slots import first_in, records_in
from kg.rdf.namespaces import OA, QS
from kg.rdf.records import Records

_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Figure:
    """A number that a clone may vary, where the words of its quotation and of both labels say it alike.

    Attributes:
        slot: What stands for the digits in quotation and labels.
        value_slot: What stands for the value.
        digits: The digits in the text, such as `3800`.
        value: The value, which may be larger by a factor (380万).
    """

    slot: str
    value_slot: str
    digits: str
    value: Decimal

    @property
    def comma_slot(self) -> str:
        """What stands for the digits as English writes them: `3,800`."""
        return self.slot.replace("d", "e")

    @property
    def slots(self) -> tuple[str, str, str]:
        """All that stands for the number."""
        return self.slot, self.comma_slot, self.value_slot

    def filled(self, digits: str) -> dict[str, str]:
        """Return what fills the slots if the text has other digits."""
        value = self.value / Decimal(self.digits) * Decimal(digits)
        grouped = f"{int(digits):,}" if digits.isdigit() else digits
        written = str(value) if "." in str(value) else f"{value}.0"
        return dict(zip(self.slots, (digits, grouped, written), strict=True))


def cut_figures(text: str, records: Records) -> tuple[str, list[Figure]]:
    """Return the text of a source with slots for the numbers that can vary, and these numbers.

    Args:
        text: The Turtle text.
        records: The records that it describes.
    """
    parts, figures = dict(records_in(text)), []
    spans = [
        (int(records.one(each, OA + "start") or 0), int(records.one(each, OA + "end") or 0), each)
        for each in records.of_class(QS + "Quotation")
    ]
    base = first_in(r"@prefix : <([^>]+)>", text)
    for number, claim in enumerate(sorted(records.of_class(QS + "Target", QS + "Observation"))):
        evidence = records.all(claim, QS + "evidence")
        value = records.one(claim, QS + "value")
        counted = any(records.one(claim, QS + name) is not None for name in ("valueTo", "enumerates"))
        if len(evidence) != 1 or value is None or counted:
            continue
        start, end, _ = next(span for span in spans if span[2] == evidence[0])
        if sum(a < end and start < b for a, b, _ in spans) > 1:
            continue  # another claim may count by the same words
        names = [f":{each.removeprefix(base)}" for each in (claim, evidence[0])]
        found = _same_digits(parts[names[0]], parts[names[1]], Decimal(value))
        if found is None:
            continue
        figure = Figure(f"\0d{number}\0", f"\0v{number}\0", found, Decimal(value))
        for name in names:
            text = text.replace(parts[name], _with_slots(parts[name], figure), 1)
        figures.append(figure)
    return text, figures


def _same_digits(claim: str, quotation: str, value: Decimal) -> str | None:
    """Return the digits that are once in the quotation and once in each label, and that the value has."""
    exact = first_in(r'oa:exact "([^"]*)"', quotation)
    labels = re.findall(
        r'"((?:[^"\\]|\\.)*)"@(zh-Hans|en)', first_in(r"rdfs:label\s+((?:.|\n)*?) ;\n", claim)
    )
    if len(labels) != 2:
        return None
    read = [_DIGITS.findall(exact), *(_DIGITS.findall(words.replace(",", "")) for words, _ in labels)]
    for digits in read[0]:
        if len(digits) < 2 or digits.startswith("0") or re.fullmatch(r"(19|20)\d\d|100", digits):
            continue
        scale = value / Decimal(digits)
        if all(each.count(digits) == 1 for each in read) and scale in (1, 10_000, 100_000_000):
            return str(digits)
    return None


def _with_slots(part: str, figure: Figure) -> str:
    """Return a record with slots in place of the number's digits and of its value."""
    grouped = f"{int(figure.digits):,}" if figure.digits.isdigit() else figure.digits
    part = re.sub(rf"(?<=qs:value ){re.escape(str(figure.value))}(?= )", figure.value_slot, part)

    def put(match: re.Match[str]) -> str:
        words = re.sub(rf"(?<![\d.,]){re.escape(grouped)}(?![\d]|[.,]\d)", figure.comma_slot, match[0])
        return re.sub(rf"(?<![\d.,]){re.escape(figure.digits)}(?![\d]|[.,]\d)", figure.slot, words)

    return re.sub(r'"(?:[^"\\]|\\.)*"', put, part)
