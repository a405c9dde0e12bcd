"""How numbers and comparators are written in drawings."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

SIGNS: Final = {">=": "≥\u00a0", "<=": "≤\u00a0", ">": ">\u00a0", "<": "<\u00a0", "~": "≈\u00a0"}
"""How a comparator is written before a number; exactly needs no sign."""


def signed(text: str, comparator: str, upper: str = "") -> str:
    """Return a plain decimal with its comparator, such as `≥ 98.5`, or a range, such as `10–20`."""
    return SIGNS.get(comparator, "") + "–".join(number(each) for each in (text, upper) if each != "")


def number(text: str) -> str:
    """Return a plain decimal as people write it, such as `360,000` or `98.5`."""
    value = Decimal(text)
    whole = value.to_integral_value()
    return f"{whole if value == whole else value.normalize():,f}".replace("-", "\u2212")
