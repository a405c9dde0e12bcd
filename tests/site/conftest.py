"""The site of the project, whose pages tests read or open in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from lxml import html

from kg.graph import Graph
from kg.project import Project
from kg.query.catalog import Catalog
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.site import Site
from kg.site.bundle import is_built
from kg.site.packing import packed_graph
from kg.site.search import search_data
from kg.site.workbench import workbench_data
from tests.length import LONG
from tests.site_server import serving

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

LARGE = (
    *("region/guizhou/", "zh/region/guizhou/", "region/china/", "source/guizhou-2023-implementing-opinion/"),
    *("eli/china-2023-outline/", "query/measure-matrix/", "query/unique-measures/", "analysis/distance/"),
)
"""The folders of the largest pages."""

SCRIPTED = ("search/", "zh/search/", "sparql/", "zh/sparql/", "assets/", "data/", "graph.html")
"""The pages with scripts, and what they load."""

Read = Callable[[str], html.HtmlElement]
"""Returns the page in a folder, such as `zh/region/guizhou/`, as a tree."""

Browse = Callable[[str], "Chrome"]
"""Opens a page of the site by its path in the browser, perhaps with what follows ? or # in the address."""


@pytest.fixture(scope="session")
def site(project: Project, store: EmbeddedStore) -> Site:
    """The site of the checkout."""
    return Site(Graph(project, store))


@pytest.fixture(scope="session")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages with scripts, and what they load, on disk."""
    if not is_built():
        pytest.skip("the scripts of the site were not built; run make site")
    root = tmp_path_factory.mktemp("site")
    for path in site.paths:
        if path.startswith(SCRIPTED):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(site.content(path))
    return root


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
    return sorted({*every[::97], *kinds.values(), *LARGE})


@pytest.fixture(scope="session")
def statements(store: EmbeddedStore) -> tuple[ox.Triple, ...]:
    """All statements of the graph."""
    return store.construct("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.fixture(scope="session")
def graph_records(statements: tuple[ox.Triple, ...]) -> Records:
    """The same by record."""
    return Records(statements)


@pytest.fixture(scope="session")
def page_of(site: Site) -> Callable[[str], str | None]:
    """Return the folder of the page that shows an IRI."""
    return site.page_of


@pytest.fixture(scope="session")
def graph_data(statements: tuple[ox.Triple, ...]) -> str:
    """The packed graph."""
    return packed_graph(statements)


@pytest.fixture(scope="session")
def bench_data(
    catalog: Catalog, graph_records: Records, page_of: Callable[[str], str | None]
) -> dict[str, Any]:
    """The data of the SPARQL page."""
    return workbench_data(catalog, graph_records, page_of)


@pytest.fixture(scope="session")
def finder_data(graph_records: Records, page_of: Callable[[str], str | None]) -> dict[str, Any]:
    """The data of the search."""
    return search_data(graph_records, page_of)


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """The address of a server of the site."""
    with serving(site) as found:
        yield found


@pytest.fixture
def browse(chrome: Chrome, address: str) -> Iterator[Browse]:
    """Open pages; what the browser complains of in the end fails the test."""

    def run(path: str) -> Chrome:
        chrome.get("about:blank")
        for kind in ("browser", "performance"):
            chrome.get_log(kind)
        chrome.get(address + path)
        return chrome

    yield run
    messages = [each for each in chrome.get_log("browser") if "favicon.ico" not in each["message"]]
    assert messages == []
