"""Labels in the place of IRIs: one record is meant, or the error says which ones might be."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.errors import AmbiguousName, KgError, UnknownName, WrongValue
from kg.project import Project
from kg.query.catalog import read_query
from kg.query.labels import resolve, settle
from kg.query.parameters import Argument, Given, Parameter, values_of
from kg.rdf.answers import Answer
from kg.rdf.endpoint import RemoteStore
from kg.rdf.namespaces import BASE, OWL, QS, RDF_TYPE, RDFS, SKOS, shorten
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore, Store
from kg.rdf.turtle import parse, read
from tests.queries.rows import PROJECT

SMALL = """\
@prefix document: <https://w3id.org/quality-strategy/eli/> .
@prefix qs: <https://w3id.org/quality-strategy/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix region: <https://w3id.org/quality-strategy/region/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <https://w3id.org/quality-strategy/source/> .
@prefix unit: <https://w3id.org/quality-strategy/unit/> .

qs:Province rdfs:subClassOf qs:Region .
qs:Plan rdfs:subClassOf qs:PolicyDocument .
qs:PolicyDocument rdfs:subClassOf qs:Document .

region:guizhou a qs:Province ; rdfs:label "Guizhou Province"@en, "贵州省"@zh-Hans .
region:guizhou skos:altLabel "Guizhou"@en, "贵州"@zh-Hans .
region:yunnan a qs:Province ; rdfs:label "Yunnan Province"@en, "云南省"@zh-Hans ; skos:altLabel "South"@en .
region:south a qs:Region ; rdfs:label "South"@en, "南方"@zh-Hans ; skos:altLabel "The south"@en .
region:far-south a qs:Region ; rdfs:label "Far south"@en, "华南"@zh-Hans ; skos:altLabel "The south"@en .
document:plan a qs:Plan ; rdfs:label "Plan: the whole"@en, "规划"@zh-Hans .
source:plan a qs:Source ; rdfs:label "The plan as a page"@en, "规划页面"@zh-Hans .
<https://w3id.org/quality-strategy/source/plan/part> a qs:Section ; rdfs:label "One part"@en .
<https://w3id.org/quality-strategy/source/page/part> a qs:Section ; rdfs:label "Another part"@en .
unit:percent a qs:Unit ; skos:prefLabel "Percent"@en, "百分之一"@zh-Hans .
"""

PARAMETERS = [each for path in PROJECT.queries for each in read_query(path).parameters.values()]

CLASSES = {
    "region": (QS + "Region",),
    "document": (QS + "Document", QS + "Source"),
    "part": (QS + "Section",),
    "unit": (QS + "Unit",),
}


class Counting:
    """A store that counts what it is asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[str] = []

    def query(self, sparql: str) -> Answer:
        """Return what the store answers."""
        self.asked.append(sparql)
        return self.store.query(sparql)

    def ask(self, sparql: str) -> bool:
        """Return what the store answers."""
        return self.store.ask(sparql)

    def construct(self, sparql: str) -> tuple[ox.Triple, ...]:
        """Return what the store answers."""
        return self.store.construct(sparql)


@pytest.fixture
def small() -> Counting:
    """Some records with labels."""
    return Counting(EmbeddedStore.of(parse(SMALL, Path("small.ttl")).triples))


def meant(store: Store, name: str, value: str) -> str:
    """Return the IRI that takes the place of a label."""
    (found,) = values_of(resolve(store, CLASSES, {name: value})[name])
    assert found.startswith("<") and found.endswith(">"), found
    return found[1:-1]


@pytest.mark.parametrize(
    "label",
    [
        "贵州省",
        "贵州",
        "Guizhou Province",
        "Guizhou",
        "GUIZHOU",
        "guizhou  province",
        "  贵州 ",
        "ｇｕｉｚｈｏｕ",
        "贵州\u3000",
        "貴州",
        "貴州省",
    ],
)
def test_a_label_in_either_language_and_script_means_its_record(small: Counting, label: str) -> None:
    assert meant(small, "region", label) == BASE + "region/guizhou"


def test_a_concept_is_meant_by_its_preferred_label(small: Counting) -> None:
    assert meant(small, "unit", "百分之一") == BASE + "unit/percent"


def test_a_label_of_a_record_of_another_class_is_not_found(small: Counting) -> None:
    with pytest.raises(UnknownName):
        meant(small, "unit", "贵州")  # the small graph does not say which classes there are


