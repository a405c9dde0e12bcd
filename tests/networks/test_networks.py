"""The projections: what they keep is all there, what they are said to lose is lost, their order is fixed."""

from __future__ import annotations

import json
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings

from kg.networks.adoption import measure_network
from kg.networks.documents import document_network
from kg.networks.entities import entity_network
from kg.networks.projection import one_mode
from kg.networks.roles import role_network
from kg.networks.targets import indicator_network
from kg.rdf.namespaces import BASE, expand
from kg.rdf.store import EmbeddedStore
from tests.adoption import LEVELS, STAGES, adoptions
from tests.conftest import ROOT
from tests.hash_seeds import FEW, printed
from tests.sparql import number, select
from tests.strategies import two_mode_networks

OWN_CLASS = "?class a owl:Class FILTER(STRSTARTS(STR(?class), STR(qs:)))"
ORDER = """
import json, sys
from kg.networks import adoption, documents, entities, projection, roles, targets
from kg.networks.excerpt import neighbourhood
from kg.graph import open_graph
store = open_graph(sys.argv[1]).store
measures = adoption.measure_network(store)
regions = sorted(name for name, facts in measures.nodes(data=True) if facts["mode"] == "region")
made = [
    entities.entity_network(store),
    neighbourhood(entities.entity_network(store), "region:guizhou", 1),
    measures,
    adoption.measure_network(store, "area", "done"),
    targets.indicator_network(store),
    roles.role_network(store, grain="task"),
    documents.document_network(store),
    projection.one_mode(measures, regions),
    projection.one_mode(measures, regions, weight="jaccard"),
]
print(json.dumps([[list(each.nodes(data=True)), list(each.edges(data=True))] for each in made]))
"""


@pytest.fixture(scope="module")
def entities(store: EmbeddedStore) -> nx.MultiDiGraph[str]:
    return entity_network(store)


def test_every_record_with_a_label_is_a_node(store: EmbeddedStore, entities: nx.MultiDiGraph[str]) -> None:
    assert len(entities) == number(
        store,
        "?node",
        f"{OWN_CLASS} ?node a ?class {{ ?node rdfs:label ?l }} UNION {{ ?node skos:prefLabel ?l }}",
    )


def test_every_object_property_between_two_nodes_is_an_edge_unless_a_rule_derives_it(
    store: EmbeddedStore, entities: nx.MultiDiGraph[str]
) -> None:
    properties = "?p a owl:ObjectProperty FILTER(?p NOT IN (eli:passed_by, skos:narrower))"
    said = select(store, f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s ?p ?o . {properties} }}")
    wanted = {row for row in said if row[0] in entities and row[2] in entities}
    assert {(one, expand(key), other) for one, other, key in entities.edges(keys=True)} == wanted


def test_a_node_has_the_labels_that_the_graph_gives_it(
    store: EmbeddedStore, entities: nx.MultiDiGraph[str]
) -> None:
    labels = {
        (node, str(tag)[:2]): text
        for node, text, tag in select(
            store, "SELECT ?n ?l (LANG(?l) AS ?t) WHERE { ?n rdfs:label|skos:prefLabel ?l }"
        )
    }
    for name, facts in entities.nodes(data=True):
        assert facts["label_en"] == labels[name, "en"] == facts["label"]
        assert facts["label_zh"] == labels[name, "zh"]


def test_labels_come_in_chinese_on_request(store: EmbeddedStore) -> None:
    facts = entity_network(store, "zh").nodes[BASE + "region/guizhou"]
    assert facts["label"] == facts["label_zh"] == "贵州省"


