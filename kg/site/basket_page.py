"""The basket: claims that a reader has chosen, kept in the browser, with their citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.rdf.namespaces import BASE, OA, QS
from kg.site.home_pages import short_name
from kg.site.page import Page, View
from kg.site.script_data import page_words
from kg.words import Phrase

BASKET: Final = "basket/"
"""The folder of the page of the basket."""

_WORDS: Final = {
    "count": Phrase("{n} claims in the basket"),
    "empty": Phrase("The basket is empty. The page of each claim has a button to add it."),
    "remove": Phrase("Remove"),
    "removing": Phrase("Remove {claim}"),
    "claim": Phrase("Claim"),
    "region": Phrase("Region"),
    "value": Phrase("Value"),
    "period": Phrase("Period"),
    "source": Phrase("Source"),
    "quotation": Phrase("Quotation"),
    "iri": Phrase("IRI"),
    "citation": Phrase("Citation"),
}


def basket_page() -> Page:
    """Return the page of the basket."""
    return Page(BASKET, "basket.html", Phrase("Basket"), _content)


def kept_in_basket(view: View, claim: str) -> Mapping[str, str]:
    """Return what the basket keeps of a claim besides what its page shows as text."""
    records = view.material.records
    evidence = records.iris(claim, QS + "evidence")
    sources = {
        source
        for each in evidence
        for property_ in (OA + "hasSource", QS + "citedDocument")
        for source in records.iris(each, property_)
    }
    regions = [short_name(view, each).text for each in records.iris(claim, QS + "region")]
    return {
        "path": claim.removeprefix(BASE) + "/",
        "region": ", ".join(regions),
        "period": records.one(claim, QS + "period") or "",
        "source": ", ".join(view.label(each) for each in sorted(sources)),
    }


def _content(view: View) -> Mapping[str, object]:
    return {
        "words": page_words(view, _WORDS),
        "root": view.to_page(""),
        "columns": [
            (name, view.say(_WORDS[name])) for name in ("claim", "region", "value", "period", "source")
        ],
        "forms": [
            ("footnotes", view.say(Phrase("Footnotes"))),
            ("csv", view.say(Phrase("Table (CSV)"))),
            ("gbt7714", "GB/T 7714"),
            ("bibtex", "BibTeX"),
            ("ris", "RIS"),
        ],
    }
