"""Reads one number of a folded text: a count, a share, a fraction, a half, a rank, or a doubling."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from kg.chinese.counts import Amount, amount_of, count_at
from kg.chinese.hedges import Comparator
from kg.chinese.numbers import DIGIT_VALUES, chinese, number_at
from kg.chinese.units import Unit

RANK: Final = "位次"
"""The unit of a place in an order."""

RATIO: Final = "比"
"""The unit of a fraction."""

_TO: Final = re.compile(" *(?:—{1,2}|-{1,2}|~|至|到) *")
_END: Final = r"(?=[，。、；：,;:！？!?)”》…\s]|$|和|及|与|或|的|等)"

_FIRST: Final = re.compile(f"(?<!放在)(?<!摆在)(?<!置于)(?<!摆到)首位{_END}|(?<=[居之])首{_END}|榜首")
_PLACE: Final = re.compile("位(?![于置])|名(?![称牌录])")
_RANKED: Final = re.compile(
    "(?:居|列|排|名|位)[^，。；、,;0-9]{0,8}$|(?:全[国省市区球]|世界|[东中西]部|行业)$"
)
_ENDS: Final = re.compile(_END)
_TOP: Final = re.compile("(?<![目此当日年月以之提先从生\ue000])前(?=[0-9一二三四五六七八九十百两])")
_TOP_UNIT: Final = re.compile(f"位(?![于置])|名(?![称牌录])|强|甲|{_END}")

_PER: Final = {"百": "%", "千": "‰", "万": "‱"}
_SHARE: Final = re.compile("(?P<per>[百千万])分之")
_WHOLE: Final = re.compile("百分(?:之)?百")
_SLASHED: Final = re.compile(
    "(?<![0-9A-Za-z./])(?P<parts>[0-9]{1,3})/(?P<of>[0-9]{1,4})(?![0-9A-Za-z/.年月]|\\+)"
)
_OF: Final = re.compile("分之")

_HALF: Final = re.compile(
    "(?P<over>[过超])半数?(?![个年天月日小])|(?P<near>近)半数?(?![个年天月日小])|一半|半数"
    "|(?<![上下大一两多过])半(?:个(?=小时))?(?P<unit>年(?!报)|个月|天|小时|个?学期)"
)
_DISCOUNT: Final = re.compile(
    f"(?<![0-9.第{DIGIT_VALUES}十])(?P<tenths>[1-9{DIGIT_VALUES}])(?:\\.?(?P<hundredths>[1-9{DIGIT_VALUES}]))?"
    "折(?![算合旧扣叠射断])"
)
# 翻番, 翻了近两番, 翻倍; not 翻一番半, which has no exact value.
_DOUBLED: Final = re.compile(
    "翻了?(?:(?P<about>将?近|约)|(?P<over>超过?))?(?:(?P<times>[一两二三四五1-5])?番(?!半)|一?倍(?!半))"
)
_NONE: Final = re.compile("零(?P<first>”?的?突破)|零(?=事故|增长|投诉|死亡|发生|伤亡)")


def amount_at(plain: str, at: int, *, ends_range: bool = False) -> Amount | None:
    """Return the amount that begins at `at`, as far as it goes, or None.

    Args:
        plain: A folded text, without its dates.
        at: Where to read.
        ends_range: Whether the start of a range is before it, so that a dash there is no sign.
    """
    if at == len(plain):
        return None
    for read in (_rank, _top, _share, _fraction, _half, _discount, _doubled, _none):
        found = read(plain, at)
        if found is not None:
            return found
    return count_at(plain, at, ends_range=ends_range)


def _rank(plain: str, at: int) -> Amount | None:
    """Read 首位, 第3位, 第3至5名, or 全国第三."""
    first = _FIRST.match(plain, at)
    if first is not None:
        return Amount(Fraction(1), at, first.end(), RANK)
    if plain[at] != "第" or plain[max(0, at - 2) : at] == "倒数":
        return None
    number = number_at(plain, at + 1)
    if number is None:
        return None
    last = None
    if (to := _TO.match(plain, number.end)) is not None:
        last = number_at(plain, to.end() + (plain[to.end() : to.end() + 1] == "第"))
    end = number.end if last is None else last.end
    place = _PLACE.match(plain, end)
    if place is None and (
        _ENDS.match(plain, end) is None or _RANKED.search(plain, max(0, at - 10), at) is None
    ):
        return None
    return Amount(
        number.low, at, end if place is None else place.end(), RANK, None if last is None else last.low
    )


def _top(plain: str, at: int) -> Amount | None:
    """Read 前10位 or 前三: a place down to that one."""
    if _TOP.match(plain, at) is None or (number := number_at(plain, at + 1)) is None:
        return None
    unit = _TOP_UNIT.match(plain, number.end)
    return None if unit is None else Amount(number.low, at, unit.end(), RANK, comparator="<=")


def _share(plain: str, at: int) -> Amount | None:
    """Read 百分之九十五, 千分之3.5, or 百分百."""
    whole = _WHOLE.match(plain, at)
    if whole is not None:
        return Amount(Fraction(100), at, whole.end(), "%")
    match = _SHARE.match(plain, at)
    number = None if match is None else number_at(plain, match.end())
    if match is None or number is None:
        return None
    return amount_of(number, at, Unit(_PER[match["per"]], number.end))


def _fraction(plain: str, at: int) -> Amount | None:
    """Read 三分之一 or 1/3."""
    slashed = _SLASHED.match(plain, at)
    if slashed is not None and 0 < int(slashed["parts"]) < int(slashed["of"]):
        return Amount(Fraction(int(slashed["parts"]), int(slashed["of"])), at, slashed.end(), RATIO)
    whole = number_at(plain, at)
    if whole is None or whole.low == 0 or _OF.match(plain, whole.end) is None:
        return None
    parts = number_at(plain, whole.end + 2)
    return None if parts is None else Amount(parts.low / whole.low, at, parts.end, RATIO)


def _half(plain: str, at: int) -> Amount | None:
    """Read 过半, 半数, or 半年."""
    match = _HALF.match(plain, at)
    if match is None:
        return None
    comparator: Comparator | None = ">" if match["over"] else "~" if match["near"] else None
    return Amount(Fraction(1, 2), at, match.end(), match["unit"] or RATIO, comparator=comparator)


def _discount(plain: str, at: int) -> Amount | None:
    """Read 九折, 八五折, or 7.5折: how many tenths of the price are left."""
    match = _DISCOUNT.match(plain, at)
    if match is None:
        return None
    digits = [chinese(each) or Fraction(each) for each in match.groups("0")]
    return Amount(digits[0] + digits[1] / 10, at, match.end(), "折")


def _doubled(plain: str, at: int) -> Amount | None:
    """Read 翻一番 as twice, 翻两番 as four times."""
    match = _DOUBLED.match(plain, at)
    if match is None:
        return None
    times = match["times"] or "1"
    power = int(times) if times.isdigit() else int(chinese(times) or 1)
    comparator: Comparator | None = ">" if match["over"] else "~" if match["about"] else None
    return Amount(Fraction(2**power), at, match.end(), "倍", comparator=comparator)


def _none(plain: str, at: int) -> Amount | None:
    """Read 零事故 as none, and 零的突破 as one at least."""
    match = _NONE.match(plain, at)
    if match is None:
        return None
    first = match["first"] is not None
    return Amount(Fraction(int(first)), at, match.end(), "", comparator=">=" if first else None)
