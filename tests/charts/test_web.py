"""The page of a chart as a file: whole, inert where it should be, with the claims behind each mark."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from hashlib import sha256

import pytest
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure

from kg.charts.chart import chart_of
from kg.charts.claims import read_claims
from kg.charts.web import WORDS, Datum
from kg.drawing.drawing import Drawing
from kg.drawing.style import styled
from kg.rdf.store import EmbeddedStore
from tests.conftest import ROOT, Draw
from tests.drawing.figures import marks_of
from tests.drawing.hostile import HOSTILE
from tests.drawing.pages import Page

VIEWS: Mapping[str, tuple[str, str, dict[str, str | int]]] = {
    "targets": ("targets", "en", {}),
    "targets in Chinese": ("targets", "zh", {"indicator": "indicator:food-sampling-pass-rate"}),
    "matrix": ("matrix", "en", {}),
    "matrix in Chinese": ("matrix", "zh", {"level": "measure", "measures": "shared"}),
    "timeline": ("timeline", "en", {}),
    "timeline of a region": ("timeline", "zh", {"region": "region:guizhou"}),
    "plan": ("plan", "en", {}),
    "plan in Chinese": ("plan", "zh", {"depth": 1}),
}
"""A name of a chart, a language, and parameters."""

every_view = pytest.mark.parametrize("view", VIEWS)

PageOf = Callable[[str], Page]
"""Returns the page of a view."""


@pytest.fixture(scope="module")
def page(draw: Draw) -> PageOf:
    """Write the page of a view, once."""
    pages: dict[str, Page] = {}

    def run(view: str) -> Page:
        if view not in pages:
            name, lang, given = VIEWS[view]
            pages[view] = Page(draw(name, lang, **given).write(".html"))
        return pages[view]

    return run


# --- safe and whole ----------------------------------------------------------------------------------


@every_view
def test_the_page_loads_nothing_and_lets_only_its_own_script_run(page: PageOf, view: str) -> None:
    found = page(view)
    (policy,) = (attrs for _, attrs in found.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(sha256(found.texts["script"][1].encode("utf-8")).digest()).decode("ascii")
    assert dict(rule.split(" ", 1) for rule in str(policy["content"]).split("; ")) == {
        "default-src": "'none'",
        "script-src": f"'sha256-{digest}'",
        "style-src": "'unsafe-inline'",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(found.texts["script"]) == 2
    for tag, attrs in found.tags:
        assert {"src", "srcset", "data", "href", "action"}.isdisjoint(attrs), tag
        assert str(attrs.get("xlink:href", "#")).startswith("#"), tag
        assert not any(name.startswith("on") for name in attrs), tag
    for style in found.texts["style"]:
        assert re.findall(r"url\((?!data:)|@import", style) == []


@every_view
def test_the_page_has_its_title_its_language_and_one_drawing(draw: Draw, page: PageOf, view: str) -> None:
    name, lang, given = VIEWS[view]
    found, title = page(view), draw(name, lang, **given).title
    assert found.texts["title"][0] == title
    (html,) = (attrs for tag, attrs in found.tags if tag == "html")
    assert html["lang"] == {"en": "en", "zh": "zh-Hans"}[lang]
    (drawing,) = (attrs for tag, attrs in found.tags if tag == "svg")
    assert (drawing["role"], drawing["aria-label"]) == ("group", title)
    assert found.texts["noscript"] != []
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(set(ids)) == len(ids)


@every_view
def test_the_drawing_is_text_in_the_font_of_the_page(page: PageOf, view: str) -> None:
    found = page(view)
    (font,) = re.findall(r"url\(data:font/woff;base64,([^)]+)\)", found.texts["style"][0])
    cmap = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
    words = "".join(found.texts["text"])
    assert len(found.texts["text"]) > 20
    shown = words + json.dumps(found.data, ensure_ascii=False) + "".join(found.texts["p"])
    assert [c for c in sorted(set(shown)) if c > " " and ord(c) not in cmap] == []
    families = {str(attrs.get("style")) for tag, attrs in found.tags if tag == "text"}
    assert all("Quality Strategy Sans" in family for family in families)


@pytest.mark.parametrize(
    ("view", "words"),
    [("targets", "Not coded: "), ("matrix", "not coded ("), ("matrix in Chinese", "未编码 (")],
)
def test_what_was_not_coded_is_in_the_page(page: PageOf, view: str, words: str) -> None:
    assert any(words in text for text in page(view).texts["text"])


# --- marks and claims --------------------------------------------------------------------------------


@every_view
def test_every_mark_of_the_drawing_has_its_data_and_its_element(draw: Draw, page: PageOf, view: str) -> None:
    name, lang, given = VIEWS[view]
    marks = set(page(view).data["marks"])
    assert marks == set(marks_of(draw(name, lang, **given).figure()))
    assert marks <= {attrs.get("id") for _, attrs in page(view).tags}
    assert len(marks) > 5


@every_view
def test_every_mark_says_what_it_shows(page: PageOf, view: str) -> None:
    for mark in page(view).data["marks"].values():
        assert mark["name"].strip() != "" != mark["text"].strip()
        assert "{" not in mark["name"] + mark["text"]


@every_view
def test_the_claims_are_those_of_the_graph_and_each_belongs_to_a_mark(
    store: EmbeddedStore, page: PageOf, view: str
) -> None:
    data = page(view).data
    claims = read_claims(store, [each["iri"] for each in data["claims"]], VIEWS[view][1])
    assert data["claims"] == [{"iri": iri, **asdict(claim)} for iri, claim in claims.items()]
    numbers = [number for mark in data["marks"].values() for number in mark["claims"]]
    assert set(numbers) == set(range(len(data["claims"])))
    for mark in data["marks"].values():
        assert len(set(mark["claims"])) == len(mark["claims"])
    assert all(len(each["evidence"]) > 0 for each in data["claims"])
    assert any(each["quotation"] != "" for claim in data["claims"] for each in claim["evidence"])


@pytest.mark.parametrize("view", ["targets", "targets in Chinese"])
def test_every_mark_of_the_targets_has_the_claim_with_its_value(page: PageOf, view: str) -> None:
    data = page(view).data
    values = 0
    for mark in data["marks"].values():
        claims = [data["claims"][number] for number in mark["claims"]]
        assert len(claims) > 0, mark
        values += sum(claim["value"] != "" for claim in claims)
    assert values > 8


@pytest.mark.parametrize("view", ["plan", "plan in Chinese"])
def test_a_part_of_a_document_is_its_own_claim(page: PageOf, view: str) -> None:
    data = page(view).data
    for key, mark in data["marks"].items():
        assert [data["claims"][number]["iri"] for number in mark["claims"]] == [key]


def test_the_script_knows_no_words_but_those_of_the_page() -> None:
    script = (ROOT / "kg" / "charts" / "web.js").read_text("utf-8")
    used = set(re.findall(r"words\.(\w+)", script))
    assert len(used) > 3
    assert used <= set(WORDS)


# --- hostile labels ----------------------------------------------------------------------------------


def made_up(store: EmbeddedStore, words: str) -> Drawing:
    """Return a chart of one mark, in which each text is `words`."""

    def figure() -> Figure:
        with styled():
            made = Figure()
            axes = made.add_axes((0, 0, 1, 1))
            axes.plot([0], [0], marker="o", gid="mark")
            axes.text(0, 0, "".join(c if c.isprintable() else " " for c in words))
        return made

    return chart_of(store, words, words, "en", figure, {"mark": Datum(words, words, (), words)})


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_add_no_element_and_come_through(store: EmbeddedStore, words: str) -> None:
    plain, found = (Page(made_up(store, each).write(".html")) for each in ("words", words))
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in plain.tags]
    assert found.data["marks"]["mark"] == {"name": words, "text": words, "claims": [], "page": words}
    assert "</" not in found.texts["script"][0] and "<!--" not in found.texts["script"][0]
    for (_, one), (_, other) in zip(plain.tags, found.tags, strict=True):
        assert set(one) == set(other), "no attribute is added"
