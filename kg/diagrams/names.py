"""The labels of classes, properties and coded values in both languages, for legends, edges and panels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kg.rdf.answers import plain
from kg.rdf.namespaces import RDFS, SKOS, iri_in, shorten
from kg.rdf.store import Store
from kg.words import LANGUAGES, text

if TYPE_CHECKING:
    import networkx as nx

BORROWED: Final = {
    "dcterms:isPartOf": "is part of",
    "dcterms:spatial": "area covered",
    "foaf:page": "page",
    "org:subOrganizationOf": "belongs to",
    "prov:used": "text read",
    "prov:wasAssociatedWith": "reader",
    "skos:broader": "broader concept",
    "skos:closeMatch": "close match",
    "skos:exactMatch": "exact match",
    "skos:related": "related concept",
}
"""What properties of other vocabularies are called, which have no labels in the project's ontology."""

CODED: Final = ("comparator", "unit", "status", "source")
"""Attributes of nodes whose values are prefixed names; several are separated by semicolons."""

_LABELS: Final = f"""
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
SELECT DISTINCT ?term ?label
WHERE {{{{ VALUES ?term {{{{ {{terms}} }}}} ?term rdfs:label|skos:prefLabel ?label }}}}
ORDER BY ?term STR(?label)
"""


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
    iris = sorted(iri for iri in map(iri_in, terms) if iri is not None)
    names = {
        term: {lang: text(words, lang) for lang in LANGUAGES}
        for term, words in BORROWED.items()
        if term in terms
    }
    for term, label in store.query(_LABELS.format(terms=" ".join(f"<{iri}>" for iri in iris))).rows:
        lang = (getattr(label, "language", None) or "").split("-")[0]
        names.setdefault(shorten(plain(term), "/"), {})[lang] = plain(label)
    return names


def coded_values(facts: Mapping[str, object]) -> set[str]:
    """Return the prefixed names among the attributes of a node (`unit:percent`)."""
    return {name for key in CODED if key in facts for name in str(facts[key]).split("; ")}
