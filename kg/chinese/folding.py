"""Folds a text, so that the grammars of quantities and periods have one form of each character to read.

Folding keeps the place of each character, since readers must quote the words as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Full-width forms, and the dashes, blanks, and circles that are written for one another.
_VARIANTS: Final = {
    "０１２３４５６７８９．％﹪－−﹣／＋＞＜＝": "0123456789.%%---/+><=",
    "–―‒─": "————",
    "～〜∼": "~~~",
    "\t\r\u00a0\u2002\u2003\u2009\u202f\u3000": "        ",
    "○◯Ｏ": "〇〇〇",
    "（）〔〕［］": "()[][]",
    "「」『』‘’": "“”“”“”",
}
# The Traditional characters of numbers, units, hedges, and dates. Whole texts are for `clean`.
_TRADITIONAL: Final = (
    "萬億兩個點餘幾數達過於約將內間號種條處臺級歲噸標準戶張輛畝頃場門輪頭隻筆週時鐘車層單棟總經來後當紀劃"
    "從佔與項貫開徵歷學課實際國際產長擴漲"
)
_SIMPLIFIED: Final = (
    "万亿两个点余几数达过于约将内间号种条处台级岁吨标准户张辆亩顷场门轮头只笔周时钟车层单栋总经来后当纪划"
    "从占与项贯开征历学课实际国际产长扩涨"
)
_FOLDED: Final = str.maketrans("".join(_VARIANTS) + _TRADITIONAL, "".join(_VARIANTS.values()) + _SIMPLIFIED)

SCORE: Final = "(?:指数|得分|评分|满意度|系数|强度)"
"""What has values without a unit."""

_NUMERAL: Final = "0-9零〇一二两三四五六七八九十百千万亿"
# A line that breaks inside a number or before its unit, but not before the number of a heading (二、 3.).
_BREAK: Final = re.compile(
    rf"(?<=[{_NUMERAL}.,余多几第]) *\n *(?=[.%‰{_NUMERAL}\u4e00-\u9fff])"
    rf"(?![{_NUMERAL}]+(?:[、)]|\.(?![0-9])))"
)
# Blanks between Chinese characters and numbers mean nothing (第 17 位); those between digits may.
_HAN: Final = f"(?![{_NUMERAL}])[\u4e00-\u9fff]"
_BLANKS: Final = re.compile(
    f"(?<=[\u4e00-\u9fff])(?<![{_NUMERAL}]) +(?=[\u4e00-\u9fff0-9.])"
    f"|(?<=[{_NUMERAL}%‰]) +(?={_HAN}|[%‰/])|(?<=[0-9]) +(?=[百千万亿])|(?<=[/]) +(?=[\u4e00-\u9fff])"
    r"|(?<=[0-9]) +(?=\. +[0-9])|(?<=[0-9] \.) +(?=[0-9])"
)
# Of what is before a break: a number alone on its line is the number of a page, and one behind the name of
# a score needs no unit.
_COMPLETE: Final = re.compile(rf"\n *[0-9]+$|{SCORE}(?:达到?|为|是|至|到)?[0-9.]+$")


@dataclass(frozen=True)
class Folded:
    """A folded text.

    Attributes:
        text: The text with one form of each digit, dash, blank, and bracket, and without line breaks and
            blanks inside the words of a number.
        places: For each of its characters, the offset in the text that was folded; the last is its end.
    """

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters `start` to `end`, at least one, are in the text that was folded."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold a text in either script."""
    plain = text.translate(_FOLDED)
    broken = [
        match.span()
        for match in _BREAK.finditer(plain)
        if _COMPLETE.search(plain[max(0, match.start() - 20) : match.start()]) is None
    ]
    kept = list(range(len(plain)))
    for start, end in sorted([*broken, *(match.span() for match in _BLANKS.finditer(plain))], reverse=True):
        del kept[start:end]
    return Folded("".join(plain[at] for at in kept), (*kept, len(plain)))
