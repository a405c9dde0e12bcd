"""Layouts of a connected network: by its distances if it is small, by springs if it is large.

networkx has both, as `kamada_kawai_layout` and `spring_layout`, and the places are the same. But it needs
scipy for the first, and for the second from 500 nodes on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kg.diagrams.descent import minimize

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]

_Places = Mapping[str, tuple[float, float]]

_STEPS: Final = 25
_DENSE: Final = 500
"""From how many nodes on springs go down their energy, as in networkx; below, all nodes move at once."""


def by_distances(network: nx.Graph[str], start: _Places) -> dict[str, tuple[float, float]]:
    """Return places that are as far apart as nodes are steps away (Kamada and Kawai 1989), from a start."""
    import networkx as nx  # noqa: PLC0415  (it takes long to load)
    import numpy as np  # noqa: PLC0415  (as above)

    steps = dict(nx.shortest_path_length(network))
    wanted = np.array([[steps[one][other] for other in network] for one in network], dtype=float)
    apart = np.eye(len(network)) * 1e-3  # no node has a distance from itself to divide by
    closeness = 1 / (wanted + apart)

    def stress(places: Matrix) -> tuple[float, Matrix]:
        at = places.reshape(-1, 2)
        between = at[:, None] - at
        distances = np.linalg.norm(between, axis=-1)
        offsets = distances * closeness - 1
        np.fill_diagonal(offsets, 0)
        slope = 2 * np.einsum("ij,ijk->ik", closeness * offsets / (distances + apart), between)
        middle = at.sum(axis=0)  # a weak pull to the origin
        return (
            0.5 * float((offsets**2).sum()) + 0.5e-3 * float((middle**2).sum()),
            (slope + 1e-3 * middle).ravel(),
        )

    found = minimize(stress, np.array([start[node] for node in network], dtype=float).ravel())
    return _places(network, found)


def by_springs(network: nx.Graph[str], start: _Places) -> dict[str, tuple[float, float]]:
    """Return places to which edges pull and all nodes push (Fruchterman and Reingold 1991), from a start."""
    import networkx as nx  # noqa: PLC0415  (it takes long to load)
    import numpy as np  # noqa: PLC0415  (as above)

    if len(network) < _DENSE:
        found: Mapping[str, npt.NDArray[np.float64]] = nx.spring_layout(
            network, pos=start, seed=1, iterations=_STEPS
        )
        return {node: (float(x), float(y)) for node, (x, y) in found.items()}
    numbers = {node: number for number, node in enumerate(network)}
    ends = np.array([(numbers[a], numbers[b]) for a, b in network.edges()]).T
    length = math.sqrt(1 / len(network))

    def energy(places: Matrix) -> tuple[float, Matrix]:
        at = places.reshape(-1, 2)
        slope = np.zeros_like(at)
        spans = at[ends[0]] - at[ends[1]]
        lengths = np.sqrt(np.maximum((spans**2).sum(axis=1), 1e-10))
        pull = 2 * spans * (lengths / length)[:, None]
        np.add.at(slope, ends[0], pull)
        np.add.at(slope, ends[1], -pull)
        cost = 2 * float((lengths**3).sum()) / (3 * length)
        for first in range(0, len(at), _DENSE):  # in rows that fit into memory
            rows = slice(first, first + _DENSE)
            between = at[rows, None] - at
            squares = np.maximum((between**2).sum(axis=2), 1e-10)
            slope[rows] -= 2 * length**2 * np.einsum("ij,ijk->ik", 1 / squares, between)
            cost -= length**2 * float(np.log(np.sqrt(squares)).sum())
        off = at.mean(axis=0) - 0.5  # a pull to the middle of the page
        return cost + 0.5 * len(at) * float((off**2).sum()), (slope + off).ravel()

    begin = np.array([start[node] for node in network], dtype=np.float32).astype(float)
    return _places(network, minimize(energy, begin.ravel(), steps=_STEPS, flat=1e-4))


def _places(network: nx.Graph[str], found: Matrix) -> dict[str, tuple[float, float]]:
    return {node: (float(x), float(y)) for node, (x, y) in zip(network, found.reshape(-1, 2), strict=True)}
