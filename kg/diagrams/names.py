"""The labels of classes, properties and coded values in both languages, for legends, edges and panels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kg.query.wording import words_of
from kg.rdf.namespaces import iri_in, shorten
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx

BORROWED: Final = {
    "dcterms:isPartOf": {"en": "is part of", "zh": "是其一部分"},
    "dcterms:spatial": {"en": "area covered", "zh": "所涉地区"},
    "foaf:page": {"en": "page", "zh": "网页"},
    "org:subOrganizationOf": {"en": "belongs to", "zh": "隶属"},
    "prov:used": {"en": "text read", "zh": "所读文本"},
    "prov:wasAssociatedWith": {"en": "reader", "zh": "编码员"},
    "skos:broader": {"en": "broader concept", "zh": "上位概念"},
    "skos:closeMatch": {"en": "close match", "zh": "相近概念"},
    "skos:exactMatch": {"en": "exact match", "zh": "等同概念"},
    "skos:related": {"en": "related concept", "zh": "相关概念"},
}
"""What properties of other vocabularies are called, which have no labels in the project's ontology."""

CODED: Final = ("comparator", "unit", "status", "source")
"""Attributes of nodes whose values are prefixed names; several are separated by semicolons."""


def names_of(store: Store, network: nx.MultiDiGraph[str]) -> dict[str, dict[str, str]]:
    """Return the labels of classes, properties and coded values in a network, by name and language.

    A term that has none in the graph, nor in `BORROWED`, is left out.

    Args:
        store: What answers.
        network: A network with `type` and perhaps `CODED` at its nodes, and `property` at its edges.

    Raises:
        NoAnswer: The store did not answer.
    """
    terms = {str(facts["type"]) for _, facts in network.nodes(data=True)}
    terms |= {str(facts["property"]) for *_, facts in network.edges(data=True)}
    terms |= {term for _, facts in network.nodes(data=True) for term in coded_values(facts)}
    names = {term: dict(words) for term, words in BORROWED.items() if term in terms}
    for iri, words in words_of(store, filter(None, map(iri_in, terms))).items():
        names.setdefault(shorten(iri, "/"), {}).update(words)
    return names


def coded_values(facts: Mapping[str, object]) -> set[str]:
    """Return the prefixed names among the attributes of a node (`unit:percent`)."""
    return {name for key in CODED if key in facts for name in str(facts[key]).split("; ")}
