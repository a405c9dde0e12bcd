"""The null model of a bipartite network: all networks with the same degree sequences, equally likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def null_matrices(
    matrix: npt.NDArray[np.bool_], samples: int, trades: int, seed: int
) -> npt.NDArray[np.bool_]:
    """Return random 0-1 matrices with the row sums and the column sums of `matrix`.

    A trade takes two rows, pools the columns that only one of them has, and distributes these at random, so
    that each row gets back as many as it gave. Each trade draws uniformly from the possible results, and
    every matrix can be reached, so the chain converges to the uniform distribution (Carstens 2015). Each
    sample is the end of a separate chain that starts at `matrix`, so samples are independent of each other.
    All chains trade the same two rows at the same step, which does not change the distribution of any of
    them, and lets numpy compute them at once.

    Example:
        Two rows that share no column can only swap theirs: each of the two outcomes occurs about half the
        time.

        >>> import numpy as np
        >>> found = null_matrices(np.eye(2, dtype=bool), samples=1000, trades=4, seed=1)
        >>> found.sum(axis=2).min(), found.sum(axis=1).max(), 450 < found[:, 0, 0].sum() < 550
        (np.int64(1), np.int64(1), np.True_)

    Args:
        matrix: Rows and columns, such as provinces and measures.
        samples: The number of matrices.
        trades: The number of trades of each chain: the burn-in.
        seed: The seed of the random numbers.

    Returns:
        An array of samples, rows and columns.

    Reference:
        Strona, G., Nappo, D., Boccacci, F., Fattorini, S., San-Miguel-Ayanz, J. (2014). A fast and unbiased
        procedure to randomize ecological binary matrices with fixed row and column totals. Nature
        Communications 5, 4114. Carstens, C. J. (2015). Proof of uniform sampling of binary matrices with
        fixed row sums and column sums for the fast Curveball algorithm. Physical Review E 91, 042812.
    """
    import numpy as np  # noqa: PLC0415  (it takes long to load)

    random = np.random.default_rng(seed)
    found = np.repeat(matrix[None, :, :], samples, axis=0)
    if len(matrix) < 2:
        return found
    for _ in range(trades):
        one, other = random.choice(len(matrix), size=2, replace=False)
        first, second = found[:, one], found[:, other]
        pooled = first ^ second
        given = (first & pooled).sum(axis=1, keepdims=True)
        # Among the pooled columns of a sample the ones with the lowest lots go to the first row.
        lots = np.where(pooled, random.random(pooled.shape, dtype=np.float32), np.float32(2))
        rank = lots.argsort(axis=1, kind="stable").argsort(
            axis=1
        )  # stable, so that equal lots give the same result on each machine
        found[:, one] = np.where(pooled, rank < given, first)
        found[:, other] = np.where(pooled, rank >= given, second)
    return found
