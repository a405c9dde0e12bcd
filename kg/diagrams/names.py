"""The labels of classes, properties and coded values in both languages, for legends, edges and panels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kg.query.wording import words_of
from kg.rdf.namespaces import iri_in, shorten
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx

CODED_ATTRIBUTES: Final = ("comparator", "unit", "status", "source")
"""Attributes of nodes whose values are prefixed names; several are separated by semicolons."""


def term_names(store: Store, network: nx.MultiDiGraph[str]) -> dict[str, dict[str, str]]:
    """Return the labels of classes, properties and coded values in a network, by name and language.

    A term that has none in the graph or in the catalogs is left out.

    Args:
        store: What answers.
        network: A network whose nodes have `type` and perhaps `CODED_ATTRIBUTES`, and its edges `property`.

    Raises:
        NoAnswer: The store did not answer.
    """
    terms = {str(facts["type"]) for _, facts in network.nodes(data=True)}
    terms |= {str(facts["property"]) for *_, facts in network.edges(data=True)}
    terms |= {term for _, facts in network.nodes(data=True) for term in coded_values(facts)}
    found = words_of(store, filter(None, map(iri_in, terms)))
    return {shorten(iri, "/"): words for iri, words in found.items()}


def coded_values(facts: Mapping[str, object]) -> set[str]:
    """Return the prefixed names among the attributes of a node (`unit:percent`)."""
    return {name for key in CODED_ATTRIBUTES if key in facts for name in str(facts[key]).split("; ")}
