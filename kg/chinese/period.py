"""Reads the periods that a Chinese text names, as EDTF (level 1).

A deadline is the period that it names: 到2025年底 and 2025年前 are 2025. A part of a year that EDTF cannot
say is the year, and a half year or quarter is an interval of months. What only the day of writing decides
(去年, 9月23日) has a reading if that day is given, and a date that does not exist has none.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.chinese.folding import fold

_DIGITS: Final = {
    "零": 0,
    "〇": 0,
    "O": 0,
    "两": 2,
    **{name: at for at, name in enumerate("一二三四五六七八九", 1)},
}
_RELATIVE: Final = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}

_YEAR: Final = "(?:1[89]|2[01])[0-9]{2}|[一二][零〇O一二三四五六七八九]{3}"
_MONTH: Final = "[0-9]{1,2}|十[一二]?|[一二三四五六七八九]"
_DAY: Final = "[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_TO: Final = " *(?:—+|-|~|/|至|到) *"


def _named(group: str, number: str, unit: str, to: str = _TO) -> str:
    """Return the pattern of a number with its unit, which a range or list may leave to its end (1—6月)."""
    return f"(?P<{group}>{number}) *(?:{unit}|(?=(?:{to}(?:{number}))+ *(?:{unit})))"


_QUARTER: Final = "[一二三四1-4]"
# A year, or a part of a year with or without the year. 年 may also be missing before a part: 2023上半年.
_YEAR_UNIT: Final = "学?年|(?=[上下]半年|第?[一二三四1-4]季度)"
_MOMENT: Final = re.compile(
    f"(?:(?<![0-9.]){_named('year', _YEAR, _YEAR_UNIT, f'(?:{_TO}|[、和])')}度?"
    f"|(?P<relative>{'|'.join(_RELATIVE)})度?)?"
    f" *(?:(?P<half>[上下])(?:半年|(?=[、和][上下]半年))"
    f"|第?(?P<quarter>{_QUARTER})(?:季度|(?=(?:[、和]?第?{_QUARTER})+季度))"
    f"|(?:前(?P<quarters>[一二三123])个?|(?P<only>首个?))季度|前(?P<months>{_MONTH})个月"
    f"|(?<![0-9.个一二三四五六七八九十百千万]){_named('month', _MONTH, '月份?', f'(?:{_TO}|[、和])')}"
    f"(?: *{_named('day', _DAY, '[日号]')})?|(?P<season>[春夏秋冬])季)?"
    "(?P<last>[底末])?"
)
_DAY_ALONE: Final = re.compile(f"(?P<day>{_DAY})[日号]")
_WRITTEN: Final = re.compile(
    "(?<![0-9])(?P<year>(?:1[89]|2[01])[0-9]{2})([-/.])(?P<month>[0-9]{1,2})\\2(?P<day>[0-9]{1,2})(?![0-9])"
)
_RANGE: Final = re.compile(_TO)
# A further period of the same year: 2023年一、二季度, 2023年5月和6月.
_LISTED: Final = re.compile(
    f"(?:[、和及与]|以及)?(?=[上下]半年|第?(?:{_MONTH})(?:[、和至到—~-]|月)|第?{_QUARTER}+季度)"
)
_NEXT_YEAR: Final = re.compile("[次翌]年")
_SINCE: Final = re.compile("以来|起(?![草诉点步源])|至今|[以之]后|后(?![续备期台勤发])")
_ABOUT: Final = re.compile("左右|前后")
_ABOUT_BEFORE: Final = re.compile("(?:大?约|大概)在?$")

# The ordinals of five-year plans; the older ones only in quotation marks, since 九五 and 十五 are numbers.
_PLAN: Final = re.compile(
    "(?:“(?P<quoted>[六七八九]|十[一二三四五六]?)五”|第?(?<![一二三四五六七八九百千万])"
    "(?:(?P<bare>十[一二三四五六])五(?![个家岁年天项名件人位万亿千百十倍成])|(?P<full>十[一二三四五六]?)个五年(?=规划|计划)))"
    "(?:(?P<last>(?:时期|规划期|期)?末|收官之年|最后一年)|(?P<first>初期?|开局之年|首年|第一年)"
    "|前(?P<years>[一二三四两])年|后(?P<later>[一二三四两])年|(?P<middle>中期)|(?:期间|时期))?"
)
_CENTURY: Final = re.compile(
    "(?:(?P<century>[0-9]{1,2}|二?十[一二三四五六七八九]?)|(?P<relative>[上本])个?)世纪"
    "(?:(?P<decade>[0-9]0|[一二三四五六七八九]?十)年代)?[初末]?"
    "|(?P<year>(?:1[89]|2[01])[0-9]0)年代|(?P<alone>[0-9]0|[一二三四五六七八九]十)年代"
)
_CANDIDATE: Final = re.compile("[0-9一二三四五六七八九十第“前去上今本明后首春夏秋冬下]")
# Of an EDTF, the one year that it is in.
_YEARS: Final = re.compile("(?P<year>[0-9]{4})(?:-[0-9-]+)?(?:/(?P=year)(?:-[0-9-]+)?)?$")


@dataclass(frozen=True)
class Period:
    """A period as a text names it.

    Attributes:
        edtf: The period in EDTF, level 1: `2025`, `2023-12`, `2021/2025`, `2020/..`, `199X`, `2025~`.
        start: 0-based offset of its first character.
        end: Offset just after its last.
    """

    edtf: str
    start: int
    end: int


class _Moment(NamedTuple):
    """A year or a part of one: from month to month, which are the same for one month."""

    year: int | None
    months: tuple[int, int] | None = None
    day: int | None = None
    season: int | None = None


def periods(text: str, date: datetime.date | None = None) -> list[Period]:
    """Return the periods that `text` names, in order, none overlapping.

    Args:
        text: Chinese text, in either script.
        date: The day of writing, which gives the year where the text does not (去年, 上半年, 9月23日).
    """
    folded = fold(text)
    return [
        Period(edtf, *folded.span(start, end))
        for start, end, edtf in dated(folded.text, None if date is None else date.year)
        if edtf is not None
    ]


def dated(plain: str, now: int | None) -> Iterator[tuple[int, int, str | None]]:
    """Yield start, end, and EDTF of all words of a folded text that date something.

    Args:
        plain: A folded text.
        now: The year of writing, if known. The EDTF is None where it is needed and not known, and where
            the words name no period that exists.
    """
    at, listed = 0, (-1, now)
    while (candidate := _CANDIDATE.search(plain, at)) is not None:
        start = candidate.start()
        year = listed[1] if start == listed[0] else now
        for read in (_plan, _century, _date):
            end, edtf = read(plain, start, year)
            if end > start:
                since = _SINCE.match(plain, end)
                if since is not None:
                    end, edtf = since.end(), None if edtf is None else _open(edtf)
                yield start, end, edtf
                more = _LISTED.match(plain, end)
                if more is not None and (of := _YEARS.match(edtf or "")) is not None:
                    listed = more.end(), int(of["year"])
                at = end
                break
        else:
            at = start + 1


def _open(edtf: str) -> str:
    """Return the period from the start of one on; level 1 has no unknown digits in it."""
    return f"{edtf.split('/', maxsplit=1)[0].replace('X', '0').removesuffix('~')}/.."


def _plan(plain: str, start: int, _: int | None) -> tuple[int, str | None]:
    """Read a five-year plan. The sixth began in 1981, and each later one begins where the last ended."""
    match = _PLAN.match(plain, start)
    if match is None:
        return start, None
    first = 1951 + 5 * _chinese(match["quoted"] or match["bare"] or match["full"])
    if match["middle"] is not None:
        return match.end(), None
    if match["last"] is not None or match["first"] is not None:
        return match.end(), str(first if match["last"] is None else first + 4)
    if match["later"] is not None:
        return match.end(), f"{first + 5 - _chinese(match['later'])}/{first + 4}"
    length = 5 if match["years"] is None else _chinese(match["years"])
    return match.end(), f"{first}/{first + length - 1}"


def _century(plain: str, start: int, now: int | None) -> tuple[int, str | None]:
    """Read a century or a decade."""
    match = _CENTURY.match(plain, start)
    if match is None or plain[start - 1 : start].isdigit():
        return start, None
    if match["year"] is not None:
        return match.end(), f"{match['year'][:3]}X"
    if match["century"] is not None:
        century = _chinese(match["century"]) - 1
    elif match["relative"] is not None and now is not None:
        century = now // 100 - (match["relative"] == "上")
    else:
        return match.end(), None
    decade = "X" if match["decade"] is None else str(_chinese(match["decade"]) // 10)
    return match.end(), f"{century:02}{decade}X"


def _date(plain: str, start: int, now: int | None) -> tuple[int, str | None]:
    """Read a date or a range of dates."""
    written = _WRITTEN.match(plain, start)
    match = _MOMENT.match(plain, start) if written is None else written
    if match is None or match.end() == start:
        return start, None
    left = right = _moment(match, now)
    end = match.end()
    to = _RANGE.match(plain, end)
    if to is not None:
        next_year = _NEXT_YEAR.match(plain, to.end())
        at = to.end() if next_year is None else next_year.end()
        until = _DAY_ALONE.match(plain, at) if left.day is not None else None
        until = _MOMENT.match(plain, at) if until is None else until
        if until is not None and until.end() > at:
            end = until.end()
            right = _moment(until, now, left)
            if next_year is not None and left.year is not None:
                right = right._replace(year=left.year + 1)
    bounds = [_bounds(left), _bounds(right)]
    if bounds[0] is None or bounds[1] is None:
        return end, None
    first, last = bounds[0][0], bounds[1][1]
    if first > last:
        return end, None
    about = _ABOUT.match(plain, end)
    if first != last:
        return end, f"{first}/{last}"
    if about is None and _ABOUT_BEFORE.search(plain[max(0, start - 3) : start]) is None:
        return end, first
    return end if about is None else about.end(), f"{first}~"


def _moment(match: re.Match[str], now: int | None, before: _Moment | None = None) -> _Moment:
    """Return what a match says, with what the start of a range says for its end too."""
    found = match.groupdict()
    year = now if before is None else before.year
    if found.get("year") is not None:
        year = _number(found["year"])
    elif found.get("relative") is not None:
        year = None if now is None else now + _RELATIVE[found["relative"]]
    months = None
    if found.get("half") is not None:
        months = (1, 6) if found["half"] == "上" else (7, 12)
    elif found.get("quarter") is not None:
        months = (3 * _chinese(found["quarter"]) - 2, 3 * _chinese(found["quarter"]))
    elif found.get("quarters") is not None or found.get("only") is not None:
        months = (1, 3 * _chinese(found["quarters"] or "1"))
    elif found.get("months") is not None:
        months = (1, _chinese(found["months"]))
    elif found.get("month") is not None:
        months = (_chinese(found["month"]),) * 2
    elif found.get("day") is not None and before is not None:
        months = before.months
    if found.get("last") is not None and months is not None:
        months = (months[1], months[1])
    season = None if found.get("season") is None else 21 + "春夏秋冬".index(found["season"])
    day = None if found.get("day") is None else _chinese(found["day"])
    return _Moment(year, months, day, season)


def _bounds(moment: _Moment) -> tuple[str, str] | None:
    """Return the first and the last year, month, or day in EDTF; None if it is unknown or does not exist."""
    year, day = moment.year, moment.day
    first, last = moment.months or (1, 12)
    if year is None or not 1 <= first <= last <= 12:
        return None
    if day is not None and not 1 <= day <= monthrange(year, first)[1]:
        return None
    if moment.season is not None:
        return (f"{year}-{moment.season}",) * 2
    if moment.months is None:
        return str(year), str(year)
    days = "" if day is None else f"-{day:02}"
    return f"{year}-{first:02}{days}", f"{year}-{last:02}{days}"


def _number(year: str) -> int:
    """Return a year in digits or digit by digit in Chinese."""
    return int("".join(str(_DIGITS.get(each, each)) for each in year))


def _chinese(words: str) -> int:
    """Return a number below 100 in digits or in Chinese."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten != "" else 0) + _DIGITS.get(ones, 0)
