"""The pages that need scripts, the search and the SPARQL page, and the data that these load.

Where the scripts were not built, these pages say so, and link what needs none: the lists of records, and the
page of each canned query with its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Final

from kg.site.bundle import SITE_SCRIPTS, built_script, is_built
from kg.site.material import Material
from kg.site.packing import data_script, packed_graph
from kg.site.page import Page, View
from kg.site.rendering import Templates
from kg.site.search import search_script
from kg.site.single import single_file
from kg.site.tables import QUESTION_FOLDERS
from kg.site.wording import SEARCH_WORDS, WORKBENCH_WORDS, site_words
from kg.site.workbench import theme_name, workbench_script
from kg.words import Phrase

SEARCH: Final = "search/"
"""The folder of the search."""

SPARQL: Final = "sparql/"
"""The folder of the SPARQL page."""

SINGLE: Final = "graph.html"
"""The file with the whole graph."""


def script_pages(material: Material) -> Iterator[Page]:
    """Yield the search and the SPARQL page."""
    yield Page(SEARCH, "search.html", Phrase("Search"), _search)
    yield Page(SPARQL, "sparql.html", Phrase("SPARQL queries"), partial(_sparql, material=material))


def script_files(material: Material, templates: Templates) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the scripts, their data, and the single file; nothing where the scripts were not built.

    Args:
        material: What the site is made of.
        templates: The templates of the pages.
    """
    if not is_built():
        return
    page_of = material.addresses.page_of
    catalog, records = material.graph.catalog, material.records

    @cache
    def graph() -> str:
        return packed_graph(material.graph.store.construct("CONSTRUCT WHERE { ?s ?p ?o }"))

    @cache
    def search() -> bytes:
        return search_script(records, page_of)

    @cache
    def workbench() -> bytes:
        return workbench_script(catalog, records, page_of)

    yield from ((f"assets/{name}", partial(built_script, name)) for name in SITE_SCRIPTS)
    yield "data/graph.js", lambda: data_script("graph", graph())
    yield "data/search.js", search
    yield "data/workbench.js", workbench
    yield SINGLE, lambda: single_file(templates, search(), workbench(), graph())


def _search(view: View) -> Mapping[str, object]:
    return {"built": is_built(), "root": _root(view), "words": site_words(SEARCH_WORDS, view.lang)}


def _sparql(view: View, material: Material) -> Mapping[str, object]:
    """Return what the SPARQL page shows without its script: each canned query, with its page."""
    themes: dict[str, list[tuple[str, str, str]]] = {}
    for each in material.graph.catalog.of_theme(None):
        href = view.to_page(f"{QUESTION_FOLDERS[each.command]}{each.name}/")
        themes.setdefault(each.theme, []).append((href, each.title[view.lang], each.name))
    return {
        "built": is_built(),
        "root": _root(view),
        "words": site_words(WORKBENCH_WORDS, view.lang),
        "themes": [(theme_name(theme)[view.lang], items) for theme, items in themes.items()],
    }


def _root(view: View) -> str:
    """Return the link from a page to the root of the site."""
    return "../" * view.folder.count("/")
