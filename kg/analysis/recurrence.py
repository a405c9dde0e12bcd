"""Recurrence: how many provinces have adopted each measure, and what uncoded documents leave open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.analysis.matrix import ENOUGH, LEVEL, STAGE, STRICTNESS, Matrix, matrix_of, named
from kg.analysis.model import Analysis, Askable, Cell
from kg.networks.adoption import measure_network
from kg.rdf.store import Store

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


ABOVE: Final[Mapping[str, str]] = {"measure": "theme", "theme": "area", "area": "area"}
"""By level, the level one step up the scheme; nothing is above an area."""


def recurrence(
    graph: Askable, strictness: str = "plan", level: str = "measure", stage: str = "named"
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a measure: how many provinces have it at least, and at most; the most common first.

    Formula:
        With y provinces that have the measure, a that were seen not to have it, and N provinces in all: at
        least y, at most N - a. The true number lies between; nothing is assumed of the provinces that have
        it in another form only or were not coded. These are worst-case bounds (Manski 2003, chapter 1).

        The standing is `none` for y = 0, `one` for y = 1, `every` where all of the n provinces of which some
        text was fully coded have it, else `some`. It is given for the measure, and (`merged`) for the
        concept one level up the scheme, which a province has if it has anything of it.

    Units:
        Numbers of provinces.

    Caveat:
        Where `standing` is `one` and `merged` is `every`, that only one province has the measure hangs on how
        finely the scheme divides. Cities do not count for their province.

    Reference:
        Manski, C. F. (2003). Partial Identification of Probability Distributions. Springer.

    Example:
        Three provinces of 31; of the first the plan was fully coded. Of three measures it has the first and
        second, and nothing on the third; the others may have all three.

        >>> import numpy as np
        >>> has = np.array([[True, True, False], [True, False, False], [False, False, False]])
        >>> absent = np.array([[False, False, True], [False, False, False], [False, False, False]])
        >>> [bound.tolist() for bound in bounds(has, absent)]
        [[2, 1, 0], [3, 3, 2]]

    Args:
        graph: What is asked.
        strictness: `plan` or `source`, as in the query `measure-matrix`.
        level: `measure`, `theme` or `area`.
        stage: Only what has come so far at least; what has not is there in another form.
    """
    matrix = _provinces(graph.store, level, stage, strictness)
    merged = _provinces(graph.store, ABOVE[level], stage, strictness)
    facts = matrix.network.nodes
    coded = [facts[region]["reading"] in ENOUGH["source"] for region in matrix.regions]
    least, most = bounds(matrix.has, matrix.absent)
    columns = (
        least,
        matrix.other_form.sum(axis=0),
        matrix.absent.sum(axis=0),
        matrix.unread.sum(axis=0),
        most,
    )
    broader = dict(zip(merged.concepts, merged.has[coded].sum(axis=0), strict=True))
    order = sorted(range(len(matrix.concepts)), key=lambda at: (-int(least[at]), matrix.concepts[at]))
    for at in order:
        above = facts[matrix.concepts[at]]["broader"]
        yield (
            *named(matrix.network, matrix.concepts[at]),
            *(int(column[at]) for column in columns),
            _standing(int(matrix.has[coded, at].sum()), sum(coded)),
            *named(merged.network, above),
            _standing(int(broader[above]), sum(coded)),
        )


def bounds(
    has: npt.NDArray[np.bool_], absent: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return for each column how many rows have it at least and at most; see `recurrence`.

    Args:
        has: Whether the row has the column, by what was coded.
        absent: Whether the row was seen not to have it.
    """
    return has.sum(axis=0), (~absent).sum(axis=0)


def _provinces(store: Store, level: str, stage: str, strictness: str) -> Matrix:
    """Return the matrix of all provinces, also those that were not coded."""
    return matrix_of(measure_network(store, level, stage), "measure", strictness)


def _standing(provinces: int, coded: int) -> str:
    """Return in words how many of the provinces with a fully coded text have something."""
    if provinces == 0:
        return "none"
    if provinces == coded:
        return "every"
    return "one" if provinces == 1 else "some"


ANALYSIS = Analysis(
    name="recurrence",
    title={
        "en": "Adoption of each measure across provinces",
        "zh": "各项措施的采用省份数",
    },
    description={
        "en": (
            "For each measure (or theme, or area): the number of provinces that have adopted it (provinces, "
            "the lower bound), that have it in another form only (a goal, a finding, or a claim that names "
            "only its theme), that are absent, and that are not coded. With N provinces in all, the upper "
            "bound is at_most = N - absent = provinces + other_form + unread. standing is the number of the "
            "provinces with a fully coded text that have the measure, as none, one, some, or every. merged "
            "is the same for the concept one level up. If standing is one and merged is every, the measure "
            "is unique only because the scheme divides it finely."
        ),
        "zh": (
            "每项措施（或主题、领域）：已知采用的省份数（下限）、只有其他形式（定性目标、定性结果或只点名其"
            "主题）的省份数、已通读而未见的省份数、未编码的省份数，以及由此得出的上限：at_most = provinces + "
            "other_form + unread。末列说明上升一级（措施并入主题、主题并入领域）后，它在有文本被通读的省份中"
            "的地位（none 无、one 一省、some 若干、every 全部）是否改变。"
        ),
    },
    caveat={
        "en": (
            "The bounds are wide because few plans are coded. They express what is unknown, not an error of "
            "measurement. A press conference names less than the plan, so with strictness source a measure "
            "can be absent although the plan has it. With a minimum stage, a measure that has not reached "
            "the stage counts as another form, because a plan words everything as planned."
        ),
        "zh": (
            "界限之宽源于已编码规划甚少，并非测量误差，而是未知。发布会所述少于规划原文，故 strictness 取 "
            "source 时，判为未见的措施仍可能见于规划。设定最低阶段时，未达到者计为其他形式，因为规划中的举措"
            "均表述为计划。"
        ),
    },
    reference="Manski, C. F. (2003). Partial Identification of Probability Distributions. Springer.",
    parameters=(STRICTNESS, LEVEL, STAGE),
    columns={
        "measure": ("the measure, theme or area", "措施、主题或领域"),
        "label_zh": ("its Chinese label", "中文名称"),
        "label_en": ("its English label", "英文名称"),
        "provinces": ("provinces that have adopted it: the lower bound", "已知采用的省份数，即下限"),
        "other_form": ("provinces that have it in another form only", "只有其他形式的省份数"),
        "absent": ("provinces that were fully coded and have nothing on it", "已通读而未见的省份数"),
        "unread": ("provinces that were not coded, or not fully", "未编码的省份数"),
        "at_most": ("the upper bound", "上限"),
        "standing": (
            "provinces with a fully coded text that have it: none, one, some, every",
            "在有文本被通读的省份中的地位：none、one、some、every",
        ),
        "broader": (
            "the concept one level up; for an area, the area itself",
            "上一级概念；领域为其自身",
        ),
        "broader_zh": ("its Chinese label", "上一级概念的中文名称"),
        "broader_en": ("its English label", "上一级概念的英文名称"),
        "merged": ("standing of the concept one level up", "上一级概念的地位"),
    },
    compute=recurrence,
)
