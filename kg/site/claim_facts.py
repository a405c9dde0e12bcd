"""What the page of a claim shows besides its statements: value, evidence, citation, and history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from kg.export.citation import CITATION_FORMS, write_citation
from kg.rdf.namespaces import FOAF, OA, QS
from kg.site.basket_page import kept_in_basket
from kg.site.history import history_of
from kg.site.page import Link, View
from kg.words import Noun

_FORM_NAMES: Final[Mapping[str, str | Noun]] = {
    "text": Noun("Text"),
    "bibtex": "BibTeX",
    "ris": "RIS",
    "gbt7714": "GB/T 7714",
}


@dataclass(frozen=True)
class QuotedWords:
    """The words of a source that a claim was coded from.

    Attributes:
        exact: The exact words.
        clean: The words in clean simplified Chinese, "" if they are so already.
        start: The offset of the first character, in Unicode characters from 0.
        end: The offset after the last.
        source: The text.
        original: The address of the words in the original page, "" if it has no address.
        gives_period: Whether they only give the period of the claim.
    """

    exact: str
    clean: str
    start: int
    end: int
    source: Link
    original: str
    gives_period: bool


def claim_facts(view: View, claim: str) -> Mapping[str, object]:
    """Return what the page of a claim shows besides its statements."""
    citation = view.material.citations[claim]
    words_only = replace(citation, data_set=None)  # the page of downloads has the entry of the data set
    return {
        "amount": view.amount(claim),
        "quotations": list(_quotations(view, claim)),
        "cited": view.names(_cited(view, claim)),
        "citations": [
            (
                form,
                name if isinstance(name, str) else view.say(name),
                write_citation(citation if form == "text" else words_only, form, view.lang),
            )
            for form, name in _FORM_NAMES.items()
            if form in CITATION_FORMS
        ],
        "history": history_of(view, claim),
        "kept": kept_in_basket(view, claim),
    }


def _quotations(view: View, claim: str) -> Iterator[QuotedWords]:
    """Yield the quotations of a claim, those of its period last."""
    records = view.material.records
    for property_ in ("evidence", "periodEvidence"):
        for each in records.iris(claim, QS + property_):
            source, exact = records.one(each, OA + "hasSource"), records.one(each, OA + "exact")
            start, end = records.offset(each, OA + "start"), records.offset(each, OA + "end")
            if source is None or exact is None or start is None or end is None:
                continue
            yield QuotedWords(
                exact,
                records.one(each, QS + "cleanWords") or "",
                start,
                end,
                view.named(source),
                fragment(records.one(source, FOAF + "page"), exact),
                property_ == "periodEvidence",
            )


def _cited(view: View, claim: str) -> list[str]:
    """Return the documents that are cited for a claim without their words."""
    records = view.material.records
    evidence = records.iris(claim, QS + "evidence")
    return sorted({document for each in evidence for document in records.iris(each, QS + "citedDocument")})


def fragment(page: str | None, words: str) -> str:
    """Return the address of words on a web page, as a text fragment; "" without an address.

    A browser that knows text fragments (https://wicg.github.io/scroll-to-text-fragment/) scrolls to the
    words and marks them; another opens the page. A dash has a meaning in fragments, so it is escaped.
    """
    if page is None:
        return ""
    lines = [line.strip() for line in words.splitlines() if line.strip() != ""]
    ends = (lines[0], lines[-1]) if len(lines) > 1 else tuple(lines)
    text = ",".join(quote(each, safe="").replace("-", "%2D") for each in ends)
    return f"{page}{'' if '#' in page else '#'}:~:text={text}"
