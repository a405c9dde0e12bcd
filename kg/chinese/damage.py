"""Recognizes damaged characters of a text by their kind: lost, undecodable, or read in a wrong encoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.chinese.script import HAN
from kg.words import Noun

_NOT_DAMAGE: Final = frozenset("\t\n\v\f\r")
_CATEGORIES: Final = {
    "Cc": Noun("a control character"),
    "Cn": Noun("an unassigned character"),
    "Co": Noun("a private-use character"),
    "Cs": Noun("half of a character"),
}
_ESCAPED: Final = re.compile(r"\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|&#(?:[0-9]{2,7}|x[0-9A-Fa-f]{2,6});")

# A question mark in place of a character is behind or before Chinese, before another mark, or before Pinyin
# that lost its bracket (?lián), or one of many, and its sentence asks nothing.
_QUESTION: Final = re.compile(
    rf"(?:(?<=[{HAN}0-9%，；、：“《（）)》」” \u3000])|^)\?"
    rf"(?:[?!]*(?=[{HAN}0-9，。；、：,;:“《（）])|[a-zü\u00e0-\u01dc]{{1,6}}\))"
    r"|\?{4,}",
    re.MULTILINE,
)
_ASKS: Final = re.compile(
    "[吗嗎呢谁誰哪怎啥几幾岂豈吧啊呀]|(?<![那要])[么麼麽]|(?<!任)何|否(?![则則定])|多少|有[没沒]有|[难難]道|[还還]是"
    f"|([{HAN}])不\\1"
)
_SENTENCE: Final = re.compile(r"[^。！？!?;；\n]*\Z")

# Bytes of UTF-8 for Chinese characters and marks: as themselves, and read as Latin-1 or Windows-1252.
_UTF8: Final = re.compile(
    rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbf][\x80-\xbf]|\xe3\x80[\x80-\xbf]){2,}"
)
_WINDOWS: Final = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_UTF8_AS_LATIN: Final = re.compile(f"(?:[ã-éï][\x80-\xbf{_WINDOWS}]{{2}}){{2,}}|[ã-éï][\x80-\xbf]{{2}}")
_GBK_AS_LATIN: Final = re.compile("(?:[\xb0-\xf7][\xa1-\xfe]){2,}")


class Damage(NamedTuple):
    """Damaged characters.

    Attributes:
        start: Offset of the first.
        end: Offset just after the last.
        kind: What they are.
    """

    start: int
    end: int
    kind: Noun


def damage(raw: str) -> list[Damage]:
    """Return the damaged characters of a text, in order.

    What looks like ordinary Chinese is not recognized: a wrong character, or Big5 read as GBK.
    """
    found = [*_undecoded(raw), *_lost(raw), *_misread(raw)]
    return sorted(found, key=lambda each: each[:2])


def _undecoded(raw: str) -> Iterator[Damage]:
    """Yield replacement characters, characters that no text has, and escapes."""
    kinds = {character: kind for character in set(raw) if (kind := _kind(character)) is not None}
    if len(kinds) > 0:
        for match in re.finditer(f"([{re.escape(''.join(kinds))}])\\1*", raw):
            yield Damage(*match.span(), kinds[match[1]])
    for match in _ESCAPED.finditer(raw):
        yield Damage(*match.span(), Noun("an escaped character"))


def _kind(character: str) -> Noun | None:
    if character == "\ufffd":
        return Noun("a replacement character")
    # Newer releases of Unicode assign more of the planes of Chinese characters.
    if character in _NOT_DAMAGE or "\U00020000" <= character < "\U00040000":
        return None
    return _CATEGORIES.get(unicodedata.category(character))


def _lost(raw: str) -> Iterator[Damage]:
    """Yield question marks that ask nothing."""
    for match in _QUESTION.finditer(raw):
        before = _SENTENCE.search(raw, max(0, match.start() - 200), match.start())
        if before is None or _ASKS.search(before[0]) is None:
            yield Damage(*match.span(), Noun("a question mark in place of a character"))


def _misread(raw: str) -> Iterator[Damage]:
    """Yield characters whose bytes are Chinese in another encoding."""
    for match in _UTF8_AS_LATIN.finditer(raw):
        yield Damage(*match.span(), Noun("UTF-8 read as Latin-1"))
    for match in _GBK_AS_LATIN.finditer(raw):
        if len(set(match[0])) > 2:
            yield Damage(*match.span(), Noun("GBK read as Latin-1"))
    data = raw.encode("gb18030", "replace")
    at = 0
    while (mojibake := _UTF8.search(data, at)) is not None:
        at = mojibake.start() + 1
        try:
            start = len(data[: mojibake.start()].decode("gb18030"))
        except UnicodeDecodeError:
            continue  # it begins with the second byte of a character
        if mojibake[0].startswith(b"\xef\xbf\xbd") or _is_common(mojibake[0].decode()):
            end = start + len(mojibake[0].decode("gb18030", "ignore"))
            at = mojibake.end()
            yield Damage(start, end, Noun("UTF-8 read as GBK"))


def _is_common(text: str) -> bool:
    """Say whether all characters of a text are those of Simplified or Traditional Chinese."""
    return all(each.encode("gb2312", "ignore") or each.encode("big5", "ignore") for each in text)
