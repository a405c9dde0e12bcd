"""Reads one number of a folded text, exactly: in digits or in Chinese, with multipliers, or approximate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from kg.chinese.folding import SCORE

DIGIT_VALUES: Final = "一二三四五六七八九"
"""The Chinese digits from one to nine, without 两."""

_VALUES: Final = {"零": 0, "〇": 0, "两": 2, **{digit: value for value, digit in enumerate(DIGIT_VALUES, 1)}}
_POWERS: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_LARGE: Final = "万亿|亿|万"

# A 百 or 千 that belongs to a unit or a name is no multiplier: 百分点, 千瓦, 百强.
_HUNDRED: Final = "百(?!分[点之比百]|强|帕)"
_THOUSAND: Final = "千(?![瓦米克卡伏帕赫焦升])"
_SCALE: Final = f"(?:{_HUNDRED}|{_THOUSAND}|十)?(?:{_LARGE})|{_HUNDRED}|{_THOUSAND}"
_MORE: Final = "余(?!额)|多(?!元化|样|功能|式|媒体|部门)"

_DIGIT_RUN: Final = re.compile(
    r"(?:[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
    r"|\.[0-9]+"
)
# Before a number that ends at a comma (指数达到92，120家, 全国第3，120家), or that may end there.
_TO_COMMA: Final = re.compile("[0-9]{1,3}(?=[,，][0-9]{3}(?![0-9]))")
_ENDS_THERE: Final = re.compile(f"(?:{SCORE}(?:[已均达到为是至由从]|[提上]升|提高)*|[第前A-Za-z·]) *$")
_MAY_END: Final = re.compile("(?:分别[^，。；：、,;:0-9]{0,4}|(?:^|[，。；：\\s])(?:已?达到?|[为是至到])) *$")
_COUNTED: Final = re.compile("[,，][0-9]{3}[\u4e00-\u9fff](?<![点分和及与])")
_DIGITS_AGAIN: Final = re.compile(rf"(?P<digits>[0-9]+(?:\.[0-9]+)?)(?P<scale>{_SCALE}|(?![0-9.年]))")
_SCALED: Final = re.compile(f" *(?P<scale>{_SCALE})")
_MORE_SCALED: Final = re.compile(f" *(?P<more>{_MORE}|来(?!自|源))(?: *(?P<scale>{_LARGE}))?")
_CHINESE_RUN: Final = re.compile(
    f"(?:[零〇两十万亿{DIGIT_VALUES}]|{_HUNDRED}|{_THOUSAND})+(?:点[零〇{DIGIT_VALUES}]+(?:{_LARGE})?)?"
)
_CHINESE_MORE: Final = re.compile(f"(?P<more>{_MORE}|来(?!自|源))(?P<scale>{_LARGE})?")
_SEVERAL_MORE: Final = re.compile(f"(?:(?<=十)几|(?<=百)几十)(?P<scale>{_LARGE})?")
_SEVERAL: Final = re.compile(f"[数几](?P<power>十|{_HUNDRED}|{_THOUSAND}|(?=[万亿]))(?P<scale>{_LARGE})?")
_PAIR: Final = re.compile(f"[{DIGIT_VALUES}两]{{2}}")
_PAIRS: Final = frozenset({"一两", "两三", "三五", *(a + b for a, b in pairwise(DIGIT_VALUES))})
_BARE: Final = re.compile(f"(?:{_SCALE})$")
_SECTION: Final = re.compile(
    f"(?:(?P<thousands>[{DIGIT_VALUES}两])千)?(?:零?(?P<hundreds>[{DIGIT_VALUES}两])百)?"
    f"(?:零?(?P<tens>[{DIGIT_VALUES}]?)(?P<ten>十))?(?:(?P<zero>[零〇]?)(?P<ones>[{DIGIT_VALUES}两]))?"
)
_BY_DIGIT: Final = re.compile(f"(?=.*[零〇])[零〇{DIGIT_VALUES}]{{3,12}}")
# Numbers of policy texts are shorter; it also bounds the work on what is none.
_LONGEST: Final = 40


@dataclass(frozen=True)
class Number:
    """A number as it is written.

    Attributes:
        low: Its value, or the lower end of an approximate one.
        high: The upper end of an approximate one (数十 is 20 to 99), else None.
        end: Offset just after its last character.
        more: Whether 余 or 多 says that it is more.
        about: Whether it is approximate.
        bare: Whether it is a multiplier alone, such as 百 or 千万.
        scale: What its multiplier at the end multiplies by: 10000 in 10万 and in 三十万.
    """

    low: Fraction
    end: int
    high: Fraction | None = None
    more: bool = False
    about: bool = False
    bare: bool = False
    scale: int = 1


def number_at(plain: str, at: int) -> Number | None:
    """Return the number that begins at `at` of a folded text, as far as it goes, or None."""
    return _in_digits(plain, at) or _several(plain, at) or _in_chinese(plain, at)


def run_end(plain: str, at: int) -> int:
    """Return the offset behind all numerals from `at` on, at least one character further."""
    run = _digit_run(plain, at) or _DIGIT_RUN.match(plain, at) or _CHINESE_RUN.match(plain, at)
    return at + 1 if run is None else run.end()


def chinese(words: str) -> Fraction | None:
    """Return the number that Chinese words are as a whole (三千四百, 一点五万), or None."""
    whole, point, fraction = words.partition("点")
    value = _integer(whole)
    if point == "" or value is None:
        return None if value is None else Fraction(value)
    digits = fraction.rstrip("万亿")
    decimals = "".join(str(_VALUES[digit]) for digit in digits)
    return Fraction(f"{value}.{decimals}") * _multiplier(fraction[len(digits) :])


def _in_digits(plain: str, at: int) -> Number | None:
    """Read 43.5万, 70余万, 1,203, or 1亿2000万."""
    run = _digit_run(plain, at)
    if run is None or len(run[0]) > _LONGEST:
        return None
    value, scale, end = Fraction(re.sub("[,， ]", "", run[0])), 1, run.end()
    if (scaled := _SCALED.match(plain, end)) is not None:
        scale, end = _multiplier(scaled["scale"]), scaled.end()
        value *= scale
    limit = scale
    while limit > 1 and (part := _DIGITS_AGAIN.match(plain, end)) is not None:
        further = _multiplier(part["scale"])
        if len(part["digits"]) > _LONGEST or Fraction(part["digits"]) * further >= limit:
            break
        value, limit, end = value + Fraction(part["digits"]) * further, further, part.end()
    more = _MORE_SCALED.match(plain, end)
    if more is None:
        return Number(value, end, scale=scale)
    further, about = _multiplier(more["scale"]), more["more"] == "来"
    return Number(value * further, more.end(), more=not about, about=about, scale=scale * further)


def _digit_run(plain: str, at: int) -> re.Match[str] | None:
    """Match digits with the groups that belong to them; None too if they may be one number or two."""
    first = _TO_COMMA.match(plain, at)
    if first is not None:
        if _ENDS_THERE.search(plain, max(0, at - 14), at) is not None:
            return None if _COUNTED.match(plain, first.end()) is None else first
        if plain[first.end()] == "，" and _MAY_END.search(plain, max(0, at - 14), at) is not None:
            return None
    return _DIGIT_RUN.match(plain, at)


def _several(plain: str, at: int) -> Number | None:
    """Read 数十, 几百, or 数千万: from two of the power to one below the next."""
    match = _SEVERAL.match(plain, at)
    if match is None:
        return None
    power, scale = _multiplier(match["power"]), _multiplier(match["scale"])
    if power == 1:
        power, scale = scale, 1
    low, high = Fraction(2 * power * scale), Fraction((10 * power - 1) * scale)
    return Number(low, match.end(), high, about=True)


def _in_chinese(plain: str, at: int) -> Number | None:
    """Read 三千四百, 一点五万, 十几万, 二三十, 百余, or a multiplier alone."""
    run = _CHINESE_RUN.match(plain, at)
    if run is None or len(run[0]) > _LONGEST:
        return None
    words, end = run[0], run.end()
    scale = _multiplier(words[len(words.rstrip("百千万亿")) :])
    low, bare = chinese(words), False
    if low is None and _BARE.fullmatch(words) is not None:
        low, bare = Fraction(scale), True
    if low is None:
        return _pair(words, end, scale)
    if words[-1] in "十百" and not bare and (several := _SEVERAL_MORE.match(plain, end)) is not None:
        further = _multiplier(several["scale"])
        low, high = (low + 1, low + 9) if words[-1] == "十" else (low + 20, low + 99)
        return Number(low * further, several.end(), high * further, about=True, scale=further)
    more = _CHINESE_MORE.match(plain, end)
    if more is None:
        return Number(low, end, bare=bare, scale=scale)
    further, about = _multiplier(more["scale"]), more["more"] == "来"
    return Number(low * further, more.end(), more=not about, about=about, bare=bare, scale=scale * further)


def _pair(words: str, end: int, scale: int) -> Number | None:
    """Read two digits that follow each other as a number between them: 两三, 二三十, 十七八."""
    pair = _PAIR.search(words)
    if pair is None or pair[0] not in _PAIRS:
        return None
    low, high = (chinese(words[: pair.start()] + digit + words[pair.end() :]) for digit in pair[0])
    return None if low is None or high is None else Number(low, end, high, about=True, scale=scale)


def _integer(words: str) -> int | None:
    """Return the whole number that Chinese words are, or None."""
    if _BY_DIGIT.fullmatch(words) is not None:
        return int("".join(str(_VALUES[digit]) for digit in words))
    for large in "亿万":
        head, found, tail = words.rpartition(large)
        if found != "":
            power = _POWERS[large]
            high, low = _integer(head), _rest(tail, power)
            if high is None or high == 0 or low is None:
                return None
            return int(high * 10**power + low)
    return _below_ten_thousand(words)


def _rest(words: str, power: int) -> int | None:
    """Return what follows 万 or 亿: a digit alone counts the power below (三万五 is 35000)."""
    if words == "":
        return 0
    if len(words) == 1 and words in _VALUES:
        return int(_VALUES[words] * 10 ** (power - 1)) or None
    low = _integer(words.removeprefix("零"))
    return low if low is not None and low < 10**power else None


def _below_ten_thousand(words: str) -> int | None:
    match = _SECTION.fullmatch(words)
    if match is None or words == "":
        return 0 if words in {"零", "〇"} else None
    value = 1000 * _VALUES.get(match["thousands"], 0) + 100 * _VALUES.get(match["hundreds"], 0)
    if match["ten"] is not None:
        if match["tens"] == "" and match["hundreds"] is None and match["thousands"] is not None:
            return None
        value += 10 * _VALUES.get(match["tens"], 1)
    ones = _VALUES.get(match["ones"], 0)
    if match["ten"] is None and match["zero"] == "" and words[:-1] != "":
        ones *= 10 if match["hundreds"] is not None else 100  # 三百五 is 350, 两千五 is 2500
    return value + ones


def _multiplier(words: str | None) -> int:
    """Return what 万, 百万, or 万亿 multiplies by; one for nothing."""
    return int(10 ** sum(_POWERS[each] for each in words or ""))
