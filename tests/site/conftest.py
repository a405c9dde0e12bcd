"""The site of the committed graph, and a browser that opens its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from kg.graph import Graph
from kg.project import Project
from kg.rdf.store import EmbeddedStore
from kg.site import Site
from tests.site_server import serving

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

Browse = Callable[[str], "Chrome"]
"""Opens a page of the site by its path in the browser, perhaps with what follows ? or # in the address."""


@pytest.fixture(scope="session")
def site(project: Project, store: EmbeddedStore) -> Site:
    pytest.importorskip("jinja2", reason="jinja2 is not installed")
    return Site(Graph(project, store))


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    with serving(site) as address:
        yield address


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
