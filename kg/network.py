"""Projects the graph to networkx: the one place where statements become nodes and edges.

What a projection loses is said where it is made. `entity_network` keeps records and the object
properties between them; `neighbourhood`, `of_classes` and `without_hubs` choose a part of it to look at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kg.answers import plain
from kg.errors import UnknownName
from kg.namespaces import OWL, QS, RDFS, SKOS, iri_in, shorten
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx

_NODES: Final = f"""
PREFIX owl: <{OWL}>
PREFIX qs: <{QS}>
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
SELECT ?node ?class ?label
WHERE {{
  ?class a owl:Class FILTER(STRSTARTS(STR(?class), STR(qs:)))
  ?node a ?class ; rdfs:label|skos:prefLabel ?label .
}}
ORDER BY ?node ?class STR(?label)
"""

_EDGES: Final = f"""
PREFIX owl: <{OWL}>
SELECT ?from ?property ?to
WHERE {{ ?property a owl:ObjectProperty . ?from ?property ?to . }}
ORDER BY ?from ?property ?to
"""


def entity_network(store: Store, lang: str = "en") -> nx.MultiDiGraph[str]:
    """Return the records of the graph as nodes and the object properties between them as edges.

    A node is the IRI of a record that has a label; its attributes are `label` (in `lang`), `label_en`,
    `label_zh` and `type`, the class that the record itself states as a prefixed name (`qs:Target`). An
    edge has the key and the attribute `property`, a prefixed name (`qs:realises`).

    Lost are: literals other than labels (values, periods, offsets, words), records without a label
    (quotations, sentences, non-values) and with them the evidence, which named graph a statement stands
    in, superclasses, concept schemes, and the definitions of classes and properties.

    Args:
        store: What answers.
        lang: The language of `label`, `en` or `zh`.

    Raises:
        NoAnswer: The store did not answer.
    """
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, class_, label in store.query(_NODES).rows:
        name = plain(node)
        if name not in network:
            network.add_node(name, label="", label_en="", label_zh="", type=shorten(plain(class_)))
        tag = getattr(label, "language", None) or ""
        for language in ("en", "zh"):
            if tag.split("-")[0] == language:
                network.nodes[name][f"label_{language}"] = plain(label)
    for _, facts in network.nodes(data=True):
        facts["label"] = facts[f"label_{lang}"]
    for row in store.query(_EDGES).rows:
        source, property_, target = map(plain, row)
        if source in network and target in network:
            name = shorten(property_)
            network.add_edge(source, target, key=name, property=name)
    return network


def neighbourhood(network: nx.MultiDiGraph[str], around: str, depth: int) -> nx.MultiDiGraph[str]:
    """Return what can be reached from the record `around` in at most `depth` steps, either way along edges.

    Args:
        network: A network of entities.
        around: An IRI or a prefixed name.
        depth: How many steps at most, 0 or more.

    Raises:
        UnknownName: The network has no such node.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    iri = iri_in(around)
    if iri is None or iri not in network:
        raise UnknownName("record", "记录", around, map(shorten, network))
    near = nx.single_source_shortest_path_length(network.to_undirected(as_view=True), iri, cutoff=depth)
    return network.subgraph(near).copy()


def of_classes(network: nx.MultiDiGraph[str], classes: Iterable[str]) -> nx.MultiDiGraph[str]:
    """Return the nodes of the classes (prefixed names such as `qs:Target`) and the edges between them.

    Raises:
        UnknownName: No node is of one of the classes.
    """
    wanted = set(classes)
    known = {facts["type"] for _, facts in network.nodes(data=True)}
    for name in sorted(wanted - known):
        raise UnknownName("class", "类", name, known)
    return network.subgraph(n for n, facts in network.nodes(data=True) if facts["type"] in wanted).copy()


def without_hubs(network: nx.MultiDiGraph[str], degree: int) -> nx.MultiDiGraph[str]:
    """Return the network without the nodes that have more than `degree` edges."""
    return network.subgraph(node for node, edges in network.degree() if edges <= degree).copy()
