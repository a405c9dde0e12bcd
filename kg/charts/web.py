"""Writes a chart as one web page that works offline: the drawing itself, with the claims behind each mark.

The page is `web.html` with `web.css` and `web.js`. The drawing is inline SVG whose text is text, in a part of
the project's font; the claims are JSON. Its content security policy lets nothing be loaded and no other
script run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.charts.claims import read_claims
from kg.drawing.style import inline_svg
from kg.drawing.webpage import fill_page
from kg.words import text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from kg.rdf.store import Store

_PAGE: Final = Path(__file__).with_name("web.html")

WORDS: Final = {
    "hint": "Point at a mark to see what it shows. Click or tap it to keep its claims in view.",
    "keys": "With the keyboard: Tab moves from mark to mark, Enter selects, Escape closes.",
    "close": "Close",
    "claims": "Claims",
    "more": "and {count} more",
    "value": "Value",
    "unit": "Unit",
    "period": "Period",
    "status": "Status",
    "region": "Region",
    "source": "Source",
    "page": "Web page",
    "cited": "cited figure, no quotation",
    "script": "The claims behind the marks are shown by a script. The drawing needs none.",
}
"""The words of the page, in the context `chart` of the catalogs; the script takes them from its data."""

_PLACES: Final = {"hint": "hint", "keys": "keys", "noscript": "script"}
"""The words that the page itself has, by place."""


@dataclass(frozen=True)
class Datum:
    """What a mark of a chart shows.

    Attributes:
        name: What it is about, such as `Guizhou: brand building`.
        text: What it says, such as `found, in 5 claims`.
        claims: The IRIs of the claims that it rests on.
        page: The address of the document that it is, or empty.
    """

    name: str
    text: str
    claims: tuple[str, ...] = ()
    page: str = ""


def write_page(
    store: Store,
    title: str,
    caption: str,
    lang: str,
    figure: Callable[[], Figure],
    data: Mapping[str, Datum],
) -> bytes:
    """Return a chart as a web page, UTF-8; see `kg.charts.chart.chart_of` for the arguments.

    Raises:
        NoAnswer: The store did not answer.
    """
    words = {place: escape(text(WORDS[key], lang, "chart")) for place, key in _PLACES.items()}
    drawing = inline_svg(figure(), title)
    content = _content(store, lang, data)
    return fill_page(
        _PAGE, [_PAGE.with_suffix(".js")], lang, title, caption, content, drawing=drawing, **words
    )


def _content(store: Store, lang: str, data: Mapping[str, Datum]) -> dict[str, Any]:
    """Return what the script shows: words, marks by key, and the claims that these name by number."""
    claims = read_claims(store, (claim for datum in data.values() for claim in datum.claims), lang)
    numbers = {iri: number for number, iri in enumerate(claims)}
    return {
        "words": {key: text(words, lang, "chart") for key, words in WORDS.items()},
        "marks": {
            key: {
                **asdict(datum),
                "claims": [numbers[claim] for claim in dict.fromkeys(datum.claims) if claim in numbers],
            }
            for key, datum in data.items()
        },
        "claims": [{"iri": iri, **asdict(claim)} for iri, claim in claims.items()],
    }
