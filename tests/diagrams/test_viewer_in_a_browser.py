"""The interactive page in a browser: it fetches nothing, and search, filters and pointer do what they say.

Chromium and its driver are used where they are installed; without them these tests are skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.diagrams.diagram import Diagram
from kg.rdf.namespaces import BASE as PROJECT
from kg.rdf.store import EmbeddedStore
from tests.browser import Visit, narrowed, requests_of
from tests.diagrams.conftest import DrawDiagram
from tests.diagrams.scenes import diagram_of, odd_network, whole_diagram
from tests.drawing.hostile import HOSTILE

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CLASSES = ("qs:Target", "qs:Indicator", "qs:Region")
GUIZHOU = PROJECT + "region/guizhou"


@pytest.fixture(scope="module")
def guizhou(diagram: DrawDiagram) -> Diagram:
    """The targets of a province with their indicators."""
    return diagram("network", around="region:guizhou", depth=2, classes=CLASSES)


def text_of(page: Chrome, name: str) -> str:
    """Return what an element says."""
    return page.find_element("id", name).text


def results_of(page: Chrome) -> list[str]:
    """Return the lines of the search's answer."""
    return [each.text for each in page.find_elements("css selector", "#results li")]


def press(page: Chrome, name: str, *keys: str) -> None:
    """Type into an element."""
    page.find_element("id", name).send_keys(*keys)


def shown(nodes: int, of: int, edges: int, among: int) -> str:
    """Return what the page says of what it shows."""
    return f"{nodes} of {of} nodes and {edges} of {among} edges shown"


def test_the_page_fetches_nothing_and_draws(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou)
    assert requests_of(page) == {page.current_url.partition("#")[0]}
    assert page.execute_script("return [...document.fonts].map(each => each.status)") == ["loaded"]
    painted = "return new Set(pen.getImageData(0, 0, canvas.width, canvas.height).data).size"
    page.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    assert page.execute_script(painted) > 10
    nodes, edges = len(guizhou.network), guizhou.network.number_of_edges()
    assert text_of(page, "shown") == shown(nodes, nodes, edges, edges)


def test_nothing_could_be_fetched_either(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou)
    blocked = """
        const done = arguments[0];
        document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
        document.body.append(Object.assign(new Image(), {src: "http://127.0.0.1:9/x.png"}));
    """
    assert page.execute_async_script(blocked) == "img-src"
    assert len(page.get_log("browser")) == 1, "the browser says that it refused"


@pytest.mark.parametrize("words", ["贵州省", "guizhou PROVINCE", "region:guiz"])
def test_a_search_finds_by_either_label_and_by_name(visit: Visit, guizhou: Diagram, words: str) -> None:
    page = visit(guizhou)
    press(page, "find", words)
    found = [
        node
        for node, facts in guizhou.network.nodes(data=True)
        if all(
            word in f"{facts['label_en']} {facts['label_zh']} {node.replace('/region/', '/region:')}".lower()
            for word in words.lower().split()
        )
    ]
    assert GUIZHOU in found
    assert text_of(page, "count") == f"{len(found)} found"
    assert len(results_of(page)) == len(found)
    named = "contains(., 'Provincial-level region Guizhou')"
    page.find_element("xpath", f"//ul[@id='results']//button[{named}]").click()
    assert page.find_element("css selector", "#record a").get_attribute("href") == GUIZHOU
    said = text_of(page, "record")
    for part in ("Guizhou Province", "贵州省", "region:guizhou", "within → People's Republic of China"):
        assert part in said
    assert page.switch_to.active_element.text == "Guizhou Province", "the keyboard goes on from there"


def test_a_search_for_what_is_not_there_says_so(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou)
    press(page, "find", "Atlantis")
    assert text_of(page, "count") == "Nothing found"
    assert results_of(page) == []


def test_all_relations_of_a_record_are_listed_and_lead_on(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou, "node=region:china")
    items = [each.text for each in page.find_elements("css selector", "#record li")]
    assert len(items) == guizhou.network.degree(PROJECT + "region/china")
    assert "← within Guizhou Province" in items
    page.find_element("xpath", "//section[@id='record']//button[contains(., 'Guizhou')]").click()
    assert page.find_element("css selector", "#record h3").text == "Guizhou Province"