def test_a_label_of_a_record_of_another_class_is_reported_with_that_class(store: EmbeddedStore) -> None:
    with pytest.raises(WrongValue) as caught:
        resolve(store, {"indicator": (QS + "Indicator",)}, {"indicator": "贵州省"})
    assert caught.value.message("en").startswith(
        "indicator takes a qs:Indicator, but '贵州省' (region:guizhou) is a qs:Province"
    )
    assert caught.value.message("zh").startswith(
        "indicator 需要 qs:Indicator，而 '贵州省' (region:guizhou) 是 qs:Province"
    )


def test_owl_thing_means_the_records_of_every_class(store: EmbeddedStore) -> None:
    classes = {"around": ("http://www.w3.org/2002/07/owl#Thing",)}
    for label, record in (("贵州省", "region/guizhou"), ("percent", "unit/percent"), ("RCEP", "eli/rcep")):
        assert resolve(store, classes, {"around": label}) == {"around": f"<{BASE}{record}>"}


def test_a_label_may_have_a_colon_if_a_blank_follows(small: Counting) -> None:
    assert meant(small, "document", "plan: the whole") == BASE + "eli/plan"


def test_an_official_label_has_priority_over_an_alternative_one(small: Counting) -> None:
    assert meant(small, "region", "South") == BASE + "region/south"


def test_a_label_of_several_records_names_them(small: Counting) -> None:
    with pytest.raises(AmbiguousName) as caught:
        meant(small, "region", "the South")
    assert caught.value.candidates == ("region:far-south", "region:south")
    assert caught.value.message("en") == (
        "the region 'the South' is ambiguous: region:far-south or region:south; name one of these"
    )
    assert caught.value.message("zh") == (
        "region 'the South' 可能指 region:far-south、region:south；请写明其中之一"
    )


@pytest.mark.parametrize(
    ("label", "nearest"),
    [
        ("Guizhuo", "Guizhou"),
        ("GUIZHUO", "Guizhou"),
        ("Yunan province", "Yunnan Province"),
        ("far-sout", "far-south"),
        ("贵洲", "贵州"),
        ("云南身", "云南省"),
        ("Shanghai", None),
        ("上海", None),
    ],
)
def test_a_label_that_nothing_has_is_named_with_the_nearest_in_its_language(
    small: Counting, label: str, nearest: str | None
) -> None:
    with pytest.raises(UnknownName) as caught:
        meant(small, "region", label)
    assert (caught.value.name, caught.value.nearest) == (label, nearest)
    assert repr(label) in caught.value.message("en")
    assert "未知的 region " in caught.value.message("zh")


# --- the last part of an IRI -----------------------------------------------------------------------


def test_the_last_part_of_an_iri_means_its_record(small: Counting) -> None:
    assert meant(small, "region", "far-south") == BASE + "region/far-south"


def test_if_a_document_and_a_source_have_one_name_the_first_class_is_chosen(
    small: Counting,
) -> None:
    assert meant(small, "document", "plan") == BASE + "eli/plan"


def test_a_part_of_several_iris_names_them(small: Counting) -> None:
    assert meant(small, "part", "plan/part") == BASE + "source/plan/part"
    with pytest.raises(AmbiguousName) as caught:
        meant(small, "part", "part")
    assert caught.value.candidates == ("source:page/part", "source:plan/part")


# --- what is left alone ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", ["regoin:guizhou", "region:gui zhou", "<http://example.org/ a>", "http://[", "", "  "]
)
def test_a_value_that_cannot_be_a_label_costs_no_query(small: Counting, value: str) -> None:
    assert resolve(small, CLASSES, {"region": value}) == {"region": value}
    assert small.asked == []


@pytest.mark.parametrize(
    "value", ["region:guizhou", f"{BASE}region/guizhou", f"<{BASE}region/guizhou>", " region:guizhou "]
)
def test_an_iri_of_a_record_stays_and_costs_one_query(small: Counting, value: str) -> None:
    assert resolve(small, CLASSES, {"region": value}) == {"region": value}
    assert len(small.asked) == 1


