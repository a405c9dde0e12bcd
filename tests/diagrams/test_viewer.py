"""The interactive page as a file: whole, inert where it should be, with letters for all that it shows."""

from __future__ import annotations

import base64
import io
import json
import re
from hashlib import sha256

import pytest
from fontTools.ttLib import TTFont

from kg.diagrams.diagram import Diagram
from kg.diagrams.names import CODED_ATTRIBUTES
from kg.diagrams.viewer import SCRIPTS, content_of
from kg.drawing.style import font_file
from kg.rdf.namespaces import BASE as PROJECT
from kg.rdf.store import EmbeddedStore
from tests.conftest import ROOT
from tests.diagrams.conftest import DrawDiagram
from tests.diagrams.scenes import BASE, diagram_of, odd_network, whole_diagram
from tests.drawing.hostile import HOSTILE
from tests.drawing.pages import Page


@pytest.fixture(scope="module")
def whole(store: EmbeddedStore) -> Diagram:
    return whole_diagram(store)


@pytest.fixture(scope="module")
def page(whole: Diagram) -> Page:
    return Page(whole.write(".html"))


def test_every_record_and_relation_is_in_the_page(page: Page, whole: Diagram) -> None:
    data, network = page.data, whole.network
    labels = {row[0]: tuple(row[2:4]) for row in data["nodes"]}
    assert labels == {node: (f["label_en"], f["label_zh"]) for node, f in network.nodes(data=True)}
    for iri, _, _, _, type_, *_ in data["nodes"]:
        assert data["types"][type_]["name"] == network.nodes[iri]["type"]
    iris = [row[0] for row in data["nodes"]]
    relations = [
        (iris[one], iris[two], data["properties"][number]["name"]) for one, two, number in data["edges"]
    ]
    assert sorted(relations) == sorted(network.edges(keys=True))


def test_records_are_at_their_places_with_the_marks_of_their_families(page: Page, whole: Diagram) -> None:
    data = page.data
    for iri, _, _, _, type_, x, y, _ in data["nodes"]:
        assert (x, y) == pytest.approx(whole.scene.places[iri], abs=0.001)
        family = data["families"][data["types"][type_]["family"]]
        mark = whole.scene.marks[whole.network.nodes[iri]["type"]]
        assert (family["en"], family["colour"], family["shape"]) == (mark.label, mark.colour, mark.shape)
    assert len({family["shape"] for family in data["families"]}) == len(data["families"]) > 5


def test_a_prefixed_name_means_an_iri(page: Page) -> None:
    names = {iri: name for iri, name, *_ in page.data["nodes"]}
    assert names["https://w3id.org/quality-strategy/region/guizhou"] == "region:guizhou"
    target = "source:guizhou-2023-status-report/observation-registered-trademarks-2023"
    assert target in names.values()


def test_title_caption_classes_and_properties_are_in_both_languages(diagram: DrawDiagram) -> None:
    network = diagram("network")
    data = Page(network.write(".html")).data
    assert network.scene.translated is not None
    other = network.scene.translated()
    assert other.lang == "zh"
    assert data["title"] == {"en": network.title, "zh": other.title}
    assert data["caption"] == {"en": network.caption, "zh": other.caption}
    words = {(each["en"], each["zh"]) for key in ("types", "properties", "families") for each in data[key]}
    assert {("Task", "任务"), ("region", "地区"), ("action", "举措")} <= words


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_character_of_every_word_has_a_glyph_in_the_page(store: EmbeddedStore, lang: str) -> None:
    diagram = whole_diagram(store, lang)
    page = Page(diagram.write(".html"))
    (font,) = re.findall(r"url\(data:font/woff;base64,([^)]+)\)", page.texts["style"][0])
    cmap = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
    text = json.dumps(page.data, ensure_ascii=False) + "".join(page.texts["script"])
    assert len(set(text)) > 1000
    assert [c for c in sorted(set(text)) if c > " " and ord(c) not in cmap] == []


