"""Data for the scripts of the site: gzip in base64, in scripts that set a value.

A page may not fetch a file when it was opened from disk, but it may load a script. All data come this way, so
that they work from a server, from disk, and in the single file `graph.html`.
"""

from __future__ import annotations

import base64
import gzip
import json
import struct
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

import pyoxigraph as ox

from kg.rdf.ntriples import ntriples_line

_PLANES: Final = 3
"""The bytes of a number in a packed graph."""

_LONGEST_SHARED: Final = 90
"""The most characters that a term shares with the one before it, so that ASCII has one for their number."""

_ZERO: Final = 33
"""The code of the character that means that a term shares no character."""


def packed(content: bytes) -> str:
    """Return `content` as gzip in base64; the same content gives the same text."""
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode("ascii")


def packed_json(content: object) -> str:
    """Return `content` as JSON, as gzip in base64.

    Args:
        content: What JSON can hold.
    """
    return packed(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def data_script(name: str, value: str) -> bytes:
    """Return the script that sets a packed value for the scripts of the site, such as `search`."""
    return f'(globalThis.KG ??= {{}}).{name} = "{value}";\n'.encode("ascii")


def packed_graph(triples: Iterable[ox.Triple]) -> str:
    """Return triples in a third of the space of Turtle, as gzip in base64; `scripts/triples.js` reads it.

    It begins with two numbers of 4 bytes: the length of the dictionary, and the number of triples. The
    dictionary is UTF-8, with one term in N-Triples on each line, sorted. Its first character says how many
    characters of the term before are those of this one. Then come the subjects, the predicates, and the
    objects of the sorted triples, as 3 bytes each: first the lowest byte of all subjects, then the next. A
    subject is the difference to the one before.
    """
    rows = sorted((str(each.subject), str(each.predicate), _written(each)) for each in set(triples))
    terms = sorted({term for row in rows for term in row})
    numbers = {term: number for number, term in enumerate(terms)}
    dictionary = "\n".join(_front(one, other) for one, other in pairwise(["", *terms])).encode("utf-8")
    columns = [[numbers[row[column]] for row in rows] for column in range(3)]
    columns[0] = [each - before for before, each in pairwise([0, *columns[0]])]
    planes = [
        bytes(each >> 8 * plane & 255 for each in column) for column in columns for plane in range(_PLANES)
    ]
    return packed(b"".join([struct.pack("<II", len(dictionary), len(rows)), dictionary, *planes]))


def _written(triple: ox.Triple) -> str:
    """Return the object of a triple in N-Triples, with the language tag as the graph writes it."""
    return ntriples_line(triple).removeprefix(f"{triple.subject} {triple.predicate} ")


def _front(before: str, term: str) -> str:
    """Return a term without the characters that it shares with the one before it.

    JavaScript counts a character beyond U+FFFF as two, so none of them is shared.
    """
    most = min(len(before), len(term), _LONGEST_SHARED)
    shared = next((at for at in range(most) if before[at] != term[at] or before[at] > "\uffff"), most)
    return chr(_ZERO + shared) + term[shared:]