def test_a_chosen_node_shows_its_value_and_source_in_both_languages(visit: Visit, guizhou: Diagram) -> None:
    network = guizhou.network
    node = min(iri for iri, facts in network.nodes(data=True) if facts.get("unit") == "unit:percent")
    stated, names = network.nodes[node], guizhou.scene.names
    page = visit(guizhou, f"node={node}")
    for lang, value, source in (("en", "Value", "Source"), ("zh", "数值", "来源")):
        page.find_element("css selector", f"[data-lang={lang}]").click()
        terms, shown = (
            [each.text for each in page.find_elements("css selector", f"#record {tag}")]
            for tag in ("dt", "dd")
        )
        facts = dict(zip(terms, shown, strict=True))
        assert float(facts[value]) == stated["value"]
        assert facts[source] == names[stated["source"]][lang] != stated["source"]
        assert stated["period"] in shown
        assert names["unit:percent"][lang] in shown
        assert names[stated["comparator"]][lang] in shown
    order = page.execute_script("return [...document.getElementById('record').children].map(e => e.tagName)")
    assert order.index("DL") < order.index("UL")


def test_a_node_that_states_nothing_shows_no_list_of_facts(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou, "node=region:guizhou")
    assert page.find_elements("css selector", "#record dl") == []


def test_a_class_can_be_left_out(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou)
    page.find_element("xpath", "//div[@id='legend']/label[contains(., 'concept')]").click()
    network = guizhou.network
    kept = network.subgraph(n for n, facts in network.nodes(data=True) if facts["type"] != "qs:Indicator")
    assert 0 < len(kept) < len(network)
    expected = shown(len(kept), len(network), kept.number_of_edges(), network.number_of_edges())
    assert text_of(page, "shown") == expected
    hidden = next(iter(set(network) - set(kept)))
    press(page, "find", network.nodes[hidden]["label_en"])
    assert any("(hidden by a filter)" in line for line in results_of(page))


def test_hubs_can_be_left_out(visit: Visit, store: EmbeddedStore) -> None:
    diagram = whole_diagram(store)
    page = visit(diagram)
    network = diagram.network
    for _ in range(3):
        press(page, "hubs", "\ue012")  # the left arrow
    relations = {
        node: len({*network.in_edges(node, keys=True), *network.out_edges(node, keys=True)})
        for node in network
    }
    most = sorted(set(relations.values()))[-4]
    kept = network.subgraph(node for node in network if relations[node] <= most)
    assert text_of(page, "limit") == f"Hide nodes with more than {most} edges"
    expected = shown(len(kept), len(network), kept.number_of_edges(), network.number_of_edges())
    assert text_of(page, "shown") == expected
    assert len(kept) == len(network) - 3


def test_the_language_changes_all_words(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou, "node=region:guizhou")
    page.find_element("css selector", "[data-lang=zh]").click()
    assert guizhou.scene.translated is not None
    other = guizhou.scene.translated()
    assert text_of(page, "title") == page.title == other.title
    assert text_of(page, "caption") == other.caption
    assert page.find_element("css selector", "#record h3").text == "贵州省"
    assert "位于 → 中华人民共和国" in text_of(page, "record")
    assert "个节点中的" in text_of(page, "shown")
    assert page.find_element("css selector", "html").get_attribute("lang") == "zh-Hans"
    controls = page.find_elements("css selector", "button, input, summary, canvas[id]")
    labels = [each.accessible_name for each in controls if each.is_displayed()]
    assert "English" in labels
    assert [label for label in labels if label.strip() == ""] == [], "every control has a name"


def test_the_address_keeps_the_view(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou)
    page.find_element("css selector", "[data-lang=zh]").click()
    press(page, "find", "贵州", "\ue007")  # Enter takes the first
    page.find_element("xpath", "//div[@id='legend']/label[contains(., '概念')]").click()
    press(page, "hubs", "\ue012")
    view = """
        const { lang, limit, chosen, found } = state;
        return [location.hash, lang, limit, chosen.iri, found.length, byId("shown").textContent];
    """
    before = page.execute_script(view)
    assert before[1] == "zh" and before[2] is not None and before[4] > 0
    page.refresh()
    assert page.execute_script(view) == before


