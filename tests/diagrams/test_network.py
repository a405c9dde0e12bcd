"""The network diagram: the entities and edges that were chosen, all of them, and no others."""

from __future__ import annotations

import networkx as nx
import pytest

from kg import words
from kg.diagrams.diagram import Diagram
from kg.diagrams.network import AROUND, DEFAULT_CLASSES
from kg.diagrams.network_figure import MOST
from kg.drawing.style import GREY, SKY
from kg.errors import KgError, UnknownName
from kg.query.wording import borrowed
from kg.rdf.answers import plain
from kg.rdf.namespaces import PREFIXES, expand, shorten
from kg.rdf.store import EmbeddedStore
from kg.words import LANGUAGES
from tests.diagrams.conftest import DrawDiagram
from tests.drawing.figures import arrows_of, faults_of, nodes_of, said

INDEX = "indicator:manufacturing-quality-competitiveness-index"

VIEWS: dict[str, dict[str, str | int]] = {
    "default": {},
    "star": {"around": INDEX},
    "two records": {"around": "agent:curators", "hubs": 0},
    "long names": {"around": "document:yunnan-2021-quality-plan"},
    "many parts": {"classes": "qs:Sector"},
    "no relations": {"classes": "qs:Province"},
    "crowded": {"around": "measure:quality-safety-supervision", "depth": 2, "hubs": 60},
}
"""Parameters that make diagrams of every kind."""

PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

