"""The cards of an annotated page: one card per claim, with its words, statements, and labels."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from html import escape
from typing import ClassVar, Final

from kg.chinese.script import has_chinese
from kg.evidence.anchors import clean_words
from kg.evidence.texts import SourceText
from kg.rdf.namespaces import QS, SKOS, shorten
from kg.rdf.records import LABELS, Records
from kg.words import Phrase, said

CLAIMS: Final = {
    "Section": "structure",
    **dict.fromkeys(("Task", "Campaign", "Project", "Action"), "action"),
    **dict.fromkeys(("Target", "Observation"), "figure"),
    "Goal": "goal",
    "Finding": "finding",
    **dict.fromkeys(("Role", "Conferral", "Lineage"), "relation"),
}
"""The classes that get a card, in the order of the legend, and the family that sets their color."""

Span = tuple[int, int]
"""Start and end of words, as offsets in the raw text."""

_STATED: Final = (
    *("number", "findingKind", "indicator", "value", "period", "basePeriod", "region", "place", "realises"),
    *("status", "sector", "concerns", "agent", "roleKind", "position", "playedIn", "award", "holder"),
    *("fromDocument", "relation", "toDocument", "toBasis", "enumerates", "listComplete", "partOf"),
)
_SIGNS: Final = {">=": "≥", "<=": "≤", "~": "≈"}
_TAGS: Final = {"en": "en", "zh": "zh-Hans"}


class Word(Phrase):
    """A word or two on the page."""

    context: ClassVar[str] = "page"


class Cards:
    """Writes cards, and other texts of the page in the main language."""

    def __init__(
        self, records: Records, graph: Records, text: SourceText, spans: Mapping[str, Span], lang: str
    ) -> None:
        """Set what to write.

        Args:
            records: The records of the document.
            graph: The records of the whole graph, for the labels of concepts and entities.
            text: The source text.
            spans: The spans of each quotation.
            lang: The main language, `en` or `zh`.
        """
        self._records, self._graph, self._text, self._spans, self._lang = records, graph, text, spans, lang
        self._clean = text.reading
        self.claims = {claim: kind for kind in CLAIMS for claim in records.of_class(QS + kind)}

    def say(self, words: Phrase) -> str:
        """Return a text of the program in the main language."""
        return said(words, self._lang)

    def label(self, iri: str) -> str:
        """Return the label of `iri` in the main language if there is one, otherwise in the other."""
        return self._labels(iri)[0][1]

    def both(self, iri: str, tag: str = "span", other: str = "small", *predicates: str) -> str:
        """Return both labels as elements, the one in the main language first."""
        found = zip((tag, other), self._labels(iri, *predicates), strict=False)
        return " ".join(f'<{name} lang="{lang}">{escape(label)}</{name}>' for name, (lang, label) in found)

    def reading(self, start: int, end: int, before: str = "") -> str:
        """Return the clean reading of a span after `before`, or "" if the raw words are clean."""
        words = clean_words(self._clean, start, end)
        return before + words if words != self._text.raw[start:end] else ""

    def places(self, claim: str) -> list[Span]:
        """Return the spans of a claim, in order."""
        return sorted(self._spans[e] for e in self._records.all(claim, QS + "evidence") if e in self._spans)

    def card(self, claim: str) -> str:
        """Return the card of a claim."""
        name, kind = escape(name_of(claim)), self.claims[claim]
        words = " … ".join(self._quoted(*span) for span in self.places(claim)) or self.say(Word("no words"))
        stated = ((escape(self.label(QS + term)), self._stated(claim, term)) for term in _STATED)
        rows = "".join(f"<dt>{term}</dt><dd>{objects}</dd>" for term, objects in stated if objects != "")
        note = self.both(claim, "p", "p", SKOS + "note") if self._records.one(claim, SKOS + "note") else ""
        return (
            f'<article id="{name}" data-kind="{kind}" data-family="{CLAIMS[kind]}" tabindex="0">'
            f'<div class="kind">{escape(self.label(QS + kind))}</div>{self.both(claim, "h3", "p")}'
            f"<blockquote>{words}</blockquote><dl>{rows}</dl>{note}</article>\n"
        )

    def _labels(self, iri: str, *predicates: str) -> list[tuple[str, str]]:
        """Return the labels of `iri` with the tag of their language, the main language first."""
        for predicate in predicates or LABELS:
            texts = self._records.texts(iri, predicate) or self._graph.texts(iri, predicate)
            found = {text.tongue: text.value for text in reversed(texts)}
            if len(found) > 0:
                order = sorted(found, key=lambda tongue: (tongue != self._lang, tongue))
                return [(_TAGS.get(tongue, tongue), found[tongue]) for tongue in order]
        words = shorten(iri) if "://" in iri else iri
        return [("zh-Hans" if has_chinese(words) else "en", words)]

    def _quoted(self, start: int, end: int) -> str:
        """Return the clean reading of quoted words, as a link to their position in the text."""
        words = self.reading(start, end) or self._text.raw[start:end]
        return f'<a class="words" href="#at-{start}" title="{start}–{end}" lang="zh">{escape(words)}</a>'

    def _stated(self, claim: str, predicate: str) -> str:
        """Return the statements of a claim with one predicate, or "" if there are none."""
        objects = self._records.all(claim, QS + predicate)
        if predicate == "value":
            return "".join(self._amount(claim, value) for value in objects)
        if predicate == "period":
            return "".join(self._period(claim, period) for period in objects)
        return "<br>".join(self._object(each) for each in objects)

    def _object(self, iri: str) -> str:
        if iri == self._text.source:
            return f"<span>{self.say(Word('this text'))}</span>"
        label = self.both(iri)
        return f'<a href="#{escape(name_of(iri))}">{label}</a>' if iri in self.claims else label

    def _amount(self, claim: str, value: str) -> str:
        comparator = self._records.one(claim, QS + "comparator") or ""
        unit = self._records.one(claim, QS + "unit") or ""
        sign = self._graph.one(comparator, SKOS + "notation") or ""
        symbol = self._graph.one(unit, QS + "symbol") or ""
        ends = "–".join(_grouped(end) for end in (value, *self._records.all(claim, QS + "valueTo")))
        amount = escape(f"{_SIGNS.get(sign, sign)} {ends} {symbol}".strip())
        labels = escape(" · ".join(self.label(each) for each in (comparator, unit) if each != ""))
        return f"<strong>{amount}</strong> <small>{labels}</small>"

    def _period(self, claim: str, period: str) -> str:
        spans = [self._spans[e] for e in self._records.all(claim, QS + "periodEvidence") if e in self._spans]
        basis = " ".join(f"{self.say(Word('from'))} {self._quoted(*span)}" for span in spans)
        if self._records.one(claim, QS + "periodStated") == "true":
            basis = self.say(Word("stated"))
        return f"{escape(period)} <small>{basis}</small>"


def name_of(iri: str) -> str:
    """Return the last part of an IRI: for a claim, the name of its anchor."""
    return iri.rpartition("/")[2]


def _grouped(value: str) -> str:
    """Return a plain decimal with separators, `360000.0` as `360,000`; other words unchanged."""
    try:
        return f"{Decimal(value):,f}".removesuffix(".0")
    except InvalidOperation:
        return value
