"""Reads the quantities of a Chinese text: the whole phrase of number, range, unit, hedges, and sign.

Every figure of the graph must be the figure in its quotation. So a phrase is read to its end or not at
all: what is no quantity (years, numbers of documents and chapters, names such as 七大工程), and what the
grammar does not know, is left out. `tests/chinese/quantities.csv` has some hundred phrases with their
readings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from kg.chinese import hedges
from kg.chinese.amounts import RATIO, amount_at
from kg.chinese.counts import Amount
from kg.chinese.folding import SCORE, fold
from kg.chinese.hedges import Comparator
from kg.chinese.numbers import run_end
from kg.chinese.period import dated
from kg.chinese.units import each_before

_CANDIDATE: Final = re.compile("\\.?[0-9]|[零〇一二两三四五六七八九十百千万亿数几半翻第前首榜过超近]")
_TO: Final = re.compile(" *(?:—{1,2}|-{1,2}|~|至|到|(?P<between>[和与])) *")
# Whether an end of a range belongs to it: 10人（含）至20人（不含）.
_INCLUDED: Final = re.compile("[(](?P<outside>不)?含(?:本数|(?P<words>[^()]*))[)]")
_FROM: Final = re.compile("[从由]$")
_LISTED: Final = re.compile("分别")
_AND: Final = re.compile("[、,，和及与]|以及")
# Units of time and distance, behind which 内 is a bound.
_WITHIN: Final = re.compile("[年天日周米秒]|个月|小时|分钟|工作日|公里|季度")
_DAYS_BEHIND: Final = re.compile("[前后的期]|工作")
_DAYS_BEFORE: Final = re.compile("(?:提前|延长|期限|限|满|后|为|达|每|少于)$")
# Before a number without a unit: what it is the value of.
_VALUE_OF: Final = re.compile(f"(?:达到?|为|是|至|到|的|{SCORE}[在由从]?|[率值度]) *$")
_GREW: Final = re.compile(
    "(?:增长|增加|提高|提升|扩大|上升|增幅|上涨|高出|多出|增|涨|增速)(?:了|达|约|近|超过?|逾|突破|接近|将近|大约"
    "|不低于|不少于|至少|不超过| )*$"
)
_BOUNDARY: Final = re.compile(r" *(?:之间|[，。、；：,;:！？!?()\s]|$|提升|提高|上升|增至|和|及|与)")
_YEARS: Final = range(1900, 2100)
# Arithmetic that rounds nothing that a text can hold.
_EXACT: Final = Context(prec=1000)
_DATE: Final = "\ue000"


@dataclass(frozen=True)
class Quantity:
    """A quantity as a text gives it.

    Attributes:
        value: The exact number in the base unit: 43.5万 is 435000, 三成 is 30, 三分之一 a fraction. Of a
            range or an approximate count (数十) the lower end.
        high: The upper end of a range or of an approximate count, else None.
        comparator: How the words mean it: `=`, `>=`, `<=`, `~`, `>`, or `<`.
        unit: The whole unit as worded (批次/千人); `位次` of ranks, `比` of fractions, `倍（增长）` of an
            increase by so many times; empty without one.
        start: 0-based offset of the first character: of the hedge before it, if it has one.
        end: Offset just after the last.
    """

    value: int | Decimal | Fraction
    high: int | Decimal | Fraction | None
    comparator: Comparator
    unit: str
    start: int
    end: int


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of `text`, in order, none overlapping.

    Args:
        text: Chinese text, in either script.
    """
    folded = fold(text)
    plain = folded.text
    for start, end, _ in dated(plain, None):
        plain = plain[:start] + _DATE * (end - start) + plain[end:]
    found: list[Quantity] = []
    at = floor = 0
    while (candidate := _CANDIDATE.search(plain, at)) is not None:
        at = candidate.start()
        amount = _ranged(plain, at)
        read = None if amount is None else _hedged(plain, amount, floor)
        if read is None:
            at = max(at + 1, run_end(plain, at), 0 if amount is None else amount.end)
            continue
        floor = at = read.end
        start, end = folded.span(read.start, read.end)
        found.append(replace(read, start=start, end=end))
    return found


def _ranged(plain: str, at: int) -> Amount | None:
    """Read an amount, and with it the end of the range or the unit of the list that it begins."""
    left = amount_at(plain, at)
    if left is None:
        return None
    if (joined := _range(plain, left)) is not None:
        return joined
    listed = left.unit is None and left.digits
    if listed and _LISTED.search(plain, max(0, left.start - 20), left.start) is not None:
        more = _AND.match(plain, left.end)
        last = None if more is None else _ranged(plain, more.end())
        if last is not None and last.unit is not None:
            return replace(left, unit=last.unit, low=_scaled(left, last))
    return left


def _range(plain: str, left: Amount) -> Amount | None:
    """Return the range that begins with an amount, or None."""
    lower = _included(plain, left)
    to = _TO.match(plain, left.end if lower is None else lower.end())
    if to is None or left.high is not None or _is_change(plain, left, to[0]):
        return None
    right = amount_at(plain, to.end(), ends_range=True)
    joined = None if right is None or right.high is not None else _joined(left, right)
    if joined is None or (to["between"] is not None and not plain.startswith("之间", joined.end)):
        return None
    above = lower is not None and lower["outside"] is not None
    upper = _included(plain, replace(joined, start=to.end()))
    if upper is not None and upper["outside"] is not None:  # the upper bound is read next
        return replace(joined, high=None, comparator=">" if above else ">=", end=left.end)
    end = joined.end if upper is None else upper.end()
    return replace(joined, comparator=">" if above else joined.comparator, end=end)


