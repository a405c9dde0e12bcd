"""The network of all entities: the records with a label, and the object properties between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.networks.loading import load_networkx
from kg.rdf.answers import language_of, plain, value_of
from kg.rdf.namespaces import shorten
from kg.rdf.selects import select, selected
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx


def entity_network(store: Store, lang: str = "en") -> nx.MultiDiGraph[str]:
    """Return the records of the graph as nodes and the object properties between them as edges.

    A node is the IRI of a record that has a label; its attributes are `label` (in `lang`), `label_en`,
    `label_zh` and `type`, the class that the record itself states as a prefixed name (`qs:Target`). Where the
    graph has them there are also `value` (a number), `value_to` (the upper end of a range), `comparator`,
    `unit`, `period`, `status` and `source`, the texts that a claim was read from or is cited from; several
    are separated by semicolons. An edge has the key and the attribute `property`, a prefixed name
    (`qs:realises`).

    The network does not show: other literals (offsets, words), records without a label (quotations,
    sentences, non-values), the named graph of a statement, superclasses, concept schemes, and the
    definitions of classes and properties.

    Args:
        store: The store to query.
        lang: The language of `label`, `en` or `zh`.

    Raises:
        NoAnswer: The store did not answer.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, class_, label in store.query(select("networks/entities")).rows:
        name = plain(node)
        if name not in network:
            network.add_node(name, label="", label_en="", label_zh="", type=shorten(plain(class_)))
        language = language_of(label)
        if language in ("en", "zh"):
            network.nodes[name][f"label_{language}"] = plain(label)
    for _, facts in network.nodes(data=True):
        facts["label"] = facts[f"label_{lang}"]
    for claim, attribute, value in store.query(select("networks/facts")).rows:
        if plain(claim) not in network:
            continue
        known, key = network.nodes[plain(claim)], plain(attribute)
        stated = shorten(value.value, "/") if isinstance(value, ox.NamedNode) else value_of(value)
        known[key] = f"{known[key]}; {stated}" if key in known else stated
    for source, property_, target in selected(store, "networks/edges"):
        if source in network and target in network:
            name = shorten(property_)
            network.add_edge(source, target, key=name, property=name)
    return network
