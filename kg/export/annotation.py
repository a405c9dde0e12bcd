"""Shows one source text with its claims marked in it, so that a curator sees what was coded.

The page is self-contained and works offline; its script only highlights and filters. Without the
script everything is shown, and links lead from the words to the claims and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import Final, NamedTuple

from kg.chinese.clauses import sentences
from kg.errors import UnknownName
from kg.evidence.anchors import anchored_in, span_of
from kg.evidence.texts import SourceText, read_source
from kg.export.annotation_cards import CLAIMS, Cards, Word, name_of
from kg.pages import hash_of
from kg.project import Project
from kg.rdf.namespaces import DCTERMS, FOAF, PROV, QS
from kg.rdf.records import Records
from kg.rdf.turtle import TurtleFile, read
from kg.words import Noun, Phrase

MARK_FAMILIES: Final = {**CLAIMS, "periodEvidence": "period", "NonValue": "nonvalue"}
"""All kinds of marks: claims, words that only give a period, and digits that are not values."""

_HINT: Final = Phrase(
    "Gray words have no claim; the small word after them gives the reason. A boxed sentence or clause is not "
    "accounted for. A line above words marks a second claim. Point at words or at a claim to highlight what "
    "belongs together."
)
_PAGE: Final = Path(__file__).with_name("annotation_page.html")
_LAST: Final = {"periodEvidence": 1, "NonValue": 2}


def annotate(project: Project, name: str, sources: Path, lang: str = "en") -> str:
    """Return the page of one document of the project.

    Args:
        project: The project.
        name: The document's file name without extension.
        sources: The folder of the source texts.
        lang: The main language, `en` or `zh`.

    Raises:
        UnknownName: The project has no such document.
        MissingFile: The source text cannot be read.
        WrongSource: It is not the text that was coded.
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

    The text content of the element `text` is exactly the raw text. The id of a card is the name of the claim,
    so `page.html#task-18` links to it.

    Args:
        file: The document that describes the source.
        text: The source text; a quotation that points outside it is not marked.
        graph: The records of the whole graph, for the labels of concepts and entities.
        lang: The main language, `en` or `zh`; labels are in both.
    """
    return _Page(Records(file.triples), text, graph, lang).html()


class _Mark(NamedTuple):
    """A span of the text, and the claim that quotes it, or the non-value."""

    start: int
    end: int
    kind: str
    iri: str


class _Page:
    def __init__(self, records: Records, text: SourceText, graph: Records, lang: str) -> None:
        self._records, self._raw, self._source, self._lang = records, text.raw, text.source, lang
        spans = ((selector, self._span(selector)) for selector in anchored_in(records, text.source))
        self._spans = {selector: span for selector, span in spans if span is not None}
        self._cards = Cards(records, graph, text, self._spans, lang)
        self._marks = sorted(set(self._found()))
        self._sentences = sentences(text.raw, text.repairs)
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
        for claim, kind in self._cards.claims.items():
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
        ordered = sorted(
            self._cards.claims, key=lambda claim: (*self._cards.places(claim), last)[0] + (claim,)
        )
        page = _PAGE.read_text("utf-8")
        return Template(page).substitute(
            script_hash=hash_of(page.partition("<script>")[2].partition("</script>")[0]),
            style_hash=hash_of(page.partition("<style>")[2].partition("</style>")[0]),
            lang="zh-Hans" if self._lang == "zh" else "en",
            title=escape(self._cards.label(self._source)),
            head=self._cards.both(self._source, "h1", "p"),
            about=self._about(),
            coded=self._cards.say(Word("<b>{count}</b> sentences coded", count=coded)),
            marked=self._cards.say(Word("<b>{count}</b> marked with a reason", count=marked)),
            opened=self._cards.say(Word("<b>{count}</b> open", count=opened)),
            state="left" if opened > 0 else "done",
            hint=self._cards.say(_HINT),
            every=self._cards.say(Word("all")),
            none=self._cards.say(Word("none")),
            legend="".join(self._chip(kind) for kind in MARK_FAMILIES),
            text="".join(body),
            claims=self._cards.say(Word("Claims")),
            cards="".join(map(self._cards.card, ordered)),
        )

    def _is_quoted(self, start: int, end: int) -> bool:
        """Say whether a claim quotes any of the characters of a span."""
        return any(m.start < end and start < m.end for m in self._marks if m.kind != "NonValue")

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """Yield the pieces of a coded sentence, each with the reason of its clause.

        The reason is "" for an open clause, and None for one that is quoted or not listed.
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
        """Return a stretch without a claim, with the reason."""
        why = self._cards.label(reason)
        title = escape(why + self._cards.reading(start, end, " · "))
        words = self._stretch(start, end)
        return f'<span class="without" data-reason="{escape(why)}" title="{title}">{words}</span>'

    def _open(self, start: int, end: int, number: int) -> str:
        """Return a stretch that is not accounted for."""
        title = escape(self._cards.say(Word("open")) + self._cards.reading(start, end, " · "))
        return f'<span class="open" id="open-{number}" title="{title}">{self._stretch(start, end)}</span>'

    def _about(self) -> str:
        records, page = self._records, escape(self._records.one(self._source, FOAF + "page") or "")
        if page.startswith(("http://", "https://")):
            page = f'<a href="{page}" rel="noreferrer">{page}</a>'
        readings = (
            r for r in records.of_class(QS + "Reading") if self._source in records.all(r, PROV + "used")
        )
        extents = (self._cards.both(extent) for r in readings for extent in records.all(r, QS + "extent"))
        rows = (
            (self._cards.say(Word("file")), escape(records.one(self._source, QS + "fileName") or "")),
            (self._cards.say(Word("date")), escape(records.one(self._source, DCTERMS + "issued") or "")),
            (self._cards.say(Word("address")), page),
            (self._cards.say(Word("read")), ", ".join(extents)),
        )
        return "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value != "")

    def _chip(self, kind: str) -> str:
        count = sum(each == kind for each in self._cards.claims.values())
        if kind not in CLAIMS:
            count = len({mark[:2] for mark in self._marks if mark.kind == kind})
        name, family = escape(self._cards.label(QS + kind)), MARK_FAMILIES[kind]
        return (
            f'<label><input type="checkbox" checked value="{kind}" data-family="{family}">'
            f'<span class="mark" data-family="{family}">{name}</span> {count}</label> '
        )

    def _stretch(self, start: int, end: int) -> str:
        """Return a stretch of the text, cut wherever a quotation begins or ends."""
        cuts = [cut for cut in self._cuts if start <= cut <= end]
        return "".join(self._segment(*span) for span in pairwise(cuts))

    def _segment(self, start: int, end: int) -> str:
        """Return a piece of the text inside which no quotation begins or ends, with the claims that quote it.

        The shortest quotation comes first, since it is the most specific; words that only give a period
        come after the claims, and non-values last.
        """
        words = escape(self._raw[start:end]).replace("\r", "&#13;")  # a browser reads a bare one as \n
        here = [mark for mark in self._marks if mark.start <= start and end <= mark.end]
        if len(here) == 0:
            return words
        here.sort(key=lambda mark: (_LAST.get(mark.kind, 0), mark.end - mark.start, mark))
        families = [*dict.fromkeys(MARK_FAMILIES[mark.kind] for mark in here), ""]
        reasons = [self._cards.label(r) for mark in here for r in self._records.all(mark.iri, QS + "reason")]
        title = escape(" · ".join(filter(None, (self._cards.reading(start, end), *reasons))))
        marks = escape(" ".join(f"{mark.kind}:{name_of(mark.iri)}" for mark in here))
        tag = "span" if here[0].kind == "NonValue" else "a"
        link = f' href="#{escape(name_of(here[0].iri))}"' if tag == "a" else ""
        return (
            f'<{tag} class="mark" id="at-{start}" data-family="{families[0]}" data-second="{families[1]}" '
            f'data-marks="{marks}" title="{title}"{link}>{words}</{tag}>'
        )
