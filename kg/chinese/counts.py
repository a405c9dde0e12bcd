"""Reads a number of a folded text with the unit that it counts, and with its sign."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from kg.chinese.hedges import Comparator
from kg.chinese.names import is_name
from kg.chinese.numbers import Number, number_at
from kg.chinese.units import Unit, unit_at

_BRACKETED: Final = re.compile(" *[(](?:含|(?P<more>余))[)] *")
# Behind millions, people and firms need no classifier: 3亿多农村人口, 1000万以上贫困人口.
_PEOPLE: Final = re.compile(
    "(?:以[上下]|左右)?[\u4e00-\u9fff]{0,6}?(?:人(?:口|民(?!币))|中国人|居民|群众|农民|农户|职工|学生|在校生|劳动力|家庭|老年人"
    "|儿童|党员|企业|(?:市场|经营)主体|受过)"
)
# What comes before the number of a code or of another kind of word: ISO9001, 1.2.3, 3×5, 表-3, 第5, 〔2022〕.
_ADHERING: Final = re.compile(
    "(?:[A-Za-z0-9._]|[A-Za-z0-9)][-—/+×*:：·]|[\u4e00-\u9fff]-|[×*#№第\\[]|(?<![<>])=)$"
)
_LETTERS: Final = re.compile("(?:GDP|R&D|CPI|PPI)$")
_BELOW_ZERO: Final = frozenset({"%", "百分点", "‰", "℃"})
_SIGNED: Final = re.compile("(?:^|[比长速为至到达率度幅是降升在于约近（(，、:：；\\s])$")


@dataclass(frozen=True)
class Amount:
    """A number with its unit as they are written, before the hedges around them.

    Attributes:
        low: The value, or the lower end.
        start: Offset of the first character.
        end: Offset just after the last.
        unit: The unit; None where the number is without one.
        high: The upper end of a range or of an approximate number.
        comparator: What the number itself says (余 is more, 几 about), or None.
        scale: What the multiplier at its end multiplies by.
        factor: What the unit multiplies by.
        bare: Whether the number is a multiplier alone.
        either: Whether it is meant with both signs (±5).
        digits: Whether it is written in digits.
    """

    low: Fraction
    start: int
    end: int
    unit: str | None
    high: Fraction | None = None
    comparator: Comparator | None = None
    scale: int = 1
    factor: int = 1
    bare: bool = False
    either: bool = False
    digits: bool = False


def count_at(plain: str, at: int, *, ends_range: bool) -> Amount | None:
    """Read a number with its unit, or without one; see `kg.chinese.amounts.amount_at`."""
    start, sign = (at, "") if ends_range else _signed(plain, at)
    number = number_at(plain, at)
    if number is None or (not ends_range and _adheres(plain, start)):
        return None
    bracketed = _BRACKETED.match(plain, number.end)
    if bracketed is not None:
        number = replace(number, more=bracketed["more"] is not None, end=bracketed.end())
    unit = unit_at(plain, number.end)
    if unit is None:
        people = number.scale >= 10**4 and _PEOPLE.match(plain, number.end) is not None
        unit = Unit("", number.end) if people else None
    elif is_name(plain, at, number, unit.name, unit.end):
        return None
    if sign == "负" and (unit is None or unit.name not in _BELOW_ZERO):
        return None
    digits = plain[at] in ".0123456789"
    return amount_of(number, start, unit, sign, digits=digits)


def amount_of(
    number: Number, start: int, unit: Unit | None, sign: str = "", *, digits: bool = False
) -> Amount:
    """Return the amount of a number that begins at `start`, with its unit and sign."""
    factor = 1 if unit is None else unit.factor
    low = number.low if unit is None else (number.low + unit.further) * factor
    more = number.more or (unit is not None and unit.more)
    return Amount(
        low=-low if sign in {"-", "负"} else low,
        start=start,
        end=number.end if unit is None else unit.end,
        unit=None if unit is None else unit.name,
        high=None if number.high is None else number.high * factor,
        comparator=">" if more else "~" if number.about else None,
        scale=number.scale,
        factor=factor,
        bare=number.bare,
        either=sign == "±",
        digits=digits,
    )


def _signed(plain: str, at: int) -> tuple[int, str]:
    """Return where a number begins with its sign, and the sign; a dash that only joins is none."""
    sign = plain[at - 1 : at]
    for words, means in (("零下", "负"), ("负增长", "负"), ("正负", "±")):
        if plain.endswith(words, 0, at):
            return at - len(words), means
    signs = sign != "" and (sign in "+±负" or (sign == "-" and _SIGNED.search(plain, max(0, at - 2), at - 1)))
    return (at - 1, sign) if signs else (at, "")


def _adheres(plain: str, start: int) -> bool:
    """Say whether the number at `start` is a part of a code or of a word of another kind."""
    return (
        _ADHERING.search(plain, max(0, start - 2), start) is not None
        and _LETTERS.search(plain, max(0, start - 3), start) is None
    )
