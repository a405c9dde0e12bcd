"""The reader's own copy of a text: checked by its hash, shown with its quotations, and never sent."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.rdf.namespaces import FAMILIES, QS
from kg.site import Site
from tests.browser import requests_of
from tests.site.conftest import Browse

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

SOURCE = "guizhou-2023-status-report"

REPLACED = """
const [sha256, passages] = arguments;
document.querySelector("#copy").dataset.sha256 = sha256;
const list = document.querySelector(".passages");
list.replaceChildren(...passages.map(([start, end, name]) => {
  const item = document.createElement("li");
  item.dataset.start = start;
  item.dataset.end = end;
  for (const each of name) {
    const link = document.createElement("a");
    link.href = `../${each}/`;
    link.textContent = each;
    item.append(link);
  }
  return item;
}));
"""

MARKED = """
return [...document.querySelectorAll("#text mark")].map((mark) => [
  mark.querySelector("a").textContent, [...mark.querySelectorAll("a")].map((each) => each.title)]);
"""


def choose(page: Chrome, path: Path) -> str:
    """Choose a file, and return what the page says of it."""
    from selenium.webdriver.support.ui import WebDriverWait  # noqa: PLC0415  (without it, the tests are skipped)

    page.find_element("id", "file").send_keys(str(path))
    reading = page.execute_script("return document.querySelector('#copy-state').dataset.reading")

    def answered(_: object) -> str:
        text = str(page.execute_script("return document.querySelector('#copy-state').textContent"))
        return "" if text == reading else text

    return str(WebDriverWait(page, 60).until(answered))


def made_up(page: Chrome, path: Path, text: str, passages: list[tuple[int, int, list[str]]]) -> str:
    """Choose a file with a text that the page takes for that of the source, with these quotations."""
    path.write_bytes(text.encode("utf-8"))
    page.execute_script(REPLACED, hashlib.sha256(path.read_bytes()).hexdigest(), passages)
    return choose(page, path)


def test_offsets_count_characters_beyond_the_first_plane_once(browse: Browse, tmp_path: Path) -> None:
    page = browse(f"source/{SOURCE}/")
    said = made_up(page, tmp_path / "a.txt", "𠮷𠮷质量🙂强国\n末", [(2, 4, ["a"]), (5, 7, ["b"])])
    assert said.startswith("The file is the text that was coded.")
    assert page.execute_script(MARKED) == [["质量", ["a"]], ["强国", ["b"]]]
    assert page.execute_script("return document.querySelector('#text').textContent") == "𠮷𠮷质量🙂强国\n末"


def test_words_of_several_claims_lead_to_each(browse: Browse, tmp_path: Path) -> None:
    page = browse(f"source/{SOURCE}/")
    made_up(page, tmp_path / "a.txt", "0123456789", [(1, 5, ["a"]), (3, 8, ["b", "c"])])
    assert page.execute_script(MARKED) == [["12", ["a"]], ["34", ["a", "b", "c"]], ["567", ["b", "c"]]]


def test_words_of_many_claims_lead_to_the_list(browse: Browse, tmp_path: Path) -> None:
    page = browse(f"source/{SOURCE}/")
    made_up(page, tmp_path / "a.txt", "0123456789", [(1, 5, list("abcdefgh"))])
    titles = page.execute_script("return [...document.querySelectorAll('#text a')].map(a => a.textContent)")
    assert titles == ["1234", "2", "3", "4", "5", "3 more"]
    target = page.execute_script(
        "return document.querySelector('#text sup:last-child a').getAttribute('href')"
    )
    assert page.execute_script("return document.querySelectorAll(arguments[0] + ' a').length", target) == 8


def test_markup_in_a_text_is_text(browse: Browse, tmp_path: Path) -> None:
    page = browse(f"source/{SOURCE}/")
    made_up(page, tmp_path / "a.txt", "<b onclick='x'>&amp;</b>", [(0, 3, ["a"])])
    assert page.execute_script("return document.querySelectorAll('#text b').length") == 0
    assert page.execute_script(MARKED) == [["<b ", ["a"]]]


@pytest.mark.parametrize(("home", "words"), [("", "This is another file"), ("zh/", "这是另一个文件")])
def test_another_file_is_refused_with_both_hashes(
    browse: Browse, site: Site, tmp_path: Path, home: str, words: str
) -> None:
    page = browse(f"{home}source/{SOURCE}/")
    path = tmp_path / "a.txt"
    path.write_bytes(b"other")
    said = choose(page, path)
    wanted = site.material.records.one(FAMILIES["source"] + SOURCE, QS + "sha256")
    assert words in said
    assert hashlib.sha256(b"other").hexdigest() in said
    assert wanted is not None
    assert wanted in said
    assert page.execute_script("return document.querySelector('#text').hidden")


def test_a_browser_without_hashes_says_so(browse: Browse, tmp_path: Path) -> None:
    page = browse(f"source/{SOURCE}/")
    page.execute_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    path = tmp_path / "a.txt"
    path.write_bytes(b"any")
    assert choose(page, path).startswith("This browser does not compute hashes on this page")


def test_bytes_that_are_no_utf_8_cannot_be_read(browse: Browse, tmp_path: Path) -> None:
    page = browse(f"source/{SOURCE}/")
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe")
    page.execute_script(REPLACED, hashlib.sha256(b"\xff\xfe").hexdigest(), [])
    assert choose(page, path) == "The file could not be read."


def test_the_text_itself_shows_every_quotation_and_is_not_sent(
    browse: Browse, texts: Path, site: Site
) -> None:
    wanted = site.material.records.one(FAMILIES["source"] + SOURCE, QS + "sha256")
    (path,) = [each for each in texts.iterdir() if hashlib.sha256(each.read_bytes()).hexdigest() == wanted]
    page = browse(f"source/{SOURCE}/")
    requests_of(page)
    assert choose(page, path).startswith("The file is the text that was coded.")
    text = path.read_text("utf-8")
    assert page.execute_script("return document.querySelector('#text a').textContent") in text
    spans = page.execute_script(
        "return [...document.querySelectorAll('.passages li')].map(i => [+i.dataset.start, +i.dataset.end])"
    )
    covered = {at for start, end in spans for at in range(start, end)}
    shown = "".join(words for words, _ in page.execute_script(MARKED))
    assert shown == "".join(text[at] for at in sorted(covered))
    sent = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    assert [each for each in sent if each["method"] == "Network.requestWillBeSent"] == []


def test_the_page_has_no_text_of_a_press_report_before_that(site: Site) -> None:
    page = site.content(f"source/{SOURCE}/index.html").decode("utf-8")
    assert '<section id="copy"' in page
    assert page.count("data-start=") > 50
    assert "<q" not in page
