"""Content negotiation: the header `Accept` of RFC 9110, with quality values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_ELEMENT: Final = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
"""An element of the list; a comma in a quoted text does not end it."""

_RANGE: Final = re.compile(rf"\s*({_TOKEN})/({_TOKEN})\s*((?:;.*)?)", re.DOTALL)
_QUALITY: Final = re.compile(r";\s*q\s*=\s*([^;\s]*)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type that a client prefers, or None if it accepts none.

    Of types that it likes equally well, the first one that is offered. For each type, the most specific range
    counts. Elements that are not media ranges are ignored; without any element, everything is accepted.

    Args:
        accept: The value of the header, empty if there is none.
        offered: The media types, without parameters, the best first.
    """
    ranges = _ranges(accept)
    if len(ranges) == 0:
        return offered[0] if len(offered) > 0 else None
    best, most = None, 0.0
    for each in offered:
        quality = _quality(each, ranges)
        if quality > most:
            best, most = each, quality
    return best


def _ranges(accept: str) -> dict[tuple[str, str], float]:
    """Return the quality of each media range; of one that occurs twice, the higher."""
    found: dict[tuple[str, str], float] = {}
    for element in _ELEMENT.findall(accept):
        match = _RANGE.fullmatch(element)
        if match is None:
            continue
        given = _QUALITY.search(match[3])
        if given is not None and _NUMBER.fullmatch(given[1]) is None:
            continue
        name = (match[1].lower(), match[2].lower())
        found[name] = max(found.get(name, 0.0), float(given[1]) if given is not None else 1.0)
    return found


def _quality(offered: str, ranges: dict[tuple[str, str], float]) -> float:
    """Return how much a client likes a media type; 0 if it does not accept it."""
    kind, _, name = offered.partition("/")
    for each in ((kind, name), (kind, "*"), ("*", "*")):
        if each in ranges:
            return ranges[each]
    return 0.0
