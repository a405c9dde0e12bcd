"""What the page of a source shows of its text: its quotations in order, never the text itself.

The words of an official act may be shown; of another text, only how much of it each claim rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.rdf.namespaces import OA, QS
from kg.site.material import Material
from kg.site.page import Link, View

_OFFICIAL: Final = ("PolicyDocument",)
"""The classes of documents whose words are an official act."""


@dataclass(frozen=True)
class Quoted:
    """A quotation on the page of its source.

    Attributes:
        start: The offset of its first character, in Unicode characters from 0.
        end: The offset after the last.
        words: The words in clean simplified Chinese; "" if the source is not an official act.
        claims: The claims that rest on it.
    """

    start: int
    end: int
    words: str
    claims: list[Link]


def passages_in(view: View, source: str) -> Mapping[str, object]:
    """Return what the page of a source shows of its text."""
    material = view.material
    records, official = material.records, is_official(material, source)
    found = []
    for quotation in records.of_class(QS + "Quotation"):
        if records.one(quotation, OA + "hasSource") != source:
            continue
        start, end = records.offset(quotation, OA + "start"), records.offset(quotation, OA + "end")
        claims = [each for _, each in material.incoming.get(quotation, ())]
        if start is not None and end is not None and len(claims) > 0:
            words = records.one(quotation, QS + "cleanWords") or records.one(quotation, OA + "exact") or ""
            found.append(Quoted(start, end, words if official else "", view.names(claims)))
    return {
        "official": official,
        "passages": sorted(found, key=lambda each: (each.start, each.end)),
        "sha256": records.one(source, QS + "sha256") or "",
        "characters": records.offset(source, QS + "characters") or 0,
    }


def is_official(material: Material, source: str) -> bool:
    """Return whether a source transmits an official act, whose words may be shown."""
    transmitted = material.records.iris(source, QS + "transmits")
    return any(material.is_a(each, name) for each in transmitted for name in _OFFICIAL)
