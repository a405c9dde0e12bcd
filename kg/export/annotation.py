"""Shows one source text with its claims marked in it, for a curator who asks what was coded and what not.

The page stands alone: it needs no network, and its script only lights up and filters. Without the
script everything is shown, and links lead from the words to the claims and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import ClassVar, Final, NamedTuple

from kg.chinese.clauses import sentences
from kg.chinese.normalization import clean
from kg.errors import UnknownName
from kg.evidence.anchors import anchored_in, clean_words, span_of
from kg.evidence.texts import SourceText, read_source
from kg.project import Project
from kg.rdf.namespaces import DCTERMS, FOAF, PROV, QS, RDFS, SKOS, shorten
from kg.rdf.records import Records
from kg.rdf.turtle import TurtleFile, read
from kg.words import Noun, Phrase, said

CLAIMS: Final = {
    "Section": "structure",
    **dict.fromkeys(("Task", "Campaign", "Project", "Action"), "action"),
    **dict.fromkeys(("Target", "Observation"), "figure"),
    "Goal": "goal",
    "Finding": "finding",
    **dict.fromkeys(("Role", "Conferral", "Lineage"), "tie"),
}
"""The classes that get a card, in the order of the legend, and the family that colours each."""

KINDS: Final = {**CLAIMS, "periodEvidence": "period", "NonValue": "nonvalue"}
"""Every kind of mark: the claims, the words that only govern their period, and digits of no value."""

_FACTS: Final = (
    *(
        "number",
        "findingKind",
        "indicator",
        "value",
        "period",
        "basePeriod",
        "region",
        "place",
        "realises",
        "status",
    ),
    *("sector", "concerns", "agent", "roleKind", "position", "playedIn", "award", "holder"),
    *("fromDocument", "relation", "toDocument", "toBasis", "enumerates", "listComplete", "partOf"),
)
_HINT: Final = Phrase(
    "Grey words hold no claim; the small word behind them says why. A boxed sentence or clause is not "
    "accounted for. A line above words tells of a second claim. Point at words or at a claim to see what "
    "belongs together."
)
_PAGE: Final = Path(__file__).with_name("annotation_page.html")
_LAST: Final = {"periodEvidence": 1, "NonValue": 2}
_SIGNS: Final = {">=": "≥", "<=": "≤", "~": "≈"}


def annotate(project: Project, name: str, sources: Path, lang: str = "en") -> str:
    """Return the page of one document of the project.

    Args:
        project: Where the files stand.
        name: The document's file name without ending.
        sources: The folder of the source texts.
        lang: The language that leads, `en` or `zh`.

    Raises:
        UnknownName: The project has no such document.
        MissingFile: The source text cannot be read.
        WrongSource: It is not the text that was read.
    """
    documents = {path.stem: path for path in project.documents}
    if name not in documents:
        raise UnknownName(Noun("source"), name, documents)
    file = read(documents[name])
    records = Records(file.triples)
    text = read_source(records, records.of_class(QS + "Source")[0], sources)
    graph = Records(triple for path in project.graph_files for triple in read(path).triples)
    return annotated_html(file, text, graph, lang)


def annotated_html(file: TurtleFile, text: SourceText, graph: Records, lang: str = "en") -> str:
    """Return the page: the raw text with its claims marked, and a card for each claim.

    The text content of the element `text` is the raw text, character by character. The id of a card
    is the claim's name, so that `page.html#task-18` leads to it.

    Args:
        file: The document that describes the source.
        text: The source text; a quotation that points outside it is not marked.
        graph: The records of the whole graph, for the labels of concepts and entities.
        lang: The language that leads, `en` or `zh`; labels stand in the other one too.
    """
    return _Page(Records(file.triples), text, graph, lang == "zh").html()


class _Word(Phrase):
    """A word or two on the page."""

    context: ClassVar[str] = "page"


class _Mark(NamedTuple):
    """A span of the text, and the claim that quotes it or the non-value that it is."""

    start: int
    end: int
    kind: str
    iri: str


class _Page:
    def __init__(self, records: Records, text: SourceText, graph: Records, zh: bool) -> None:
        self._records, self._graph, self._zh = records, graph, zh
        self._raw, self._source, self._clean = text.raw, text.source, clean(text.raw)
        spans = ((selector, self._span(selector)) for selector in anchored_in(records, text.source))
        self._spans = {selector: span for selector, span in spans if span is not None}
        self._claims = {claim: kind for kind in CLAIMS for claim in records.of_class(QS + kind)}
        self._marks = sorted(set(self._found()))
        self._sentences = sentences(text.raw)
        edges = [edge for mark in self._marks for edge in mark[:2]]
        edges += [edge for sentence in self._sentences for edge in sentence]
        clauses = ((clause, self._span(clause)) for clause in records.of_class(QS + "Clause"))
        self._clauses = sorted((span, clause) for clause, span in clauses if span is not None)
        edges += [edge for span, _ in self._clauses for edge in span]
        self._cuts = sorted({0, len(text.raw), *edges})
        self._reasons = {
            self._span(s): r for s in records.of_class(QS + "Sentence") for r in records.all(s, QS + "reason")
        }

    def _span(self, selector: str) -> tuple[int, int] | None:
        span = span_of(self._records, selector)
        return span if span is not None and span[0] < span[1] <= len(self._raw) else None

    def _found(self) -> Iterator[_Mark]:
        for claim, kind in self._claims.items():
            for predicate, marked in (("evidence", kind), ("periodEvidence", "periodEvidence")):
                for evidence in self._records.all(claim, QS + predicate):
                    if evidence in self._spans:
                        yield _Mark(*self._spans[evidence], marked, claim)
        for digits in self._records.of_class(QS + "NonValue"):
            if digits in self._spans:
                yield _Mark(*self._spans[digits], "NonValue", digits)

    def html(self) -> str:
        """Return the whole page."""
        body: list[str] = []
        coded, marked, opened, at = 0, 0, 0, 0
        for start, end in self._sentences:
            body.append(self._stretch(at, start))
            if self._is_quoted(start, end):
                coded += 1
                for begin, stop, reason in self._pieces(start, end):
                    if reason is None:
                        body.append(self._stretch(begin, stop))
                    elif reason != "":
                        body.append(self._without(begin, stop, reason))
                    else:
                        opened += 1
                        body.append(self._open(begin, stop, opened))
            elif (start, end) in self._reasons:
                marked += 1
                body.append(self._without(start, end, self._reasons[start, end]))
            else:
                opened += 1
                body.append(self._open(start, end, opened))
            at = end
        body.append(self._stretch(at, len(self._raw)))
        last = (len(self._raw), 0)
        places = {claim: self._places(claim) for claim in self._claims}
        ordered = sorted(self._claims, key=lambda claim: (*places[claim], last)[0] + (claim,))
        return Template(_PAGE.read_text("utf-8")).substitute(
            lang="zh-Hans" if self._zh else "en",
            title=escape(self._label(self._source)),
            head=self._both(self._source, "h1", "p"),
            about=self._about(),
            coded=self._say(_Word("<b>{count}</b> sentences coded", count=coded)),
            marked=self._say(_Word("<b>{count}</b> marked with a reason", count=marked)),
            opened=self._say(_Word("<b>{count}</b> open", count=opened)),
            state="left" if opened > 0 else "done",
            hint=self._say(_HINT),
            every=self._say(_Word("all")),
            none=self._say(_Word("none")),
            legend="".join(self._chip(kind) for kind in KINDS),
            text="".join(body),
            claims=self._say(_Word("Claims")),
            cards="".join(self._card(claim, places[claim]) for claim in ordered),
        )

    def _is_quoted(self, start: int, end: int) -> bool:
        """Say whether a claim quotes any of the characters of a span."""
        return any(m.start < end and start < m.end for m in self._marks if m.kind != "NonValue")

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """Yield the pieces of a coded sentence: each with the reason of its clause.

        The reason is "" for a clause that is open, and None for one that is quoted or that no record lists.
        """
        at = start
        for (first, last), clause in self._clauses:
            if first < at or last > end:
                continue
            reason = self._records.one(clause, QS + "reason")
            if reason is None and self._is_quoted(first, last):
                continue
            yield at, first, None
            yield first, last, reason or ""
            at = last
        yield at, end, None

    def _without(self, start: int, end: int, reason: str) -> str:
        """Return a stretch that holds no claim, with the reason."""
        why = self._label(reason)
        title = escape(why + self._reading(start, end, " · "))
        words = self._stretch(start, end)
        return f'<span class="without" data-reason="{escape(why)}" title="{title}">{words}</span>'

    def _open(self, start: int, end: int, number: int) -> str:
        """Return a stretch that is not accounted for."""
        title = escape(self._say(_Word("open")) + self._reading(start, end, " · "))
        return f'<span class="open" id="open-{number}" title="{title}">{self._stretch(start, end)}</span>'

    def _say(self, words: Phrase) -> str:
        return said(words, "zh" if self._zh else "en")

    def _labels(self, iri: str, *predicates: str) -> list[str]:
        """Return the label of `iri` in the language asked for, and in the other one if there is one.

        Records know no language tags: of two labels the one with the greater share of Han is Chinese.
        """
        for predicate in predicates or (RDFS + "label", SKOS + "prefLabel"):
            labels = self._records.all(iri, predicate) or self._graph.all(iri, predicate)
            if len(labels) > 0:
                ranked = sorted(dict.fromkeys(labels), key=_share_of_han, reverse=self._zh)
                return [ranked[0], *ranked[1:][-1:]]
        return [shorten(iri) if "://" in iri else iri]

    def _label(self, iri: str) -> str:
        return self._labels(iri)[0]

    def _both(self, iri: str, tag: str = "span", other: str = "small", *predicates: str) -> str:
        """Return both labels as elements, the one of the language asked for first."""
        labels = self._labels(iri, *predicates)
        chinese_first = self._zh if len(labels) > 1 else _share_of_han(labels[0]) > 0
        tongues = ("zh-Hans", "en") if chinese_first else ("en", "zh-Hans")
        told = zip((tag, other), tongues, labels, strict=False)
        return " ".join(f'<{name} lang="{tongue}">{escape(label)}</{name}>' for name, tongue, label in told)

    def _about(self) -> str:
        records, page = self._records, escape(self._records.one(self._source, FOAF + "page") or "")
        if page.startswith(("http://", "https://")):
            page = f'<a href="{page}" rel="noreferrer">{page}</a>'
        readings = (
            r for r in records.of_class(QS + "Reading") if self._source in records.all(r, PROV + "used")
        )
        extents = (self._both(extent) for r in readings for extent in records.all(r, QS + "extent"))
        rows = (
            (self._say(_Word("file")), escape(records.one(self._source, QS + "fileName") or "")),
            (self._say(_Word("date")), escape(records.one(self._source, DCTERMS + "issued") or "")),
            (self._say(_Word("address")), page),
            (self._say(_Word("read")), ", ".join(extents)),
        )
        return "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value != "")

    def _chip(self, kind: str) -> str:
        count = sum(each == kind for each in self._claims.values())
        if kind not in CLAIMS:
            count = len({mark[:2] for mark in self._marks if mark.kind == kind})
        name, family = escape(self._label(QS + kind)), KINDS[kind]
        return (
            f'<label><input type="checkbox" checked value="{kind}" data-family="{family}">'
            f'<span class="mark" data-family="{family}">{name}</span> {count}</label> '
        )

    def _reading(self, start: int, end: int, before: str = "") -> str:
        """Return the clean reading of a span behind `before`, or "" where the raw words are clean."""
        words = clean_words(self._clean, start, end)
        return before + words if words != self._raw[start:end] else ""

    def _stretch(self, start: int, end: int) -> str:
        """Return a stretch of the text, cut wherever a quotation begins or ends."""
        cuts = [cut for cut in self._cuts if start <= cut <= end]
        return "".join(self._segment(*span) for span in pairwise(cuts))

    def _segment(self, start: int, end: int) -> str:
        """Return a piece of the text that no quotation cuts, with all the claims that quote it.

        The shortest quotation leads, since it says most about these very words; words that only
        govern a period come behind the claims, and non-values last.
        """
        words = escape(self._raw[start:end]).replace("\r", "&#13;")  # a browser reads a bare one as \n
        here = [mark for mark in self._marks if mark.start <= start and end <= mark.end]
        if len(here) == 0:
            return words
        here.sort(key=lambda mark: (_LAST.get(mark.kind, 0), mark.end - mark.start, mark))
        families = [*dict.fromkeys(KINDS[mark.kind] for mark in here), ""]
        reasons = [self._label(r) for mark in here for r in self._records.all(mark.iri, QS + "reason")]
        title = escape(" · ".join(filter(None, (self._reading(start, end), *reasons))))
        marks = escape(" ".join(f"{mark.kind}:{_name(mark.iri)}" for mark in here))
        tag = "span" if here[0].kind == "NonValue" else "a"
        link = f' href="#{escape(_name(here[0].iri))}"' if tag == "a" else ""
        return (
            f'<{tag} class="mark" id="at-{start}" data-family="{families[0]}" data-second="{families[1]}" '
            f'data-marks="{marks}" title="{title}"{link}>{words}</{tag}>'
        )

    def _places(self, claim: str) -> list[tuple[int, int]]:
        return sorted(self._spans[e] for e in self._records.all(claim, QS + "evidence") if e in self._spans)

    def _quoted(self, start: int, end: int) -> str:
        """Return the clean reading of quoted words, as a link to where they stand."""
        words = self._reading(start, end) or self._raw[start:end]
        return f'<a class="words" href="#at-{start}" title="{start}–{end}" lang="zh">{escape(words)}</a>'

    def _card(self, claim: str, places: list[tuple[int, int]]) -> str:
        name, kind = escape(_name(claim)), self._claims[claim]
        words = " … ".join(self._quoted(*span) for span in places) or self._say(_Word("no words"))
        facts = ((escape(self._label(QS + term)), self._fact(claim, term)) for term in _FACTS)
        rows = "".join(f"<dt>{term}</dt><dd>{fact}</dd>" for term, fact in facts if fact != "")
        note = self._both(claim, "p", "p", SKOS + "note") if self._records.one(claim, SKOS + "note") else ""
        return (
            f'<article id="{name}" data-kind="{kind}" data-family="{CLAIMS[kind]}" tabindex="0">'
            f'<div class="kind">{escape(self._label(QS + kind))}</div>{self._both(claim, "h3", "p")}'
            f"<blockquote>{words}</blockquote><dl>{rows}</dl>{note}</article>\n"
        )

    def _fact(self, claim: str, predicate: str) -> str:
        """Return what is said of a claim by one predicate, or "" where nothing is."""
        objects = self._records.all(claim, QS + predicate)
        if predicate == "value":
            return "".join(self._amount(claim, value) for value in objects)
        if predicate == "period":
            return "".join(self._period(claim, period) for period in objects)
        return "<br>".join(self._object(each) for each in objects)

    def _object(self, iri: str) -> str:
        if iri == self._source:
            return f"<span>{self._say(_Word('this text'))}</span>"
        label = self._both(iri)
        return f'<a href="#{escape(_name(iri))}">{label}</a>' if iri in self._claims else label

    def _amount(self, claim: str, value: str) -> str:
        comparator = self._records.one(claim, QS + "comparator") or ""
        unit = self._records.one(claim, QS + "unit") or ""
        sign = self._graph.one(comparator, SKOS + "notation") or ""
        symbol = self._graph.one(unit, QS + "symbol") or ""
        amount = escape(f"{_SIGNS.get(sign, sign)} {_grouped(value)} {symbol}".strip())
        told = escape(" · ".join(self._label(each) for each in (comparator, unit) if each != ""))
        return f"<strong>{amount}</strong> <small>{told}</small>"

    def _period(self, claim: str, period: str) -> str:
        spans = [self._spans[e] for e in self._records.all(claim, QS + "periodEvidence") if e in self._spans]
        told = " ".join(f"{self._say(_Word('from'))} {self._quoted(*span)}" for span in spans)
        if self._records.one(claim, QS + "periodStated") == "true":
            told = self._say(_Word("stated"))
        return f"{escape(period)} <small>{told}</small>"


def _name(iri: str) -> str:
    """Return the last part of an IRI: for a claim its name, which is its anchor."""
    return iri.rpartition("/")[2]


def _share_of_han(words: str) -> float:
    return sum("\u3400" <= character <= "\u9fff" for character in words) / max(1, len(words))


def _grouped(value: str) -> str:
    """Return a plain decimal as people write it, `360000.0` as `360,000`; other words as they are."""
    try:
        return f"{Decimal(value):,f}".removesuffix(".0")
    except InvalidOperation:
        return value
