"""Every kind of page: no violation that axe-core finds, no sideways scroll, and nothing from elsewhere.

axe-core comes with `npm ci`. Without Node.js its tests are skipped; the others run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from kg.words import LANGUAGES
from tests.browser import narrowed, requests_of
from tests.conftest import ROOT
from tests.length import LONG
from tests.site.conftest import Browse
from tests.site.kinds import KINDS

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

WIDTHS = (390, 1366)
"""The widths of a phone and of a laptop, in pixels."""

FORMS = [(lang, width) for lang in LANGUAGES for width in WIDTHS]

CASES = [
    (kind, *form)
    for number, kind in enumerate(KINDS)
    for form in (FORMS if LONG else [FORMS[number % len(FORMS)]])
]
"""Each kind of page in each language and width; in a short test, each kind once, in turn."""

RUN_AXE = """
const done = arguments[0];
axe.run({ resultTypes: ["violations"] }).then(
  ({ violations }) =>
    done(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`)),
  (error) => done([String(error)]));
"""

TOO_WIDE = """
const wide = document.documentElement.clientWidth;
return [document.documentElement.scrollWidth - wide,
  [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > wide + 1)
    .map((each) => each.outerHTML.slice(0, 100)).slice(0, 3)];
"""


def path_of(kind: str, lang: str) -> str:
    return ("zh/" if lang == "zh" else "") + KINDS[kind]


def violations(page: Chrome) -> list[str]:
    """Return what axe-core finds on the page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; run npm ci")
    page.execute_script(AXE.read_text("utf-8"))
    found: list[str] = page.execute_async_script(RUN_AXE)
    return found


def excess(page: Chrome) -> list[Any]:
    """Return by how many pixels the page is wider than the window, and what is; nothing if it is not."""
    too_much, culprits = page.execute_script(TOO_WIDE)
    return [too_much, culprits] if too_much > 0 else []


@contextmanager
def without_scripts(page: Chrome) -> Iterator[None]:
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        yield
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_each_kind_of_page_is_in_the_sample() -> None:
    assert len(KINDS) >= 20
    assert {kind for kind, _, _ in CASES} == set(KINDS)
    assert {(lang, width) for _, lang, width in CASES} == set(FORMS)


@pytest.mark.parametrize(("kind", "lang", "width"), CASES)
def test_a_page_has_no_violation(browse: Browse, chrome: Chrome, kind: str, lang: str, width: int) -> None:
    with narrowed(chrome, width):
        page = browse(path_of(kind, lang))
        assert page.execute_script("return document.documentElement.lang") == (
            "en" if lang == "en" else "zh-Hans"
        )
        assert excess(page) == []
        hosts = {urlsplit(each).netloc for each in requests_of(page)}
        assert hosts == {urlsplit(page.current_url).netloc}
        assert violations(page) == []


@pytest.mark.parametrize("kind", ["compare", "browse", "basket"])
def test_a_page_with_results_has_no_violation(browse: Browse, chrome: Chrome, kind: str) -> None:
    queries = {"compare": "?regions=guizhou,tibet", "browse": "?class=Target&region=guizhou", "basket": ""}
    with narrowed(chrome, 390):
        if kind == "basket":
            browse(KINDS["quoted claim"]).execute_script("document.querySelector('#basket').click()")
        page = browse(KINDS[kind] + queries[kind])
        assert excess(page) == []
        assert violations(page) == []
        page.execute_script("localStorage.clear()")


def test_a_wide_table_scrolls_in_its_own_frame(browse: Browse, chrome: Chrome) -> None:
    with narrowed(chrome, 700):
        page = browse("analysis/distance/")
        frame, table = page.execute_script(
            "return ['.wide', '.wide table'].map((name) => document.querySelector(name).offsetWidth)"
        )
        assert table > frame
        assert excess(page) == []
        assert violations(page) == []


def test_a_violation_is_found(browse: Browse, chrome: Chrome) -> None:
    with narrowed(chrome, 390):
        page = browse(KINDS["downloads"])
        page.execute_script("document.body.append(Object.assign(new Image(), {src: 'data:,'}))")
        page.execute_script("document.querySelector('h1').style.width = '500px'")
        assert len(excess(page)) > 0
        assert [each.partition(":")[0] for each in violations(page)] == ["image-alt", "region"]
        page.get_log("browser")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "selector", "least"),
    [
        ("province", "table tbody td", 50),
        ("quoted claim", ".quotation blockquote", 1),
        ("official source", ".passages q", 300),
        ("chart", ".chart img", 1),
        ("compare", "#measures tbody tr", 200),
        ("browse", ".facet li", 800),
        ("methods", "#alpha tbody tr", 3),
    ],
)
def test_text_and_tables_are_there_without_scripts(
    browse: Browse, chrome: Chrome, lang: str, kind: str, selector: str, least: int
) -> None:
    with without_scripts(chrome):
        page = browse(path_of(kind, lang))
        found = page.find_elements("css selector", selector)
        scripts = page.find_elements("css selector", "#choice:not([hidden]), #results:not([hidden])")
    assert len(found) >= least
    assert scripts == []


def test_a_printed_page_has_no_navigation(browse: Browse, chrome: Chrome) -> None:
    page = browse(KINDS["quoted claim"])
    shown = "return getComputedStyle(document.querySelector(arguments[0])).display"
    assert page.execute_script(shown, "header nav") != "none"
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert page.execute_script(shown, "header nav") == "none"
        assert page.execute_script(shown, "#basket") == "none"
        assert page.execute_script(shown, ".quotation") != "none"
    finally:
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
