"""The evidence of claims in tables: its order, and the words and offsets next to a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from kg.export.cells import Kind, TableCell, literals_of
from kg.export.terms import Meaning, Terms
from kg.rdf.namespaces import OA, QS
from kg.rdf.records import Records
from kg.words import Words

Read = Callable[[str], TableCell]
"""Returns the cell of a record."""

_SOURCE: Final = Meaning(
    Words.of("source"),
    Words.of("The short name of the text that was coded, or of the document that is only cited."),
)
_CLEAN: Final = Words.of(
    "The quotation in clean simplified Chinese; the same words if they are clean already."
)
EVIDENCE_KIND: Final = Meaning(
    Words.of("kind of evidence"),
    Words.of(
        "A quotation has offsets and words; a citation only names a document, and never counts as verified."
    ),
)


class Quotations:
    """The evidence of the claims of a graph."""

    def __init__(self, graph: Records, terms: Terms) -> None:
        self._graph, self._terms = graph, terms
        self._position = cache(self._position_of)

    def of(self, record: str, property_: str) -> list[str]:
        """Return the evidence of a claim.

        Quotations are in the order of the text, and before citations, which have no words; so the nth
        values of the columns belong together.
        """
        return sorted(self._graph.iris(record, property_), key=lambda each: (self._position(each), each))

    def place(self, record: str) -> tuple[str, bool, int, str]:
        """Return the sort key of rows: source and offset of a record or of its evidence.

        Records without a quotation come last; records with the same key are sorted by IRI.
        """
        evidence = self._graph.iris(record, QS + "evidence")
        none, source, position = min(self._position(each) for each in evidence or [record])
        return source, none, position, record

    def columns(self) -> Iterator[tuple[str, Meaning, Kind, Read]]:
        """Yield the columns of evidence: name, meaning, and kind, and how the values are read."""
        start, end, exact, clean = OA + "start", OA + "end", OA + "exact", QS + "cleanWords"
        graph, meaning = self._graph, self._terms.meaning
        yield "source", _SOURCE, "text", self._source
        yield "start", meaning(start), "integer", lambda e: literals_of(graph, e, start, "integer")
        yield "end", meaning(end), "integer", lambda e: literals_of(graph, e, end, "integer")
        yield "quote", meaning(exact), "text", lambda e: literals_of(graph, e, exact, "text")
        yield (
            "clean_words",
            Meaning(meaning(clean).label, _CLEAN),
            "text",
            lambda e: literals_of(graph, e, clean, "text") or literals_of(graph, e, exact, "text"),
        )

    def _position_of(self, words: str) -> tuple[bool, str, int]:
        """Return the position of quoted words: whether they have none, their source, and their offset."""
        starts = [
            start
            for start in literals_of(self._graph, words, OA + "start", "integer")
            if isinstance(start, int)
        ]
        return len(starts) == 0, "".join(map(str, self._source(words))), min(starts, default=0)

    def _source(self, evidence: str) -> TableCell:
        """Return the short name of the source of evidence, nothing if it names none."""
        named = (OA + "hasSource", QS + "citedDocument")
        found = [each for property_ in named for each in self._graph.iris(evidence, property_)]
        return tuple(each.rpartition("/")[2] for each in found[:1])
