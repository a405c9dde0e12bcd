"""Names of classes, properties and coded values: each that a network may show has one in both languages."""

from __future__ import annotations

import networkx as nx

from kg.diagrams.names import CODED_ATTRIBUTES, term_names
from kg.networks.entities import entity_network
from kg.rdf.store import EmbeddedStore


def test_every_class_property_and_coded_value_of_the_graph_has_a_name_in_both_languages(
    store: EmbeddedStore,
) -> None:
    network = entity_network(store)
    names = term_names(store, network)
    terms = {facts["type"] for _, facts in network.nodes(data=True)} | {
        key for *_, key in network.edges(keys=True)
    }
    for _, facts in network.nodes(data=True):
        terms |= {facts[key] for key in CODED_ATTRIBUTES if key in facts}
    assert len(terms) > 80
    assert sorted(terms - set(names)) == []
    for term, words in names.items():
        assert set(words) == {"en", "zh"}, term
        assert all(word.strip() != "" for word in words.values()), term
    assert names["qs:region"] == {"en": "region", "zh": "地区"}
    assert names["unit:percent"] == {"en": "%", "zh": "百分比"}


def test_a_term_without_a_name_is_left_out(store: EmbeddedStore) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("https://example.org/a", type="qs:Target")
    network.add_node("https://example.org/b", type="qs:Unheard")
    network.add_edge(
        "https://example.org/a", "https://example.org/b", key="skos:broader", property="skos:broader"
    )
    assert term_names(store, network) == {
        "qs:Target": {"en": "Target", "zh": "目标值"},
        "skos:broader": {"en": "broader concept", "zh": "上位概念"},
    }
