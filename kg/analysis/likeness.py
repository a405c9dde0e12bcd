"""Likeness: how alike provinces are in what they do and in what they aim at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from kg.analysis.matrix import BY, LEVEL, SCOPE, STAGE, STRICTNESS, Matrix, compared, named
from kg.analysis.model import Analysis, Askable, Cell

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FEWEST: int = 3
"""How many regions must have a value before its range says anything: with two, they are always its ends."""

Key = tuple[str, str, str]
"""Indicator, period and unit: what two values must share to be compared."""


def likeness(
    graph: Askable,
    by: str = "measures",
    strictness: str = "plan",
    level: str = "measure",
    stage: str = "named",
    scope: str = "provinces",
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a pair of provinces of which something was coded: how alike they are; most alike first.

    Formula:
        A and B are the sets of measures that the two have adopted (of families of indicators that they have
        targets for), a and b the vectors of the numbers of their claims on these (of their targets).
        jaccard = |A ∩ B| / |A ∪ B| (Jaccard 1912); cosine = a·b / (|a| |b|) (Salton and McGill 1983).
        `at_least` and `at_most` are the least and the greatest Jaccard index that the undecided cells, filled
        in either way, could give; undecided is what was not coded, or is there in another form only. See
        `jaccard_bounds`.

        By targets, scaled = the mean of 1 - |x - y| / R over the families for which both have a value for the
        same period in the same unit, R being the range of the values of all provinces (Gower 1971). A family
        counts if at least three provinces have a value and these are not all equal.

    Units:
        Shares from 0 (nothing alike) to 1 (all alike); numbers of measures or families.

    Caveat:
        The Jaccard index takes what is undecided as not had. Where a plan was not fully coded only the
        bounds hold. A long text shares more with every other: cosine is less prone to that than Jaccard.

    Reference:
        Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11, 37-50.
        Salton, G., McGill, M. J. (1983). Introduction to Modern Information Retrieval. McGraw-Hill. Gower,
        J. C. (1971). A general coefficient of similarity and some of its properties. Biometrics 27, 857-871.

    Example:
        Three provinces aim at 90, 92 and 95 (a range of 5) for one indicator, which makes the first two
        alike by 1 - 2/5. The other indicator has two values only, so it does not count.

        >>> rate, index = ("rate", "2025", "percent"), ("index", "2025", "point")
        >>> gower([{rate: 90.0, index: 1.0}, {rate: 92.0, index: 2.0}, {rate: 95.0}])[0, 1]
        (0.6, 1)

    Args:
        graph: What is asked.
        by: `measures` or `targets`.
        strictness: `plan` or `source`: what must be fully coded before something counts as absent.
        level: `measure`, `theme` or `area`; targets have no level.
        stage: Only what has come so far at least; targets have no stage.
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
    """Return the least and the greatest Jaccard index that open cells allow; None if nothing is there.

    The least comes about where no open cell makes a match: one that both leave open goes to one of them
    only, one that neither has and one leaves open is had by that one. The greatest comes about where each
    open cell matches what the other has, and each that both leave open is had by both.

    Example:
        The first has w and x and was fully coded; the second has w, and nobody knows if it has x, y or z.

        >>> import numpy as np
        >>> first, second = np.array([1, 1, 0, 0], dtype=bool), np.array([1, 0, 0, 0], dtype=bool)
        >>> jaccard_bounds(first, second, np.zeros(4, dtype=bool), ~second)
        (0.25, 1.0)

    Args:
        a: What the first region has.
        b: What the second has.
        a_open: Of what nobody knows if the first has it.
        b_open: The same of the second.
    """
    shared, either = int((a & b).sum()), int((a | b).sum())
    may_match = int(((a & b_open) | (b & a_open)).sum())
    both_open = int((a_open & b_open).sum())
    one_open = int(((a_open ^ b_open) & ~a & ~b).sum())
    widest = either + both_open + one_open
    if widest == 0:
        return None, None
    # Where all that is open is open on one side only, the two share nothing however it is filled in.
    return shared / widest, (shared + may_match + both_open) / max(1, either + both_open)


def gower(regions: Sequence[Mapping[Key, float]]) -> dict[tuple[int, int], tuple[float | None, int]]:
    """Return Gower's similarity of each pair of regions, and on how many values it rests; see `likeness`.

    Args:
        regions: The values of each region, by what they are values of.
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
    """Return the values that each region aims at, but where it aims at two for one period in one unit."""
    found = []
    for region in matrix.regions:
        several: dict[Key, set[float]] = {}
        for indicator, edge in matrix.network.adj[region].items():
            for period, unit, value in edge["values"]:
                several.setdefault((indicator, period, unit), set()).add(float(value))
        found.append({key: min(values) for key, values in several.items() if len(values) == 1})
    return found