def test_the_pointer_chooses_moves_pans_and_zooms(visit: Visit, guizhou: Diagram) -> None:
    from selenium.webdriver.common.action_chains import ActionChains  # noqa: PLC0415
    from selenium.webdriver.common.actions.wheel_input import ScrollOrigin  # noqa: PLC0415

    page = visit(guizhou)
    canvas = page.find_element("id", "canvas")

    def place() -> tuple[float, float, float]:
        script = f"const n = nodes.find(n => n.iri === '{GUIZHOU}'); return [across(n), down(n), view.scale]"
        x, y, scale = page.execute_script(script)
        return x, y, scale

    def from_middle(x: float, y: float) -> tuple[int, int]:
        return round(x - canvas.size["width"] / 2), round(y - canvas.size["height"] / 2)

    x, y, scale = place()
    ActionChains(page).move_to_element_with_offset(canvas, *from_middle(x, y)).perform()
    assert text_of(page, "tip").splitlines() == ["Guizhou Province", "贵州省", "Provincial-level region"]
    ActionChains(page).click().perform()
    assert page.find_element("css selector", "#record h3").text == "Guizhou Province"
    ActionChains(page).click_and_hold().move_by_offset(-40, 30).release().perform()
    assert place() == pytest.approx((x - 40, y + 30, scale), abs=1.5)
    empty = from_middle(10, 10)
    drag = ActionChains(page).move_to_element_with_offset(canvas, *empty).click_and_hold()
    drag.move_by_offset(50, 20).release().perform()
    assert place() == pytest.approx((x + 10, y + 50, scale), abs=1.5)
    ActionChains(page).scroll_from_origin(ScrollOrigin.from_element(canvas), 0, -200).perform()
    page.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    assert place()[2] > scale
    ActionChains(page).move_to_element_with_offset(canvas, *empty).click().perform()
    assert not page.find_element("id", "record").is_displayed()


def test_the_keyboard_reaches_all_and_moves_the_view(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou)
    reached = set()
    page.execute_script("document.activeElement.blur()")
    for _ in range(30):
        page.switch_to.active_element.send_keys("\ue004")
        reached.add(
            page.execute_script("const e = document.activeElement; return e.id || e.dataset.lang || e.type")
        )
    assert {"en", "zh", "canvas", "in", "out", "all", "find", "checkbox", "hubs"} <= reached
    view = "return [view.x, view.y, view.scale]"
    before = page.execute_script(view)
    press(page, "canvas", "\ue014", "+")  # the right arrow
    x, y, scale = page.execute_script(view)
    assert (x > before[0], y, scale > before[2]) == (True, before[1], True)
    press(page, "canvas", "0")
    assert page.execute_script(view) == pytest.approx(before)


def test_hostile_labels_are_words_and_nothing_else(visit: Visit) -> None:
    page = visit(diagram_of(odd_network(), title=HOSTILE[1], caption=HOSTILE[2]), f"find={HOSTILE[2]}")
    assert page.execute_script("return [window.hit, document.images.length, document.scripts.length]") == [
        *(None, 0, 2)
    ]
    assert text_of(page, "title") == HOSTILE[1]
    assert results_of(page)[0].endswith(HOSTILE[2])
    page.execute_script("for (const node of nodes) choose(node)")
    assert page.execute_script("return window.hit") is None


def test_an_iri_that_is_a_program_is_no_link(visit: Visit) -> None:
    network = odd_network()
    network.add_node(
        "javascript:window.hit=1", label="Trap", label_en="Trap", label_zh="陷阱", type="qs:Target"
    )
    page = visit(diagram_of(network), "node=javascript:window.hit=1")
    assert page.find_element("css selector", "#record h3").text == "Trap"
    assert page.find_elements("css selector", "#record a") == []


def test_a_narrow_screen_has_all_of_it_and_scrolls_one_way_only(visit: Visit, guizhou: Diagram) -> None:
    page = visit(guizhou)
    with narrowed(page, 400):
        assert page.execute_script("return document.documentElement.scrollWidth") <= 400
        for name in ("canvas", "find", "legend", "hubs", "caption"):
            assert page.find_element("id", name).is_displayed()
