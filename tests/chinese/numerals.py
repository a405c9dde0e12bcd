"""Chinese numerals, written by the rules of the language, for tests that read them back."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_DIGITS: Final = "零一二三四五六七八九"
_UNITS: Final = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))


def numeral(number: int) -> str:
    """Return a whole number of 0 or more in Chinese: 12 is 十二, 10205 is 一万零二百零五."""
    return _numeral(number).removeprefix("一") if 10 <= number < 20 else _numeral(number)


def decimal_numeral(number: Decimal) -> str:
    """Return a decimal of 0 or more in Chinese: 12.05 is 十二点零五."""
    whole, _, places = f"{number:f}".partition(".")
    digits = "".join(_DIGITS[int(digit)] for digit in places)
    return numeral(int(whole)) + (f"点{digits}" if digits != "" else "")


def _numeral(number: int) -> str:
    for size, name in _UNITS:
        if number >= size:
            many, rest = divmod(number, size)
            zero = "零" if 0 < rest < size // 10 else ""
            return _numeral(many) + name + zero + (_numeral(rest) if rest > 0 else "")
    return _DIGITS[number]