every_view = pytest.mark.parametrize("given", VIEWS.values(), ids=VIEWS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def ask(store: EmbeddedStore, columns: str, pattern: str) -> set[tuple[str, ...]]:
    """Return the rows of a pattern."""
    answer = store.query(f"{PROLOGUE} SELECT {columns} WHERE {{ {pattern} }}")
    return {tuple(map(plain, row)) for row in answer.rows}


def edges_of(found: Diagram) -> set[tuple[str, ...]]:
    """Return the edges as (from, property, to)."""
    return {(one, str(expand(key)), other) for one, other, key in found.network.edges(keys=True)}


# --- what is chosen ----------------------------------------------------------------------------------


def test_around_a_record_is_all_that_is_linked_to_it(store: EmbeddedStore, diagram: DrawDiagram) -> None:
    found = diagram("network", around=INDEX)
    tied = ask(
        store,
        "?other",
        f"""?property a owl:ObjectProperty .
        {{ {INDEX} ?property ?other }} UNION {{ ?other ?property {INDEX} }}
        ?other a ?class ; rdfs:label|skos:prefLabel ?label .
        ?class a owl:Class FILTER(STRSTARTS(STR(?class), STR(qs:)))""",
    )
    assert {(name,) for name in found.network} == tied | {(expand(INDEX),)}
    assert len(found.network) > 30


def test_every_property_between_the_records_is_an_edge(store: EmbeddedStore, diagram: DrawDiagram) -> None:
    found = diagram("network", around="document:yunnan-2021-quality-plan")
    names = " ".join(f"<{name}>" for name in found.network)
    tied = ask(
        store,
        "?one ?property ?other",
        f"""VALUES ?one {{ {names} }} VALUES ?other {{ {names} }}
        ?property a owl:ObjectProperty . ?one ?property ?other""",
    )
    assert edges_of(found) == tied
    assert len(tied) > 60


def test_the_default_view_has_the_actions_that_realise_the_measure_and_where(
    store: EmbeddedStore, diagram: DrawDiagram
) -> None:
    found = diagram("network")
    actions = f"?action qs:realises {AROUND} ; qs:region ?region ; a/rdfs:subClassOf* qs:Action"
    pairs = ask(store, "?action ?region", actions)
    regions = {(one, other) for one, property_, other in edges_of(found) if property_.endswith("#region")}
    assert pairs <= regions
    assert len({region for _, region in pairs}) >= 3
    assert edges_of(found) == edges_of(diagram("network", around=AROUND, depth=2, classes=DEFAULT_CLASSES))


def test_a_class_means_its_subclasses(store: EmbeddedStore, diagram: DrawDiagram) -> None:
    found = diagram("network", classes="qs:Action")
    expected = ask(store, "?record", "?record a/rdfs:subClassOf* qs:Action")
    assert {(name,) for name in found.network} == expected
    assert {"qs:Action", "qs:Campaign", "qs:Project", "qs:Task"} == set(found.scene.marks)


def test_owl_thing_means_every_class(store: EmbeddedStore, diagram: DrawDiagram) -> None:
    from kg.networks.entities import entity_network  # noqa: PLC0415

    found = diagram("network", classes="owl:Thing")
    every = entity_network(store)
    assert set(found.network) == set(every) == set(found.scene.places)
    assert found.network.number_of_edges() == every.number_of_edges()


def test_a_record_of_another_class_stays_in_the_middle(store: EmbeddedStore, diagram: DrawDiagram) -> None:
    found = diagram("network", around="region:guizhou", classes="qs:Target")
    types = {facts["type"] for _, facts in found.network.nodes(data=True)}
    assert types == {"qs:Target", "qs:Province"}
    expected = ask(store, "?record", "?record a qs:Target ; qs:region region:guizhou")
    assert len(found.network) == len(expected) + 1


def test_hubs_are_left_out_and_what_only_they_reach(diagram: DrawDiagram) -> None:
    whole = diagram("network", classes="owl:Thing").network
    middle = str(expand("measure:brand-building"))
    assert whole.degree(middle) > 20
    found = diagram("network", around=middle, depth=2, hubs=20)
    assert max(whole.degree(name) for name in found.network if name != middle) <= 20
    assert nx.is_weakly_connected(found.network)
    assert len(found.network) > 40


@pytest.mark.parametrize("name", ["贵州省", "guizhou province", "region:guizhou", "<{region}guizhou>"])
def test_a_record_is_named_by_a_label_or_an_iri(diagram: DrawDiagram, name: str) -> None:
    found = diagram("network", "zh", around=name.format(region=PREFIXES["region"]), classes="qs:Project")
    assert found.title.startswith("贵州省")
    assert "kg draw network -p around region:guizhou -p depth 1 -p classes qs:Project" in found.caption


def test_any_kind_of_record_may_be_named_by_its_label(diagram: DrawDiagram) -> None:
    for label in (
        "percent",
        "首席质量官制度",
        "Regional Comprehensive Economic Partnership Agreement (RCEP)",
    ):
        assert len(diagram("network", around=label, hubs=20).network) > 0


# --- the page ----------------------------------------------------------------------------------------


@every_view
@every_language
def test_all_records_and_relations_are_on_the_page(
    diagram: DrawDiagram, given: dict[str, str | int], lang: str
) -> None:
    found = diagram("network", lang, **given)
    figure = found.figure()
    assert set(nodes_of(figure)) == set(found.network)
    assert len(arrows_of(figure)) == len({pair for pair in found.network.edges() if pair[0] != pair[1]})
    text = said(figure)
    for name, facts in found.network.nodes(data=True):
        mark = found.scene.marks[facts["type"]]
        line = nodes_of(figure)[name]
        assert (line.get_color(), line.get_marker()) == (mark.colour, mark.shape)
        assert words.text(mark.label, lang) in text
    for part in (f"{len(found.network)}", "kg draw network"):
        assert part in text


@every_view
@every_language
def test_names_cover_neither_each_other_nor_the_margin(
    diagram: DrawDiagram, given: dict[str, str | int], lang: str
) -> None:
    assert list(faults_of(diagram("network", lang, **given).figure())) == []


@every_view
@every_language
def test_every_node_has_its_name_next_to_it_or_a_number_that_the_key_explains(
    diagram: DrawDiagram, given: dict[str, str | int], lang: str
) -> None:
    found = diagram("network", lang, **given)
    beside = [text.get_text() for text in found.figure().axes[1].texts]
    numbers = sorted(int(text) for text in beside if text.isdigit())
    assert len(beside) == len(found.network)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) <= 0.45 * len(found.network)
    key = [text for axes in found.figure().axes[2:] for text in axes.texts]
    names: list[str] = []
    for text in key:  # a number is grey, and the lines of its name follow
        if text.get_color() == GREY:
            names.append("")
        else:
            names[-1] += bare(text.get_text())
    assert [int(text.get_text()) for text in key if text.get_color() == GREY] == numbers
    labels = {bare(facts["label"]) for _, facts in found.network.nodes(data=True)}
    assert set(names) <= labels


