"""The bipartite network of bodies and the actions in which they have a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kg.networks.loading import load_networkx
from kg.rdf.answers import plain
from kg.rdf.namespaces import QS, RDFS, shorten
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx

_PLAYED: Final = f"""
PREFIX qs: <{QS}>
PREFIX rdfs: <{RDFS}>
SELECT DISTINCT ?body ?class ?body_zh ?body_en ?role ?action ?action_zh ?action_en ?task ?task_zh ?task_en
WHERE {{
  ?claim a qs:Role ; qs:agent ?body ; qs:roleKind ?role ; qs:playedIn ?action .
  ?body a ?class ; rdfs:label ?body_zh, ?body_en .
  ?class rdfs:subClassOf* qs:Organization .
  ?action qs:status ?status ; rdfs:label ?action_zh, ?action_en .
  FILTER(LANGMATCHES(LANG(?body_zh), "zh") && LANGMATCHES(LANG(?body_en), "en"))
  FILTER(LANGMATCHES(LANG(?action_zh), "zh") && LANGMATCHES(LANG(?action_en), "en"))
  OPTIONAL {{
    ?action qs:partOf+ ?task . ?task a qs:Task ; rdfs:label ?task_zh, ?task_en .
    MINUS {{
      SELECT DISTINCT ?action ?task
      WHERE {{ ?action qs:partOf+ ?nearer . ?nearer a qs:Task ; qs:partOf+ ?task }}
    }}
    FILTER(LANGMATCHES(LANG(?task_zh), "zh") && LANGMATCHES(LANG(?task_en), "en"))
  }}
}}
ORDER BY ?body ?class ?role ?action ?task
"""


def role_network(store: Store, roles: Iterable[str] | None = None, grain: str = "clause") -> nx.Graph[str]:
    """Return the two-mode network of bodies and the actions that a text gives them a part in.

    A node has `mode` (`body` or `task`), `label_en` and `label_zh`. An edge has `roles`, the kinds of role
    sorted, as prefixed names (`role:leader`). Bodies are organisations, not persons.

    Lost are: roles in what is no action (issuer of a document, speaker at an event), the office that a person
    holds, the words, and the order of bodies in a sentence.

    Args:
        store: What answers.
        roles: The kinds of role that make an edge; None for all.
        grain: `clause` for each action by itself, or `task` to put the task that an action is part of in its
            place; an action that is part of none stands for itself.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    wanted = set(roles) if roles is not None else None
    network: nx.Graph[str] = nx.Graph()
    for row in store.query(_PLAYED).rows:
        body, _, body_zh, body_en, kind, *parts = map(plain, row)
        role = shorten(kind)
        if wanted is not None and role not in wanted:
            continue
        task, zh, en = parts[3:] if grain == "task" and parts[3] != "" else parts[:3]
        network.add_node(body, mode="body", label_en=body_en, label_zh=body_zh)
        network.add_node(task, mode="task", label_en=en, label_zh=zh)
        known = network.edges[body, task]["roles"] if network.has_edge(body, task) else ()
        network.add_edge(body, task, roles=tuple(sorted({*known, role})))
    return network
