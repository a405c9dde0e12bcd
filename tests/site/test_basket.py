"""The basket of claims: adding, removing, and writing out as a table, footnotes, BibTeX, and RIS."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.site import Site
from tests.site.conftest import Browse

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

REPORT = "source/guizhou-2023-status-report/"
CLAIMS = (
    f"{REPORT}observation-registered-trademarks-2023/",
    f"{REPORT}observation-assessments-merged-2023/",
    "eli/zhenjiang-2021-public-service-news/observation-public-service-satisfaction-2021/",
)

REFUSING = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"


@pytest.fixture
def basket(browse: Browse, site: Site) -> Iterator[Chrome]:
    """The page of a basket with three claims, two of them from one source."""
    claims = [each for each in CLAIMS if f"{each}index.html" in site.paths]
    assert len(claims) == 3
    for path in claims:
        page = browse(path)
        page.execute_script("document.querySelector('#basket').click()")
        assert page.execute_script("return document.querySelector('#basket').disabled")
    page = browse("basket/")
    yield page
    page.execute_script("localStorage.clear()")


def written(page: Chrome, form: str) -> str:
    """Return what the page writes in a format."""
    choose = "const form = document.querySelector('#form'); form.value = arguments[0];"
    page.execute_script(f"{choose} form.dispatchEvent(new Event('change'))", form)
    (text, href) = page.execute_script(
        "return [document.querySelector('#export').textContent, document.querySelector('#save').href]"
    )
    assert href.startswith("blob:")
    return str(text)


def test_the_page_lists_the_claims(basket: Chrome) -> None:
    rows = basket.execute_script(
        "return [...document.querySelectorAll('#claims tbody tr')].map("
        "(row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))"
    )
    assert len(rows) == 3
    assert rows[0][1:4] == ["Guizhou", "503,800 items", "2023"]
    assert "China Quality News report" in rows[0][4]
    links = basket.execute_script("return [...document.querySelectorAll('#claims td a')].map(a => a.href)")
    assert links[0].endswith(CLAIMS[0])


def test_a_table_has_a_row_for_each_claim(basket: Chrome) -> None:
    head, *rows = csv.reader(io.StringIO(written(basket, "csv")))
    assert head == ["IRI", "Claim", "Region", "Value", "Period", "Quotation", "Source", "Citation"]
    assert [len(row) for row in rows] == [8, 8, 8]
    assert rows[0][0].endswith(CLAIMS[0].removesuffix("/"))
    assert rows[0][5] == "商标注册50.38万件 | 2023年度"
    assert "(characters 2578–2589, counted from 0)" in rows[0][7]


def test_footnotes_name_the_data_set_once(basket: Chrome) -> None:
    text = written(basket, "footnotes")
    assert re.findall(r"^\d\. ", text, re.MULTILINE) == ["1. ", "2. ", "3. "]
    assert text.count("Data set:") == 1
    assert "“商标注册50.38万件”" in text


def test_bibtex_has_no_key_twice(basket: Chrome) -> None:
    keys = re.findall(r"^@misc\{(.+),$", written(basket, "bibtex"), re.MULTILINE)
    assert len(keys) == len(set(keys)) == 4
    assert keys.count("quality-strategy") == 1


def test_ris_has_each_entry_once(basket: Chrome) -> None:
    text = written(basket, "ris")
    assert re.findall(r"^TY  - (\w+)", text, re.MULTILINE) == ["ELEC", "ELEC", "ELEC", "DATA"]
    assert text.count("ER  - ") == 4


def test_references_end_with_the_data_set(basket: Chrome) -> None:
    text = written(basket, "gbt7714")
    assert [text.count(code) for code in ("[EB/OL]", "[DS/OL]")] == [3, 1]
    assert "[DS/OL]" in text.splitlines()[-1]
    assert text.count("Claim: https://") == 3


def test_a_claim_is_removed_and_the_basket_emptied(basket: Chrome) -> None:
    count = "return document.querySelector('#count').textContent"
    basket.execute_script("document.querySelector('#claims td button').click()")
    assert basket.execute_script(count) == "2 claims in the basket"
    basket.execute_script("document.querySelector('#empty').click()")
    assert basket.execute_script(count).startswith("The basket is empty.")
    basket.refresh()
    assert basket.execute_script(count).startswith("The basket is empty.")


def test_a_cell_is_no_formula(basket: Chrome) -> None:
    basket.execute_script(
        "const items = JSON.parse(localStorage.getItem('quality-strategy-basket'));"
        "items[0].label = '=1+1'; items[1].label = 'a \"b\", c';"
        "localStorage.setItem('quality-strategy-basket', JSON.stringify(items));"
    )
    rows = list(csv.reader(io.StringIO(written(basket, "csv"))))
    assert [row[1] for row in rows[1:3]] == ["'=1+1", 'a "b", c']


def test_a_format_is_saved_as_a_file(basket: Chrome, tmp_path: Path) -> None:
    from selenium.webdriver.support.ui import WebDriverWait  # noqa: PLC0415  (without it, the tests are skipped)

    where = {"behavior": "allow", "downloadPath": str(tmp_path)}
    basket.execute_cdp_cmd("Browser.setDownloadBehavior", where)
    text = written(basket, "csv")
    basket.execute_script("document.querySelector('#save').click()")
    path = tmp_path / "claims.csv"
    WebDriverWait(basket, 60).until(lambda _: path.is_file() and path.stat().st_size > 0)
    assert path.read_bytes().decode("utf-8") == f"\ufeff{text}"
    basket.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "default"})


@pytest.mark.parametrize(("home", "words"), [("", "keeps nothing"), ("zh/", "不为本页保存数据")])
def test_a_browser_that_refuses_to_keep_data_says_so(
    browse: Browse, chrome: Chrome, home: str, words: str
) -> None:
    added = chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": REFUSING})
    try:
        page = browse(home + CLAIMS[0])
        page.execute_script("document.querySelector('#basket').click()")
        assert words in page.execute_script("return document.querySelector('#basket-state').textContent")
    finally:
        chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_what_is_kept_that_is_no_basket_counts_as_empty(browse: Browse) -> None:
    page = browse("basket/")
    for kept in ("{", '{"a": 1}', '"abc"'):
        page.execute_script("localStorage.setItem('quality-strategy-basket', arguments[0])", kept)
        page.refresh()
        text = page.execute_script("return document.querySelector('#count').textContent")
        assert text.startswith("The basket is empty.")
    page.execute_script("localStorage.clear()")


def test_the_button_is_hidden_without_a_script(site: Site) -> None:
    page = site.content(f"{CLAIMS[0]}index.html").decode("utf-8")
    assert re.search(r'<button type="button" id="basket" hidden', page) is not None
    assert re.findall(r'<pre data-form="(.+?)">', page) == ["text", "bibtex", "ris", "gbt7714"]