def test_a_claim_has_its_value_period_and_source_but_not_its_quotations(
    store: EmbeddedStore, entities: nx.MultiDiGraph[str]
) -> None:
    figure = entities.nodes[f"{BASE}source/guizhou-2023-status-report/observation-registered-trademarks-2023"]
    assert {key: figure[key] for key in ("value", "comparator", "unit", "period", "source")} == {
        "value": 503800,
        "comparator": "comparator:exactly",
        "unit": "unit:jian",
        "period": "2023",
        "source": "source:guizhou-2023-status-report",
    }
    stated = select(
        store, "SELECT ?claim WHERE { ?claim qs:value ?value ; rdfs:label ?label } GROUP BY ?claim"
    )
    assert len(stated) == sum("value" in facts for _, facts in entities.nodes(data=True)) > 600
    quotations = {row[0] for row in select(store, "SELECT ?e WHERE { ?claim qs:evidence ?e }")}
    assert len(quotations) > 0
    assert quotations.isdisjoint(entities)
    assert {key for _, facts in entities.nodes(data=True) for key in facts} == {
        "label", "label_en", "label_zh", "type", "value", "comparator", "unit", "period", "status", "source",
    }  # fmt: skip
    assert {key for *_, facts in entities.edges(data=True) for key in facts} == {"property"}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("stage", STAGES)
def test_measures_have_edges_to_the_regions_that_have_adopted_them(
    store: EmbeddedStore, level: str, stage: str
) -> None:
    found, known = measure_network(store, level, stage), adoptions()
    states = {key: its.at_least(stage) for key, its in known.found.items() if known.level[key[1]] == level}
    assert {(one, other): facts["weight"] for one, other, facts in found.edges(data=True)} == {
        key: len(known.found[key].claims) for key, state in states.items() if state == "yes"
    }
    for region in known.coded:
        assert list(found.nodes[region]["other_form"]) == sorted(
            concept for (where, concept), state in states.items() if (where, state) == (region, "other form")
        )
    assert set(found) == {*known.coded, *known.of(level)}


def test_a_measure_has_its_broader_concept(store: EmbeddedStore) -> None:
    known = adoptions()
    for level in LEVELS:
        for name, facts in measure_network(store, level).nodes(data=True):
            if facts["mode"] == "measure":
                assert facts["broader"] == (known.above[name] or name)


def test_a_region_has_its_coding_status(store: EmbeddedStore) -> None:
    found = measure_network(store).nodes
    coded = adoptions().coded
    assert {name: found[name]["reading"] for name in coded} == coded
    assert found[BASE + "region/guizhou"]["reading"] == "plan"
    assert found[BASE + "region/yunnan"]["reading"] == "source"
    assert found[BASE + "region/tibet"]["reading"] == "part"


TARGETS = """?t a qs:Target ; qs:region ?region ; qs:indicator/skos:broader* ?family ; qs:value ?value ;
    qs:unit ?unit ; qs:comparator ?comparator ; qs:period ?period .
  FILTER NOT EXISTS { ?family skos:broader ?wider }
  FILTER(!REGEX(STR(?unit), "rank|change|percentage-point"))"""
"""The targets in the form of their indicator, with the family of it."""


def test_families_of_indicators_have_edges_to_regions_with_targets(store: EmbeddedStore) -> None:
    found = indicator_network(store)
    counted = select(
        store,
        f"""SELECT ?region ?family (COUNT(*) AS ?n) WHERE {{
          SELECT DISTINCT ?region ?family ?value ?unit ?comparator ?period WHERE {{ {TARGETS} }} }}
        GROUP BY ?region ?family""",
    )
    assert {(one, other): facts["weight"] for one, other, facts in found.edges(data=True)} == {
        (region, family): n for region, family, n in counted
    }
    values = {value for *_, facts in found.edges(data=True) for *_, value in facts["values"]}
    assert values == {row[0] for row in select(store, f"SELECT DISTINCT ?value WHERE {{ {TARGETS} }}")}


def test_wordings_of_one_indicator_are_in_one_family(store: EmbeddedStore) -> None:
    family = f"{BASE}indicator/food-pass-rate"
    found = indicator_network(store)
    wordings = select(
        store,
        """SELECT DISTINCT ?i WHERE { ?t a qs:Target ; qs:indicator ?i .
          ?i skos:broader+ <https://w3id.org/quality-strategy/indicator/food-pass-rate> }""",
    )
    assert len(wordings) > 0
    assert all(row[0] not in found for row in wordings)
    assert len(found[family]) > 5


