"""The site of the project, whose pages tests read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from lxml import html

from kg.graph import Graph
from kg.project import Project
from kg.rdf.store import EmbeddedStore
from kg.site import Site
from tests.length import LONG

Read = Callable[[str], html.HtmlElement]
"""Returns the page in a folder, such as `zh/region/guizhou/`, as a tree."""


@pytest.fixture(scope="session")
def site(project: Project, store: EmbeddedStore) -> Site:
    """The site of the checkout."""
    return Site(Graph(project, store))


@pytest.fixture(scope="session")
def page(site: Site) -> Read:
    """Read a page."""

    @cache
    def read(folder: str) -> html.HtmlElement:
        return html.document_fromstring(site.content(f"{folder}index.html"))

    return read


@pytest.fixture(scope="session")
def some_pages(site: Site) -> list[str]:
    """The folders of pages to test: all in long tests, otherwise every 97th and one of each kind."""
    every = [path.removesuffix("index.html") for path in site.paths if path.endswith("index.html")]
    if LONG:
        return every
    kinds = {folder.removeprefix("zh/").partition("/")[0]: folder for folder in every}
    return sorted({*every[::97], *kinds.values()})
