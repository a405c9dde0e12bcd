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
"""The burn-in of the null model, in trades per row; Strona et al. find 5 per row sufficient."""


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
    """Yield one row per pair of provinces (or of measures): what they share, compared with the null model.

    Formula:
        s is the number of measures that both provinces have adopted (of provinces that have both). The null
        model keeps the number of measures of each province and the number of provinces of each measure, and
        is otherwise uniform (see `null_matrices`). Of n samples, r+ share at least s, and r- at most s: the
        two-sided Monte Carlo p-value is p = min(1, 2 (min(r+, r-) + 1) / (n + 1)). The p-values are
        corrected for the number of pairs by the method of Benjamini and Hochberg, which limits the false
        discovery rate.

        `p_least` is the smallest p that any outcome could have for this pair: the p of the rarest extreme of
        the samples. If even that, corrected, is above alpha, no outcome could be significant, and the
        verdict is `cannot tell`.

    Units:
        Numbers of measures (provinces); p-values from 0 to 1.


    Example:
        Of 9 samples of one pair, 2 share four, 6 share five, 1 shares six. Six is the rarest outcome, with
        p = 2 (1 + 1) / 10.

        >>> import numpy as np
        >>> drawn = np.array([[4], [4], [5], [5], [5], [5], [5], [5], [6]])
        >>> [value.tolist() for value in tested(np.array([6]), drawn)]
        [[0.4], [0.4]]

    Args:
        graph: The graph to query.
        of: `provinces` or `measures`: the members of the pairs.
        level: `measure`, `theme` or `area`.
        stage: The minimum stage.
        scope: `provinces`, or `all` governments with a fully coded text.
        alpha: The significance level for the corrected p.
        samples: The number of matrices that are drawn from the null model.
        seed: The seed of the random numbers.
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
    found = pair_tests(has, of == "provinces", alpha, samples, seed)
    other = pair_tests(has | matrix.other_form[:, used], of == "provinces", alpha, samples, seed)
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
class PairTests:
    """What all pairs share, compared with the null model; in the order of `itertools.combinations`."""

    shared: npt.NDArray[np.integer]
    expected: npt.NDArray[np.float64]
    low: npt.NDArray[np.integer]
    high: npt.NDArray[np.integer]
    p: npt.NDArray[np.float64]
    p_corrected: npt.NDArray[np.float64]
    p_least: npt.NDArray[np.float64]
    verdicts: tuple[str, ...]


def pair_tests(has: npt.NDArray[np.bool_], of_rows: bool, alpha: float, samples: int, seed: int) -> PairTests:
    """Compare what the pairs of rows (or columns) of a matrix share with the null model; see `overlap`."""
    import numpy as np  # noqa: PLC0415  (as above)

    null = shared(null_matrices(has, samples, TRADES_PER_ROW * len(has), seed), of_rows)
    seen = shared(has[None], of_rows)[0]
    p, p_least = tested(seen, null)
    p_corrected = corrected(p)
    expected = null.mean(axis=0)
    low, high = np.quantile(null, [0.025, 0.975], axis=0, method="inverted_cdf")
    verdicts = tuple(
        "cannot tell" if not decidable
        else "as by chance" if value > alpha
        else "more" if sees > expects
        else "fewer"
        for decidable, value, sees, expects in zip(
            reachable(p, p_least, alpha), p_corrected, seen, expected, strict=True
        )
    )  # fmt: skip
    return PairTests(seen, expected, low, high, p, p_corrected, p_least, verdicts)


def shared(matrices: npt.NDArray[np.bool_], of_rows: bool) -> npt.NDArray[np.int16]:
    """Return for each matrix and each pair of its rows (or columns) the number of shared columns (rows).

    Args:
        matrices: An array of matrices, rows and columns.
        of_rows: Whether the pairs are pairs of rows. They come in the order of `itertools.combinations`.
    """
    import numpy as np  # noqa: PLC0415  (as above)

    turned = matrices if of_rows else matrices.transpose(0, 2, 1)
    first, second = np.triu_indices(turned.shape[1], k=1)
    found = np.empty((len(turned), len(first)), dtype=np.int16)
    # In batches, since a matrix of all pairs for all samples at once would fill the memory.
    for start in range(0, len(turned), 256):
        part = turned[start : start + 256].astype(np.float32)
        found[start : start + 256] = (part @ part.transpose(0, 2, 1))[:, first, second]
    return found


def tested(
    seen: npt.NDArray[np.integer], null: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the two-sided p of each value in `seen`, and the smallest that it could have had; see `overlap`.

    Args:
        seen: The value of each pair.
        null: The values of the samples: one row per sample, one column per pair.
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
    """Return p-values corrected for their number by the method of Benjamini and Hochberg (1995).

    The k-th smallest of m becomes the minimum of p m / k over itself and all greater ones. scipy has this
    too, as `false_discovery_control`, but takes two seconds to load.

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
    """Return which pairs could be significant: at their smallest p, with the actual p of the others.

    Example:
        With ten pairs, a p of 0.01 for one alone is corrected to 0.1, so it can never be 0.05 or less.

        >>> import numpy as np
        >>> reachable(np.full(10, 0.5), np.array([0.001, *[0.01] * 9]), 0.05).sum()
        np.int64(1)
    """
    import numpy as np  # noqa: PLC0415  (as above)

    # The p of a pair is taken out, and its least is put in: those between the two move up by one rank.
    order = np.argsort(p, kind="stable")
    ranks = np.empty(len(p), dtype=np.int64)
    ranks[order] = np.arange(len(p))
    places = np.minimum(np.searchsorted(p[order], p_least, side="right"), ranks)
    numbers = np.arange(1, len(p) + 1)
    stays = np.cumsum((p[order] * len(p) / numbers <= alpha)[::-1])[::-1]
    moves = np.concatenate([[0], np.cumsum(p[order] * len(p) / (numbers + 1) <= alpha)])
    beyond = np.concatenate([stays, [0]])[ranks + 1] > 0
    between = moves[ranks] - moves[places] > 0
    found: npt.NDArray[np.bool_] = (p_least * len(p) / (places + 1) <= alpha) | between | beyond
    return found & (p_least <= alpha)


ANALYSIS = Analysis.of(__file__, compute=overlap)
