"""Recurrence: in how many provinces each measure stands, and what unread documents leave open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.analysis.matrix import LEVEL, STRICTNESS, matrix_of, named
from kg.analysis.model import Analysis, Askable, Cell
from kg.network import READINGS, measure_network

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def recurrence(
    graph: Askable, strictness: str = "plan", level: str = "measure"
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a measure: how many provinces have it at least, and at most; the most common first.

    Formula:
        With y provinces that have the measure, a of which the reading is enough to call it absent, and N
        provinces in all: at least y, at most N - a. The true number lies between; nothing is assumed of the
        provinces that nobody read. These are worst-case bounds (Manski 2003, chapter 1).

        The standing is `none` for y = 0, `one` for y = 1, `every` where all of the n provinces of which some
        source was read whole have it, else `some`. It is given for the measure, and (`merged`) for the area
        one level up the scheme, which a province has if it has any measure of it.

    Units:
        Numbers of provinces.

    Caveat:
        Where `standing` is `one` and `merged` is `every`, that only one province has the measure hangs on how
        finely the scheme divides. Cities do not count for their province.

    Reference:
        Manski, C. F. (2003). Partial Identification of Probability Distributions. Springer.

    Example:
        Three provinces of 31; the first was read whole. Of three measures it has the first and second.

        >>> import numpy as np
        >>> has = np.array([[True, True, False], [True, False, False], [False, False, False]])
        >>> [bound.tolist() for bound in bounds(has, np.array([True, False, False]))]
        [[2, 1, 0], [3, 3, 2]]

    Args:
        graph: What is asked.
        strictness: `plan` or `source`, as in the query `measure-matrix`.
        level: `measure`, or `area` to count areas.
    """
    network = measure_network(graph.store, level)
    matrix = matrix_of(network, "measure", strictness)
    merged = matrix_of(measure_network(graph.store, "area"), "measure", strictness)
    read = [network.nodes[region]["reading"] in READINGS[:2] for region in matrix.regions]
    least, most = bounds(matrix.has, matrix.whole)
    unread = matrix.unread.sum(axis=0)
    areas = dict(zip(merged.concepts, merged.has[read].sum(axis=0), strict=True))
    order = sorted(range(len(matrix.concepts)), key=lambda at: (-int(least[at]), matrix.concepts[at]))
    for at in order:
        area = network.nodes[matrix.concepts[at]]["area"]
        yield (
            *named(network, matrix.concepts[at]),
            int(least[at]),
            len(matrix.regions) - int(least[at]) - int(unread[at]),
            int(unread[at]),
            int(most[at]),
            _standing(int(matrix.has[read, at].sum()), sum(read)),
            *named(merged.network, area),
            _standing(int(areas[area]), sum(read)),
        )


def bounds(
    has: npt.NDArray[np.bool_], whole: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return for each column how many rows have it at least and at most; see `recurrence`.

    Args:
        has: Whether the row has the column, by what was read.
        whole: Whether the row was read so far that it lacks what it is not known to have.
    """
    return has.sum(axis=0), (has | ~whole[:, None]).sum(axis=0)


def _standing(provinces: int, read: int) -> str:
    """Return in words how many of the provinces that were read have something."""
    if provinces == 0:
        return "none"
    if provinces == read:
        return "every"
    return "one" if provinces == 1 else "some"


ANALYSIS = Analysis(
    name="recurrence",
    title={"en": "In how many provinces each measure stands", "zh": "每项措施见于多少个省份"},
    description={
        "en": (
            "For each measure: the provinces that have it (at least so many), those whose text was read far "
            "enough to say that they lack it, those unread, and so the most that there can be: at_most = "
            "provinces + unread. The last columns say whether its standing among the provinces read (none, "
            "one, some, every) stays the same when the measures of an area are merged."
        ),
        "zh": (
            "每项措施：已知具备的省份数（下限）、经充分阅读可判为缺失的省份数、尚未读到的省份数，以及由此得"
            "出的上限：at_most = provinces + unread。末列说明把同一领域的措施合并后，它在已读省份中的地位（"
            "none 无、one 一省、some 若干、every 全部）是否改变。"
        ),
    },
    caveat={
        "en": (
            "The bounds are wide because few plans were read; they are not an error of measurement but what "
            "is not known. A press conference names less than the plan, so with the strictness source a "
            "measure may be called absent that the plan has."
        ),
        "zh": (
            "界限之宽源于已读规划甚少，并非测量误差，而是未知。发布会所述少于规划原文，故 strictness 取 "
            "source 时，判为缺失的措施仍可能见于规划。"
        ),
    },
    reference="Manski, C. F. (2003). Partial Identification of Probability Distributions. Springer.",
    parameters=(STRICTNESS, LEVEL),
    columns={
        "measure": ("the measure", "措施"),
        "label_zh": ("its Chinese label", "中文名称"),
        "label_en": ("its English label", "英文名称"),
        "provinces": ("provinces that have it: the lower bound", "已知具备的省份数，即下限"),
        "absent": ("provinces that were read and lack it", "已读而缺失的省份数"),
        "unread": ("provinces of which nobody knows", "尚未读到的省份数"),
        "at_most": ("the upper bound", "上限"),
        "standing": (
            "how many of the provinces read have it: none, one, some, every",
            "在已读省份中的地位：none、one、some、every",
        ),
        "area": ("the area that it belongs to", "所属领域"),
        "area_zh": ("its Chinese label", "领域中文名称"),
        "area_en": ("its English label", "领域英文名称"),
        "merged": ("the standing of the area", "合并为领域后的地位"),
    },
    compute=recurrence,
)