def bare(text: str) -> str:
    """Return a text without blanks and with straight quotation marks, which English has in a figure."""
    return "".join(text.split()).translate(str.maketrans("“”‘’", "\"\"''"))


@every_language
def test_the_legend_counts_the_records_of_each_family(diagram: DrawDiagram, lang: str) -> None:
    found = diagram("network", lang)
    text = said(found.figure())
    count = sum(found.scene.marks[facts["type"]].colour == SKY for _, facts in found.network.nodes(data=True))
    label = words.text(next(m.label for m in found.scene.marks.values() if m.colour == SKY), lang)
    assert f"{label} ({count})" in text or f"{label}（{count}）" in text


@every_language
def test_the_record_in_the_middle_is_the_largest_and_named(diagram: DrawDiagram, lang: str) -> None:
    found = diagram("network", lang)
    marks = nodes_of(found.figure())
    middle = str(expand(AROUND))
    assert max(marks, key=lambda name: marks[name].get_markersize()) == middle
    text = "".join(said(found.figure()).split())
    assert text.count("".join(found.network.nodes[middle]["label"].split())) >= 2


def test_every_property_has_a_name_in_both_languages(store: EmbeddedStore, diagram: DrawDiagram) -> None:
    network = diagram("network", classes="owl:Thing").network
    used = {key for *_, key in network.edges(keys=True)}
    labelled = ask(store, "?property", "?property a owl:ObjectProperty ; rdfs:label ?label")
    own = {shorten(iri) for (iri,) in labelled}
    assert len(used) > 20
    for name in used - own:
        assert borrowed(expand(name) or "") is not None


def test_a_network_too_large_for_a_page_is_refused_with_the_cure(diagram: DrawDiagram) -> None:
    found = diagram("network", around="region:guizhou")
    assert len(found.network) > MOST
    with pytest.raises(KgError) as caught:
        found.write(".svg")
    for lang in LANGUAGES:
        for part in (str(len(found.network)), str(MOST), "depth", "classes", "hubs", ".gexf"):
            assert part in caught.value.message(lang)


# --- bad input ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"around": "region:guizhuo"}, "unknown entity 'region:guizhuo'; did you mean region:guizhou?"),
        ({"around": "http://example.org/}"}, "around takes an IRI or a prefixed name"),
        ({"around": "qs:Target"}, "unknown entity 'qs:Target'"),
        ({"around": ""}, "around takes an IRI or a prefixed name such as region:guizhou, or the label of "),
        ({"around": "Guizhuo"}, "did you mean Guizhou?"),
        ({"classes": "qs:Tarket"}, "unknown class 'qs:Tarket'; did you mean qs:Target?"),
        ({"classes": "Target"}, "unknown class 'Target'; did you mean qs:Target?"),
        ({"depth": -1}, "depth takes a whole number of at least 0, not '-1'"),
        ({"hubs": "-3"}, "hubs takes a whole number of at least 0, not '-3'"),
        ({"classes": "qs:Province", "hubs": 0}, "no entity has 0 edges or fewer"),
    ],
)
def test_a_wrong_value_gets_one_line(diagram: DrawDiagram, given: dict[str, str | int], message: str) -> None:
    with pytest.raises(KgError) as caught:
        diagram("network", **given)
    assert message in caught.value.message("en")
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


def test_a_parameter_of_another_drawing_is_unknown(diagram: DrawDiagram) -> None:
    with pytest.raises(UnknownName, match="unknown parameter 'indicator'; known: around, classes"):
        diagram("network", indicator=INDEX)
