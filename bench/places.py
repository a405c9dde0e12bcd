"""Makes up places for cloned documents: cities with names that no real text contains.

A cloned document keeps its offsets, so a made-up Chinese name is as long as the name that it replaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_SIGNS: Final = (
    "沭泗沛浠涞涿淄淅淇渑湄溆滁漯漳潢潼澧濉濮灞蓟莒莘岢崂嵊嵩砀磴稷穰筠绛耒芮荥虢蠡衢谯邕隰雎"
    "黟亳儋勐圩坭埇墉夔婺郓郏鄄郯邳邗鄞郫邛郸鄢郾郴鄱邯邺"
)
"""Simplified signs of the names of rivers and counties; those that the project contains are left out."""

_CONSONANTS: Final = "bdfgklmnprstvxz"
_FIRST: Final = "xzv"
_VOWELS: Final = "aeiou"


@dataclass(frozen=True)
class Place:
    """A name of a place.

    Attributes:
        slug: The end of its IRI.
        zh: Its short name in Chinese, without 省 or 市.
        en: Its short name in English.
    """

    slug: str
    zh: str
    en: str


class Names:
    """Names of places by number, each unlike all others and unlike all words of the given text."""

    def __init__(self, text: str) -> None:
        """Leave out the signs that `text` contains."""
        self._signs = [sign for sign in _SIGNS if sign not in text]

    def place(self, number: int, length: int) -> Place:
        """Return the place with a number.

        Args:
            number: The number, from 0. Places whose numbers differ have different names.
            length: The number of Chinese signs, at least 2.

        Raises:
            ValueError: There are not so many names.
        """
        zh, left = "", number
        for _ in range(length):
            left, sign = divmod(left, len(self._signs))
            zh += self._signs[sign]
        en, rest = "", number
        for consonants in (_CONSONANTS, _CONSONANTS, _FIRST):
            rest, consonant = divmod(rest, len(consonants))
            rest, vowel = divmod(rest, len(_VOWELS))
            en = consonants[consonant] + _VOWELS[vowel] + en
        if left > 0 or rest > 0:
            raise ValueError(f"there is no place number {number}")
        return Place(en, zh, en.capitalize())
