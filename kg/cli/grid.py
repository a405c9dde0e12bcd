"""Lays out the rows of an answer as a text table that fits the terminal.

Short columns get the width that they need, and long ones share the rest and wrap. If they would be too narrow
to read, each row becomes a block of lines, one per value. If the values do not fit on one line, those that
all rows have in common are above the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from kg.chinese.width import character_width, width_of
from kg.rdf.answers import Answer, Term, plain
from kg.rdf.namespaces import shorten
from kg.words import visible

NARROWEST: Final = 10
"""The minimum width of a column that wraps; more if a word is longer."""

LONGEST_WORD: Final = 16
"""The length of the longest word that is not broken; Chinese may be broken anywhere."""

_FRAME: Final = 3
"""The separator of two columns: a line with a blank on each side."""

_BLANK: Final = str.maketrans("\t\n\r\u2028\u2029", "     ")
"""Replacements of characters that end a line or move to a column."""


def write_table(answer: Answer, width: int | None = None, *, spare: bool = False, bold: bool = False) -> str:
    """Return `answer` as a table.

    Args:
        answer: The rows; an IRI is shortened to a prefixed name.
        width: The width of the screen in columns, at least 20; None writes every value on one line.
        spare: Whether the last column is left out if it would have to wrap.
        bold: Whether the headings are bold, by a terminal escape sequence.
    """
    headings = [_line(column) for column in answer.columns]
    cells = [[_text(term) for term in row] for row in answer.rows]
    common = [index for index in range(len(headings)) if len({row[index] for row in cells}) == 1]
    if width is not None and len(cells) > 1 and 0 < len(common) < len(headings):
        whole = _widths(headings, cells, None) or []
        if sum(whole) + _FRAME * len(whole) + 1 > width:
            shared = [(headings[index], cells[0][index]) for index in common if cells[0][index] != ""]
            last = len(headings) - 1
            rest = write_table(_without(answer, common), width, spare=spare and last not in common, bold=bold)
            return "".join(_values(shared, width, bold)) + rest
    widths = _widths(headings, cells, width)
    if width is not None and spare and (widths is None or max(_needed(cells, -1), 0) > widths[-1]):
        widths = _widths(headings[:-1], [row[:-1] for row in cells], width)
    if widths is None:
        assert width is not None
        return "".join(_blocks(headings, cells, width, bold))
    numeric = [_is_numeric([row[index] for row in answer.rows]) for index in range(len(widths))]
    lines = [_rule(widths, "┌┬┐"), *_lines(headings, widths, numeric, bold), _rule(widths, "├┼┤")]
    for row in cells:
        lines += _lines(row, widths, numeric)
    return "\n".join([*lines, _rule(widths, "└┴┘")]) + "\n"


def _without(answer: Answer, columns: Sequence[int]) -> Answer:
    """Return an answer without some of its columns."""
    kept = [index for index in range(len(answer.columns)) if index not in columns]
    names = tuple(answer.columns[index] for index in kept)
    rows = tuple(tuple(row[index] for index in kept) for row in answer.rows)
    return replace(answer, columns=names, rows=rows)


def _text(term: Term | None) -> str:
    # A `/` stays in a displayed name: kg query -p accepts it, and the IRI of a claim has one.
    text = shorten(term.value, "/") if isinstance(term, ox.NamedNode) else plain(term)
    return _line(text)


def _line(text: str) -> str:
    """Return a text on one line, without characters that control the terminal."""
    return text if text.isprintable() else visible(text.translate(_BLANK))


def _is_numeric(terms: Sequence[Term | None]) -> bool:
    """Say whether a column has only numbers."""
    found = [term for term in terms if term is not None]
    return len(found) > 0 and all(
        isinstance(term, ox.Literal) and term.datatype.value.endswith(("#integer", "#decimal"))
        for term in found
    )


def _widths(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> list[int] | None:
    """Return a width for each column so that a row fits into `width`; None if some would be too narrow.

    If space is limited, headings wrap before values, and short columns get their full width before long ones.
    """
    needed = [_needed(rows, index) for index in range(len(headings))]
    widest = [max(pair) for pair in zip(needed, map(width_of, headings), strict=True)]
    if width is None:
        return widest
    room = width - 1 - _FRAME * len(headings)
    if sum(widest) <= room:
        return widest
    needed = [max(pair) for pair in zip(needed, map(_longest, headings), strict=True)]
    floors = [max((_floor(row[index]) for row in rows), default=1) for index in range(len(headings))]
    widths = [
        min(need, max(floor, _longest(heading)))
        for need, floor, heading in zip(needed, floors, headings, strict=True)
    ]
    left = room - sum(widths)
    if left < 0:
        return None
    order = sorted(range(len(widths)), key=lambda each: needed[each] - widths[each])
    for done, index in enumerate(order):
        more = min(needed[index] - widths[index], left // (len(order) - done))
        widths[index] += more
        left -= more
    return widths


def _needed(rows: Sequence[Sequence[str]], index: int) -> int:
    """Return the width at which every value of a column is on one line."""
    return max((width_of(row[index]) for row in rows), default=1)


@lru_cache(maxsize=1 << 14)
def _floor(text: str) -> int:
    """Return the minimum width of the column of a text that wraps."""
    return min(width_of(text), max(NARROWEST, _longest(text)))


def _longest(text: str) -> int:
    """Return the width of the longest word of a text, or the maximum; a longer word is broken."""
    longest = max(map(width_of, text.split()), default=1)
    return min(longest, LONGEST_WORD if text.isascii() else NARROWEST)


def _rule(widths: Sequence[int], corners: str) -> str:
    return corners[0] + corners[1].join("─" * (each + 2) for each in widths) + corners[2]


def _lines(
    cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool], bold: bool = False
) -> Iterator[str]:
    """Yield the lines of one row."""
    wrapped = [list(pieces(cell, width)) for cell, width in zip(cells, widths, strict=False)]
    for number in range(max(map(len, wrapped))):
        parts = []
        for lines, width, right in zip(wrapped, widths, numeric, strict=True):
            line = lines[number] if number < len(lines) else ""
            blank = " " * (width - width_of(line))
            line = _bold(line) if bold else line
            parts.append(blank + line if right else line + blank)
        yield f"│ {' │ '.join(parts)} │"


def _blocks(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int, bold: bool) -> Iterator[str]:
    """Yield the lines of each row as a block: one line per value, without empty values."""
    widest = max(map(width_of, headings))
    for number, row in enumerate(rows, 1):
        yield f"── {number} ".ljust(width, "─") + "\n"
        values = [pair for pair in zip(headings, row, strict=True) if pair[1] != ""]
        yield from _values(values, width, bold, widest)


def _values(pairs: Sequence[tuple[str, str]], width: int, bold: bool, widest: int = 0) -> Iterator[str]:
    """Yield lines with headings and values side by side; `widest` is the minimum width of headings."""
    widest = min(max(widest, *(width_of(heading) for heading, _ in pairs), 1), width // 3)
    room = width - widest - 2
    for heading, value in pairs:
        names, lines = list(pieces(heading, widest)), list(pieces(value, room))
        for index in range(max(len(names), len(lines))):
            name = names[index] if index < len(names) else ""
            blank = " " * (widest - width_of(name) + 2)
            name = _bold(name) if bold and name != "" else name
            yield f"{name}{blank}{lines[index] if index < len(lines) else ''}".rstrip() + "\n"


def _bold(text: str) -> str:
    return f"\033[1m{text}\033[0m"


def pieces(text: str, width: int) -> Iterator[str]:
    """Yield the pieces of `text` that fit into `width` columns.

    A piece ends at a blank, or after a `-` or `/` if there is no blank, or anywhere.
    """
    if len(text) * 2 <= width or width_of(text) <= width:
        yield text
        return
    begin = at = columns = 0
    while at < len(text):
        columns += character_width(text[at])
        if columns <= width:
            at += 1
            continue
        blank = text.rfind(" ", begin, at + 1)
        sign = max(text.rfind(each, begin, at) for each in "-/") + 1
        end = blank if blank > begin else sign if sign > begin else max(at, begin + 1)
        yield text[begin:end]
        begin = at = end + 1 if end == blank else end
        columns = 0
    yield text[begin:]
