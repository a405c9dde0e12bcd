"""Likeness: the similarity of provinces by measures or by targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from kg.analysis.matrix import Matrix, compared, named
from kg.analysis.model import Analysis, Askable, Cell

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FEWEST: int = 3
"""The minimum number of regions for a range: with two, their values are always its ends."""

Key = tuple[str, str, str]
"""Indicator, period, and unit, which two values must share to be compared."""


def likeness(
    graph: Askable,
    by: str = "measures",
    strictness: str = "plan",
    level: str = "measure",
    stage: str = "named",
    scope: str = "provinces",
) -> Iterator[tuple[Cell, ...]]:
    """Yield one row per pair of provinces with a coded text: their similarity; most similar first.

    Formula:
        A and B are the sets of measures that the two have adopted (of families of indicators that they have
        targets for), a and b the vectors of the numbers of their claims on these (of their targets).
        jaccard = |A ∩ B| / |A ∪ B| (Jaccard 1912); cosine = a·b / (|a| |b|) (Salton and McGill 1983).
        `at_least` and `at_most` are the bounds of the Jaccard index over all ways to decide the undecided
        cells: those that were not coded, or are only in another form. See `jaccard_bounds`.

        By targets, scaled = the mean of 1 - |x - y| / R over the families for which both have a value for the
        same period in the same unit, where R is the range of the values of all provinces (Gower 1971). A
        family counts if at least three provinces have a value and these are not all equal.

    Units:
        Shares from 0 (nothing in common) to 1 (equal); numbers of measures or families.


    Example:
        Three provinces have the targets 90, 92, and 95 (a range of 5) for one indicator, so the similarity
        of the first two is 1 - 2/5. The other indicator has only two values, so it does not count.

        >>> rate, index = ("rate", "2025", "percent"), ("index", "2025", "point")
        >>> gower([{rate: 90.0, index: 1.0}, {rate: 92.0, index: 2.0}, {rate: 95.0}])[0, 1]
        (0.6, 1)

    Args:
        graph: The graph to query.
        by: `measures` or `targets`.
        strictness: `plan` or `source`: what must be fully coded before something counts as absent.
        level: `measure`, `theme` or `area`; targets have no level.
        stage: The minimum stage of measures; targets have no stage.
        scope: `provinces` or `all` governments.
    """
    matrix = compared(graph.store, by, level, strictness, scope, stage)
    pairs = list(combinations(range(len(matrix.regions)), 2))
    if len(pairs) == 0:
        return
    has, undecided = matrix.has, matrix.undecided
    products = matrix.counts @ matrix.counts.T
    values = gower(_values(matrix)) if by == "targets" else {}
    shared = [int((has[i] & has[j]).sum()) for i, j in pairs]
    either = [int((has[i] | has[j]).sum()) for i, j in pairs]
    jaccard = [both / any_ if any_ > 0 else None for both, any_ in zip(shared, either, strict=True)]
    for at in sorted(range(len(pairs)), key=lambda at: (-(jaccard[at] or 0), pairs[at])):
        i, j = pairs[at]
        yield (
            *named(matrix.network, matrix.regions[i]),
            *named(matrix.network, matrix.regions[j]),
            shared[at],
            either[at],
            jaccard[at],
            *jaccard_bounds(has[i], has[j], undecided[i], undecided[j]),
            float(products[i, j]) / sqrt(products[i, i] * products[j, j])
            if has[i].any() and has[j].any()
            else None,
            *values.get((i, j), (None, 0)),
        )


def jaccard_bounds(
    a: npt.NDArray[np.bool_],
    b: npt.NDArray[np.bool_],
    a_open: npt.NDArray[np.bool_],
    b_open: npt.NDArray[np.bool_],
) -> tuple[float | None, float | None]:
    """Return the bounds of the Jaccard index over all ways to decide open cells; None if all are empty.

    At the lower bound no open cell is a match: a cell that is open in both regions counts for only one of
    them, and a cell that is open in one and empty in the other counts for the first. At the upper bound each
    open cell equals the cell of the other region, and a cell that is open in both counts for both.

    Example:
        The first has w and x and was fully coded; the second has w, and x, y, and z are not coded.

        >>> import numpy as np
        >>> first, second = np.array([1, 1, 0, 0], dtype=bool), np.array([1, 0, 0, 0], dtype=bool)
        >>> jaccard_bounds(first, second, np.zeros(4, dtype=bool), ~second)
        (0.25, 1.0)

    Args:
        a: The cells of the first region.
        b: The cells of the second.
        a_open: The open cells of the first.
        b_open: The open cells of the second.
    """
    shared, either = int((a & b).sum()), int((a | b).sum())
    may_match = int(((a & b_open) | (b & a_open)).sum())
    both_open = int((a_open & b_open).sum())
    one_open = int(((a_open ^ b_open) & ~a & ~b).sum())
    widest = either + both_open + one_open
    if widest == 0:
        return None, None
    # If each open cell is open in one region only, the two share nothing, however the cells are decided.
    return shared / widest, (shared + may_match + both_open) / max(1, either + both_open)


def gower(regions: Sequence[Mapping[Key, float]]) -> dict[tuple[int, int], tuple[float | None, int]]:
    """Return Gower's similarity of each pair of regions, and the number of values for it; see `likeness`.

    Args:
        regions: The values of each region, by key.
    """
    ranges = {}
    for key in sorted({key for values in regions for key in values}):
        found = [values[key] for values in regions if key in values]
        if len(found) >= FEWEST and max(found) > min(found):
            ranges[key] = max(found) - min(found)
    pairs: dict[tuple[int, int], tuple[float | None, int]] = {}
    for (i, one), (j, other) in combinations(enumerate(regions), 2):
        alike = [
            1 - abs(one[key] - other[key]) / range_
            for key, range_ in ranges.items()
            if key in one and key in other
        ]
        pairs[i, j] = (sum(alike) / len(alike) if len(alike) > 0 else None, len(alike))
    return pairs


def _values(matrix: Matrix) -> list[dict[Key, float]]:
    """Return the target values of each region, without those that conflict in one period and unit."""
    found = []
    for region in matrix.regions:
        several: dict[Key, set[float]] = {}
        for indicator, edge in matrix.network.adj[region].items():
            for period, unit, value in edge["values"]:
                several.setdefault((indicator, period, unit), set()).add(float(value))
        found.append({key: min(values) for key, values in several.items() if len(values) == 1})
    return found


ANALYSIS = Analysis.of(__file__, compute=likeness)
