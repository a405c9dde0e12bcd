"""The passages that claims were read from: the texts and documents, with the quoted words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.rdf.selects import selected
from kg.rdf.store import Store

AT_ONCE: Final = 400
"""The number of claims per query; a server refuses longer queries."""


class Passage(NamedTuple):
    """A passage that a claim was read from, or a document that is cited for it without a quotation.

    Attributes:
        claim: The IRI of the claim.
        work: The IRI of the text or document.
        start: The offset of the first character, in Unicode characters from 0.
        end: The offset after the last.
        exact: The exact words; empty for a citation, as are the offsets.
        clean: The words in clean simplified Chinese, "" if they are so already.
        page: The address of the text or document, "" if it has none.
    """

    claim: str
    work: str
    start: str
    end: str
    exact: str
    clean: str
    page: str


def passages_of(store: Store, claims: Iterable[str]) -> Iterator[Passage]:
    """Yield the passages of claims, by claim, work and offset.

    Raises:
        NoAnswer: The store did not answer.
    """
    for some in in_batches(claims):
        yield from (Passage(*row) for row in selected(store, "evidence/passages", claim=some))


def in_batches(claims: Iterable[str]) -> Iterator[list[ox.NamedNode]]:
    """Yield the claims, each once and sorted, in batches for one query."""
    names = [ox.NamedNode(claim) for claim in sorted(set(claims))]
    for first in range(0, len(names), AT_ONCE):
        yield names[first : first + AT_ONCE]
