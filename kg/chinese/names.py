"""Decides whether a number with a unit counts something, or is a word or a name: 一致, 三级医院, 五年规划."""

from __future__ import annotations

import re
from typing import Final

from kg.chinese.numbers import Number

# What 一 counts; in 一批, 一类, 一起, 一体 it is a part of the word.
_COUNTED_BY_ONE: Final = re.compile(
    "[个家项件名位次年天日周倍%条元吨米亩份场台套艘辆部座所处张岁户]|美元|公里|公顷|个月|小时|分钟|百分点|季度|学期"
    "|[批人家]次|平方公里|[平立]方米|千瓦时?"
)
_BEFORE_ONE: Final = re.compile(
    "(?:[统同唯专划第万之进某任每这那哪另逐单归如合为头何样是]|最[初后近]|(?<!以)[上下])$"
)
_THE_ONE: Final = re.compile("的一年(?![内期以多半])|.一个中国")
_BEHIND_ONE: Final = re.compile("[性样把龙心亲]|事(?!项|故)")
# What Chinese numerals order or name and do not count: 三级医院, 二类疫苗, 一期工程, 七大工程.
_ORDERED: Final = frozenset({"级", "类", "期", "本", "班", "字", "号", "届", "大"})
_MOVED: Final = re.compile("(?:提[升高]|上升|下降|降低|晋升|连续|分为?|共|升|降)(?:了|至|到)?$")
# A unit and what makes a name of it: 三次产业, 八项规定, 十分重要, 零件.
_NAMES: Final = re.compile("次(?:产业|供水|污染|创业|元|分配|函数)|项规定")
_WORDS: Final = frozenset({"十分", "百分", "万分", "零件"})
_NAMED: Final = frozenset({"个", "项", "条", "件"})
# The same of numbers in digits: 100亿元级, 三年行动计划, 第3个五年, 前两款, 8时30分.
_CLASS: Final = re.compile("级(?!别)")
_PLANNED: Final = re.compile("年(?:发展)?(?:规划|计划|行动|攻坚|滚动|倍增)")
# Also of lists of articles, and of what a later number counts for each of: 第1、2条, 每10万人口.
_ARTICLES: Final = re.compile(
    "第[0-9零一二三四五六七八九十百]+(?:[、和至到—-][0-9零一二三四五六七八九十百]+)*[、和至到—-]$"
)
_EACH: Final = re.compile("每(?![年月天日周]|个月|小时|季度|分钟|秒)")
# 翻3倍 has two readings.
_MULTIPLIED: Final = re.compile("翻了?(?:将?近|约|超过?)?$")
_BEFORE: Final = re.compile("个年|前[款项条]|[时点]分|分秒")


def is_name(plain: str, at: int, number: Number, unit: str, end: int) -> bool:
    """Say whether the number at `at`, with its unit up to `end`, is a word or a name and counts nothing."""
    before = plain[max(0, at - 1) : at]
    if (
        (unit != "级" and _CLASS.match(plain, end) is not None)
        or _PLANNED.match(plain, end - 1) is not None
        or _BEFORE.fullmatch(before + unit) is not None
        or _EACH.match(before + unit) is not None
        or _ARTICLES.search(plain, max(0, at - 12), at) is not None
        or (unit == "倍" and _MULTIPLIED.search(plain, max(0, at - 4), at) is not None)
    ):
        return True
    words = plain[at : number.end]
    if words[0] in ".0123456789":
        return False
    return (
        (words == "一" and not _is_one(plain, at, unit, end))
        or (unit in _ORDERED and _MOVED.search(plain, max(0, at - 4), at) is None)
        or words + unit in _WORDS
        or _NAMES.match(plain, end - 1) is not None
        or (before == "“" and number.low < 100 and unit in _NAMED)
    )


def _is_one(plain: str, at: int, unit: str, end: int) -> bool:
    """Say whether 一 is the number one."""
    return (
        _THE_ONE.match(plain, at - 1) is None
        and _COUNTED_BY_ONE.fullmatch(unit) is not None
        and _BEFORE_ONE.search(plain, max(0, at - 2), at) is None
        and _BEHIND_ONE.match(plain, end) is None
    )
