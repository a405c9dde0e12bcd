"""The matrix of regions and concepts that several analyses use: which region has which concept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.analysis.model import Cell
from kg.networks.adoption import measure_network
from kg.networks.targets import indicator_network
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt

ENOUGH: Final[Mapping[str, tuple[str, ...]]] = {"plan": ("plan",), "source": ("plan", "source")}
"""The coding status at which a measure without any claim counts as absent, by strictness."""


@dataclass(frozen=True)
class Matrix:
    """Regions in rows, concepts in columns.

    Attributes:
        network: The bipartite network that it is from.
        regions: The IRIs of the rows, sorted.
        concepts: The IRIs of the columns, sorted.
        counts: The number of claims (or targets) if the region has the concept, otherwise 0.
        other_form: Whether the region has only other claims on the concept, which show neither that it has
            the concept nor that the concept is absent.
        whole: Whether a cell without any claim means absent, by the coding status of the region.
    """

    network: nx.Graph[str]
    regions: tuple[str, ...]
    concepts: tuple[str, ...]
    counts: npt.NDArray[np.int64]
    other_form: npt.NDArray[np.bool_]
    whole: npt.NDArray[np.bool_]

    @property
    def has(self) -> npt.NDArray[np.bool_]:
        """Whether the region has the concept in the coded texts."""
        return self.counts > 0

    @property
    def absent(self) -> npt.NDArray[np.bool_]:
        """Whether the concept is absent from a fully coded text of the region."""
        return ~self.has & ~self.other_form & self.whole[:, None]

    @property
    def unread(self) -> npt.NDArray[np.bool_]:
        """Whether the concept is not coded in the region."""
        return ~self.has & ~self.other_form & ~self.whole[:, None]

    @property
    def undecided(self) -> npt.NDArray[np.bool_]:
        """Whether it is open if the region has the concept: it is only in another form, or unread."""
        return ~self.has & ~self.absent

    def state(self, row: int, column: int) -> str:
        """Return the state of a cell in the words of the query `measure-matrix`."""
        if self.has[row, column]:
            return "yes"
        if self.other_form[row, column]:
            return "other form"
        return "absent" if self.whole[row] else "unread"


def matrix_of(
    network: nx.Graph[str],
    mode: str,
    strictness: str,
    scope: str = "provinces",
    readings: tuple[str, ...] | None = None,
) -> Matrix:
    """Return the matrix of a bipartite network.

    Args:
        network: A network from `kg.networks`, with regions as one mode.
        mode: The other mode, whose nodes become the columns.
        strictness: A key of `ENOUGH`.
        scope: `provinces`, or `all` regions.
        readings: The coding status of the regions to keep; None for all.
    """
    import numpy as np  # noqa: PLC0415  (it takes long to load)

    facts = network.nodes
    regions = sorted(
        name
        for name, each in facts(data=True)
        if each["mode"] == "region"
        and (readings is None or each["reading"] in readings)
        and (scope == "all" or each["type"] == "qs:Province")
    )
    concepts = sorted(name for name, each in facts(data=True) if each["mode"] == mode)
    # networkx's biadjacency_matrix gives the same, but loads scipy, which takes longer than the rest.
    counts = np.zeros((len(regions), len(concepts)), dtype=np.int64)
    other_form = np.zeros(counts.shape, dtype=np.bool_)
    columns = {name: column for column, name in enumerate(concepts)}
    for row, region in enumerate(regions):
        for concept, edge in network.adj[region].items():
            counts[row, columns[concept]] = edge["weight"]
        for concept in facts[region].get("other_form", ()):
            other_form[row, columns[concept]] = True
    whole = np.array([facts[region]["reading"] in ENOUGH[strictness] for region in regions], dtype=np.bool_)
    return Matrix(network, tuple(regions), tuple(concepts), counts, other_form, whole)


def compared(store: Store, by: str, level: str, strictness: str, scope: str, stage: str = "named") -> Matrix:
    """Return the matrix of the regions that can be compared with each other.

    By measures these are the regions with a fully coded text; by targets those with a target in any coded
    text or cited document.
    """
    import numpy as np  # noqa: PLC0415  (as above)

    if by == "measures":
        network = measure_network(store, level, stage)
        return matrix_of(network, "measure", strictness, scope, readings=ENOUGH["source"])
    found = matrix_of(indicator_network(store), "indicator", strictness, scope)
    kept = found.has.any(axis=1)
    used = found.has[kept].any(axis=0)
    return Matrix(
        found.network,
        tuple(np.array(found.regions, dtype=object)[kept]),
        tuple(np.array(found.concepts, dtype=object)[used]),
        found.counts[kept][:, used],
        found.other_form[kept][:, used],
        found.whole[kept],
    )


def named(network: nx.Graph[str], node: str) -> tuple[Cell, Cell, Cell]:
    """Return the IRI, the Chinese and the English label of a node, as three cells of a row."""
    facts = network.nodes[node]
    return ox.NamedNode(node), facts["label_zh"], facts["label_en"]