@pytest.mark.parametrize(
    ("value", "named", "nearest"),
    [
        ("region:guizho", "region:guizho", "region:guizhou"),
        (f"{BASE}region/guizho", "region:guizho", "region:guizhou"),
        (f"<{BASE}region/guizho>", "region:guizho", "region:guizhou"),
        ("indicator:guizhou", "indicator:guizhou", "region:guizhou"),
        ("region:贵洲", "region:贵洲", "region:guizhou"),
        ("region:yunnan-provinc", "region:yunnan-provinc", "region:yunnan"),
        ("http://example.org/a", "<http://example.org/a>", None),
        ("region:atlantis", "region:atlantis", None),
    ],
)
def test_an_iri_that_no_record_has_is_an_error_with_the_nearest(
    small: Counting, value: str, named: str, nearest: str | None
) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(small, CLASSES, {"region": value})
    assert (caught.value.name, caught.value.nearest) == (named, nearest)
    en, zh = (caught.value.message(lang) for lang in ("en", "zh"))
    if nearest is not None:
        assert en == f"unknown region {named!r}; did you mean {nearest}?"
        assert zh == f"未知的 region {named!r}；您是否指 {nearest}？"
    else:
        assert en == f"unknown region {named!r}; no similar name is known"
        assert zh == f"未知的 region {named!r}；没有相近的名称"


def test_a_record_of_another_class_is_reported_with_its_class_and_the_required_one(small: Counting) -> None:
    with pytest.raises(WrongValue) as caught:
        resolve(small, CLASSES, {"document": "region:guizhou"})
    assert caught.value.message("en") == (
        "document takes a qs:Document or qs:Source, but region:guizhou is a qs:Province"
    )
    assert caught.value.message("zh") == (
        "document 需要 qs:Document、qs:Source，而 region:guizhou 是 qs:Province"
    )


def test_for_a_record_of_another_class_the_namesake_of_the_right_class_is_suggested(small: Counting) -> None:
    with pytest.raises(WrongValue) as caught:
        resolve(small, {"source": (QS + "Source",)}, {"source": "document:plan"})
    assert caught.value.message("en") == (
        "source takes a qs:Source, but document:plan is a qs:Plan; did you mean source:plan?"
    )
    assert caught.value.message("zh").endswith("；您是否指 source:plan？")


def test_several_names_cost_one_query_for_labels_and_one_for_iris(small: Counting) -> None:
    found = resolve(small, CLASSES, {"unit": "Percent", "region": "贵州", "document": "document:plan"})
    assert found == {
        "unit": f"<{BASE}unit/percent>",
        "region": f"<{BASE}region/guizhou>",
        "document": "document:plan",
    }
    assert len(small.asked) == 2


def test_an_argument_that_takes_no_record_is_left_alone(small: Counting) -> None:
    arguments = {"minimum": "2", "thing": "贵州"}
    assert resolve(small, {**CLASSES, "thing": ()}, arguments) == arguments
    assert small.asked == []


def test_a_name_of_a_record_costs_a_query_one_query_more(project: Project) -> None:
    graph = kg.open(project.root)
    store = Counting(graph.store)
    graph.store = store
    rows = graph.query("targets-and-outcomes", region="region:guizhou")
    assert len(store.asked) == 2
    assert graph.query("targets-and-outcomes", region="贵州") == rows
    assert len(store.asked) == 4
    graph.query("targets-and-outcomes")
    assert len(store.asked) == 5


# --- the values of parameters -----------------------------------------------------------------------

REGION = Parameter("region", "iri", "Only this region", "仅此地区", classes=CLASSES["region"])
LEVEL = Parameter("level", "string", "The level", "层级", default="theme", choices=("theme", "area"))
DEPTH = Parameter("depth", "integer", "The depth", "深度", default="1", least=0)
WEIGHT = Parameter("weight", "decimal", "The weight", "权重")
TAKEN = {each.name: each for each in (REGION, LEVEL, DEPTH, WEIGHT)}


def test_a_parameter_that_is_not_given_has_its_default_and_costs_no_query(small: Counting) -> None:
    assert settle(small, TAKEN, {}) == {"region": "", "level": "theme", "depth": 1, "weight": ""}
    assert small.asked == []


def test_a_given_value_is_read_as_its_type(small: Counting) -> None:
    given: dict[str, Argument] = {"region": "贵州", "level": "area", "depth": 3, "weight": Decimal("0.5")}
    assert settle(small, TAKEN, given) == {
        "region": BASE + "region/guizhou",
        "level": "area",
        "depth": 3,
        "weight": 0.5,
    }


