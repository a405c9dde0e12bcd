"""The page of methods: how the texts were coded, what is checked, and how often errors are found."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.files import read_text
from kg.guards import GUARDS
from kg.query.question import load
from kg.site.page import Page, View
from kg.site.tables import table_of
from kg.words import Phrase, coded

METHODS: Final = "methods/"
"""The folder of the page of methods."""

_FIGURES: Final = Path(__file__).with_name("methods.yaml")

_CODED: Final = (
    Phrase("Each target, reported value, action, goal, finding, role, and award of a text is one claim."),
    Phrase("A claim has a quotation with its position in the text. It is as short as the claim allows."),
    Phrase("A text counts as fully coded if each clause is quoted by a claim, or excluded with a reason."),
    Phrase(
        "A measure is absent only if a plan is fully coded and has nothing on it. Otherwise it is not coded."
    ),
    Phrase("Documents that are cited without their text supply figures, which never count as verified."),
)
"""How the texts were coded."""

_CHECKED: Final = (
    Phrase("Shapes: records are compared with the SHACL shapes of their class."),
    Phrase("Check queries: records are compared with each other, in SPARQL."),
    Phrase("Evidence: quotations, numbers, and clauses are compared with the source texts."),
    Phrase("Guards: what is coded is compared with the words of the claim."),
    Phrase(
        "Counts and seals: the graph is compared with the declared number of records"
        " and with what was reviewed."
    ),
)
"""What is checked by machine."""

_UNCHECKED: Final = (
    Phrase("whether a measure is the narrowest that the words support, if the wider one shares its words"),
    Phrase("whether an action is under way or completed"),
    Phrase("whether a clause that is excluded states nothing"),
    Phrase("whether two wordings of different provinces are the same indicator"),
    Phrase("whether a figure of a document that is cited without its text is what the document says"),
)
"""What only a review finds."""


def methods_page() -> Page:
    """Return the page of methods."""
    return Page(METHODS, "methods.html", Phrase("Methods"), _content)


@cache
def method_figures() -> Mapping[str, Any]:
    """Return the figures of the page that take long to compute."""
    found: Mapping[str, Any] = load(read_text(_FIGURES), _FIGURES)
    return found


def reviews_by_kind(path: Path) -> Mapping[str, int]:
    """Return the number of reviewed records by kind of review, from the table of seals."""
    if not path.is_file():
        return {}
    return Counter(row["kind"] for row in csv.DictReader(io.StringIO(read_text(path))))


def share(part: int, whole: int) -> str:
    """Return a share as a percentage with one decimal place.

    >>> share(1, 3)
    '33.3%'
    """
    return f"{100 * part / whole:.1f}%"


def _content(view: View) -> Mapping[str, object]:
    material, figures = view.material, method_figures()
    reviews = reviews_by_kind(material.graph.project.seals)
    coverage = material.graph.catalog.get("coverage")
    return {
        "how": [view.say(each) for each in _CODED],
        "checked": [view.say(each) for each in _CHECKED],
        "unchecked": [view.say(each) for each in _UNCHECKED],
        "guards": len(GUARDS),
        "checks": [
            (view.to_page(f"query/{each.name}/"), each.title[view.lang])
            for each in material.graph.catalog.of_theme("checks")
        ],
        "coverage": table_of(view, coverage, material.answer("coverage"), "query/coverage.csv"),
        "agreement": figures["agreement"],
        "levels": [
            (
                coded("level", each["level"], view.lang),
                each["both"],
                f"{each['equal']:.1f}%",
                f"{each['alpha']:.3f}",
            )
            for each in figures["agreement"]["levels"]
        ],
        "mutations": [
            (
                view.say(title),
                each["kinds"],
                f"{each['cases']:,}",
                f"{each['found']:,}",
                share(each["found"], each["cases"]),
            )
            for title, each in (
                (
                    Phrase("a machine can know: the graph contradicts the change"),
                    figures["mutations"]["knowable"],
                ),
                (Phrase("some cases take a reader"), figures["mutations"]["reader"]),
            )
        ],
        "reviews": [(coded("kind", kind, view.lang), count) for kind, count in sorted(reviews.items())],
        "persons": sum(count for kind, count in reviews.items() if kind != "automated"),
    }
