"""Gaps: what most of the other provinces do and this one, by what was read, does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.analysis.matrix import LEVEL, SCOPE, STRICTNESS, compared, named
from kg.analysis.model import Analysis, Askable, Cell
from kg.namespaces import QS
from kg.parameters import Parameter

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def gaps(
    graph: Askable,
    region: str = "",
    share: float = 0.5,
    strictness: str = "plan",
    level: str = "measure",
    scope: str = "provinces",
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a gap: a measure that a province is not known to have and most others read have.

    Formula:
        Of the n - 1 other provinces of which some source was read whole, k have the measure; a row stands
        where k / (n - 1) > share and no source of the province names the measure.

    Units:
        Numbers of provinces; a share from 0 to 1.

    Caveat:
        `absent` is a finding: the plan was read whole and lacks the measure. `unread` is a question: only a
        press conference or a report was read, and the plan may well have it. That others have a measure is
        no reason to have it.

    Reference:
        To set governments side by side by which programmes each has taken up and which it has not is after
        Walker, J. L. (1969). The diffusion of innovations among the American states. American Political
        Science Review 63, 880-899.

    Example:
        Of three provinces the third alone lacks what the first column is; the second column has no majority.

        >>> import numpy as np
        >>> missing(np.array([[True, True], [True, False], [False, False]]), 0.5)
        [(2, 0, 2)]

    Args:
        graph: What is asked.
        region: The IRI of the one province to show; empty for all.
        share: More than this share of the others must have the measure.
        strictness: `plan` or `source`: which reading lets a missing measure be absent.
        level: `measure` or `area`.
        scope: `provinces` or `all` governments.
    """
    matrix = compared(graph.store, "measures", level, strictness, scope)
    for at, concept, others in missing(matrix.has, share):
        if region in ("", matrix.regions[at]):
            yield (
                *named(matrix.network, matrix.regions[at]),
                *named(matrix.network, matrix.concepts[concept]),
                others,
                len(matrix.regions) - 1,
                others / (len(matrix.regions) - 1),
                "unread" if matrix.unread[at, concept] else "absent",
            )


def missing(has: npt.NDArray[np.bool_], share: float) -> list[tuple[int, int, int]]:
    """Return row, column and the number of other rows that have the column, for each gap; see `gaps`.

    They are sorted by row, then by that number, the greatest first, then by column.
    """
    others = len(has) - 1
    having = has.sum(axis=0)
    found = [
        (row, column, int(having[column]))
        for row in range(len(has))
        for column in range(has.shape[1])
        if not has[row, column] and having[column] > share * others
    ]
    return sorted(found, key=lambda gap: (gap[0], -gap[2], gap[1]))


ANALYSIS = Analysis(
    name="gaps",
    title={
        "en": "What most other provinces have and this one lacks",
        "zh": "多数其他省份具有而本省缺少的措施",
    },
    description={
        "en": (
            "Measures that no source of a province names although more than a share of the other provinces "
            "read have them: k / (n - 1) > share, where n provinces have a source that was read whole."
        ),
        "zh": (
            "某省任何来源均未提及、而其他已读省份中超过一定比例具有的措施：k / (n - 1) > share，n 为有来源"
            "被通读的省份数。"
        ),
    },
    caveat={
        "en": (
            "absent is a finding: the plan was read whole and lacks the measure. unread is a question: only "
            "a press conference or a report was read, and the plan may have it. That others have a measure "
            "is no reason to have it."
        ),
        "zh": (
            "absent 是结论：规划已通读而无此措施。unread 是疑问：只读了发布会或报告，规划中可能有。他省具有"
            "某项措施，并不意味着本省也应具有。"
        ),
    },
    reference=(
        "Walker (1969), The diffusion of innovations among the American states, American Political Science "
        "Review 63, 880-899."
    ),
    parameters=(
        Parameter(
            "region",
            "iri",
            "only this province",
            "仅此省份",
            example="region:yunnan",
            classes=(QS + "Region",),
        ),
        Parameter(
            "share",
            "decimal",
            "more than this share of the others must have the measure",
            "须有超过此比例的其他省份具有该措施",
            least=0,
            most=1,
            default="0.5",
        ),
        STRICTNESS,
        LEVEL,
        SCOPE,
    ),
    columns={
        "region": ("the province", "省份"),
        "region_zh": ("its Chinese label", "中文名称"),
        "region_en": ("its English label", "英文名称"),
        "measure": ("the measure that it is not known to have", "未见于该省的措施"),
        "label_zh": ("its Chinese label", "中文名称"),
        "label_en": ("its English label", "英文名称"),
        "others": ("other provinces that have it", "具有该措施的其他省份数"),
        "read": ("other provinces of which a source was read whole", "有来源被通读的其他省份数"),
        "share": ("others / read", "others / read"),
        "state": (
            "absent (the reading is enough to say so) or unread",
            "absent（据阅读可判为缺失）或 unread（未读到）",
        ),
    },
    compute=gaps,
)
