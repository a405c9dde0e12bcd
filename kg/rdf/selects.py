"""The queries that modules run: SPARQL files next to them, with places for terms.

The place of a term is `VALUES ?thing { UNDEF }`, as in canned queries: what is between the braces is the
default, and `UNDEF` leaves it open. Terms replace it as text, so every engine sees the same query. A place
that stays open is taken out: it means nothing, and some engines return wrong rows for `UNDEF` next to a
sub-select.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.files import read_text
from kg.rdf.answers import plain
from kg.rdf.store import Store

PLACE: Final = re.compile(r"VALUES \?(\w+) \{ ([^{}\n]*) \}")
"""The place of a term, with its name and its default."""

_OPEN: Final = re.compile(
    r"^[ ]*VALUES \?(?P<line>\w+) \{ UNDEF \}\n|VALUES \?(?P<place>\w+) \{ UNDEF \}[ ]?", re.MULTILINE
)
"""A place without a default, with its whole line if nothing else is on it."""

_PACKAGE: Final = Path(__file__).resolve().parents[1]


def select(name: str, **terms: Iterable[ox.NamedNode | ox.Literal]) -> str:
    """Return the text of a query.

    Args:
        name: Its file in the package, such as `networks/regions`.
        terms: Terms by the name of their place; a place that is not given keeps its default.
    """
    return fill(_text(name), terms)


def selected(
    store: Store, name: str, **terms: Iterable[ox.NamedNode | ox.Literal]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a query as texts; see `select` and `kg.rdf.answers.plain`.

    Raises:
        NoAnswer: The store did not answer.
    """
    terms = {place: tuple(each) for place, each in terms.items()}
    if not all(terms.values()):
        return  # no term, no row; not every engine takes an empty VALUES
    for row in store.query(select(name, **terms)).rows:
        yield tuple(map(plain, row))


def fill(text: str, terms: Mapping[str, Iterable[ox.NamedNode | ox.Literal]]) -> str:
    """Return `text` with `terms` in their places, each once and sorted, and without the open places."""
    closed = _OPEN.sub(lambda place: place[0] if (place["line"] or place["place"]) in terms else "", text)
    written = {name: " ".join(sorted(set(map(_written, each)))) for name, each in terms.items()}

    # All in one pass, since a term may look like the place of another.
    def filled(place: re.Match[str]) -> str:
        return f"VALUES ?{place[1]} {{ {written[place[1]]} }}" if place[1] in written else place[0]

    return PLACE.sub(filled, closed)


@cache
def _text(name: str) -> str:
    return read_text(_PACKAGE / f"{name}.rq")


def _written(term: ox.NamedNode | ox.Literal) -> str:
    """Return a term in a form that all engines read in the same way.

    SPARQL 1.1 §19.2 lets an engine replace `\\u0022` before it reads the text, so no `u` may follow a
    backslash that is meant as one; rdflib takes as many as eight digits, so eight are written.
    """

    def settled(escape: re.Match[str]) -> str:
        if escape[1] is not None:
            return f"\\\\\\U{ord(escape[1]):08X}"
        return f"\\U0000{escape[2]}" if escape[2] is not None else escape[0]

    return re.sub(r"\\\\([uU])|\\u([0-9A-F]{4})|\\.", settled, str(term))
