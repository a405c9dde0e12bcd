"""Reads a raw source text as clean Simplified Chinese, and keeps the raw offsets of each character.

Two of the sources are in Traditional script, one of them with a pinyin gloss after many characters
and a few spots of byte damage, whose repairs are in the data. People search and quote the clean reading;
the graph stores offsets into the raw file. A `CleanText` has both and maps either way.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.chinese.script import HAN

if TYPE_CHECKING:
    from opencc import OpenCC

_HAN_CHARACTER = re.compile(f"[{HAN}]")
_HAN_STRETCH = re.compile(f"[{HAN}]+")

_GLOSS = re.compile(r"\(([a-zɡü\u00e0-\u01dc\u0300-\u036f '’-]{1,60})\)")
_NOT_SOUNDED = re.compile("[ '’-]")
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_READINGS = Path(__file__).with_name("readings.tsv")

_SYMBOLS = frozenset({"a", "e", "o", "ha", "mu", "pa"})
"""The symbols of units and quantities that are also syllables without a tone mark."""

# The characters of GB 2312 that OpenCC may change in Traditional text. Other releases of it change more of
# them, and wrongly: 破坏 to 破坯, 蒜薹 to 蒜苔.
_AMBIGUOUS = frozenset("乾後徵於夥麽覆藉瞭摺捱菸麴沈彷俱")

# 著 that means 着, in a converted text: OpenCC keeps each 著, since Taiwan writes both words with it.
_PARTICLE = re.compile(
    "(?<![显卓昭专原名论编译合巨遗拙撰])(?<!土(?=著[^力眼手重]))著(?![名作者述称录书译]|有$)|(?<=[随绕朝沿味])著"
)

_OWN_SCRIPT = 4
"""The number of characters of one script alone by which a line shows its script; shorter ones do not."""


class Repair(NamedTuple):
    """Damaged characters of a raw text, and the one character that they were.

    Attributes:
        start: Offset of the first damaged character.
        end: Offset just after the last.
        meant: The character that is meant, in either script.
    """

    start: int
    end: int
    meant: str


@dataclass(frozen=True)
class CleanText:
    """A raw text with its clean reading, and the offsets of each clean character in the raw text.

    The raw spans of the clean characters cover the raw text without gaps: a gloss belongs to the character
    before it, so no span that comes from here ever cuts a gloss in two.

    Attributes:
        raw: The source as it is; offsets count its Unicode characters from 0.
        text: The same in clean Simplified Chinese.
        starts: For each character of `text`, the raw offset of its first raw character.
        ends: For each character of `text`, the raw offset just after its last raw character.
    """

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span of the clean span `[start, end)`, with the glosses inside it.

        Args:
            start: 0-based offset in `text`.
            end: Offset in `text` just after the span; equal to `start` for an empty span.

        Raises:
            ValueError: The span is not in `text`.
        """
        _check_span(start, end, len(self.text), "clean")
        if start == end:
            place = self.starts[start] if start < len(self.starts) else len(self.raw)
            return place, place
        return self.starts[start], self.ends[end - 1]

    def from_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the clean span of all characters that the raw span `[start, end)` touches.

        Args:
            start: 0-based offset in `raw`.
            end: Offset in `raw` just after the span; equal to `start` for an empty span.

        Raises:
            ValueError: The span is not in `raw`.
        """
        _check_span(start, end, len(self.raw), "raw")
        if start == end:
            place = bisect_left(self.starts, start)
            return place, place
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


@lru_cache(maxsize=4096)
def clean(raw: str, repairs: tuple[Repair, ...] = ()) -> CleanText:
    """Return the clean Simplified reading of `raw`.

    Pinyin glosses are removed, damage is repaired as `repairs` say, and lines in Traditional characters
    become Simplified. Everything else is unchanged: newlines, spaces, punctuation, menus, and captions. Clean
    text comes back unchanged. Clean whole sources if possible: script is recognized from the context.
    """
    pieces = list(_pieces(raw, repairs))
    starts = tuple(start for start, _ in pieces)
    text = _simplified("".join(character for _, character in pieces))
    return CleanText(raw, text, starts, (*starts[1:], len(raw)) if len(starts) > 0 else ())


def is_reading(gloss: str, words: Sequence[str]) -> bool:
    """Say whether `gloss` is Pinyin in small letters for the last characters of `words`.

    Each of its syllables is a reading of one character, with its tone mark or without.
    """
    sounds = unicodedata.normalize("NFC", _NOT_SOUNDED.sub("", gloss)).replace("ɡ", "g")
    if sounds in _SYMBOLS:
        return False
    open_ = {sounds}
    for character in reversed(words):
        ends = [(rest, each) for rest in open_ for each in _readings(character) if rest.endswith(each)]
        open_ = {rest.removesuffix(each) for rest, each in ends}
        if "" in open_ or len(open_) == 0:
            break
    return "" in open_


def _check_span(start: int, end: int, length: int, which: str) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(
            f"the span {start}:{end} is not in the {which} text of {length} characters; "
            f"required: 0 <= start <= end <= {length}"
        )


def _pieces(raw: str, repairs: tuple[Repair, ...]) -> Iterator[tuple[int, str]]:
    """Yield the raw offset and the character, without glosses and damage, in the original script."""
    spots = {repair.start: repair for repair in repairs}
    at = 0
    words: list[str] = []
    while at < len(raw):
        repair = spots.get(at, Repair(at, at + 1, raw[at]))
        yield at, repair.meant
        words.append(repair.meant)
        at = repair.end
        while (gloss := _GLOSS.match(raw, at)) is not None and is_reading(gloss[1], words):
            at = gloss.end()


def _simplified(text: str) -> str:
    """Return `text` with its Traditional lines in Simplified characters, each at its old offset.

    A line is Traditional if it has more characters that only Traditional text has than ones that only
    Simplified text has. A line with few of either has the script of the whole text.
    """
    lines = text.splitlines(keepends=True)
    evidence = [[mark for mark in map(_script, line) if mark != 0] for line in lines]
    whole = sum(map(sum, evidence))
    converted = "".join(
        _HAN_STRETCH.sub(_converted, line)
        if (sum(marks) if len(marks) >= _OWN_SCRIPT else whole) > 0
        else line
        for line, marks in zip(lines, evidence, strict=True)
    )
    # OpenCC may map a rare character to one that it would map again (薴 苧 苎): repeat until nothing changes.
    return converted if converted == text else _simplified(converted)


@cache
def _script(character: str) -> int:
    """Return 1 for a character that only Traditional text has, -1 for one of Simplified text, else 0."""
    if _HAN_CHARACTER.match(character) is None:
        return 0
    if _is_in("gb2312", character):
        return 0 if _is_in("big5", character) else -1
    return int(_converter().convert(character) != character)


def _is_in(charset: str, character: str) -> bool:
    return len(character.encode(charset, "ignore")) > 0


def _converted(stretch: re.Match[str]) -> str:
    """Convert one stretch by phrases; where a phrase changes the length, character by character."""
    old = stretch[0]
    new = _converter().convert(old)
    if len(new) != len(old):
        new = "".join(
            single if len(single := _converter().convert(character)) == 1 else character for character in old
        )
    kept = (
        before if before not in _AMBIGUOUS and _is_in("gb2312", before) else after
        for before, after in zip(old, new, strict=True)
    )
    return _PARTICLE.sub("着", "".join(kept))


@cache
def _converter() -> OpenCC:
    """Load OpenCC on first use, since its dictionaries slow the start of every command."""
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC("t2s")


@cache
def _readings(character: str) -> frozenset[str]:
    """Return the readings of a character, with tone marks and without."""
    readings = [reading for reading, characters in _table() if character in characters]
    plain = (_TONES.sub("", unicodedata.normalize("NFD", reading)) for reading in readings)
    return frozenset(readings).union(unicodedata.normalize("NFC", each) for each in plain)


@cache
def _table() -> list[tuple[str, str]]:
    """Return each reading with its characters."""
    lines = _READINGS.read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return [(reading, characters) for reading, _, characters in rows]
