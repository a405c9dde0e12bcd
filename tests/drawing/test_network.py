"""The picture of a network: the records and ties that were chosen, all of them, and no others."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import networkx as nx
import pytest

from kg.answers import plain
from kg.catalog import Catalog
from kg.drawing import picture_of
from kg.drawing.gallery import Choice
from kg.drawing.names import BORROWED
from kg.drawing.network import AROUND, CLASSES, picture_network
from kg.drawing.network_page import MOST
from kg.drawing.picture import Picture
from kg.drawing.style import LANGUAGES, SKY
from kg.errors import KgError, UnknownName
from kg.namespaces import PREFIXES, expand, shorten
from kg.project import Project
from kg.store import EmbeddedStore
from tests.drawing.pages import arrows_of, faults_of, marks_of, said

INDEX = "indicator:manufacturing-quality-competitiveness-index"

VIEWS: dict[str, dict[str, Choice]] = {
    "default": {},
    "star": {"around": INDEX},
    "two records": {"around": "agent:curators", "hubs": 0},
    "long names": {"around": "document:yunnan-2021-quality-plan"},
    "many parts": {"classes": ("qs:Sector",)},
    "no ties": {"classes": ("qs:Province",)},
    "crowded": {"around": "measure:quality-safety-supervision", "depth": 2, "hubs": 60},
}
"""Choices that make pictures of every kind."""

PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

every_view = pytest.mark.parametrize("choices", VIEWS.values(), ids=VIEWS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def catalog(project: Project) -> Catalog:
    return Catalog(project.queries)


_drawn: dict[tuple[str, object], Picture] = {}


def draw(store: EmbeddedStore, catalog: Catalog, lang: str = "en", /, **choices: Choice) -> Picture:
    """Return the picture of a network, which is drawn once for all tests."""
    key = (lang, tuple(sorted(choices.items())))
    if key not in _drawn:
        picture = picture_of(store, catalog, "network", lang, choices)
        _drawn[key] = replace(picture, draw=cache(picture.draw))
    return _drawn[key]


def ask(store: EmbeddedStore, columns: str, pattern: str) -> set[tuple[str, ...]]:
    """Return the rows of a pattern."""
    answer = store.query(f"{PROLOGUE} SELECT {columns} WHERE {{ {pattern} }}")
    return {tuple(map(plain, row)) for row in answer.rows}


def edges_of(picture: Picture) -> set[tuple[str, ...]]:
    """Return the edges as (from, property, to)."""
    return {(one, str(expand(key)), other) for one, other, key in picture.network.edges(keys=True)}


# --- what is chosen ----------------------------------------------------------------------------------


def test_around_a_record_is_all_that_is_tied_to_it(store: EmbeddedStore, catalog: Catalog) -> None:
    picture = draw(store, catalog, around=INDEX)
    tied = ask(
        store,
        "?other",
        f"""?property a owl:ObjectProperty .
        {{ {INDEX} ?property ?other }} UNION {{ ?other ?property {INDEX} }}
        ?other a ?class ; rdfs:label|skos:prefLabel ?label .
        ?class a owl:Class FILTER(STRSTARTS(STR(?class), STR(qs:)))""",
    )
    assert {(name,) for name in picture.network} == tied | {(expand(INDEX),)}
    assert len(picture.network) > 30


def test_every_property_between_the_records_is_an_edge(store: EmbeddedStore, catalog: Catalog) -> None:
    picture = draw(store, catalog, around="document:yunnan-2021-quality-plan")
    names = " ".join(f"<{name}>" for name in picture.network)
    tied = ask(
        store,
        "?one ?property ?other",
        f"""VALUES ?one {{ {names} }} VALUES ?other {{ {names} }}
        ?property a owl:ObjectProperty . ?one ?property ?other""",
    )
    assert edges_of(picture) == tied
    assert len(tied) > 60


def test_the_default_view_has_the_actions_that_realise_the_measure_and_where(
    store: EmbeddedStore, catalog: Catalog
) -> None:
    picture = draw(store, catalog)
    actions = f"?action qs:realises {AROUND} ; qs:region ?region ; a/rdfs:subClassOf* qs:Action"
    pairs = ask(store, "?action ?region", actions)
    regions = {(one, other) for one, property_, other in edges_of(picture) if property_.endswith("#region")}
    assert pairs <= regions
    assert len({region for _, region in pairs}) >= 3
    assert edges_of(picture) == edges_of(
        picture_network(store, catalog, "en", around=AROUND, depth=2, classes=CLASSES)
    )


def test_a_class_stands_for_its_subclasses(store: EmbeddedStore, catalog: Catalog) -> None:
    picture = draw(store, catalog, classes=("qs:Action",))
    expected = ask(store, "?record", "?record a/rdfs:subClassOf* qs:Action")
    assert {(name,) for name in picture.network} == expected
    assert {"qs:Action", "qs:Campaign", "qs:Project", "qs:Task"} == set(picture.marks)


def test_owl_thing_stands_for_every_class(store: EmbeddedStore, catalog: Catalog) -> None:
    from kg.network import entity_network  # noqa: PLC0415

    picture = draw(store, catalog, classes=("owl:Thing",))
    every = entity_network(store)
    assert set(picture.network) == set(every) == set(picture.places)
    assert picture.network.number_of_edges() == every.number_of_edges()


def test_a_record_of_another_class_stays_in_the_middle(store: EmbeddedStore, catalog: Catalog) -> None:
    picture = draw(store, catalog, around="region:guizhou", classes=("qs:Target",))
    types = {facts["type"] for _, facts in picture.network.nodes(data=True)}
    assert types == {"qs:Target", "qs:Province"}
    expected = ask(store, "?record", "?record a qs:Target ; qs:region region:guizhou")
    assert len(picture.network) == len(expected) + 1


def test_hubs_are_left_out_and_what_only_they_reach(store: EmbeddedStore, catalog: Catalog) -> None:
    whole = draw(store, catalog, classes=("owl:Thing",)).network
    middle = str(expand("measure:brand-building"))
    assert whole.degree(middle) > 20
    picture = draw(store, catalog, around=middle, depth=2, hubs=20)
    assert max(whole.degree(name) for name in picture.network if name != middle) <= 20
    assert nx.is_weakly_connected(picture.network)
    assert len(picture.network) > 40


@pytest.mark.parametrize("name", ["贵州省", "guizhou province", "region:guizhou", "<{region}guizhou>"])
def test_a_record_is_named_by_a_label_or_an_iri(store: EmbeddedStore, catalog: Catalog, name: str) -> None:
    picture = draw(
        store, catalog, "zh", around=name.format(region=PREFIXES["region"]), classes=("qs:Project",)
    )
    assert picture.title.startswith("贵州省")
    assert "--around region:guizhou --depth 1 --class qs:Project" in picture.caption


def test_any_kind_of_record_may_be_named_by_its_label(store: EmbeddedStore, catalog: Catalog) -> None:
    for label in ("percent", "首席质量官制度", "Regional Comprehensive Economic Partnership"):
        assert len(draw(store, catalog, around=label, hubs=20).network) > 0


# --- the page ----------------------------------------------------------------------------------------


@every_view
@every_language
def test_all_records_and_ties_are_on_the_page(
    store: EmbeddedStore, catalog: Catalog, choices: dict[str, Choice], lang: str
) -> None:
    picture = draw(store, catalog, lang, **choices)
    figure = picture.draw()
    assert set(marks_of(figure)) == set(picture.network)
    assert len(arrows_of(figure)) == len({pair for pair in picture.network.edges() if pair[0] != pair[1]})
    text = said(figure)
    for name, facts in picture.network.nodes(data=True):
        mark = picture.marks[facts["type"]]
        line = marks_of(figure)[name]
        assert (line.get_color(), line.get_marker()) == (mark.colour, mark.shape)
        assert mark.label in text
    for part in (f"{len(picture.network)}", "kg visualize network"):
        assert part in text


@every_view
@every_language
def test_names_cover_neither_each_other_nor_the_margin(
    store: EmbeddedStore, catalog: Catalog, choices: dict[str, Choice], lang: str
) -> None:
    assert list(faults_of(draw(store, catalog, lang, **choices).draw())) == []


@every_view
@every_language
def test_the_page_says_how_many_records_it_does_not_name(
    store: EmbeddedStore, catalog: Catalog, choices: dict[str, Choice], lang: str
) -> None:
    picture = draw(store, catalog, lang, **choices)
    figure = picture.draw()
    named = len(figure.axes[-1].texts)
    said_so = re.search(r"(\d+) of the \d+ records are drawn without|记录中有(\d+)条未标名称", said(figure))
    unnamed = int(said_so[1] or said_so[2]) if said_so is not None else 0
    assert named + unnamed == len(picture.network)
    assert named >= 0.55 * len(picture.network)


@every_language
def test_the_legend_counts_the_records_of_each_family(
    store: EmbeddedStore, catalog: Catalog, lang: str
) -> None:
    picture = draw(store, catalog, lang)
    text = said(picture.draw())
    count = sum(picture.marks[facts["type"]].colour == SKY for _, facts in picture.network.nodes(data=True))
    label = next(mark.label for mark in picture.marks.values() if mark.colour == SKY)
    assert f"{label} ({count})" in text or f"{label}（{count}）" in text


@every_language
def test_the_record_in_the_middle_is_the_largest_and_named(
    store: EmbeddedStore, catalog: Catalog, lang: str
) -> None:
    picture = draw(store, catalog, lang)
    marks = marks_of(picture.draw())
    middle = str(expand(AROUND))
    assert max(marks, key=lambda name: marks[name].get_markersize()) == middle
    words = "".join(said(picture.draw()).split())
    assert words.count("".join(picture.network.nodes[middle]["label"].split())) >= 2


def test_every_property_has_a_name_in_both_languages(store: EmbeddedStore, catalog: Catalog) -> None:
    network = draw(store, catalog, classes=("owl:Thing",)).network
    used = {key for *_, key in network.edges(keys=True)}
    labelled = ask(store, "?property", "?property a owl:ObjectProperty ; rdfs:label ?label")
    own = {shorten(iri) for (iri,) in labelled}
    assert len(used) > 20
    for name in used - own:
        assert set(BORROWED[name]) == set(LANGUAGES), name


def test_a_network_too_large_for_a_page_is_refused_with_the_cure(
    store: EmbeddedStore, catalog: Catalog
) -> None:
    picture = draw(store, catalog, around="region:guizhou")
    assert len(picture.network) > MOST
    with pytest.raises(KgError) as caught:
        picture.write(".svg")
    for lang in LANGUAGES:
        for part in (str(len(picture.network)), str(MOST), "--depth", "--class", "--hubs", ".gexf"):
            assert part in caught.value.message(lang)


# --- bad input ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"around": "region:guizhuo"}, "unknown record 'region:guizhuo'; did you mean region:guizhou?"),
        ({"around": "http://example.org/}"}, "unknown record"),
        ({"around": "qs:Target"}, "unknown record"),
        ({"around": ""}, "around takes the name of a record, not ''"),
        ({"around": "Guizhuo"}, "did you mean Guizhou?"),
        ({"classes": ("qs:Tarket",)}, "unknown class 'qs:Tarket'; did you mean qs:Target?"),
        ({"classes": ("Target",)}, "unknown class 'Target'; did you mean qs:Target?"),
        ({"depth": -1}, "depth is -1; give 0 or more"),
        ({"hubs": -3}, "hubs is -3; give 0 or more"),
        ({"classes": ("qs:Province",), "hubs": 0}, "no record has 0 ties or fewer"),
    ],
)
def test_a_wrong_choice_gets_one_line(
    store: EmbeddedStore, catalog: Catalog, choices: dict[str, Choice], message: str
) -> None:
    with pytest.raises(KgError) as caught:
        draw(store, catalog, **choices)
    assert message in caught.value.message("en")
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


def test_a_choice_of_another_picture_is_unknown(store: EmbeddedStore, catalog: Catalog) -> None:
    with pytest.raises(UnknownName, match="unknown choice of network 'indicator'; known: around, classes"):
        draw(store, catalog, indicator=INDEX)
