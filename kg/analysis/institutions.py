"""Institutions: who is given a part in how much, and who stands between others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.analysis.backend import BACKEND, computed_by
from kg.analysis.matrix import named
from kg.analysis.model import Analysis, Askable, Cell
from kg.networks.projection import one_mode
from kg.networks.roles import role_network
from kg.query.parameters import Parameter

if TYPE_CHECKING:
    import networkx as nx


def institutions(
    graph: Askable, role: str = "all", grain: str = "clause", mode: str = "two", backend: str = ""
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a body: its part in the network of bodies and tasks; the busiest first.

    Formula:
        A body is tied to a task (an action) if a text gives it a part in it. With n bodies and m tasks,
        degree = tasks / m; betweenness = the share of shortest ways between other nodes that lead through
        the body, divided by the most that it could be in a two-mode network of this size (Borgatti and
        Halgin 2011); eigenvector = the body's entry in the principal eigenvector of its group (connected
        component), divided by the greatest entry of a body there (Bonacich 1987). With mode `one`, bodies
        are tied to bodies with the number of tasks that they share as weight; degree = partners / (n - 1),
        betweenness is divided by (n - 1)(n - 2)/2.

    Units:
        Numbers; shares from 0 to 1.

    What they mean here:
        degree: how much of what is done names the body. betweenness: how far the body is the only link
        between tasks, such as those of two provinces, by being named in both. eigenvector: how far it is
        named with bodies that are themselves named often.

    Caveat:
        A text names who is to act in it; that is neither power nor work done. Who is not named may do most
        of it, and collective names (enterprises, localities) gather the ties of many bodies. Sources of few
        provinces were read, so a body of the nation bridges them and no others. eigenvector compares bodies
        within a group only.

    Reference:
        Borgatti, S. P., Halgin, D. S. (2011). Analyzing affiliation networks. In The SAGE Handbook of Social
        Network Analysis, 417-433. Bonacich, P. (1987). Power and centrality: a family of measures. American
        Journal of Sociology 92, 1170-1182.

    Example:
        Council and office both have a part in a task; the office has one more of its own.

        >>> import networkx as nx
        >>> ties = nx.Graph([("council", "task 1"), ("office", "task 1"), ("office", "task 2")])
        >>> {name: round(value, 3) for name, value in scaled_eigenvector(ties, ["council", "office"]).items()}
        {'council': 0.618, 'office': 1.0}

    Args:
        graph: What is asked.
        role: `all` roles, or one kind.
        grain: `clause` or `task`; see `kg.networks.roles.role_network`.
        mode: `two`, or `one` for the projection on bodies.
        backend: What computes; see `kg.analysis.backend`.
    """
    with computed_by(backend):
        import networkx as nx  # noqa: PLC0415  (it takes long to load)

        ties = role_network(graph.store, None if role == "all" else [f"role:{role}"], grain)
        bodies = sorted(name for name, facts in ties.nodes(data=True) if facts["mode"] == "body")
        if len(bodies) == 0:
            return
        partners = one_mode(ties, bodies)
        if mode == "one":
            network: nx.Graph[str] = partners
            degree = nx.degree_centrality(network)
            betweenness = nx.betweenness_centrality(network)
        else:
            network = ties
            degree = nx.bipartite.degree_centrality(network, bodies)
            betweenness = nx.bipartite.betweenness_centrality(network, bodies)
        eigenvector = scaled_eigenvector(network, bodies)
        groups = sorted(
            (sorted(set(found).intersection(bodies)) for found in nx.connected_components(ties)),
            key=lambda group: (-len(group), group),
        )
    group_of = {body: number for number, group in enumerate(groups, 1) for body in group}
    order = sorted(bodies, key=lambda body: (-ties.degree(body), -round(betweenness[body], 9), body))
    for body in order:
        yield (
            *named(ties, body),
            ties.degree(body),
            partners.degree(body),
            degree[body],
            betweenness[body],
            eigenvector.get(body),
            group_of[body],
            len(groups[group_of[body] - 1]),
        )


