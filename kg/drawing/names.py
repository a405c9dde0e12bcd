"""The names of classes and properties in both languages, for legends and for the ties between records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.answers import plain
from kg.namespaces import RDFS, SKOS, iri_in, shorten
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx

_LABELS: Final = f"""
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
SELECT DISTINCT ?term ?label
WHERE {{{{ VALUES ?term {{{{ {{terms}} }}}} ?term rdfs:label|skos:prefLabel ?label }}}}
ORDER BY ?term STR(?label)
"""


def names_of(store: Store, network: nx.MultiDiGraph[str]) -> dict[str, dict[str, str]]:
    """Return the labels of the classes and properties in a network, by prefixed name and language.

    Terms of other vocabularies (`skos:broader`) have none in the project, and are left out.

    Args:
        store: What answers.
        network: A network with `type` at its nodes and `property` at its edges.

    Raises:
        NoAnswer: The store did not answer.
    """
    terms = {str(facts["type"]) for _, facts in network.nodes(data=True)}
    terms |= {str(facts["property"]) for *_, facts in network.edges(data=True)}
    iris = sorted(iri for iri in map(iri_in, terms) if iri is not None)
    names: dict[str, dict[str, str]] = {}
    for term, label in store.query(_LABELS.format(terms=" ".join(f"<{iri}>" for iri in iris))).rows:
        lang = (getattr(label, "language", None) or "").split("-")[0]
        names.setdefault(shorten(plain(term)), {})[lang] = plain(label)
    return names
