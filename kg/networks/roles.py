"""The bipartite network of bodies and the actions in which they have a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.networks.loading import load_networkx
from kg.rdf.namespaces import shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx


def role_network(store: Store, roles: Iterable[str] | None = None, grain: str = "clause") -> nx.Graph[str]:
    """Return the bipartite network of institutions and the actions in which they have a role.

    A node has `mode` (`body` or `task`), `label_en` and `label_zh`. An edge has `roles`, the kinds of role
    sorted, as prefixed names (`role:leader`). The mode `body` means institutions, not persons.

    The network does not show: roles outside actions (issuer of a document, speaker at an event), the offices
    of persons, the words, and the order of institutions in a sentence.

    Args:
        store: The store to query.
        roles: The kinds of role that make an edge; None for all.
        grain: `clause` for each action by itself, or `task` to replace an action by the task that it is part
            of; an action that is part of no task is kept.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    wanted = set(roles) if roles is not None else None
    network: nx.Graph[str] = nx.Graph()
    for body, _, body_zh, body_en, kind, *parts in selected(store, "networks/roles"):
        role = shorten(kind)
        if wanted is not None and role not in wanted:
            continue
        task, zh, en = parts[3:] if grain == "task" and parts[3] != "" else parts[:3]
        network.add_node(body, mode="body", label_en=body_en, label_zh=body_zh)
        network.add_node(task, mode="task", label_en=en, label_zh=zh)
        known = network.edges[body, task]["roles"] if network.has_edge(body, task) else ()
        network.add_edge(body, task, roles=tuple(sorted({*known, role})))
    return network
