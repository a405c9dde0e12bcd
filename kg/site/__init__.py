"""The site: pages of the whole graph in both languages, for any static host and for the server.

`material` reads the graph once. Each module of pages yields `Page` objects, which say where a page is, which
template it has, and what that shows; `files` has what is not a page. `Site` finds the content of any path, so
that an export and the server give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from kg.graph import Graph
from kg.site.basket_page import basket_page
from kg.site.browse_pages import browse_files, browse_pages
from kg.site.compare_pages import compare_files, compare_pages
from kg.site.files import files_of
from kg.site.home_pages import home_pages
from kg.site.list_pages import list_pages
from kg.site.material import Material
from kg.site.methods_page import methods_page
from kg.site.page import CHINESE, Page, View
from kg.site.question_pages import question_pages
from kg.site.record_pages import record_pages
from kg.site.rendering import Templates
from kg.site.script_pages import script_files, script_pages
from kg.words import LANGUAGES


class Site:
    """All files of the site, each made when it is asked for.

    Attributes:
        material: What the pages are made of.
    """

    def __init__(self, graph: Graph) -> None:
        """Read the graph.

        Raises:
            MissingLibrary: jinja2 is not installed.
        """
        self._templates = Templates()
        self.material = Material(graph)

    @property
    def paths(self) -> list[str]:
        """The paths of all files, relative to the root of the site, sorted."""
        return sorted(self._files)

    def content(self, path: str) -> bytes:
        """Return the content of a file.

        Raises:
            KeyError: The site has no such file.
        """
        return self._files[path]()

    def page_of(self, iri: str) -> str | None:
        """Return the folder of the page that shows an IRI, perhaps with an anchor; None if none does."""
        return self.material.addresses.page_of(iri)

    @cached_property
    def _files(self) -> Mapping[str, Callable[[], bytes]]:
        pages = [
            *home_pages(self.material),
            *list_pages(self.material),
            *question_pages(self.material),
            *record_pages(self.material),
            *script_pages(self.material),
            basket_page(),
            methods_page(),
            *browse_pages(self.material),
            *compare_pages(self.material),
        ]
        found = dict(files_of(self.material, [page.folder for page in pages]))
        found.update(script_files(self.material, self._templates))
        found.update(browse_files(self.material))
        found.update(compare_files(self.material))
        for page in pages:
            for lang in LANGUAGES:
                folder = (CHINESE if lang == "zh" else "") + page.folder
                found[f"{folder}index.html"] = lambda page=page, lang=lang: self._page(page, lang)  # type: ignore[misc]
        return found

    def _page(self, page: Page, lang: str) -> bytes:
        view = View(self.material, lang, page.folder)
        return self._templates.render(page, view).encode("utf-8")


def write_site(graph: Graph) -> dict[str, bytes]:
    """Return all files of the site by their paths."""
    site = Site(graph)
    return {path: site.content(path) for path in site.paths}
