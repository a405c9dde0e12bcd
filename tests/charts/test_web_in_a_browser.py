"""The page of a chart in a browser: a mark shows its claims, by pointer, by touch and by keyboard.

Chromium and its driver are used where they are installed; without them these tests are skipped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from matplotlib.figure import Figure

from kg.charts.chart import chart_of
from kg.charts.web import WORDS, Datum
from kg.rdf.store import EmbeddedStore
from tests.browser import Visit, narrowed, requests_of
from tests.conftest import Draw
from tests.drawing.hostile import HOSTILE
from tests.drawing.pages import Page

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

CHARTS = ("targets", "matrix", "timeline", "plan")
TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"

every_chart = pytest.mark.parametrize("name", CHARTS)


def mark(page: Chrome, key: str) -> WebElement:
    """Return the element of a mark."""
    return page.find_element("css selector", f"[id='{key}']")


def point(page: Chrome, key: str) -> None:
    """Move the pointer to the middle of a mark, which is in view."""
    from selenium.webdriver.common.action_chains import ActionChains  # noqa: PLC0415

    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark(page, key))
    ActionChains(page).move_to_element(mark(page, key)).perform()


def click(page: Chrome, key: str) -> None:
    """Click the middle of a mark."""
    from selenium.webdriver.common.action_chains import ActionChains  # noqa: PLC0415

    point(page, key)
    ActionChains(page).click().perform()


def panel(page: Chrome) -> str:
    """Return what the panel says."""
    return page.find_element("id", "panel").text


def head(page: Chrome) -> str:
    """Return what the panel is about; empty if it is about nothing."""
    return "".join(each.text for each in page.find_elements("css selector", "#panel h2"))


def data_of(draw: Draw, name: str) -> dict[str, Any]:
    """Return what the page shows."""
    return Page(draw(name).write(".html")).data


def two_marks(data: dict[str, Any]) -> list[str]:
    """Return the keys of two marks that have claims with quotations and other names."""
    quoted = [
        key
        for key, each in data["marks"].items()
        if not key.startswith("target-")
        and any(e["quotation"] != "" for n in each["claims"] for e in data["claims"][n]["evidence"])
    ]
    first = quoted[0]
    return [first, next(key for key in quoted if data["marks"][key]["name"] != data["marks"][first]["name"])]


@every_chart
def test_the_page_fetches_nothing_and_has_its_font(visit: Visit, draw: Draw, name: str) -> None:
    page = visit(draw(name))
    assert requests_of(page) == {page.current_url.partition("#")[0]}
    assert page.execute_script("return [...document.fonts].map(each => each.status)") == ["loaded"]
    assert WORDS["hint"] in panel(page)


@every_chart
def test_pointing_shows_a_mark_and_a_click_keeps_it(visit: Visit, draw: Draw, name: str) -> None:
    data = data_of(draw, name)
    one, other = two_marks(data)
    page = visit(draw(name))
    for key in (one, other):
        point(page, key)
        assert head(page) == data["marks"][key]["name"]
        assert data["marks"][key]["text"] in panel(page)
    assert page.find_elements("css selector", "#panel .close") == []
    click(page, one)
    point(page, other)
    assert head(page) == data["marks"][one]["name"], "what was clicked stays"
    claim = data["claims"][data["marks"][one]["claims"][0]]
    for part in (claim["label"], claim["kind"], claim["evidence"][0]["source"]):
        assert part in panel(page)
    click(page, other)
    assert head(page) == data["marks"][other]["name"]
    assert len(page.find_elements("css selector", ".chosen")) == 1
    page.find_element("css selector", "#panel .close").click()
    assert WORDS["hint"] in panel(page)
    assert page.find_elements("css selector", ".chosen") == []


def test_escape_closes(visit: Visit, draw: Draw) -> None:
    page = visit(draw("targets"))
    key = two_marks(data_of(draw, "targets"))[0]
    click(page, key)
    assert head(page) != ""
    page.switch_to.active_element.send_keys(ESCAPE)
    assert head(page) == ""
    assert WORDS["hint"] in panel(page)


@every_chart
def test_the_keyboard_reaches_marks_and_selects_one(visit: Visit, draw: Draw, name: str) -> None:
    data = data_of(draw, name)
    page = visit(draw(name))
    marks = page.execute_script(
        "return [...document.querySelectorAll('.mark')].map("
        "each => [each.id, each.tabIndex, each.getAttribute('role'), each.getAttribute('aria-label')])"
    )
    assert {key for key, *_ in marks} == set(data["marks"])
    for key, tab, role, label in marks:
        shown = data["marks"][key]
        assert (tab, role, label) == (0, "button", f"{shown['name']}: {shown['text']}")
    page.execute_script("document.activeElement.blur()")
    page.switch_to.active_element.send_keys(TAB)
    while page.execute_script("return document.activeElement.classList.contains('mark')") is False:
        page.switch_to.active_element.send_keys(TAB)
    first = page.execute_script("return document.activeElement.id")
    assert head(page) == data["marks"][first]["name"], "focus shows"
    for keys in (ENTER, " "):
        page.switch_to.active_element.send_keys(keys)
        assert len(page.find_elements("css selector", "#panel .close")) == 1
        assert page.find_element("css selector", ".chosen").get_attribute("id") == first
        page.switch_to.active_element.send_keys(ESCAPE)
        assert page.find_elements("css selector", ".chosen") == []
    page.switch_to.active_element.send_keys(TAB)
    assert page.execute_script("return document.activeElement.id") in set(data["marks"]) - {first}


@pytest.mark.parametrize("width", [1366, 390])
@every_chart
def test_only_the_drawing_scrolls_sideways(visit: Visit, draw: Draw, name: str, width: int) -> None:
    key = two_marks(data_of(draw, name))[0]
    page = visit(draw(name))
    sizes = (
        "const box = document.getElementById('drawing');"
        "return [document.documentElement.scrollWidth, box.scrollWidth - box.clientWidth]"
    )
    with narrowed(page, width):
        for act in (lambda: None, lambda: page.execute_script("arguments[0].focus()", mark(page, key))):
            act()
            whole, hidden = page.execute_script(sizes)
            assert whole <= width
            assert (hidden > 0) is (width < 700)
        click(page, key)
        assert page.execute_script(sizes)[0] <= width
        assert page.find_element("css selector", "#panel h2").is_displayed()


def test_more_claims_than_fit_are_opened_by_a_button(visit: Visit, draw: Draw) -> None:
    data = data_of(draw, "matrix")
    key = max(data["marks"], key=lambda each: len(data["marks"][each]["claims"]))
    claims = len(data["marks"][key]["claims"])
    page = visit(draw("matrix"))
    click(page, key)
    items = page.find_elements("css selector", "#panel li")
    assert len(items) < claims
    button = page.find_element("css selector", "#panel .more")
    assert button.text == f"and {claims - len(items)} more"
    button.click()
    assert len(page.find_elements("css selector", "#panel li")) == claims
    assert page.find_elements("css selector", "#panel .more") == []


def test_a_document_has_its_address(visit: Visit, draw: Draw) -> None:
    data = data_of(draw, "timeline")
    key = next(key for key, each in data["marks"].items() if re.match("https?:", each["page"]))
    page = visit(draw("timeline"))
    click(page, key)
    (link,) = page.find_elements("css selector", "#panel > a")
    assert link.get_attribute("href") == data["marks"][key]["page"]


@pytest.mark.parametrize("words", [HOSTILE[1], HOSTILE[2], "javascript:window.hit=1"])
def test_hostile_words_are_words_and_no_link(visit: Visit, store: EmbeddedStore, words: str) -> None:
    def figure() -> Figure:
        made = Figure()
        made.add_axes((0, 0, 1, 1)).plot([0], [0], marker="o", markersize=40, gid="mark")
        return made

    page = visit(chart_of(store, words, words, "en", figure, {"mark": Datum(words, words, (), words)}))
    click(page, "mark")
    assert head(page) == page.title == words
    assert page.find_elements("css selector", "#panel a") == []
    assert page.execute_script("return [window.hit, document.images.length, document.scripts.length]") == [
        *(None, 0, 2)
    ]
