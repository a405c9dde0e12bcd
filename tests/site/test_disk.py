"""Pages that are opened from a disk: their scripts work, and their links lead to files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.site import Site
from tests.site.conftest import Browse
from tests.site.kinds import KINDS
from tests.site.test_source_copy import choose

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

OPENED = ("compare", "browse", "basket", "quoted claim", "press source")


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the pages need."""
    root = tmp_path_factory.mktemp("site")
    pages = [f"{KINDS[kind]}index.html" for kind in OPENED]
    scripts = [each for each in site.paths if each.startswith("assets/")]
    for path in (*pages, *scripts, "data/compare.js", "data/claims.js"):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(site.content(path))
    return root


@pytest.fixture
def from_disk(chrome: Chrome, folder: Path) -> Iterator[Browse]:
    """Open a page of the folder; what the browser complains of in the end fails the test."""

    def run(path: str) -> Chrome:
        chrome.get_log("browser")
        page, mark, query = path.partition("?")
        chrome.get(f"{(folder / page / 'index.html').as_uri()}{mark}{query}")
        return chrome

    yield run
    assert chrome.get_log("browser") == []


def test_the_comparison_works(from_disk: Browse, site: Site, folder: Path) -> None:
    page = from_disk("compare/?regions=guizhou,yunnan&rows=different")
    links = page.execute_script("return [...document.querySelectorAll('#measures tbody a')].map(a => a.href)")
    assert len(links) > 50
    assert [each for each in links if not each.partition("?")[0].endswith("/index.html")] == []
    paths = {each.partition("?")[0].removeprefix(f"{folder.as_uri()}/") for each in links}
    assert paths <= set(site.paths)


def test_facets_work(from_disk: Browse) -> None:
    page = from_disk("browse/?class=Target&region=guizhou")
    rows = page.execute_script("return document.querySelectorAll('#claims tbody tr').length")
    links = page.execute_script("return [...document.querySelectorAll('#claims tbody a')].map(a => a.href)")
    assert 20 < rows <= 50
    assert [each for each in links if not each.endswith("/index.html")] == []


def test_a_claim_goes_to_the_basket(from_disk: Browse) -> None:
    page = from_disk(KINDS["quoted claim"])
    page.execute_script("document.querySelector('#basket').click()")
    page = from_disk("basket/")
    (link,) = page.execute_script("return [...document.querySelectorAll('#claims td a')].map(a => a.href)")
    page.execute_script("localStorage.clear()")
    assert link.endswith(f"/{KINDS['quoted claim']}index.html")


def test_a_copy_of_a_text_is_checked(from_disk: Browse, tmp_path: Path) -> None:
    page = from_disk(KINDS["press source"])
    path = tmp_path / "a.txt"
    path.write_bytes(b"other")
    assert choose(page, path).startswith("This is another file")
