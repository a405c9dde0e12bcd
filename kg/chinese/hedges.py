"""Reads the words before and behind a number that make it a bound or an estimate.

Each pattern names in a comment the look-alikes that it leaves out.
"""

from __future__ import annotations

import re
from typing import Final, Literal

Comparator = Literal["=", ">=", "<=", "~", ">", "<"]

# Between the hedge and the number: 超过了30家, 不少于 30 家, 约占五成, 最高给予50万元.
_BETWEEN: Final = r"(?:达到?|到|至|了|为|在|有|占|是|[(]含[)]|[ \n])*"
_GIVEN: Final = "(?:给予|奖励|补助|补贴|支持|资助|罚款|可)*"
_DONE: Final = "[^，。；：、,;:0-9零一二两三四五六七八九十百千万亿个家项\\s]{2,4}"
_NOT: Final = "(?:不[得能会可应宜再予]?|未|没有|不应当)"
_UNTIL: Final = "(?:保[存留持]|留存)[至到][^，。；：、,;:0-9\n]{1,12}后"
_BEFORE: Final[tuple[tuple[Comparator, str], ...]] = (
    (">=", f"{_NOT}[低少小下]于|{_NOT}下|至少|最少|起码|下限|≥|⩾|≧|>=|[大高多]于(?:或者?)?等于"),
    (">=", f"(?:达到|等于)(?:或者?|[及和])(?:超过|高于|大于)|超过(?:或者?|[及和])达到|最低{_GIVEN}"),
    ("<=", f"{_NOT}(?:超过|超出|超|突破)|{_NOT}[高多大]于|≤|⩽|≦|<=|[小低少]于(?:或者?)?等于"),
    ("<=", f"(?:至多|最多|最高|最大|上限){_GIVEN}"),
    # 至少建成5个, 至少保存至合同履行完毕后两年
    (">=", f"(?:至少|最少)(?:{_DONE}|{_UNTIL})"),
    ("<=", f"(?:至多|最多)(?:{_DONE}|{_UNTIL})"),
    # 节约, 签约, 公约; 附近, 最近, 邻近; 3~5
    (
        "~",
        "(?<![节签预合条公契邀违履续])约|大概|大致|估计|(?<![0-9%‰)\u4e00-\u9fff])~|约~|[接将]近|几近|≈|(?<![附邻临最新远贴靠亲相就])近",
    ),
    # 赶超, 反超
    (">", "突破|超过|超出|(?<![赶反])超|[高多大]于|逾|不止|>"),
    ("<", "[低少小]于|不足|不到|不满|未满|未达到?|<"),
)
# Before a multiplier without a number: 上百, 过千亿, not 成百上千. Before a sum: 产值过100亿元, not 通过.
_BEFORE_BARE: Final[tuple[tuple[Comparator, str], ...]] = ((">=", "(?<![百千])上"), (">", "[过破]"))
_BEFORE_SUM: Final = re.compile("(?<=[值入收额量模产])(?P<hedge>[过破])$")
_REACHED: Final = re.compile("(?:达到?|[为有]) *$")
# A bound that is a share of something: 不低于总投资的30%.
_BEFORE_SHARE: Final[tuple[tuple[Comparator, str], ...]] = (
    (">=", f"{_NOT}[低少小]于[^，。；：、,;:0-9\n]{{1,12}}的"),
    ("<=", f"{_NOT}(?:超过|[高多大]于)[^，。；：、,;:0-9\n]{{1,12}}的"),
)
_INCLUDING: Final = "(?:[(]含[^()]{0,8}[)]|[及或含])?"
_AFTER_SHARE: Final = "(?:(?<=之[一二三四五六七八九])|(?<=成))"
_BEHIND: Final[tuple[tuple[Comparator, str], ...]] = (
    (">", "(?:[(]不含[^()]{0,8}[)]|不含)[以之]上|[以之]外|开外|有余"),
    ("<", "(?:[(]不含[^()]{0,8}[)]|不含)[以之]下"),
    (">=", f"{_INCLUDING}[以之]上(?:[(]含[^()]{{0,8}}[)])?|[(]及?以上[)]|或更多|或者?超过"),
    # 以下简称
    ("<=", f"{_INCLUDING}(?:[以之]下(?!简?称)|[以之]内)(?:[(]含[^()]{{0,8}}[)])?|[(]及?以下[)]|或更少"),
    # 三分之二强, not 强化
    (">", f"{_AFTER_SHARE}强(?![化大调势])"),
    ("<", f"{_AFTER_SHARE}弱(?![化势])"),
    # 10人（含）至20人（不含）
    ("<", "[(]不含[^()]{0,8}[)]"),
    # 上下联动
    ("~", "[(]?(?:左右|上下(?![联协同一游贯级]))[)]?"),
    # 一年多, 3个多月; not 3家多元化企业
    (">", "[余多](?=[的来月年天,，。、;；)”]|小时|时间| |$)"),
)
_WITHIN: Final = re.compile(" *内(?![部容外涵蒙地需陆河生资置])")


def _compiled(
    patterns: tuple[tuple[Comparator, str], ...], frame: str
) -> list[tuple[Comparator, re.Pattern[str]]]:
    return [(comparator, re.compile(frame.format(words))) for comparator, words in patterns]


_BEFORE_ALL: Final = _compiled((*_BEFORE, *_BEFORE_SHARE), "[(]?(?P<hedge>{})[)]?" + _BETWEEN + "$")
_BARE_ALL: Final = _compiled(_BEFORE_BARE, "(?P<hedge>{})$")
_BEHIND_ALL: Final = _compiled(_BEHIND, "[ \n]*(?:{})")
_PERIOD: Final = re.compile("个?(?:年|月|日|天|周|季度|学期)")
_AROUND: Final = 24


def before(plain: str, start: int, unit: str, *, bare: bool, floor: int) -> tuple[Comparator, int] | None:
    """Return how the words before the number at `start` mean it, and where they begin, or None.

    Args:
        plain: A folded text.
        start: Where the number begins, with its sign.
        unit: Its unit: 近三年 are the last three years, and not about three.
        bare: Whether the number is a multiplier alone.
        floor: Where the words may begin.
    """
    window = max(floor, start - _AROUND)
    for comparator, pattern in [*_BEFORE_ALL, *(_BARE_ALL if bare else [])]:
        match = pattern.search(plain, window, start)
        if match is not None and not (match["hedge"] == "近" and _PERIOD.match(unit) is not None):
            return comparator, match.start()
    passed = _BEFORE_SUM.search(plain, window, start)
    return None if passed is None else (">", passed.start())


def reached(plain: str, start: int) -> bool:
    """Say whether a verb before the number says that something amounts to it (达到百亿元)."""
    return _REACHED.search(plain, max(0, start - _AROUND), start) is not None


def behind(plain: str, end: int, *, within: bool) -> tuple[Comparator, int] | None:
    """Return how the words behind a unit that ends at `end` mean the number, and their end, or None.

    Args:
        plain: A folded text.
        end: Offset behind the unit.
        within: Whether 内 alone is a bound, as it is of a time or a distance.
    """
    for comparator, pattern in _BEHIND_ALL:
        match = pattern.match(plain, end)
        if match is not None:
            return comparator, match.end()
    match = _WITHIN.match(plain, end) if within else None
    return None if match is None else ("<=", match.end())
