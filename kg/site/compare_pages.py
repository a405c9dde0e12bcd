"""The page that compares two to four regions, measure by measure and indicator by indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from kg.site.browse_pages import BROWSE
from kg.site.comparison import MOST_COMPARED, STATE_LETTERS, ComparedCell, coded_most, comparison_of
from kg.site.material import Material
from kg.site.page import CHINESE, Page, View
from kg.site.script_data import page_data, page_words, script_data
from kg.words import LANGUAGES, Phrase, coded

COMPARE: Final = "compare/"
"""The folder of the page that compares regions."""

_WORDS: Final = {
    "choose": Phrase("Choose two to four regions."),
    "most": Phrase("Four regions can be compared at most. Remove one first."),
    "shown": Phrase("{shown} of {total} rows"),
    "none": Phrase("No rows."),
    "more": Phrase("{n} more"),
    "unread": Phrase("No measure of {regions} is coded. Not coded does not mean absent."),
}


def compare_pages(material: Material) -> Iterator[Page]:
    """Yield the page that compares regions."""
    yield Page(COMPARE, "compare.html", Phrase("Compare regions"), _content)


def compare_files(material: Material) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the data of the script of the page, one file for each language."""
    for lang in LANGUAGES:
        yield _file(lang), partial(_data, material, lang)


def _file(lang: str) -> str:
    return f"{CHINESE if lang == 'zh' else ''}data/compare.js"


def _data(material: Material, lang: str) -> bytes:
    view = View(material, lang, COMPARE)
    found = comparison_of(view)
    regions = [
        {
            "id": each.id,
            "name": each.name.text,
            "href": each.name.href,
            "measures": "".join(cell.state for cell in each.measures),
            "indicators": "".join(cell.state for cell in each.indicators),
            "links": {
                kind: {at: _links(cell) for at, cell in enumerate(cells) if len(cell.links) > 0}
                for kind, cells in (("measures", each.measures), ("indicators", each.indicators))
            },
        }
        for each in found.regions
    ]
    rows = {
        "measures": [[each.text, each.href] for each in found.measures],
        "indicators": [[each.text, each.href] for each in found.indicators],
    }
    return script_data("comparison", {"regions": regions, "rows": rows, "most": MOST_COMPARED})


def _links(cell: ComparedCell) -> list[object]:
    """Return the links of a cell, and the number of other claims if there are any."""
    return [*([link.text, link.href] for link in cell.links), *([cell.more] if cell.more > 0 else [])]


def _content(view: View) -> Mapping[str, object]:
    found = comparison_of(view)
    chosen = coded_most(found.regions)
    states = {letter: coded("state", state, view.lang) for state, letter in STATE_LETTERS.items()}
    return {
        "chosen": chosen,
        "regions": found.regions,
        "states": states,
        "kinds": [
            (
                view.say(title),
                name,
                [(row, [getattr(each, name)[at] for each in chosen]) for at, row in enumerate(rows)],
            )
            for title, name, rows in (
                (Phrase("Measures"), "measures", found.measures),
                (Phrase("Indicators"), "indicators", found.indicators),
            )
        ],
        "words": page_words(view, _WORDS),
        "letters": page_data(states),
        "browse": view.to_page(BROWSE),
        "script": view.to(_file(view.lang)),
    }
