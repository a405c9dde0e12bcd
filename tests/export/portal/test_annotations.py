"""Web Annotations of quotations: selectors, and the words around a quotation that others show."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from kg.evidence.texts import read_source
from kg.export.portal.annotations import CONTEXT_LENGTH, QUOTING, Annotations, QuotedText
from kg.project import Project
from kg.rdf.namespaces import OA, PROV, QS, RDF_TYPE
from kg.rdf.ntriples import ntriples_in, stated_with, triples_in
from kg.rdf.records import Records
from kg.rdf.turtle import read

TEXT = "0123456789abcdefghij"


def quoted(*spans: tuple[int, int]) -> QuotedText:
    return QuotedText((start, TEXT[start:end]) for start, end in spans)


@pytest.mark.parametrize(
    ("spans", "start", "end", "before", "after"),
    [
        ([(4, 8)], 4, 8, "", ""),
        ([(0, 4), (4, 8), (8, 10)], 4, 8, "0123", "89"),
        ([(0, 4), (5, 8)], 5, 8, "", ""),
        ([(0, 12), (12, 14), (14, 20)], 12, 14, "456789ab"[-CONTEXT_LENGTH:], "efghij"),
        ([(0, 20), (10, 12)], 10, 12, "23456789", "cdefghij"),
    ],
)
def test_only_words_that_another_quotation_shows_are_given(
    spans: list[tuple[int, int]], start: int, end: int, before: str, after: str
) -> None:
    text = quoted(*spans)
    assert (text.before(start), text.after(end)) == (before, after)


@pytest.fixture(scope="module")
def records(project: Project) -> Records:
    """The records of the graph."""
    return Records(triple for path in project.graph_files for triple in read(path).triples)


@pytest.fixture(scope="module")
def derived(project: Project) -> Records:
    """The annotations of the graph."""
    with Annotations() as annotations:
        for path in project.graph_files:
            for lines in ntriples_in(path):
                annotations.read(stated_with(lines, QUOTING))
        return Records(triples_in(chain.from_iterable(annotations.lines().chunks())))


def test_each_quotation_has_one_selector_of_each_kind(records: Records, derived: Records) -> None:
    quotations = records.of_class(QS + "Quotation")
    assert quotations == derived.of_class(OA + "SpecificResource")
    for quotation in quotations:
        selectors = derived.iris(quotation, OA + "hasSelector")
        kinds = sorted(derived.one(each, RDF_TYPE) or "" for each in selectors)
        assert kinds == [OA + "TextPositionSelector", OA + "TextQuoteSelector"], quotation


def test_selectors_point_at_the_words_in_the_text(records: Records, derived: Records, texts: Path) -> None:
    raw = {source: read_source(records, source, texts).raw for source in records.of_class(QS + "Source")}
    for quotation in records.of_class(QS + "Quotation"):
        text = raw[records.one(quotation, OA + "hasSource") or ""]
        position, quote = derived.iris(quotation, OA + "hasSelector")
        start, end = (derived.offset(position, OA + each) for each in ("start", "end"))
        prefix, exact, suffix = (
            derived.one(quote, OA + each) or "" for each in ("prefix", "exact", "suffix")
        )
        assert start is not None
        assert end is not None
        assert text[start:end] == exact == records.one(quotation, OA + "exact")
        assert text[:start].endswith(prefix)
        assert text[end:].startswith(suffix)
        assert max(len(prefix), len(suffix)) <= CONTEXT_LENGTH


def test_an_annotation_links_each_claim_to_its_quotations(records: Records, derived: Records) -> None:
    quotations = set(records.of_class(QS + "Quotation"))
    for claim in records.with_predicate(QS + "evidence"):
        targets = [each for each in records.iris(claim, QS + "evidence") if each in quotations]
        assert derived.iris(f"{claim}/annotation", OA + "hasTarget") == targets
        assert derived.iris(f"{claim}/annotation", OA + "hasBody") == ([claim] if len(targets) > 0 else [])


def test_a_quotation_says_from_which_text_and_reading_it_is(records: Records, derived: Records) -> None:
    for quotation in records.of_class(QS + "Quotation"):
        sources = records.iris(quotation, OA + "hasSource")
        assert derived.iris(quotation, PROV + "wasQuotedFrom") == sources
        (reading,) = derived.iris(quotation, PROV + "wasGeneratedBy")
        assert records.iris(reading, PROV + "used") == sources
