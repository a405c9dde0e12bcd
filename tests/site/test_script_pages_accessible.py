"""Search, SPARQL page, and single file: axe-core finds nothing, and nothing is wider than a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import narrowed
from tests.conftest import ROOT
from tests.site.hosting import hosted

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

PAGES = {
    "search": "search/index.html?q=food",
    "search in Chinese": "zh/search/index.html?q=食品",
    "canned query": "sparql/index.html#query=recurring-measures",
    "canned query in Chinese": "zh/sparql/index.html#query=targets-and-outcomes",
    "own query": "sparql/index.html#sparql=",
    "single file": "graph.html?lang=zh#query=region-claims",
    "record": "graph.html?lang=en#record=region/guizhou",
}

SHOWN = "#workbench td, #search-results li, #record dl, #workbench .editor"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The pages on a server."""
    with hosted(folder) as found:
        yield found


@pytest.fixture
def address_of(address: str, folder: Path) -> Callable[[str], str]:
    """Return the address of a page; the single file is on disk, since it has a policy of its own."""

    def found(page: str) -> str:
        return f"{folder.as_uri()}/{page}" if page.startswith("graph.html") else address + page

    return found


def opened(chrome: Chrome, page: str) -> None:
    """Open a page and wait for what its script shows."""
    chrome.get("about:blank")
    chrome.get(page)
    chrome.set_script_timeout(100)
    chrome.execute_async_script(
        f"""const done = arguments[0], look = () =>
          document.querySelector("{SHOWN}") ? setTimeout(done, 300) : setTimeout(look, 50); look()"""
    )


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_is_accessible_and_needs_no_sideways_scroll(
    chrome: Chrome, address_of: Callable[[str], str], name: str, width: int
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; run npm ci")
    with narrowed(chrome, width):
        opened(chrome, address_of(PAGES[name]))
        chrome.execute_script(AXE.read_text("utf-8"))
        found = chrome.execute_async_script("axe.run().then(arguments[0])")
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        assert len(found["passes"]) > 10
        wide = chrome.execute_script("return document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0


def test_on_a_phone_a_row_of_an_answer_is_a_card(chrome: Chrome, address: str) -> None:
    tops = """const cells = [...document.querySelectorAll('#workbench tbody tr:first-child td')];
      return cells.map((each) => Math.round(each.getBoundingClientRect().left))"""
    for width, columns in ((390, 1), (1366, 5)):
        with narrowed(chrome, width):
            opened(chrome, address + PAGES["canned query"])
            assert len(set(chrome.execute_script(tops))) == columns
