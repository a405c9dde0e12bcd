"""Reads Turtle texts by their words: records, names, and the slots that a clone fills with other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from opencc import OpenCC

from kg.rdf.namespaces import BASE

_TRADITIONAL: Final = OpenCC("s2t")
_RECORD: Final = re.compile(r"^([a-z-]*:[\w.-]+)(?= a )", re.MULTILINE)
_NAME: Final = re.compile(r"(?<![\w:/.<-])[a-z-]+:[\w-]+")


@dataclass(frozen=True)
class Text:
    """A text with slots: its odd pieces are the names that a clone may replace."""

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, text: str, slots: Iterable[str]) -> Text:
        """Cut a text at `slots`; of two that begin at one place, the longer one counts."""
        longest = sorted(slots, key=lambda slot: (-len(slot), slot))
        # A name is not cut out of a longer one: `region:guizhou` out of `region:guizhou-three-prefectures`.
        cut = "|".join(re.escape(each) + (r"(?![\w-])" if ":" in each else "") for each in longest)
        return cls(tuple(re.split(f"({cut})", text)))

    def filled(self, names: Mapping[str, str]) -> str:
        """Return the text with the slots replaced by `names`; a slot without a new name keeps its own."""
        pieces = list(self.pieces)
        pieces[1::2] = [names.get(slot, slot) for slot in pieces[1::2]]
        return "".join(pieces)


def traditional(text: str) -> str:
    """Return a text in traditional signs, as some source texts have them."""
    return str(_TRADITIONAL.convert(text))


def records_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the records of a canonical Turtle text: name and text, without the blank line after it."""
    starts = [*((m.start(), m[1]) for m in _RECORD.finditer(text)), (len(text), "")]
    for (start, name), (end, _) in pairwise(starts):
        yield name, text[start:end].strip("\n")


def names_in(text: str) -> set[str]:
    """Return the prefixed names in a Turtle text."""
    return set(_NAME.findall(text))


def own_slots(name: str) -> tuple[str, str, str, str]:
    """Return the slots of a document's own name: of the source, the document, and their namespaces."""
    return (f"source:{name}", f"document:{name}", f"{BASE}source/{name}/", f"{BASE}eli/{name}/")


def first_in(pattern: str, text: str) -> str:
    """Return the first group of the first match of a pattern in a text, or nothing."""
    found = re.search(pattern, text)
    return found[1] if found is not None else ""