def test_a_region_with_another_claim_on_a_family_has_it_in_another_form(store: EmbeddedStore) -> None:
    found = indicator_network(store)
    guizhou = BASE + "region/guizhou"
    product = BASE + "indicator/manufacturing-product-pass-rate"
    # Guizhou's targets are a rise of two points and a goal, not a rate.
    assert product in found.nodes[guizhou]["other_form"]
    assert not found.has_edge(guizhou, product)
    assert all(not found.has_edge(guizhou, family) for family in found.nodes[guizhou]["other_form"])


def test_institutions_have_edges_to_actions_for_their_roles(store: EmbeddedStore) -> None:
    found = role_network(store)
    played = """?role a qs:Role ; qs:agent ?body ; qs:playedIn ?action . ?action qs:status ?status .
        ?body a/rdfs:subClassOf* qs:Organization"""
    assert found.number_of_edges() == number(store, "CONCAT(STR(?body), ' ', STR(?action))", played)
    bodies = [name for name, facts in found.nodes(data=True) if facts["mode"] == "body"]
    assert len(bodies) == number(store, "?body", played)


def test_only_the_requested_roles_make_an_edge(store: EmbeddedStore) -> None:
    led = role_network(store, ["role:leader"])
    assert {facts["roles"] for *_, facts in led.edges(data=True)} == {("role:leader",)}
    assert led.number_of_edges() == number(
        store,
        "CONCAT(STR(?b), ' ', STR(?a))",
        """?r qs:roleKind role:leader ; qs:agent ?b ; qs:playedIn ?a . ?a qs:status ?status .
        ?b a/rdfs:subClassOf* qs:Organization""",
    )


def test_by_task_a_clause_is_replaced_by_its_task(store: EmbeddedStore) -> None:
    clauses, tasks = role_network(store), role_network(store, grain="task")
    part_of = select(store, "SELECT ?action ?task WHERE { ?action qs:partOf ?task . ?task a qs:Task }")
    parents = {str(action): str(task) for action, task in part_of}
    moved = [name for name, facts in clauses.nodes(data=True) if facts["mode"] == "task" and name in parents]
    assert len(moved) > 0
    for clause in moved:
        assert clause not in tasks
        assert set(clauses[clause]) <= set(tasks[parents[clause]])


def test_documents_have_edges_for_the_relations_that_texts_state(store: EmbeddedStore) -> None:
    found = document_network(store)
    assert {(one, facts["relation"], other) for one, other, facts in found.edges(data=True)} == {
        (one, f"relation:{str(kind).rpartition('/')[2]}", other)
        for one, kind, other in select(
            store,
            """SELECT ?a ?k ?b
            WHERE { ?l a qs:Lineage ; qs:fromDocument ?a ; qs:relation ?k ; qs:toDocument ?b }""",
        )
    }
    assert len(found) == number(
        store, "?d", "{ ?d a/rdfs:subClassOf* qs:Document } UNION { ?d a/rdfs:subClassOf* qs:Source }"
    )


@given(two_mode_networks())
@settings(deadline=None)
def test_the_projection_has_an_edge_between_nodes_that_share_neighbors(network: nx.Graph[str]) -> None:
    rows = sorted(name for name, facts in network.nodes(data=True) if facts["mode"] == "row")
    shared, alike = one_mode(network, rows), one_mode(network, rows, weight="jaccard")
    for one, other in combinations(rows, 2):
        both, either = set(network[one]) & set(network[other]), set(network[one]) | set(network[other])
        assert shared.get_edge_data(one, other, {"weight": 0})["weight"] == len(both)
        if len(both) > 0:
            assert alike.edges[one, other]["weight"] == pytest.approx(len(both) / len(either))
        assert alike.has_edge(one, other) is shared.has_edge(one, other)


def test_nodes_that_are_left_out_are_not_in_the_projection() -> None:
    network: nx.Graph[str] = nx.Graph([("a", "x"), ("b", "x"), ("c", "x"), ("c", "y")])
    assert list(one_mode(network, ["a", "b"])) == ["a", "b"]


def test_nodes_and_edges_come_in_the_same_order_for_any_hash_seed() -> None:
    assert all(len(nodes) > 0 for nodes, _ in json.loads(printed(ORDER, ROOT, seeds=FEW)))
