"""Overlap: measures that pairs of provinces share, compared with chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from kg.analysis.curveball import null_matrices
from kg.analysis.matrix import compared, named
from kg.analysis.model import Analysis, Askable, Cell

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

TRADES_PER_ROW: Final = 10
"""The burn-in of the null model, in trades for each row; Strona et al. find 5 for each row enough."""


def overlap(
    graph: Askable,
    of: str = "provinces",
    level: str = "measure",
    stage: str = "named",
    scope: str = "provinces",
    alpha: float = 0.05,
    samples: int = 4999,
    seed: int = 1,
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a pair of provinces (or of measures): what they share, held against the null model.

    Formula:
        s is how many measures both provinces have adopted (how many provinces have both). The null model
        keeps how many measures each province has and in how many provinces each measure stands, and is else
        even (see `null_matrices`). Of n samples r+ share at least s, and r- at most s: the two-sided
        Monte-Carlo p-value is p = min(1, 2 (min(r+, r-) + 1) / (n + 1)). The p-values are corrected for the
        number of pairs after Benjamini and Hochberg, which bounds the share of false findings.

        `p_least` is the smallest p that any outcome could have given this pair: the p of the rarest end of
        what the null model reaches. Where even that, corrected, stays above alpha, no outcome at all could be
        told from chance, and the verdict is `cannot tell`.

    Units:
        Numbers of measures (provinces); p-values from 0 to 1.


    Example:
        Of 9 samples of one pair, 2 share four, 6 share five, 1 shares six. To share six is as rare as it
        gets, and comes to p = 2 (1 + 1) / 10.

        >>> import numpy as np
        >>> drawn = np.array([[4], [4], [5], [5], [5], [5], [5], [5], [6]])
        >>> [value.tolist() for value in tested(np.array([6]), drawn)]
        [[0.4], [0.4]]

    Args:
        graph: What is asked.
        of: `provinces` or `measures`: what the pairs are pairs of.
        level: `measure`, `theme` or `area`.
        stage: Only what has come so far at least.
        scope: `provinces`, or `all` governments of which some text was fully coded.
        alpha: The corrected p up to which a pair is called more or fewer.
        samples: How many matrices are drawn from the null model.
        seed: The seed of the draw.
    """
    import numpy as np  # noqa: PLC0415  (it takes long to load)

    matrix = compared(graph.store, "measures", level, "source", scope, stage)
    used = np.flatnonzero(matrix.has.any(axis=0))
    has = matrix.has[:, used]
    names = matrix.regions if of == "provinces" else tuple(matrix.concepts[at] for at in used)
    pairs = list(combinations(range(len(names)), 2))
    if len(pairs) == 0:
        return
    had = has.sum(axis=1 if of == "provinces" else 0)
    found = held(has, of == "provinces", alpha, samples, seed)
    other = held(has | matrix.other_form[:, used], of == "provinces", alpha, samples, seed)
    for at in sorted(range(len(pairs)), key=lambda at: (found.p_corrected[at], found.p[at], pairs[at])):
        first, second = pairs[at]
        yield (
            *named(matrix.network, names[first]),
            *named(matrix.network, names[second]),
            int(had[first]),
            int(had[second]),
            int(found.shared[at]),
            float(found.expected[at]),
            int(found.low[at]),
            int(found.high[at]),
            float(found.p[at]),
            float(found.p_corrected[at]),
            float(found.p_least[at]),
            found.verdicts[at],
            int(other.shared[at]),
            float(other.p_corrected[at]),
            other.verdicts[at],
        )


@dataclass(frozen=True)
class Held:
    """What all pairs share, held against the null model; in the order of `itertools.combinations`."""

    shared: npt.NDArray[np.integer]
    expected: npt.NDArray[np.float64]
    low: npt.NDArray[np.integer]
    high: npt.NDArray[np.integer]
    p: npt.NDArray[np.float64]
    p_corrected: npt.NDArray[np.float64]
    p_least: npt.NDArray[np.float64]
    verdicts: tuple[str, ...]