def _included(plain: str, amount: Amount) -> re.Match[str] | None:
    """Match the bracket behind an amount that says whether it belongs to a range (含10人)."""
    match = _INCLUDED.match(plain, amount.end)
    own = match is not None and match["words"] in {None, "", plain[amount.start : amount.end]}
    return match if own else None


def _is_change(plain: str, left: Amount, to: str) -> bool:
    """Say whether the words go from one amount to another (由8个到12个), and give no range."""
    begins = _FROM.search(plain, max(0, left.start - 1), left.start) is not None
    return begins and left.unit is not None and to.strip() in {"至", "到"}


def _joined(left: Amount, right: Amount) -> Amount | None:
    """Return the range of two amounts of one unit, which the start may leave to the end (3至5万元)."""
    unit = right.unit
    if unit is None and left.unit in {"%", "‰", "‱"} and not left.digits:  # 百分之三至五
        unit = left.unit
    if left.unit not in {None, unit}:
        return None
    low = _scaled(left, right) if left.unit is None else left.low
    return replace(
        left,
        low=low,
        high=right.low,
        unit=unit,
        end=right.end,
        scale=right.scale,
        comparator=right.comparator,
    )


def _scaled(left: Amount, right: Amount) -> Fraction:
    """Return a number with the multiplier of a later one: in 5—10万元 of both, in 9000—1.2万元 of one."""
    low = left.low * right.factor
    shared = left.scale == 1 and right.scale > 1 and left.low < abs(right.low) / right.factor / right.scale
    return low * right.scale if shared else low


def _hedged(plain: str, amount: Amount, floor: int) -> Quantity | None:
    """Return the quantity of an amount with the words around it, from `floor` on; None if it is none."""
    if amount.high is not None and amount.high <= amount.low:
        return None
    unit = amount.unit or ""
    before = hedges.before(plain, amount.start, unit, bare=amount.bare, floor=floor)
    behind = hedges.behind(plain, amount.end, within=_WITHIN.fullmatch(unit) is not None)
    start = amount.start if before is None else before[1]
    included = _included(plain, amount)
    end = behind[1] if behind is not None else amount.end if included is None else included.end()
    said = (before and before[0]) or amount.comparator or (behind and behind[0])
    low, high = amount.low, amount.high
    if said == ">=" and before is None and high is None and (upper := _upper(plain, amount, end)) is not None:
        said, high, end = "=", upper[0], upper[1]
    elif not _is_quantity(plain, amount, start, end, hedged=said is not None):
        return None
    if amount.either and said is None:
        low, high = -low, low
    each = each_before(plain, start, floor, unit)
    if each is not None:
        unit, start = f"{unit}/{each[0]}", each[1]
    elif unit == "倍" and _GREW.search(plain, max(0, start - 12), start) is not None:
        unit = "倍（增长）"
    return Quantity(
        exact(low, unit), None if high is None else exact(high, unit), said or "=", unit, start, end
    )


def _upper(plain: str, lower: Amount, end: int) -> tuple[Fraction, int] | None:
    """Return the upper bound that directly follows a lower one (一万元以上五万元以下), and its end."""
    amount = _ranged(plain, end)
    if amount is None or amount.unit != lower.unit or amount.low <= lower.low:
        return None
    behind = hedges.behind(plain, amount.end, within=False)
    return (amount.low, behind[1]) if behind is not None and behind[0] == "<=" else None


def _is_quantity(plain: str, amount: Amount, start: int, end: int, *, hedged: bool) -> bool:
    """Say whether an amount is a quantity; with a hedge it is more surely one."""
    if amount.bare and not hedged:
        counted = amount.unit in {None, "", "个", "家", "户", "人"}
        return hedges.reached(plain, start) or (amount.scale > 10**4 and not counted)
    if amount.unit is None:
        return _is_value(plain, amount, start, end, hedged=hedged)
    if amount.unit == "日" and amount.digits and amount.high is None and not hedged:  # 15日 is a date
        given = _DAYS_BEFORE.search(plain, max(0, start - 2), start)
        return given is not None or _DAYS_BEHIND.match(plain, end) is not None
    return True


def _is_value(plain: str, amount: Amount, start: int, end: int, *, hedged: bool) -> bool:
    """Say whether a number without a unit is the value of something (指数达到92), and not part of a name."""
    if _BOUNDARY.match(plain, end) is None:
        return False
    if amount.scale >= 10**4:
        return amount.digits or hedged
    if not amount.digits or (amount.low in _YEARS and not hedged):
        return False
    return hedged or _VALUE_OF.search(plain, max(0, start - 6), start) is not None


def exact(value: Fraction, unit: str) -> int | Decimal | Fraction:
    """Return a number as a whole number or a decimal if it is one; parts of a whole stay fractions."""
    if unit == RATIO:
        return value
    if value.denominator == 1:
        return value.numerator
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