ANALYSIS = Analysis(
    name="likeness",
    title={
        "en": "Similarity of provinces by measures or targets",
        "zh": "各省份措施或目标的相似度",
    },
    description={
        "en": (
            "For each pair of provinces with a fully coded text: jaccard = |A ∩ B| / |A ∪ B|, where A and B "
            "are the measures that they have adopted. With -p by targets: for each pair of provinces with a "
            "target, A and B are the families of indicators for which they have targets. cosine = a·b / "
            "(|a| |b|), where a and b are the numbers of claims (targets) on each. at_least and at_most are "
            "the smallest and largest Jaccard index that undecided cells allow; a cell is undecided if it "
            "is not coded or in another form only. By targets, scaled is Gower's similarity of the values "
            "for common families with the same period and unit: the mean of 1 - |x - y| / range."
        ),
        "zh": (
            "每两个有文本被通读的省份：jaccard = |A ∩ B| / |A ∪ B|，A、B 为两省采用的措施（-p by targets 则"
            "为每两个设有目标的省份及其设有目标的指标族）；cosine 为相关主张数（目标数）向量的余弦。at_least "
            "与 at_most 为未定部分（未编码或只有其他形式者）所能导致的最小与最大 Jaccard 系数。按目标比较时，"
            "scaled 为共同指标族取值的 Gower 相似度，即 1 - |x - y| / 极差 的均值。"
        ),
    },
    caveat={
        "en": (
            "Jaccard and cosine treat undecided cells as not adopted, so cite the bounds unless both plans "
            "are fully coded. Targets of documents cited without their text are a selection: missing ones "
            "are not coded. The bounds include only families for which some target exists; texts that are "
            "not coded may have others. Gower's similarity ignores the comparator (at least, about)."
        ),
        "zh": (
            "jaccard 与 cosine 把未定者视为没有；规划未通读时，只有上下限成立。仅引用而无全文的文件，其目标是"
            "节选，缺少者属未编码。上下限只计已有目标的指标族，未编码部分可能另有其他指标族。Gower 相似度"
            "不考虑比较符（不低于、左右等）。"
        ),
    },
    reference=(
        "Jaccard (1912), New Phytologist 11, 37-50; Salton, McGill (1983), Introduction to Modern "
        "Information Retrieval; Gower (1971), Biometrics 27, 857-871."
    ),
    parameters=(BY, STRICTNESS, LEVEL, STAGE, SCOPE),
    columns={
        "first": ("first of the pair", "一方"),
        "first_zh": ("its Chinese label", "中文名称"),
        "first_en": ("its English label", "英文名称"),
        "second": ("second of the pair", "另一方"),
        "second_zh": ("its Chinese label", "中文名称"),
        "second_en": ("its English label", "英文名称"),
        "shared": ("measures (families of indicators) that both have", "双方共有的措施（指标族）数"),
        "either": (
            "measures (families of indicators) that at least one has",
            "至少一方具有的措施（指标族）数",
        ),
        "jaccard": ("shared / either, in the coded texts", "shared / either，以已编码为限"),
        "at_least": ("lower bound", "可能的最小值"),
        "at_most": ("upper bound", "可能的最大值"),
        "cosine": ("cosine of the numbers of claims (targets)", "主张数（目标数）的余弦"),
        "scaled": (
            "Gower's similarity of values; empty where none compare",
            "取值的 Gower 相似度；无可比者为空",
        ),
        "scaled_on": ("number of values that it is based on", "所依据的取值数"),
    },
    compute=likeness,
)
