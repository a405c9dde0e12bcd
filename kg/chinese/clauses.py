"""Finds the sentences and clauses of a source text, by raw offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.chinese.normalization import Repair, clean
from kg.chinese.script import HAN

_CLOSERS = "”’」』》〉】）)"
_END = re.compile(
    # A half-width mark ends a sentence only after Chinese or a figure: not in an address or a formula.
    rf"(?:(?:[。！？]|(?<=[{HAN}{_CLOSERS}。！？0-9%])[!?]+(?![A-Za-z0-9=&/]))[{_CLOSERS}]*)+"
    r"|[\n\r\v\f\x85\u2028\u2029]"
)

# What ends a clause, or (as `kept`) what contains such a mark and does not end one: an address, or a number
# with thousands commas, a decimal comma, or the colon of a time or a ratio.
_CLAUSE_END = re.compile(
    r"(?P<kept>(?:[A-Za-z][A-Za-z0-9+.-]{0,15}://|www\.)[!-~]*[A-Za-z0-9/]"
    r"|[0-9０-９]+(?:[,，:：][0-9０-９]+)+)"
    rf"|[，,；;：:]+[{_CLOSERS}]*"
)


def sentences(raw: str, repairs: tuple[Repair, ...] = ()) -> list[tuple[int, int]]:
    """Return the raw spans `[start, end)` of all sentences of `raw`, in order.

    A sentence ends after 。！？ (half-width `!` and `?` after Chinese) with the closing quotes and
    brackets that follow, and at each line end. White space at either end is outside; every other
    character is in exactly one sentence. Headings, captions, and menu lines are sentences too, since
    each must be accounted for. `repairs` are those of its damaged characters.
    """
    reading = clean(raw, repairs)
    return [reading.to_raw(start, end) for start, end in _sentences(reading.text)]


def clauses(raw: str, repairs: tuple[Repair, ...] = ()) -> list[tuple[int, int]]:
    """Return the raw spans `[start, end)` of all clauses of all sentences of `raw`, in order.

    A clause ends after ，；： and their half-width forms, with the closing quotes and brackets that
    follow, and where its sentence ends. A comma or colon inside a number, a time (21:08), or an address
    does not end a clause. Punctuation alone is not a clause: it belongs to the clause before it, or to the
    first clause if it is at the start of a sentence. So the clauses of a sentence with a letter or a digit
    cover it except for white space, and a sentence without one has no clause.
    """
    reading = clean(raw, repairs)
    return [
        reading.to_raw(first, last)
        for start, end in _sentences(reading.text)
        for first, last in _clauses(reading.text, start, end)
    ]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans from one sentence end to the next; together they cover `text`."""
    begin = 0
    for mark in _END.finditer(text):
        yield begin, mark.end()
        begin = mark.end()
    yield begin, len(text)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of clean `text`, without the white space around them."""
    for stretch in _stretches(text):
        start, end = _stripped(text, *stretch)
        if start < end:
            yield start, end


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the clauses of the sentence `[start, end)` of clean `text`."""
    ends = [mark.end() for mark in _CLAUSE_END.finditer(text, start, end) if mark["kept"] is None]
    found: list[tuple[int, int]] = []
    begin = start
    for stop in (*ends, end):
        first, last = _stripped(text, begin, stop)
        if any(character.isalnum() for character in text[first:last]):
            found.append((first, last))
            begin = stop
        elif len(found) > 0 and first < last:
            found[-1] = (found[-1][0], last)
            begin = stop
    return found


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends; an empty one if it contains nothing else."""
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())
