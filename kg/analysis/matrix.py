"""The matrix of regions and concepts that several analyses start from: who has what, and who was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.analysis.model import Cell
from kg.network import READINGS, indicator_network, measure_network
from kg.parameters import Parameter
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt

STRICTNESS = Parameter(
    "strictness",
    "string",
    "what makes a missing measure absent: the plan itself read whole, or any source about the province",
    "何时可判为缺失：须通读规划原文，或通读任一来源即可",
    choices=("plan", "source"),
    default="plan",
)
LEVEL = Parameter(
    "level",
    "string",
    "compare measures, or the areas that they belong to",
    "比较具体措施，或其所属领域",
    choices=("measure", "area"),
    default="measure",
)
SCOPE = Parameter(
    "scope",
    "string",
    "provinces only, or all governments; a city is one of its own and never counts as its province",
    "仅省级，或所有政府；城市单列，绝不计入所在省",
    choices=("provinces", "all"),
    default="provinces",
)
BY = Parameter(
    "by",
    "string",
    "compare by the measures that actions realise, or by the indicators that targets are for",
    "按举措所落实的措施，或按目标所用的指标比较",
    choices=("measures", "targets"),
    default="measures",
)


@dataclass(frozen=True)
class Matrix:
    """Regions in rows, concepts in columns.

    Attributes:
        network: The two-mode network that it is from.
        regions: The IRIs of the rows, sorted.
        concepts: The IRIs of the columns, sorted.
        counts: How many actions (or targets) of the region are of the concept.
        whole: Whether the region was read so far that a 0 in its row means absent; else it means unread.
    """

    network: nx.Graph[str]
    regions: tuple[str, ...]
    concepts: tuple[str, ...]
    counts: npt.NDArray[np.int64]
    whole: npt.NDArray[np.bool_]

    @property
    def has(self) -> npt.NDArray[np.bool_]:
        """Whether the region has the concept, by what was read."""
        return self.counts > 0

    @property
    def unread(self) -> npt.NDArray[np.bool_]:
        """Whether nobody knows if the region has the concept."""
        return ~self.has & ~self.whole[:, None]


def matrix_of(
    network: nx.Graph[str],
    mode: str,
    strictness: str,
    scope: str = "provinces",
    readings: tuple[str, ...] = READINGS,
) -> Matrix:
    """Return the matrix of a two-mode network.

    Args:
        network: One that `kg.network` made, with regions as one mode.
        mode: The other mode, whose nodes become the columns.
        strictness: Which reading makes a 0 absent: `plan`, or `source` for that or one of any source.
        scope: `provinces`, or `all` regions.
        readings: The regions to keep, by how far they were read.
    """
    import numpy as np  # noqa: PLC0415  (it takes long to load)

    facts = network.nodes
    regions = sorted(
        name
        for name, each in facts(data=True)
        if each["mode"] == "region"
        and each["reading"] in readings
        and (scope == "all" or each["type"] == "qs:Province")
    )
    concepts = sorted(name for name, each in facts(data=True) if each["mode"] == mode)
    # networkx's biadjacency_matrix gives the same, and loads scipy for it, which takes longer than the rest.
    counts = np.zeros((len(regions), len(concepts)), dtype=np.int64)
    columns = {name: column for column, name in enumerate(concepts)}
    for row, region in enumerate(regions):
        for concept, edge in network.adj[region].items():
            counts[row, columns[concept]] = edge["weight"]
    enough = READINGS[: READINGS.index(strictness) + 1]
    whole = np.array([facts[region]["reading"] in enough for region in regions], dtype=np.bool_)
    return Matrix(network, tuple(regions), tuple(concepts), counts, whole)


def compared(store: Store, by: str, level: str, strictness: str, scope: str) -> Matrix:
    """Return the matrix of the regions that may be compared with each other.

    By measures these are the regions of which some source was read whole; by targets those with a target in
    anything that was read, also in part.
    """
    import numpy as np  # noqa: PLC0415  (as above)

    if by == "measures":
        network = measure_network(store, level)
        return matrix_of(network, "measure", strictness, scope, readings=READINGS[:2])
    found = matrix_of(indicator_network(store), "indicator", strictness, scope)
    kept = found.has.any(axis=1)
    used = found.has[kept].any(axis=0)
    return Matrix(
        found.network,
        tuple(np.array(found.regions, dtype=object)[kept]),
        tuple(np.array(found.concepts, dtype=object)[used]),
        found.counts[kept][:, used],
        found.whole[kept],
    )


def named(network: nx.Graph[str], node: str) -> tuple[Cell, Cell, Cell]:
    """Return the IRI, the Chinese and the English label of a node, as three cells of a row."""
    facts = network.nodes[node]
    return ox.NamedNode(node), facts["label_zh"], facts["label_en"]
