"""Finds the exact numbers in a clean Chinese quotation, and the words that qualify them.

Every figure of the graph must be the figure in its quotation. So this module reads all numbers of a
text, in digits or in Chinese, with their multiplier (43.5万 is 435000), and the words around each that
make it a lower bound, an upper bound, or an estimate. It returns years, ordinals, and numbers inside names
as well: the caller decides what a number counts, from the unit after it and the words before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import Final, Literal

Comparator = Literal["=", ">=", "<=", "~", ">", "<"]

_UNIT_LENGTH: Final = 6
_AROUND_LENGTH: Final = 8
# The longest run of Chinese numerals tried as one number; real ones are shorter, and it limits the work.
_LONGEST_CHINESE: Final = 24
# The default context would round to 28 digits.
_EXACT: Final = Context(prec=100_000)

# One character for one, so that offsets do not change.
_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９．％－−\u00a0", "0123456789.%-- ")

_DIGITS: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
# A minus follows a word of growth or reach; other dashes join (2021-2035) or number (表-3).
_SIGN: Final = "(?:(?<=[长速为至到达])-(?=[0-9]))?"
_CHINESE: Final = "[零〇一二两三四五六七八九十百千万亿]+"
_FRACTION: Final = "点[零〇一二三四五六七八九]+(?![零〇一二三四五六七八九十百千])"
_LARGE: Final = "万亿|亿|万"
# A multiplier inside the unit does not count: 百分点, 百强, 千瓦, and the 十 of a list (2025十大产业).
_SCALE: Final = (
    f"[十百千]?(?:{_LARGE})|百(?![分强帕])|千(?![瓦米克卡伏帕赫焦升])|十(?![大佳强一二三四五六七八九])"
)
_ZERO_BROKEN: Final = "零[”’」]?的?突破"
# 余 and 多 occur between digits and multiplier, or between number and unit; not 余额, 多元化.
_MORE: Final = "(?:余(?!额)|多(?!式联|元化|样化|功能))"

_PART: Final = re.compile(rf"({_DIGITS})(?:{_MORE}? ?({_SCALE}))?")
_TAIL: Final = re.compile(_MORE)
_CHINESE_TAIL: Final = re.compile(rf"(?<=[十百千万亿]){_MORE}({_LARGE})?")
_NUMBER: Final = re.compile(
    "(?P<first>首位(?!度)|第一位|榜首)"
    f"|(?P<share>[百千万])分之(?:(?P<digit_share>{_DIGITS})|(?P<chinese_share>{_CHINESE}(?:{_FRACTION})?))"
    f"|(?P<broken>(?={_ZERO_BROKEN})零)"
    "|(?P<zero>零(?=事故|增长|投诉))"
    f"|(?P<digits>{_SIGN}{_DIGITS})"
    f"|(?P<chinese>{_CHINESE}(?:{_FRACTION}(?:{_LARGE})?)?)"
)
_PER: Final = {"百": "%", "千": "‰", "万": "‱"}
_FIVE_YEAR_PLAN: Final = re.compile("十[一二三四五]五")
_DIGIT_NAMES: Final = re.compile("[零〇一二两三四五六七八九]{2,}")

# Words in which a single 一 is not a number. They are so common that every caller would have to skip them.
_NOT_ONE: Final = re.compile(
    "统一|唯一|之一|进一步|一(?:体|次性|步|批(?!次)|大批|流|站式|致|定|系列|般|直|些)"
)


@dataclass(frozen=True)
class Numeral:
    """A number as written in a text.

    Attributes:
        start: 0-based offset of its first character.
        end: Offset just after its last: digits, multiplier, and the 余 or 多 among or after them.
        value: The exact number, multiplied out (16万亿 is 16000000000000); no unit is applied to it.
        words: The characters from `start` to `end`.
        unit_text: Up to 6 characters that follow, without leading space and in half-width form: the
            unit and perhaps more, so test with `startswith`. For 百分之九十五 it is `%` and what
            follows; for 首位, 第一位 and 榜首 (value 1) it is `位`.
        before: Up to 8 characters before `start`.
        after: Up to 8 characters from `end` on.
    """

    start: int
    end: int
    value: Decimal
    words: str
    unit_text: str
    before: str
    after: str


class Wording:
    """The words around a number that say whether it is exact, a bound, or an estimate.

    A word before the number must be directly before it, with only 达, 到, 至, 了, or space between; a word
    after it, directly after its unit of at most 6 characters. A word before the number takes precedence
    (约70余万 is about 700000). If several patterns of one side match, the first one counts: 不低于
    ends in 低于. Each pattern names the look-alikes that it excludes.
    """

    BEFORE: Final[tuple[tuple[Comparator, str], ...]] = (
        (">=", "不[得能会可应]?[低少小]于|至少|最少"),
        ("<=", "[不未][得能会可应]?(?:超过|超出|超|突破)|不[得能会可应]?[高多大]于|至多|最多"),
        # 节约, 签约, 公约; 附近, 最近
        ("~", "(?<![节签预合条公契邀违])约|[接将]近|(?<![附邻临最新远贴靠亲相])近"),
        # 赶超, 反超
        (">", "突破|超过|超出|(?<![赶反高])超|[高多大]于|逾"),
        ("<", "[低少小]于|不足|不到"),
    )
    AFTER: Final[tuple[tuple[Comparator, str], ...]] = (
        # 规模以上工业, and the rank of a body or a person: 省级以上, 硕士以上
        (">=", "(?<!规模)(?<!限额)(?<![国省市县区州乡镇厅处科局高中]级)(?<![硕博]士)(?<!本科)以上"),
        ("<=", "以下(?!简称)|以内|之内"),
        # 上下联动
        ("~", "左右|上下(?![联协同一游贯])"),
        # 一年多, 3个多月; not 3家多元化企业
        (">", "[余多](?=[的来月年天,，。、;；)）”]|小时|$)"),
    )

    @staticmethod
    def comparator(text: str, numeral: Numeral) -> Comparator:
        """Return how the number is meant: `=`, `>=`, `<=`, `~`, `>` or `<`.

        Args:
            text: The text that `numeral` was read from.
            numeral: One of `numerals(text)`.
        """
        before = text[max(0, numeral.start - 12) : numeral.start]
        for comparator, pattern in _BEFORE:
            hedge = pattern.search(before)
            # 近三年 is the last three years, not about three.
            if hedge is not None and not (hedge[1] == "近" and _PERIOD.match(numeral.unit_text) is not None):
                return comparator
        if _FIRST_EVER.match(text, numeral.start) is not None:
            return ">="
        if re.search("[余多]", numeral.words) is not None:
            return ">"
        after = text[numeral.end : numeral.end + _UNIT_LENGTH + 8].translate(_HALF_WIDTH)
        return next((comparator for comparator, pattern in _AFTER if pattern.match(after)), "=")


_PERIOD: Final = re.compile("个?(?:年|月|日|天|周|季度)")
_FIRST_EVER: Final = re.compile(_ZERO_BROKEN)
_BEFORE: Final[list[tuple[Comparator, re.Pattern[str]]]] = [
    (comparator, re.compile(rf"({words})(?:达|到|至|了|\s)*$")) for comparator, words in Wording.BEFORE
]
# The unit has no digits and no numerals: in 5家三级以上医院 the 以上 does not refer to the 5.
_AFTER: Final[list[tuple[Comparator, re.Pattern[str]]]] = [
    (
        comparator,
        re.compile(rf"(?:(?![一二三四五六七八九十])[%‰‱℃/A-Za-z\u4e00-\u9fff]){{0,6}}? ?(?:{words})"),
    )
    for comparator, words in Wording.AFTER
]


def numerals(text: str) -> list[Numeral]:
    """Return the numbers of `text` (clean and Simplified), in order, none overlapping.

    Ranges (3~5) are two numbers; ordinals (第16位), years and numbers in names (三品一标) are numbers.
    Not returned: a single 一 in a word such as 统一, 一体, 进一步, 之一 (see `_NOT_ONE`), the names of
    five-year plans (十四五), a lone 零 except in 零的突破 and its like, and a multiplier without a number
    (每万人, 千企). Adjoining digits in Chinese (五六家) are one number only as a year or with a zero.
    """
    plain = text.translate(_HALF_WIDTH)
    not_one = {word.start() + word[0].index("一") for word in _NOT_ONE.finditer(plain)}
    found = []
    at = 0
    while (match := _NUMBER.search(plain, at)) is not None:
        at = match.end()
        for start, end, value, unit in _values(plain, match):
            at = max(at, end)
            if end - start == 1 and start in not_one:
                continue
            follows = plain[end : end + _UNIT_LENGTH + 1].lstrip(" ")
            unit_text = unit if unit == "位" else (unit + follows)[:_UNIT_LENGTH]
            before = text[max(0, start - _AROUND_LENGTH) : start]
            after = text[end : end + _AROUND_LENGTH]
            found.append(Numeral(start, end, _plain(value), text[start:end], unit_text, before, after))
    return found


def _values(plain: str, match: re.Match[str]) -> Iterator[tuple[int, int, Decimal, str]]:
    """Yield start, end, value and the unit that the words themselves contain, of each number in `match`."""
    start, end = match.span()
    if match["first"] is not None:
        yield start, end, Decimal(1), "位"
    elif match["broken"] is not None:  # a breakthrough from zero means at least one
        yield start, end, Decimal(1), ""
    elif match["zero"] is not None:
        yield start, end, Decimal(0), ""
    elif match["digit_share"] is not None:
        yield start, end, Decimal(match["digit_share"].replace(",", "")), _PER[match["share"]]
    elif match["chinese_share"] is not None:
        share = _chinese(match["chinese_share"])
        if share is None:  # 百分之百: cn2an knows 一百 only.
            share = _chinese("一" + match["chinese_share"])
        if share is not None:
            yield start, end, share, _PER[match["share"]]
    elif match["digits"] is not None:
        yield _digits(plain, start)
    elif _FIVE_YEAR_PLAN.fullmatch(match["chinese"]) is None:
        yield from _chinese_run(plain, start, end)


def _digits(plain: str, start: int) -> tuple[int, int, Decimal, str]:
    """Read the number in digits at `start`, such as 43.5万, 70余万 or 1亿2000万."""
    negative = plain[start] == "-"
    at = start + 1 if negative else start
    total, limit = Decimal(0), Decimal("Infinity")
    while (part := _PART.match(plain, at)) is not None:
        scale = Decimal(1) if part[2] is None else _scale(part[2])
        value = _EXACT.multiply(Decimal(part[1].replace(",", "")), scale)
        if value >= limit:
            break
        total, limit, at = _EXACT.add(total, value), scale, part.end()
        if part[2] is None:
            break
    tail = _TAIL.match(plain, at)
    return start, at if tail is None else tail.end(), _EXACT.minus(total) if negative else total, ""


def _chinese_run(plain: str, start: int, end: int) -> Iterator[tuple[int, int, Decimal, str]]:
    """Read the Chinese numerals from `start` to `end`: one number if possible, else the longest first."""
    while start < end:
        longest = min(end, start + _LONGEST_CHINESE)
        for cut in range(longest, start, -1):
            value = _chinese(plain[start:cut])
            if value is not None and plain[start:cut] not in {"零", "〇"}:
                tail = _CHINESE_TAIL.match(plain, cut) if cut == end else None
                if tail is not None:
                    value = value if tail[1] is None else _EXACT.multiply(value, _scale(tail[1]))
                    cut = tail.end()  # noqa: PLW2901
                yield start, cut, value, ""
                start = cut
                break
        else:
            start += 1


@lru_cache(maxsize=4096)
def _chinese(words: str) -> Decimal | None:
    """Return the number that all of `words` mean (三千四百, 一点五万, 二〇二五), or None."""
    # Loaded on first use, since it slows the start of every command.
    from cn2an import cn2an  # noqa: PLC0415

    whole, point, fraction = words.partition("点")
    scale = Decimal(1)
    if point and (large := re.search(f"(?:{_LARGE})$", fraction)) is not None:
        scale, fraction = _scale(large[0]), fraction[: large.start()]
    if point and fraction == "":
        return None
    if _DIGIT_NAMES.fullmatch(whole) is not None and len(whole) != 4 and re.search("[零〇]", whole) is None:
        return None
    try:
        # Digit by digit after the point, since cn2an would return a binary floating-point number.
        digits = "".join(str(cn2an(digit, "normal")) for digit in fraction)
        return _EXACT.multiply(Decimal(f"{cn2an(whole, 'normal')}.{digits}"), scale)
    except (ValueError, KeyError):  # cn2an has no shorthand for 一亿一, and says so with a KeyError
        return None


@lru_cache(maxsize=64)
def _scale(multiplier: str) -> Decimal:
    """Return what a multiplier such as 万, 百万 or 万亿 multiplies by."""
    from cn2an import cn2an  # noqa: PLC0415

    return Decimal(cn2an("一" + multiplier, "normal"))


def _plain(value: Decimal) -> Decimal:
    """Return `value` without trailing zeros and without exponent: 109000000, not 109000000.00 or 1.09E+8."""
    short = _EXACT.normalize(value)
    exponent = short.as_tuple().exponent
    return _EXACT.quantize(short, Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short
