"""Clusters: groups of provinces that are more alike than others, and how firmly they hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kg.analysis.backend import BACKEND, computed_by
from kg.analysis.matrix import BY, LEVEL, SCOPE, STAGE, compared, named
from kg.analysis.model import Analysis, Askable, Cell
from kg.networks.projection import one_mode
from kg.query.parameters import Parameter

if TYPE_CHECKING:
    import networkx as nx

Partition = tuple[tuple[str, ...], ...]
"""Clusters, each sorted; the largest first, then by their first member."""

SAME: Final = 9
"""To how many decimals two modularities are the same."""


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
    """Yield a row a province of which something was coded: its cluster, and how firmly it belongs there.

    Formula:
        Provinces are tied with the Jaccard index of their measures (indicators) as weight. Louvain's method
        looks for the partition of greatest modularity Q = Σ_c [L_c/m - γ (k_c/2m)²], where L_c is the weight
        within cluster c, k_c that of all edge ends in it, m the whole weight and γ the resolution. What it
        finds hangs on the order in which it visits nodes, so it runs once for each of `seeds` seeds. Shown
        is the partition of greatest Q (of equal ones the first by name). `together` is the share of runs in
        which the province falls into one cluster with another of its own, on average over these; `apart` the
        greatest share of runs in which it falls in with a province of another cluster.

    Units:
        Shares of runs from 0 to 1; Q from -1/2 to 1.

    Caveat:
        Every network has a partition of greatest Q, also one without any groups; Q below about 0.3 is
        little, and many different partitions come close to it (Good, de Montjoye, Clauset 2010). A cluster
        that holds is one with `together` near 1 and `apart` near 0. By targets, provinces may fall together
        for what was cited of them and what was not.

    Reference:
        Blondel, V. D., Guillaume, J.-L., Lambiotte, R., Lefebvre, E. (2008). Fast unfolding of communities
        in large networks. Journal of Statistical Mechanics P10008. Lancichinetti, A., Fortunato, S. (2012).
        Consensus clustering in complex networks. Scientific Reports 2, 336. Good, B. H., de Montjoye, Y.-A.,
        Clauset, A. (2010). Performance of modularity maximization in practical contexts. Physical Review E
        81, 046106.

    Example:
        Three of four runs put b with a, one with c.

        >>> runs = [(("a", "b"), ("c",))] * 3 + [(("b", "c"), ("a",))]
        >>> together(runs)["a", "b"], together(runs)["b", "c"], together(runs).get(("a", "c"), 0)
        (0.75, 0.25, 0)

    Args:
        graph: What is asked.
        by: `measures` or `targets`.
        level: `measure`, `theme` or `area`; targets have no level.
        stage: Only what has come so far at least; targets have no stage.
        scope: `provinces` or `all` governments.
        resolution: γ; above 1 for smaller clusters, below for larger.
        seeds: How many runs.
        seed: The seed of the first run; each next has the next number.
        backend: What computes; see `kg.analysis.backend`.
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
    """Return in what share of runs two members fall into one cluster; pairs that never do are left out."""
    counts: dict[tuple[str, str], int] = {}
    for run in runs:
        for cluster in run:
            for at, one in enumerate(cluster):
                for other in cluster[at + 1 :]:
                    counts[_pair(one, other)] = counts.get(_pair(one, other), 0) + 1
    return {pair: count / len(runs) for pair, count in counts.items()}


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


ANALYSIS = Analysis(
    name="clusters",
    title={
        "en": "Groups of similar provinces and their stability",
        "zh": "相似省份的分组及其稳定性",
    },
    description={
        "en": (
            "Louvain communities of the coded provinces. Edge weights are the Jaccard index of the families "
            "of indicators for which provinces have targets (with -p by measures, of their measures). The "
            "method runs once per seed; the rows show the partition of largest modularity Q = Σ [L/m - γ "
            "(k/2m)²], where L is the weight within a cluster, k the weight of its edge ends, m the total "
            "weight, and γ the resolution. together is the share of runs in which the province is with the "
            "other provinces of its cluster. apart is the largest share of runs in which it is with a "
            "province of another cluster."
        ),
        "zh": (
            "以 Jaccard 系数为权重连接已编码省份（默认按设有目标的指标族；-p by measures 则按措施），用 "
            "Louvain 法划分社群。每个种子运行一次，列出模块度 Q = Σ [L/m - γ (k/2m)²] 最大的划分。together："
            "该省与同组其他省份同组的运行比例；apart：与他组某省同组的最大运行比例。"
        ),
    },
    caveat={
        "en": (
            "Every network has a best partition, even one without groups. Q below about 0.3 is low. A "
            "cluster is stable only if together is near 1 and apart is near 0; a stable partition need not "
            "be a strong one. By targets, provinces may be grouped by which of their targets were cited. "
            "Another wording counts as its family. By measures, only provinces with a fully coded text are "
            "included, which is too few for groups. Another backend may give other partitions."
        ),
        "zh": (
            "任何网络都有最优划分，即使并无分组：Q 低于约 0.3 意义不大；together 近 1 且 apart 近 0 时，分"
            "组才算稳定。按目标划分时，分组可能取决于引用了哪些内容；同族的其他说法按同一指标族计。按措施划分时，仅含有"
            "文本被通读的省份，数量不足以成组。其他后端可能给出不同划分。"
        ),
    },
    reference=(
        "Blondel et al. (2008), J. Stat. Mech. P10008; Lancichinetti, Fortunato (2012), Scientific Reports "
        "2, 336; Good, de Montjoye, Clauset (2010), Physical Review E 81, 046106."
    ),
    parameters=(
        Parameter("by", "string", BY.en, BY.zh, choices=BY.choices, default="targets"),
        LEVEL,
        STAGE,
        SCOPE,
        Parameter(
            "resolution",
            "decimal",
            "γ: above 1 for smaller clusters, below for larger",
            "分辨率 γ：大于 1 则组小，小于 1 则组大",
            least=0.01,
            most=100,
            default="1.0",
        ),
        Parameter(
            "seeds",
            "integer",
            "number of runs, each with its own seed",
            "运行次数，每次一个种子",
            least=1,
            most=10000,
            default="100",
        ),
        Parameter(
            "seed", "integer", "seed of the first run", "首次运行的种子", least=0, most=2**31, default="1"
        ),
        BACKEND,
    ),
    columns={
        "cluster": ("number of the cluster, the largest first", "组号，由大到小"),
        "size": ("number of provinces", "组内省份数"),
        "region": ("the province", "省份"),
        "label_zh": ("its Chinese label", "中文名称"),
        "label_en": ("its English label", "英文名称"),
        "together": (
            "share of runs with the other provinces of its cluster; empty if it is alone",
            "与同组省份同组的运行比例；独自成组则为空",
        ),
        "apart": (
            "largest share of runs with a province of another cluster",
            "与他组省份同组的最大运行比例",
        ),
        "modularity": ("Q of this partition", "该划分的模块度 Q"),
        "partitions": ("number of different partitions in all runs", "各次运行得到的不同划分数"),
    },
    compute=clusters,
)
