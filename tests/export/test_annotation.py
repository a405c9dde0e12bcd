"""The page of a source text: the raw words untouched, every claim marked and on a card, nothing unescaped."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chinese.clauses import sentences
from kg.evidence.texts import SourceText, read_source
from kg.export.annotation import MARK_FAMILIES, annotated_html
from kg.export.annotation_cards import CLAIMS
from kg.project import Project
from kg.rdf.namespaces import BASE, PREFIXES, QS, RDFS
from kg.rdf.records import Records
from kg.rdf.turtle import TurtleFile, parse, read
from tests.conftest import ROOT
from tests.drawing.hostile import HOSTILE
from tests.hash_seeds import printed

SLUGS = sorted(path.stem for path in (ROOT / "data" / "documents").glob("*.ttl"))
SOURCE = f"{BASE}source/invented"
TEXT = "首页>新闻\n到2025年，<合格率>达到95%以上、抽检率98%。新增“品牌”30家！\n這是实(shí)施的第7步。\n"


class Reader(HTMLParser):
    """Reads a page as a browser does, as far as the tests ask.

    Attributes:
        text: The text content of the element `text`.
        elements: Tag and attributes of every element, in order.
        cards: The text content of each card by its id.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.cards: dict[str, str] = {}
        self._card: str | None = None
        self._depth = 0  # of the elements open inside the element `text`, itself included
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element, and whether it is in the text."""
        facts = {name: value or "" for name, value in attrs}
        self.elements.append((tag, facts))
        if self._depth > 0 or facts.get("id") == "text":
            self._depth += 1
        if tag == "article":
            self._card = facts["id"]
            self.cards[self._card] = ""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._depth -= self._depth > 0
        if tag == "article":
            self._card = None

    def handle_data(self, data: str) -> None:
        """Add words to the text or to their card."""
        if self._depth > 0:
            self.text += data
        if self._card is not None:
            self.cards[self._card] += data

    def all(self, class_: str) -> list[dict[str, str]]:
        """Return the attributes of the elements of a class."""
        return [facts for _, facts in self.elements if class_ in facts.get("class", "").split()]

    @property
    def marks(self) -> list[dict[str, str]]:
        """The marks in the text; those of the legend mark nothing."""
        return [facts for facts in self.all("mark") if "data-marks" in facts]


@pytest.fixture(scope="module")
def graph(project: Project) -> Records:
    """The records of the whole graph."""
    return Records(triple for path in project.graph_files for triple in read(path).triples)


def document(*statements: str) -> TurtleFile:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    return parse("\n".join([prefixes, f"@prefix : <{SOURCE}/> .", *statements]), Path("invented.ttl"))


def quotation(name: str, words: str, kind: str = "Quotation", more: str = "") -> str:
    start = TEXT.index(words)
    return (
        f':{name} a qs:{kind} ; oa:hasSource source:invented ; oa:exact "{words}" ; '
        f"oa:start {start} ; oa:end {start + len(words)} {more}."
    )


INVENTED = (
    'source:invented a qs:Source ; rdfs:label "甲"@zh-Hans, "A & <b>B</b>"@en ; qs:fileName "a<b.txt" ; '
    'dcterms:issued "2024-01-01"^^xsd:date ; foaf:page <javascript:alert%281%29> .',
    ":reading a qs:Reading ; prov:used source:invented ; qs:extent extent:part .",
    ':target-rate-2025 a qs:Target ; rdfs:label "合格率95%以上"@zh-Hans, "A rate of 95 % or more"@en ; '
    "qs:evidence :e1 ; qs:comparator comparator:at-least ; qs:value 95.0 ; qs:unit unit:percent ; "
    'qs:period "2025" ; qs:periodStated false ; qs:periodEvidence :p ; qs:region region:guizhou ; '
    "qs:partOf :goal-two-rates .",
    quotation("e1", "<合格率>达到95%以上"),
    quotation("p", "到2025年"),
    ':goal-two-rates a qs:Goal ; rdfs:label "两率"@zh-Hans, "Two rates"@en ; qs:evidence :e2 .',
    quotation("e2", "95%以上、抽检率98%"),
    ':action-carry-out a qs:Action ; rdfs:label "实施"@zh-Hans, "Carry out"@en ; qs:evidence :e3 .',
    quotation("e3", "实(shí)施"),
    quotation("nonvalue-7", "7", "NonValue", "; qs:reason reason:numbering "),
    ":sentence-00000 a qs:Sentence ; oa:hasSource source:invented ; oa:start 0 ; oa:end 5 ; "
    "qs:reason reason:furniture .",
)


@pytest.fixture(scope="module")
def page(graph: Records) -> Reader:
    """The page of an invented source."""
    text = SourceText(SOURCE, Path("invented.txt"), TEXT)
    return Reader(annotated_html(document(*INVENTED), text, graph))


# the text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_of_a_source_has_its_raw_text_and_a_card_for_each_claim(
    slug: str, lang: str, project: Project, graph: Records, texts: Path
) -> None:
    file = read(project.root / "data" / "documents" / f"{slug}.ttl")
    records = Records(file.triples)
    text = read_source(records, f"{BASE}source/{slug}", texts)
    page = Reader(annotated_html(file, text, graph, lang))
    assert page.text == text.raw
    claims = {iri.rpartition("/")[2] for iri in records.of_class(*(QS + kind for kind in CLAIMS))}
    assert set(page.cards) == claims
    quoted = {each.partition(":")[2] for mark in page.marks for each in mark["data-marks"].split()}
    assert claims <= quoted, "a claim has no words in the text"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_of_a_page_leads_somewhere(
    slug: str, project: Project, graph: Records, texts: Path
) -> None:
    file = read(project.root / "data" / "documents" / f"{slug}.ttl")
    text = read_source(Records(file.triples), f"{BASE}source/{slug}", texts)
    page = Reader(annotated_html(file, text, graph))
    ids = Counter(facts["id"] for _, facts in page.elements if "id" in facts)
    assert [name for name, count in ids.items() if count > 1] == []
    opened = len(page.all("open"))
    links = {facts["href"] for tag, facts in page.elements if tag == "a" and facts["href"].startswith("#")}
    assert {link for link in links if link[1:] not in ids} <= ({"#open-1"} if opened == 0 else set())


raw_texts = st.text(
    alphabet=st.sampled_from("质量提升。！\n\r\t <>&\"'$实(shí)施?12%，\u2028\u3000\U00020000${text}"),
    max_size=40,
)


@given(raw=raw_texts, ends=st.lists(st.tuples(st.integers(0, 44), st.integers(0, 44)), max_size=6))
@settings(deadline=None)
def test_any_text_is_unchanged_with_any_quotations(raw: str, ends: list[tuple[int, int]]) -> None:
    statements = [
        f":action-{n} a qs:Action ; qs:evidence :e{n} . "
        f":e{n} a qs:Quotation ; oa:hasSource source:invented ; oa:start {start} ; oa:end {end} ."
        for n, (start, end) in enumerate(ends)
    ]
    text = SourceText(SOURCE, Path("invented.txt"), raw)
    page = Reader(annotated_html(document(*statements), text, Records(())))
    assert page.text == raw
    for n, (start, end) in enumerate(ends):
        marks = [mark for mark in page.marks if f"Action:action-{n}" in mark["data-marks"].split()]
        assert (len(marks) > 0) == (start < end <= len(raw))


# the marks


def test_a_piece_carries_all_claims_that_quote_it_the_shortest_quotation_first(page: Reader) -> None:
    at = f"at-{TEXT.index('95%')}"
    mark = next(mark for mark in page.marks if mark["id"] == at)
    assert mark["data-marks"] == "Target:target-rate-2025 Goal:goal-two-rates"
    assert (mark["data-family"], mark["data-second"]) == ("figure", "goal")
    assert mark["href"] == "#target-rate-2025"


def test_the_words_that_govern_a_period_lead_to_their_claim(page: Reader) -> None:
    mark = next(mark for mark in page.marks if mark["data-family"] == "period")
    assert mark["data-marks"] == "periodEvidence:target-rate-2025"


def test_the_clean_reading_is_the_title_of_words_with_pinyin(page: Reader) -> None:
    assert [mark["title"] for mark in page.marks if "action-carry-out" in mark["data-marks"]] == ["实施"]


def test_a_non_value_has_its_reason_and_no_link(page: Reader) -> None:
    mark = next(mark for mark in page.marks if mark["data-family"] == "nonvalue")
    assert (mark["title"], "href" in mark) == ("numbering", False)


def test_sentences_without_a_claim_have_a_reason_or_are_open(page: Reader) -> None:
    assert [facts["data-reason"] for facts in page.all("without")] == ["page elements"]
    assert [facts["id"] for facts in page.all("open")] == ["open-1"]


def test_the_counts_account_for_every_sentence(graph: Records) -> None:
    html = annotated_html(document(*INVENTED), SourceText(SOURCE, Path("invented.txt"), TEXT), graph)
    assert "<b>2</b> sentences coded" in html
    assert "<b>1</b> marked with a reason" in html
    assert "<b>1</b> open" in html
    assert len(sentences(TEXT)) == 4


# the cards


def test_a_card_has_the_facts_in_both_languages(page: Reader) -> None:
    card = page.cards["target-rate-2025"]
    for words in (
        "Target",
        "A rate of 95 % or more",
        "合格率95%以上",
        "≥ 95 %",
        "at least",
        "Guizhou",
        "贵州省",
    ):
        assert words in card
    assert "2025 from 到2025年" in card
    assert ("a", "#goal-two-rates") in [(tag, facts.get("href", "")) for tag, facts in page.elements]


def test_a_card_shows_both_ends_of_a_range(graph: Records) -> None:
    text = SourceText(SOURCE, Path("invented.txt"), TEXT)
    range_ = [each.replace("qs:value 95.0 ;", "qs:value 95.0 ; qs:valueTo 1098.5 ;") for each in INVENTED]
    card = Reader(annotated_html(document(*range_), text, graph)).cards["target-rate-2025"]
    assert "≥ 95–1,098.5 %" in card


def test_cards_are_in_the_order_of_the_text(page: Reader) -> None:
    assert list(page.cards) == ["target-rate-2025", "goal-two-rates", "action-carry-out"]


def test_chinese_comes_first_on_request(graph: Records) -> None:
    text = SourceText(SOURCE, Path("invented.txt"), TEXT)
    page = Reader(annotated_html(document(*INVENTED), text, graph, "zh"))
    card = page.cards["target-rate-2025"]
    assert card.index("目标值") < card.index("合格率95%以上") < card.index("A rate of 95 % or more")
    assert page.elements[0] == ("html", {"lang": "zh-Hans"})


# the page


def test_texts_of_the_data_are_never_markup(graph: Records) -> None:
    html = annotated_html(document(*INVENTED), SourceText(SOURCE, Path("invented.txt"), TEXT), graph)
    assert "A &amp; &lt;b&gt;B&lt;/b&gt;" in html
    assert "a&lt;b.txt" in html
    links = [facts["href"] for tag, facts in Reader(html).elements if tag == "a"]
    assert not [link for link in links if link.startswith("javascript:")]


def test_the_page_needs_nothing_from_outside(page: Reader, graph: Records) -> None:
    html = annotated_html(document(*INVENTED), SourceText(SOURCE, Path("invented.txt"), TEXT), graph)
    assert {tag for tag, _ in page.elements}.isdisjoint({"link", "img", "iframe", "object", "embed", "base"})
    assert not [facts for _, facts in page.elements if "src" in facts or "srcset" in facts]
    assert not [word for word in ("@import", "url(", "fetch(", "XMLHttpRequest") if word in html]


def test_the_page_runs_only_its_own_script_and_style(graph: Records) -> None:
    html = annotated_html(document(*INVENTED), SourceText(SOURCE, Path("invented.txt"), TEXT), graph)
    policy = re.search('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert policy is not None
    allowed = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert allowed.pop("default-src") == allowed.pop("base-uri") == allowed.pop("form-action") == "'none'"
    for kind in ("script", "style"):
        (text,) = re.findall(f"<{kind}>(.*?)</{kind}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        assert allowed.pop(f"{kind}-src") == f"'sha256-{digest}'"
    assert allowed == {}
    assert re.search(r"<[^>]* (on\w+|style)=", html) is None


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_no_label_becomes_markup(label: str) -> None:
    texts = Records([ox.Triple(ox.NamedNode(SOURCE), ox.NamedNode(RDFS + "label"), ox.Literal(label))])
    plain, odd = (
        Reader(annotated_html(document(*INVENTED), SourceText(SOURCE, Path("invented.txt"), TEXT), each))
        for each in (Records([]), texts)
    )
    assert [tag for tag, _ in odd.elements if tag != "p"] == [tag for tag, _ in plain.elements if tag != "p"]


def test_every_attested_class_has_a_family(project: Project) -> None:
    ontology = Records(read(project.ontology).triples)
    below = {QS + "Attested"}
    while (
        wider := below
        | {
            c
            for c in ontology.with_predicate(RDFS + "subClassOf")
            if below.intersection(ontology.all(c, RDFS + "subClassOf"))
        }
    ) != below:
        below = wider
    abstract = {"Attested", "Claim", "Figure"}
    assert {iri.removeprefix(QS) for iri in below} - abstract == set(CLAIMS)


def test_every_kind_of_mark_is_a_term_with_a_label_in_the_legend(project: Project, page: Reader) -> None:
    ontology = Records(read(project.ontology).triples)
    assert [kind for kind in MARK_FAMILIES if len(ontology.all(QS + kind, RDFS + "label")) != 2] == []
    assert [facts["value"] for tag, facts in page.elements if tag == "input"] == list(MARK_FAMILIES)


def test_the_page_is_the_same_over_hash_seeds(tmp_path: Path) -> None:
    script = (
        "import sys; from tests.export.test_annotation import *; "
        "text = SourceText(SOURCE, Path('invented.txt'), TEXT); "
        "sys.stdout.buffer.write(annotated_html(document(*INVENTED), text, Records(())).encode())"
    )
    assert len(printed(script)) > 0


# clauses


def test_a_clause_that_no_claim_quotes_shows_its_reason_or_is_boxed(graph: Records) -> None:
    raw = "为提高质量，建成30家，持续推进，推动发展。全省"
    text = SourceText(SOURCE, Path("invented.txt"), raw)

    def clause(words: str, more: str = "") -> str:
        start = raw.index(words)
        return (
            f":clause-{start} a qs:Clause ; oa:hasSource source:invented ; oa:start {start} ; "
            f"oa:end {start + len(words)} {more}."
        )

    start = raw.index("建成")
    page = Reader(
        annotated_html(
            document(
                ":action-build a qs:Action ; qs:evidence :e .",
                f":e a qs:Quotation ; oa:hasSource source:invented ; oa:start {start} ; oa:end {start + 5} .",
                clause("为提高质量，", "; qs:reason reason:purpose "),
                clause("建成30家，"),
                clause("持续推进，"),
            ),
            text,
            graph,
            "zh",
        )
    )
    assert page.text == raw
    assert [facts["data-reason"] for facts in page.all("without")] == ["目的"]
    # One box for the clause 持续推进, one for the sentence 全省; 推动发展 is not listed.
    assert [facts["id"] for facts in page.all("open")] == ["open-1", "open-2"]


def test_a_finding_has_a_card_of_its_own_kind(graph: Records) -> None:
    text = SourceText(SOURCE, Path("invented.txt"), "多项指标居首位。")
    finding = (
        ':finding-first a qs:Finding ; rdfs:label "首位"@zh-Hans, "First"@en ; qs:evidence :e ; '
        "qs:findingKind finding:rank ."
    )
    words = ":e a qs:Quotation ; oa:hasSource source:invented ; oa:start 0 ; oa:end 7 ."
    page = Reader(annotated_html(document(finding, words), text, graph, "zh"))
    (mark,) = page.marks
    assert (mark["data-family"], mark["data-marks"]) == ("finding", "Finding:finding-first")
    assert "finding-first" in page.cards