def test_the_page_loads_nothing_and_lets_only_its_own_script_and_style_run(page: Page) -> None:
    (policy,) = (attrs for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in str(policy["content"]).split("; "))
    assert rules.pop("default-src") == "'none'"
    for name, text in (("script-src", page.texts["script"][1]), ("style-src", page.texts["style"][0])):
        digest = base64.b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
        assert rules.pop(name) == f"'sha256-{digest}'"
    assert rules == {"font-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
    for tag, attrs in page.tags:
        assert {"src", "srcset", "data", "href", "style"}.isdisjoint(attrs), tag
        assert not any(name.startswith("on") for name in attrs), tag
    assert re.findall(r"url\((?!data:)|@import", page.texts["style"][0]) == []


def test_hostile_words_add_no_element() -> None:
    plain = Page(diagram_of(odd_network()).write(".html"))
    for words in HOSTILE:
        page = Page(diagram_of(odd_network(), title=words, caption=words).write(".html"))
        assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    shown = [row[2] for row in plain.data["nodes"]]
    for label in HOSTILE:
        if label.strip() != "" and label.isprintable():
            assert label in shown
    assert "</script" not in plain.texts["script"][0] and "<!--" not in plain.texts["script"][0]


def test_a_node_without_a_label_goes_by_its_name() -> None:
    data = content_of(diagram_of(odd_network()).scene)
    blank = f"{BASE}{HOSTILE.index(' ')}"
    assert [row[2:4] for row in data["nodes"] if row[0] == blank] == [[blank, blank]]


def test_the_script_speaks_both_languages_alike() -> None:
    text = (ROOT / "kg" / "diagrams" / "scripts" / "words.js").read_text("utf-8")
    words = re.findall(r"^  (en|zh): \{\n(.*?)^  \},$", text, re.MULTILINE | re.DOTALL)
    keys = {lang: re.findall(r"^    (\w+):", body, re.MULTILINE) for lang, body in words}
    assert set(keys) == {"en", "zh"}
    assert keys["en"] == keys["zh"]
    assert len(keys["en"]) > 15


def test_every_script_is_in_the_page_once(page: Page) -> None:
    files = sorted((ROOT / "kg" / "diagrams" / "scripts").glob("*.js"))
    assert [file.stem for file in files] == sorted(SCRIPTS)
    for file in files:
        assert page.texts["script"][1].count(file.read_text("utf-8")) == 1, file.name


def test_what_a_claim_states_is_in_its_row_and_labels_of_coded_values_next_to_it(
    page: Page, whole: Diagram
) -> None:
    for iri, *_, facts in page.data["nodes"]:
        stated = whole.network.nodes[iri]
        assert facts == {
            key: stated[key]
            for key in ("value", "comparator", "unit", "period", "status", "source")
            if key in stated
        }
    values = page.data["values"]
    assert values["unit:percent"] == {"en": "%", "zh": "百分比"}
    assert "source:guizhou-2023-implementing-opinion" in values
    coded = {facts[key] for *_, facts in page.data["nodes"] for key in CODED_ATTRIBUTES if key in facts}
    assert coded == set(values)


def test_a_range_is_one_value_with_both_ends() -> None:
    network = odd_network()
    network.nodes[BASE + "0"].update(value=10, value_to=20)
    nodes = {iri: facts for iri, *_, facts in content_of(diagram_of(network).scene)["nodes"]}
    assert nodes[BASE + "0"] == {"value": "10–20"}


def test_a_node_gives_the_label_of_a_value_for_which_the_scene_has_none() -> None:
    network = odd_network()
    source = PROJECT + "source/try"
    network.add_node(source, label="Try", label_en="Try", label_zh="试", type="qs:Unheard")
    network.nodes[BASE + "0"].update(source="source:try; source:other", unit="unit:none")
    assert content_of(diagram_of(network).scene)["values"] == {"source:try": {"en": "Try", "zh": "试"}}


def test_the_font_in_the_page_has_the_date_of_the_font(whole: Diagram) -> None:
    page = Page(whole.write(".html"))
    (font,) = re.findall(r"base64,([^)]+)\)", page.texts["style"][0])
    embedded = TTFont(io.BytesIO(base64.b64decode(font)))
    assert embedded["head"].modified == TTFont(font_file())["head"].modified
    assert "OFL" in str(embedded["name"].getDebugName(13)) + str(embedded["name"].getDebugName(14))
