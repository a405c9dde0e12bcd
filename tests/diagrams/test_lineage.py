"""The citation network: every relation that a text states, and no more than was read."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from matplotlib.colors import to_hex

from kg import words
from kg.diagrams.diagram import Diagram
from kg.diagrams.layers import layers_of, stack
from kg.diagrams.lineage_figure import ALONE, STROKES, UNREAD, UNRELATED
from kg.diagrams.lineage_layout import lay_out
from kg.drawing.marks import FILLS, READINGS
from kg.errors import UnknownName, WrongValue
from kg.networks.documents import document_network
from kg.query.catalog import Catalog
from kg.rdf.answers import plain
from kg.rdf.namespaces import PREFIXES, expand, shorten
from kg.rdf.store import EmbeddedStore
from kg.words import LANGUAGES
from tests.diagrams.conftest import DrawDiagram
from tests.drawing.figures import arrows_of, contrast, faults_of, nodes_of, said

OUTLINE = "document:china-2023-outline"
GUIZHOU = "document:guizhou-2023-implementing-opinion"
DOCUMENTS = (None, OUTLINE, GUIZHOU, "document:jiangxi-2023-opinion", "document:hainan-2018-opinion")

every_document = pytest.mark.parametrize("document", DOCUMENTS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def lineage(diagram: DrawDiagram, lang: str = "en", document: str | None = None) -> Diagram:
    """Return the citation network, of one document or of all."""
    return diagram("lineage", lang) if document is None else diagram("lineage", lang, document=document)


def network_of(*edges: tuple[str, str]) -> nx.MultiDiGraph[str]:
    """Return a network of edges."""
    return nx.MultiDiGraph(edges)


# --- what is shown -----------------------------------------------------------------------------------


def test_the_relations_are_those_that_the_claims_state(store: EmbeddedStore, diagram: DrawDiagram) -> None:
    answer = store.query(
        f"""PREFIX qs: <{PREFIXES["qs"]}> SELECT ?one ?kind ?other WHERE {{
        ?claim a qs:Lineage ; qs:fromDocument ?one ; qs:relation ?kind ; qs:toDocument ?other }}"""
    )
    expected = {tuple(map(plain, row)) for row in answer.rows}
    network = lineage(diagram).network
    found = {(one, expand(key), other) for one, other, key in network.edges(keys=True)}
    assert found == expected
    assert len(found) > 50
    assert set(network) == {name for one, _, other in expected for name in (one, other)}


def test_a_relation_names_the_property_of_eli_that_it_corresponds_to(diagram: DrawDiagram) -> None:
    found = {facts["property"]: facts["eli"] for *_, facts in lineage(diagram).network.edges(data=True)}
    assert found == {
        "relation:implements": "eli:ensures_implementation_of",
        "relation:based-on": "eli:based_on",
        "relation:cites": "eli:cites",
        "relation:revises": "eli:amends",
        "relation:counterpart": "",
        "relation:supersedes": "",
    }


def test_a_document_is_shown_with_what_it_rests_on_and_what_rests_on_it(
    store: EmbeddedStore, diagram: DrawDiagram
) -> None:
    network = document_network(store)
    middle = str(expand("document:jiangxi-2023-opinion"))
    shown = set(lineage(diagram, "en", "document:jiangxi-2023-opinion").network)
    assert shown == {middle, *(one for one, _ in network.in_edges(middle)), str(expand(OUTLINE))}
    assert len(shown) > 6
    beneath = lineage(diagram, "en", OUTLINE).network
    assert str(expand("document:nanchang-2024-plan")) in beneath, "through the province's opinion"
    assert str(expand("document:iso-9000")) not in beneath


def test_what_others_rest_on_is_to_the_left(diagram: DrawDiagram) -> None:
    found = lineage(diagram)
    for one, other in found.network.edges():
        assert found.scene.places[one][0] > found.scene.places[other][0]
    assert found.scene.places[str(expand(OUTLINE))][0] == 0


@every_document
@every_language
def test_all_documents_and_relations_are_on_the_page(
    diagram: DrawDiagram, document: str | None, lang: str
) -> None:
    found = lineage(diagram, lang, document)
    figure = found.figure()
    assert set(nodes_of(figure)) == set(found.network)
    drawn = sorted(
        (str(arrow.get_label()), to_hex(arrow.get_edgecolor()).upper()) for arrow in arrows_of(figure)
    )
    assert drawn == sorted((key, STROKES[key][0]) for *_, key in found.network.edges(keys=True))
    text = "".join(said(figure).split())
    for facts in found.network.nodes.values():
        assert "".join(facts["label"].replace("’", "'").split()) in text


@every_document
@every_language
def test_no_text_covers_another_or_leaves_the_page(
    diagram: DrawDiagram, document: str | None, lang: str
) -> None:
    assert list(faults_of(lineage(diagram, lang, document).figure())) == []


@every_language
def test_the_page_of_all_documents_is_a_landscape_page_of_normal_size(
    diagram: DrawDiagram, lang: str
) -> None:
    width, height = lineage(diagram, lang).figure().get_size_inches()
    assert (width, height) <= (15.0, 11.3)
    assert 0.5 < height / width < 0.8


def test_documents_and_arrows_cover_no_name_of_another(diagram: DrawDiagram) -> None:
    layout = lay_out(lineage(diagram).scene, list(STROKES), None)
    for (one, other, _), line in layout.lines.items():
        for (left, high), (right, low) in pairwise(line.points):
            for node, name in layout.names.items():
                level = high == low and name.box[1] < high < name.box[3]
                across = max(left, right) > name.box[0] and min(left, right) < name.box[2]
                assert node in (one, other) or not (level and across), f"{node} is crossed"


def test_a_document_related_to_one_other_is_listed_below_it(diagram: DrawDiagram) -> None:
    found = lineage(diagram)
    names = lay_out(found.scene, list(STROKES), None).names
    outline, opinion = str(expand(OUTLINE)), str(expand("document:hunan-2023-outline"))
    assert set(found.network.successors(opinion)) == {outline}
    assert names[opinion].down > names[outline].down
    assert 0 < names[opinion].left - names[outline].left < 0.5


def test_a_document_that_was_not_read_is_open_and_rests_on_what_others_say(diagram: DrawDiagram) -> None:
    found = lineage(diagram)
    marks = nodes_of(found.figure())
    unread = [name for name, facts in found.network.nodes(data=True) if facts["reading"] == "none"]
    assert len(unread) > 15
    for name, facts in found.network.nodes(data=True):
        open_ = marks[name].get_markerfacecolor() == "white"
        assert open_ == (facts["reading"] == "none")
        assert (marks[name].get_fillstyle() == "left") == (FILLS[facts["reading"]] == "left")
    # Only its title or another text may say what it carries out or replaces.
    relations = {facts["property"] for *_, facts in found.network.out_edges(unread, data=True)}
    assert relations == {"relation:counterpart", "relation:implements", "relation:supersedes"}


@every_language
def test_the_page_says_what_absence_means(store: EmbeddedStore, diagram: DrawDiagram, lang: str) -> None:
    found = lineage(diagram, lang)
    text = "".join(said(found.figure()).split())
    network = document_network(store)
    untied = sum(network.degree(name) == 0 for name in network)
    for part in (words.text(UNREAD, lang), words.text(UNRELATED, lang).format(count=untied)):
        assert "".join(part.split()) in text
    first = min(name for name in network if network.degree(name) == 0)
    alone = said(lineage(diagram, lang, shorten(first)).figure())
    assert words.text(ALONE, lang) in alone
    assert words.text(ALONE, lang) not in said(found.figure())


@every_language
def test_the_legend_counts_relations_and_readings(diagram: DrawDiagram, lang: str) -> None:
    found = lineage(diagram, lang)
    text = said(found.figure())
    counted = {"en": "implements document ({})", "zh": "贯彻落实（{}）"}[lang]
    relations = sum(key == "relation:implements" for *_, key in found.network.edges(keys=True))
    assert counted.format(relations) in text
    whole = sum(facts["reading"] == "whole" for facts in found.network.nodes.values())
    count = {"en": "{} ({})", "zh": "{}（{}）"}[lang]
    assert count.format(words.text(READINGS["full"], lang), whole) in text


def test_a_title_that_many_provinces_gave_names_its_province_once(diagram: DrawDiagram) -> None:
    text = said(lineage(diagram, "zh").figure()).replace(" ", "")
    for part in ("关于深化质量强省建设的实施意见（江苏省）", "关于深化质量强省建设的实施意见（江西省）"):
        assert part in text
    for province in ("江苏省：", "江西省：", "广东省："):
        assert province not in text
    assert "Fuzhou City:" not in said(lineage(diagram, "en").figure())


def test_the_kinds_of_relation_differ_in_colour_and_in_dashes_and_contrast() -> None:
    colours, dashes = zip(*STROKES.values(), strict=True)
    assert len(set(colours)) == len(set(map(str, dashes))) == len(STROKES)
    assert min(contrast(colour, "white") for colour in colours) >= 3, "WCAG 2.2, 1.4.11"


def test_a_label_names_a_document(diagram: DrawDiagram) -> None:
    assert set(lineage(diagram, "zh", "质量强国建设纲要").network) == set(
        lineage(diagram, "zh", OUTLINE).network
    )


@pytest.mark.parametrize("name", ["document:china-2023-outlin", "region:guizhou", "http://example.org/}", ""])
def test_an_unknown_document_gets_one_line(diagram: DrawDiagram, name: str) -> None:
    with pytest.raises((UnknownName, WrongValue)) as caught:
        lineage(diagram, "en", name)
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


# --- columns -----------------------------------------------------------------------------------------


def test_a_node_is_one_column_beyond_the_longest_way() -> None:
    (part,) = layers_of(network_of(("c", "b"), ("b", "a"), ("c", "a"), ("d", "a")))
    assert part == [["a"], ["b", "d"], ["c"]]


def test_nodes_that_reach_each_other_share_a_column() -> None:
    (part,) = layers_of(network_of(("b", "c"), ("c", "b"), ("b", "a"), ("d", "c"), ("d", "d")))
    assert part == [["a"], ["b", "c"], ["d"]]


def test_columns_are_ordered_without_crossings_where_that_can_be() -> None:
    (part,) = layers_of(network_of(("z", "a"), ("y", "b"), ("x", "c"), ("x", "b"), ("y", "a")))
    ranks = [{node: rank for rank, node in enumerate(layer)} for layer in part]
    relations = [(ranks[0][other], ranks[1][one]) for one, other in [("z", "a"), ("y", "b"), ("x", "c")]]
    assert sorted(relations) == sorted(relations, key=lambda relation: relation[1])


def test_components_are_below_each_other_and_nodes_never_overlap() -> None:
    network = network_of(*((f"a{number}", "a") for number in range(5)), ("b1", "b"), ("b", "b0"))
    heights = {node: 1.0 + (node == "a3") for node in network}
    layers = layers_of(network)
    assert [len(part) for part in layers] == [2, 3]
    places = stack(network, layers, heights)
    assert places["a"][0] == 0
    assert 2.5 <= places["a"][1] <= 3.5, "in the middle of what rests on it"
    for one, (column, down) in places.items():
        for other, (next_column, further) in places.items():
            if one != other and column == next_column:
                assert abs(down - further) >= (heights[one] + heights[other]) / 2 - 1e-6
    assert min(down for node, (_, down) in places.items() if node[0] == "b") > max(
        down for node, (_, down) in places.items() if node[0] == "a"
    )


def test_columns_are_evenly_full_where_nodes_may_move() -> None:
    network = network_of(("b", "a"), ("c", "b"), ("d", "a"), ("e", "a"))
    (part,) = layers_of(network, dict.fromkeys("abcd", 1.0) | {"e": 3.0})
    assert part == [["a"], ["b", "d"], ["c", "e"]]


def test_components_fill_columns_where_there_is_room() -> None:
    network = network_of(*((f"a{number}", "a") for number in range(5)), ("b1", "b"), ("c1", "c"))
    layers = layers_of(network)
    places = stack(network, layers, dict.fromkeys(network, 1.0), columns=4, gap=0.5)
    assert {node[0]: column for node, (column, _) in places.items() if len(node) == 1} == {
        **{"a": 0, "b": 2, "c": 2}
    }
    assert places["c"][1] - places["b"][1] == 1.5


def test_the_caption_names_a_command_that_has_the_same_relations(
    store: EmbeddedStore, catalog: Catalog, diagram: DrawDiagram
) -> None:
    assert "kg query document-lineage" in lineage(diagram).caption
    rows = store.query(catalog.get("document-lineage").bind({})).rows
    assert len({tuple(map(plain, row)) for row in rows}) >= lineage(diagram).network.number_of_edges()
    assert f"kg draw lineage -p document {GUIZHOU}" in lineage(diagram, "en", GUIZHOU).caption
    assert shorten(str(expand(GUIZHOU))) == GUIZHOU