def scaled_eigenvector(network: nx.Graph[str], bodies: list[str]) -> Mapping[str, float]:
    """Return the eigenvector centrality of bodies in their connected component, its greatest being 1.

    A component with one body has no entry: there is nobody to compare it with.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    found: dict[str, float] = {}
    for nodes in nx.connected_components(network):
        own = [body for body in bodies if body in nodes]
        if len(own) > 1:
            # A subgraph walks a set of names, whose order hangs on the hash seed, and sums would follow it.
            part: nx.Graph[str] = nx.Graph()
            part.add_nodes_from(sorted(nodes))
            part.add_edges_from(network.edges(sorted(nodes), data=True))
            values = nx.eigenvector_centrality(part, max_iter=100_000, tol=1e-12, weight="weight")
            greatest = max(values[body] for body in own)
            found.update({body: values[body] / greatest for body in own})
    return found


ANALYSIS = Analysis(
    name="institutions",
    title={
        "en": "Centrality of institutions in policy actions",
        "zh": "机构在举措网络中的中心性",
    },
    description={
        "en": (
            "The bipartite network of institutions and the tasks (actions) in which texts give them a role. "
            "degree = tasks / all tasks. betweenness is the share of shortest paths between other nodes "
            "that pass through the institution, divided by the largest possible value in a bipartite "
            "network. eigenvector is its entry in the principal eigenvector of its connected component: "
            "high if it is named with institutions that are named often. -p mode one computes the same on "
            "the projection, in which institutions that share a task are linked."
        ),
        "zh": (
            "机构与文本赋予其角色的任务（举措）构成的二部网络。degree = 任务数 / 全部任务数，即多少任务提及"
            "该机构；betweenness：其他节点间最短路径经过它的比例，即它在多大程度上联系了别无联系的任务；"
            "eigenvector：在其所在的组（连通分量）内，与常被提及的机构同被提及的程度。-p mode one 则在机构"
            "间的投影上计算。"
        ),
    },
    caveat={
        "en": (
            "A text names who is to act. This is neither power nor work done. Institutions that are not "
            "named may do most of the work, and collective names (enterprises, localities) combine the "
            "edges of many. National institutions link provinces because texts of few provinces are coded. "
            "eigenvector is comparable only within a component. It is empty if no other institution is "
            "linked."
        ),
        "zh": (
            "文本提及谁来行动，既不等于权力，也不等于实际工作。未被提及者可能承担最多；集合名称（企业、各地）"
            "汇集了众多主体。国家机构联系各省，是因为只读了少数省份的文本。eigenvector 仅在组内可比，无其他"
            "机构相连时为空。"
        ),
    },
    reference=(
        "Borgatti, Halgin (2011), Analyzing affiliation networks, SAGE Handbook of Social Network Analysis, "
        "417-433; Bonacich (1987), American Journal of Sociology 92, 1170-1182; Newman (2001), Physical "
        "Review E 64, 016132."
    ),
    parameters=(
        Parameter(
            "role",
            "string",
            "all roles in an action, or one kind",
            "举措中的所有角色，或其中一类",
            choices=(
                *("all", "leader", "participant", "implementer", "decider", "approver"),
                *("reporter", "recipient", "addressee"),
            ),
            default="all",
        ),
        Parameter(
            "grain",
            "string",
            "count each action, or the numbered task that it is part of",
            "按每项举措计，或按其所属的编号任务计",
            choices=("clause", "task"),
            default="clause",
        ),
        Parameter(
            "mode",
            "string",
            "two: institutions and tasks; one: institutions linked by shared tasks",
            "two：机构与任务二部网络；one：按共同任务投影的机构网络",
            choices=("two", "one"),
            default="two",
        ),
        BACKEND,
    ),
    columns={
        "institution": ("the institution", "机构"),
        "label_zh": ("its Chinese label", "中文名称"),
        "label_en": ("its English label", "英文名称"),
        "tasks": ("tasks in which it has a role", "担任角色的任务数"),
        "partners": ("institutions that share a task with it", "有共同任务的机构数"),
        "degree": ("degree centrality", "度中心性"),
        "betweenness": ("betweenness centrality", "中介中心性"),
        "eigenvector": (
            "eigenvector centrality within its group, at most 1",
            "组内特征向量中心性，最大者为 1",
        ),
        "group": ("number of its connected component, the largest first", "组号，由大到小"),
        "group_size": ("institutions in its component", "组内机构数"),
    },
    compute=institutions,
)