def held(has: npt.NDArray[np.bool_], of_rows: bool, alpha: float, samples: int, seed: int) -> Held:
    """Hold what the pairs of rows (or columns) of a matrix share against the null model; see `overlap`."""
    import numpy as np  # noqa: PLC0415  (as above)

    null = shared(null_matrices(has, samples, TRADES_PER_ROW * len(has), seed), of_rows)
    seen = shared(has[None], of_rows)[0]
    p, p_least = tested(seen, null)
    p_corrected = corrected(p)
    expected = null.mean(axis=0)
    low, high = np.quantile(null, [0.025, 0.975], axis=0, method="inverted_cdf")
    verdicts = tuple(
        "cannot tell" if not tellable
        else "as by chance" if value > alpha
        else "more" if sees > expects
        else "fewer"
        for tellable, value, sees, expects in zip(
            reachable(p, p_least, alpha), p_corrected, seen, expected, strict=True
        )
    )  # fmt: skip
    return Held(seen, expected, low, high, p, p_corrected, p_least, verdicts)


def shared(matrices: npt.NDArray[np.bool_], of_rows: bool) -> npt.NDArray[np.int16]:
    """Return for each matrix and each pair of its rows (or columns) how many columns (rows) have both.

    Args:
        matrices: An array of matrices, rows and columns.
        of_rows: Whether the pairs are pairs of rows. They come in the order of `itertools.combinations`.
    """
    import numpy as np  # noqa: PLC0415  (as above)

    turned = matrices if of_rows else matrices.transpose(0, 2, 1)
    first, second = np.triu_indices(turned.shape[1], k=1)
    found = np.empty((len(turned), len(first)), dtype=np.int16)
    for start in range(
        0, len(turned), 256
    ):  # a matrix of all pairs for each sample at once would fill the memory
        part = turned[start : start + 256].astype(np.float32)
        found[start : start + 256] = (part @ part.transpose(0, 2, 1))[:, first, second]
    return found


def tested(
    seen: npt.NDArray[np.integer], null: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the two-sided p of each value in `seen`, and the smallest that it could have had; see `overlap`.

    Args:
        seen: The value of each pair.
        null: The values of the samples: a row a sample, a column a pair.
    """
    import numpy as np  # noqa: PLC0415  (as above)

    def two_sided(values: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
        rarer = np.minimum((null >= values).sum(axis=0), (null <= values).sum(axis=0))
        found: npt.NDArray[np.float64] = np.minimum(1, 2 * (rarer + 1) / (len(null) + 1))
        return found

    p = two_sided(seen)
    ends = np.minimum(two_sided(null.min(axis=0)), two_sided(null.max(axis=0)))
    return p, np.minimum(p, ends)


def corrected(p: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return p-values corrected for their number after Benjamini and Hochberg (1995).

    The k-th smallest of m becomes the least of p m / k over itself and all greater ones. scipy has it too, as
    `false_discovery_control`, but takes two seconds to load.

    Example:
        >>> import numpy as np
        >>> corrected(np.array([0.5, 0.01, 0.04])).tolist()
        [0.5, 0.03, 0.06]
    """
    import numpy as np  # noqa: PLC0415  (as above)

    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    found = np.empty(len(p))
    found[order] = np.minimum.accumulate(np.minimum(1, p[order] * len(p) / ranks))
    return found


def reachable(
    p: npt.NDArray[np.float64], p_least: npt.NDArray[np.float64], alpha: float
) -> npt.NDArray[np.bool_]:
    """Return which pairs could be told from chance: at their smallest p, the others' being as they are.

    Example:
        With ten pairs a p of 0.01 for one alone is corrected to 0.1, and so can never come to 0.05.

        >>> import numpy as np
        >>> reachable(np.full(10, 0.5), np.array([0.001, *[0.01] * 9]), 0.05).sum()
        np.int64(1)
    """
    import numpy as np  # noqa: PLC0415  (as above)

    found = np.zeros(len(p), dtype=np.bool_)
    for at in np.flatnonzero(p_least <= alpha):
        extreme = p.copy()
        extreme[at] = p_least[at]
        found[at] = corrected(extreme)[at] <= alpha
    return found


ANALYSIS = Analysis.of(__file__, overlap)