def test_a_default_is_not_looked_up(small: Counting) -> None:
    absent = Parameter("region", "iri", "", "", classes=CLASSES["region"], default="region:none")
    assert settle(small, {"region": absent}, {}) == {"region": BASE + "region/none"}
    with pytest.raises(UnknownName):
        settle(small, {"region": absent}, {"region": "region:none"})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"regoin": "贵州"}, "unknown parameter 'regoin'; did you mean region?"),
        ({"region": "Guizhuo"}, "unknown region 'Guizhuo'; did you mean Guizhou?"),
        ({"region": "region:guizho"}, "unknown region 'region:guizho'; did you mean region:guizhou?"),
        ({"region": "unit:percent"}, "region takes a qs:Region, but unit:percent is a qs:Unit"),
        (
            {"region": " "},
            "region takes an IRI or a prefixed name such as region:guizhou, or the label of a ",
        ),
        ({"level": "city"}, "level takes one of theme, area, not 'city'"),
        ({"level": ""}, "level takes one of theme, area, not ''"),
        ({"depth": 1.5}, "depth takes a whole number of at least 0, not '1.5'"),
        ({"depth": True}, "depth takes a whole number of at least 0, not 'True'"),
    ],
)
def test_an_invalid_value_is_reported_in_one_line(
    small: Counting, given: dict[str, Argument], message: str
) -> None:
    with pytest.raises((UnknownName, WrongValue)) as caught:
        settle(small, TAKEN, given)
    assert message in caught.value.message("en")
    for lang in ("en", "zh"):
        assert "\n" not in caught.value.message(lang)


# --- on the graph itself ---------------------------------------------------------------------------


def test_a_server_knows_the_same_iris(remote: RemoteStore) -> None:
    assert resolve(remote, CLASSES, {"region": "region:guizhou"}) == {"region": "region:guizhou"}
    with pytest.raises(UnknownName, match=r"did you mean region:guizhou\?"):
        resolve(remote, CLASSES, {"region": "region:guizho"})


def test_a_server_knows_the_same_labels(remote: RemoteStore) -> None:
    assert meant(remote, "region", "貴州") == BASE + "region/guizhou"
    assert meant(remote, "document", "guizhou-2023-implementing-opinion") == (
        BASE + "eli/guizhou-2023-implementing-opinion"
    )


@pytest.mark.parametrize("classes", sorted({each.classes for each in PARAMETERS if len(each.classes) > 0}))
def test_a_label_on_the_graph_means_its_record_or_names_it_among_others(
    classes: tuple[str, ...], store: EmbeddedStore, records: Records
) -> None:
    def is_meant(record: str) -> bool:
        """Say whether a record is of one of the classes, or of a class below."""
        if OWL + "Thing" in classes:
            return any(each.startswith(QS) for each in records.all(record, RDF_TYPE))
        above = records.all(record, RDF_TYPE)
        while len(above) > 0 and len(set(above) & set(classes)) == 0:
            above = [each for class_ in above for each in records.all(class_, RDFS + "subClassOf")]
        return len(above) > 0

    labels = [
        (record, label)
        for predicate in (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel")
        for record in records.with_predicate(predicate)
        if is_meant(record)
        for label in records.all(record, predicate)
    ]
    assert len(labels) > 0
    for record, label in labels[:: len(labels) // 20 + 1]:
        try:
            found = resolve(store, {"it": classes}, {"it": label})["it"]
        except AmbiguousName as error:
            assert shorten(record, "/") in error.candidates
        else:
            assert found == f"<{record}>", label


@pytest.fixture(scope="module")
def records() -> Records:
    """The whole graph by subject."""
    return Records(triple for path in PROJECT.graph_files for triple in read(path).triples)


# --- several values ---------------------------------------------------------------------------------


def test_each_of_several_values_is_looked_for(small: Counting) -> None:
    given: dict[str, Given] = {"region": ("贵州", "region:guizhou"), "unit": "Percent"}
    found = resolve(small, CLASSES, given)
    assert found["region"] == (f"<{BASE}region/guizhou>", "region:guizhou")
    assert len(small.asked) == 2
    with pytest.raises(UnknownName, match="Guizhuo"):
        resolve(small, CLASSES, {"region": ("贵州", "Guizhuo")})


def test_several_values_are_read_each(small: Counting) -> None:
    regions = Parameter("region", "iri", "", "", classes=CLASSES["region"], several=True)
    assert settle(small, {"region": regions}, {}) == {"region": ()}
    assert settle(small, {"region": regions}, {"region": ["贵州"]}) == {"region": (BASE + "region/guizhou",)}
    with pytest.raises(WrongValue):
        settle(small, {"region": regions}, {"region": ["贵州", ""]})
    with pytest.raises(KgError, match="'region' was given more than once"):
        settle(small, TAKEN, {"region": ["贵州", "贵州"]})
