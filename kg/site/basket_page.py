"""The basket: claims that a reader has chosen, kept in the browser, with their citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.export.citation import Citation, data_set_of, write_citation
from kg.rdf.namespaces import BASE, OA, QS
from kg.site.home_pages import short_name
from kg.site.page import Page, View
from kg.site.script_data import page_data, page_words
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


def _data_set(view: View) -> dict[str, str]:
    """Return the entry or the reference of the data set by format, which the basket adds once."""
    data_set = data_set_of(view.material.graph.project.citation)
    if data_set is None:
        return {}
    alone = Citation("", {"en": "", "zh": ""}, (), data_set)
    found = {form: write_citation(alone, form, view.lang) for form in ("bibtex", "ris", "gbt7714")}
    return {**found, "gbt7714": found["gbt7714"].splitlines()[-1]}  # the lines before are those of a claim


def _content(view: View) -> Mapping[str, object]:
    return {
        "words": page_words(view, _WORDS),
        "data_set": page_data(_data_set(view)),
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
