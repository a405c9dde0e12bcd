"""Clusters: groups of similar provinces, and how stable the groups are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kg.analysis.backend import computed_by
from kg.analysis.matrix import compared, named
from kg.analysis.model import Analysis, Askable, Cell
from kg.networks.projection import one_mode

if TYPE_CHECKING:
    import networkx as nx

Partition = tuple[tuple[str, ...], ...]
"""Clusters, each sorted; the largest first, then by their first member."""

SAME: Final = 9
"""The number of decimals for comparing two modularities."""


def clusters(
    graph: Askable,
    by: str = "targets",
    level: str = "measure",
    stage: str = "named",
    scope: str = "provinces",
    resolution: float = 1.0,
    seeds: int = 100,
    seed: int = 1,
    backend: str = "",
) -> Iterator[tuple[Cell, ...]]:
    """Yield one row per province with a coded text: its cluster, and how stable its membership is.

    Formula:
        The weight of the edge between two provinces is the Jaccard index of their measures (indicators).
        Louvain's method looks for the partition of greatest modularity Q = Σ_c [L_c/m - γ (k_c/2m)²], where
        L_c is the weight within cluster c, k_c that of all edge ends in it, m the total weight, and γ the
        resolution. The result depends on the order in which it visits nodes, so it runs once for each of
        `seeds` seeds. The rows show the partition of greatest Q (of equal ones, the first by name).
        `together` is the share of runs in which the province is in one cluster with another member of its
        cluster, averaged over these; `apart` is the greatest share of runs in which it is in one cluster
        with a province of another cluster.

    Units:
        Shares of runs from 0 to 1; Q from -1/2 to 1.


    Example:
        In three of four runs, b is in one cluster with a, in one run with c.

        >>> runs = [(("a", "b"), ("c",))] * 3 + [(("b", "c"), ("a",))]
        >>> together(runs)["a", "b"], together(runs)["b", "c"], together(runs).get(("a", "c"), 0)
        (0.75, 0.25, 0)

    Args:
        graph: The graph to query.
        by: `measures` or `targets`.
        level: `measure`, `theme` or `area`; targets have no level.
        stage: The minimum stage of measures; targets have no stage.
        scope: `provinces` or `all` governments.
        resolution: γ; above 1 for smaller clusters, below for larger.
        seeds: The number of runs.
        seed: The seed of the first run; each later run has the next number.
        backend: The networkx backend; see `kg.analysis.backend`.
    """
    with computed_by(backend):
        matrix = compared(graph.store, by, level, "source", scope, stage)
        network = one_mode(matrix.network, matrix.regions, weight="jaccard")
        runs = [partition(network, resolution, number) for number in range(seed, seed + seeds)]
        found = {run: modularity(network, run, resolution) for run in runs}
    best = min(found, key=lambda run: (-found[run], run))
    share = together(runs)
    for number, cluster in enumerate(best, 1):
        for region in cluster:
            own = [share.get(_pair(region, other), 0.0) for other in cluster if other != region]
            others = [share.get(_pair(region, other), 0.0) for other in network if other not in cluster]
            yield (
                number,
                len(cluster),
                *named(matrix.network, region),
                sum(own) / len(own) if len(own) > 0 else None,
                max(others, default=0.0),
                found[best],
                len(found),
            )


def partition(network: nx.Graph[str], resolution: float, seed: int) -> Partition:
    """Return the clusters that one run of Louvain's method finds."""
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    found = nx.community.louvain_communities(network, weight="weight", resolution=resolution, seed=seed)
    return tuple(sorted((tuple(sorted(each)) for each in found), key=lambda each: (-len(each), each)))


def modularity(network: nx.Graph[str], clusters: Partition, resolution: float) -> float:
    """Return the modularity of a partition, rounded so that equal ones are equal; 0 without edges."""
    import networkx as nx  # noqa: PLC0415  (as above)

    if network.size(weight="weight") == 0:
        return 0.0
    return round(
        float(nx.community.modularity(network, map(set, clusters), weight="weight", resolution=resolution)),
        SAME,
    )


def together(runs: Sequence[Partition]) -> dict[tuple[str, str], float]:
    """Return the share of runs in which two members are in one cluster, without pairs that never are."""
    counts: dict[tuple[str, str], int] = {}
    for run in runs:
        for cluster in run:
            for at, one in enumerate(cluster):
                for other in cluster[at + 1 :]:
                    counts[_pair(one, other)] = counts.get(_pair(one, other), 0) + 1
    return {pair: count / len(runs) for pair, count in counts.items()}


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


ANALYSIS = Analysis.of(__file__, compute=clusters)
