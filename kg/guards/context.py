"""What the guards read: the claims of a graph with their words, their document, and its region."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Final

from kg.chinese.clauses import sentences
from kg.chinese.normalization import clean
from kg.evidence.anchors import clean_words, span_of
from kg.evidence.texts import SourceText
from kg.guards.bigrams import bigrams
from kg.rdf.namespaces import DCTERMS, ELI, FAMILIES, OA, QS, RDFS, SKOS
from kg.rdf.records import Records, TaggedText
from kg.words import Words

FIGURES: Final = (QS + "Target", QS + "Observation")
ACTIONS: Final = (QS + "Action", QS + "Campaign", QS + "Project", QS + "Task")
STATEMENTS: Final = (*FIGURES, *ACTIONS, QS + "Goal", QS + "Finding", QS + "Conferral")
"""The classes of claims that may have a region and a period."""

CLAIM_CLASSES: Final = (*STATEMENTS, QS + "Role", QS + "Lineage", QS + "Section")
"""The classes of all that a text says."""

CODES: Final = ("realises", "indicator", "sector")
"""The properties of claims whose values are concepts, by local name."""

DATES: Final = (DCTERMS + "issued", ELI + "date_publication", ELI + "date_document", QS + "date")

_NAMES: Final = (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")
_QUOTED: Final = re.compile("《[^《》]*》|“[^“”]*”")


@dataclass(frozen=True)
class Coded:
    """What the guards of concepts read of a claim.

    Attributes:
        claim: Its IRI.
        text: Its Chinese label, and the clean words of its quotations.
        concepts: The IRIs of its concepts, by the local name of the property.
    """

    claim: str
    text: str
    concepts: Mapping[str, Sequence[str]]


class Context:
    """A graph as the guards read it.

    Attributes:
        records: All records.
        claims: The claims to check, sorted.
        has_texts: Whether the source texts are there; without them the sentence of a claim is its quotation.
    """

    def __init__(
        self,
        records: Records,
        own: Iterable[Records],
        texts: Mapping[str, SourceText],
        *,
        has_texts: bool | None = None,
        coded: Iterable[Coded] | None = None,
    ) -> None:
        """Read a graph.

        Args:
            records: All records.
            own: Those that are checked.
            texts: The source texts at hand, by source.
            has_texts: Whether all texts are at hand that these records need; None if any text is.
            coded: The claims with concepts; None reads them from `records`.
        """
        self.records = records
        self._own = list(own)
        self.claims = self.own_of_class(*CLAIM_CLASSES)
        self.has_texts = len(texts) > 0 if has_texts is None else has_texts
        self._coded = tuple(coded) if coded is not None else None
        self._texts = texts
        self._labels: dict[str, Words] = {}
        self._words: dict[str, str] = {}
        self._sentences: dict[str, str] = {}
        self._bounds: dict[str, list[tuple[int, int]]] = {}

    @cached_property
    def coded(self) -> tuple[Coded, ...]:
        """The claims with concepts."""
        if self._coded is not None:
            return self._coded
        found = []
        for claim in self.records.of_class(*CLAIM_CLASSES):
            stated = {name: self.records.iris(claim, QS + name) for name in CODES}
            if any(stated.values()):
                found.append(Coded(claim, f"{self.label(claim)} {self.words(claim)}", stated))
        return tuple(found)

    def of_class(self, *classes: str) -> list[str]:
        """Return the claims to check that have one of `classes`."""
        return [claim for claim in self.claims if self.type_of(claim) in classes]

    def own_of_class(self, *classes: str) -> list[str]:
        """Return the records to check that have one of `classes`, sorted."""
        return sorted(record for each in self._own for record in each.of_class(*classes))

    @property
    def described_documents(self) -> list[str]:
        """The documents to check, sorted."""
        return [each for each in self.own_with(RDFS + "label") if is_document(each)]

    @property
    def all_documents(self) -> list[str]:
        """All documents that have a label, sorted."""
        return [each for each in self.records.with_predicate(RDFS + "label") if is_document(each)]

    def own_with(self, predicate: str) -> list[str]:
        """Return the records to check of which `predicate` is stated, sorted."""
        return sorted(record for each in self._own for record in each.with_predicate(predicate))

    def type_of(self, claim: str) -> str:
        """Return the class of a claim."""
        return self._types.get(claim, "")

    def label(self, iri: str, language: str = "zh") -> str:
        """Return the label of a record in a language, or nothing."""
        if iri not in self._labels:
            self._labels[iri] = self.records.label(iri) or Words("", "")
        return self._labels[iri].zh if language == "zh" else self._labels[iri].en

    def names(self, iri: str) -> list[str]:
        """Return the labels of a record in Chinese, and the wordings that texts use for it."""
        return [text.value for text in self._named(iri) if text.tongue == "zh"]

    def all_names(self, iri: str) -> list[str]:
        """Return the names of a record in every language."""
        return [text.value for text in self._named(iri)]

    def words(self, claim: str) -> str:
        """Return the clean words of the quotations of a claim; nothing if it rests on a cited document."""
        if claim not in self._words:
            self._words[claim] = " ".join(
                clean(exact).text
                for evidence in self.records.all(claim, QS + "evidence")
                for exact in self.records.all(evidence, OA + "exact")
            )
        return self._words[claim]

    def sentence(self, claim: str) -> str:
        """Return the clean sentences in which a claim is quoted; without the text its quotations."""
        if claim not in self._sentences:
            found = [
                words
                for evidence in self.records.all(claim, QS + "evidence")
                for words in self._sentences_of(evidence)
            ]
            self._sentences[claim] = " ".join(dict.fromkeys(found)) or self.words(claim)
        return self._sentences[claim]

    def spans(self, claim: str) -> list[tuple[str, int, int]]:
        """Return the source and the offsets of each quotation of a claim."""
        found = []
        for evidence in self.records.all(claim, QS + "evidence"):
            span, source = span_of(self.records, evidence), self.records.one(evidence, OA + "hasSource")
            if span is not None and source is not None:
                found.append((source, *span))
        return found

    def source(self, claim: str) -> str | None:
        """Return the source that a claim is quoted from, or the document that states it."""
        for evidence in self.records.all(claim, QS + "evidence"):
            found = self.records.one(evidence, OA + "hasSource")
            found = found or self.records.one(evidence, QS + "citedDocument")
            if found is not None:
                return found
        return None

    def issued(self, claim: str) -> str | None:
        """Return the first year of the document of a claim, `YYYY`, if one is known."""
        source = self.source(claim)
        dates = [date for name in DATES for date in self.records.all(source or "", name)]
        years = [year for date in dates for year in re.findall(r"\d{4}", date)[:1]]
        return min(years, default=None)

    def home(self, claim: str) -> str | None:
        """Return the region of the document of a claim."""
        source = self.source(claim)
        return None if source is None else self.records.one(source, DCTERMS + "spatial")

    def related_region(self, region: str, other: str) -> bool:
        """Say whether one region is the other or contains it."""
        return region in self._containing(other) or other in self._containing(region)

    def is_administrative(self, region: str) -> bool:
        """Say whether a region is a province, city, or county, which has a code of its own."""
        return self.records.one(region, QS + "gb2260") is not None

    def own_documents(self, claim: str) -> set[str]:
        """Return the source of a claim and the documents that it transmits or reports on."""
        source = self.source(claim) or ""
        names = (QS + "transmits", QS + "reportsOn")
        return {source, *(document for name in names for document in self.records.all(source, name))}

    def regions_in(self, text: str) -> set[str]:
        """Return the regions that are named in a text of either language; of nested names, by the longest."""
        begun = {name for piece in bigrams(text) for name in self._regions_by_piece.get(piece, ())}
        named = [name for name in begun if name in text]
        whole = [name for name in named if not any(name in other and name != other for other in named)]
        return {region for name in whole for region in self._regions[name]}

    def around(self, selector: str, width: int) -> tuple[str, str, str]:
        """Return the raw text just before a selector, its words, and the text just after it."""
        source, span = self.records.one(selector, OA + "hasSource") or "", span_of(self.records, selector)
        if source not in self._texts or span is None:
            return "", "", ""
        raw, (start, end) = self._texts[source].raw, span
        return raw[max(0, start - width) : start], raw[start:end], raw[end : end + width]

    def _named(self, iri: str) -> list[TaggedText]:
        return [text for name in _NAMES for text in self.records.texts(iri, name)]

    @cached_property
    def _types(self) -> dict[str, str]:
        return {claim: class_ for class_ in CLAIM_CLASSES for claim in self.records.of_class(class_)}

    @cached_property
    def _regions(self) -> dict[str, set[str]]:
        """The regions by each of their names, in both languages."""
        found: dict[str, set[str]] = defaultdict(set)
        for region in self.records.subjects:
            if not region.startswith(FAMILIES["region"]):
                continue
            for name in self.all_names(region):
                found[name].add(region)
        return found

    def region_of_name(self, document: str) -> str | None:
        """Return the region with whose name the name of a document begins: that of `hebei-2023-outline`."""
        if not document.startswith(FAMILIES["document"]):
            return None
        words = document.removeprefix(FAMILIES["document"]).split("-")
        begun = [FAMILIES["region"] + "-".join(words[:end]) for end in range(len(words), 0, -1)]
        return next((region for region in begun if self.label(region) != ""), None)

    @cached_property
    def _regions_by_piece(self) -> dict[str, list[str]]:
        """The names of regions by one of their pieces."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._regions:
            found[min(bigrams(name))].append(name)
        return found

    def _containing(self, region: str) -> set[str]:
        found, left = {region}, [region]
        while len(left) > 0:
            above = set(self.records.all(left.pop(), QS + "within")) - found
            found |= above
            left.extend(above)
        return found

    def _sentences_of(self, evidence: str) -> list[str]:
        source, span = self.records.one(evidence, OA + "hasSource") or "", span_of(self.records, evidence)
        if source not in self._texts or span is None:
            return []
        text = self._texts[source]
        if source not in self._bounds:
            self._bounds[source] = sentences(text.raw, text.repairs)
        start, end = span
        return [clean_words(text.reading, a, b) for a, b in self._bounds[source] if a < end and start < b]


def is_document(iri: str) -> bool:
    """Say whether an IRI is that of a document, not of a part of it."""
    return iri.rpartition("/")[0] + "/" == FAMILIES["document"]


def without_titles(text: str) -> str:
    """Return a text without what is in quotation marks and title marks, where years are parts of names."""
    return _QUOTED.sub("", text)


def number_of(context: Context, figure: str) -> Decimal | None:
    """Return the value of a figure, or None if it is not a number, which the shapes report."""
    try:
        return Decimal(context.records.one(figure, QS + "value") or "")
    except InvalidOperation:
        return None
