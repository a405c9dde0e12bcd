"""Gaps: what most of the other provinces have adopted and this one, by what was coded, has not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.analysis.matrix import LEVEL, SCOPE, STAGE, STRICTNESS, compared, named
from kg.analysis.model import Analysis, Askable, Cell
from kg.query.parameters import Parameter
from kg.rdf.namespaces import QS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def gaps(
    graph: Askable,
    region: str = "",
    share: float = 0.5,
    strictness: str = "plan",
    level: str = "measure",
    stage: str = "named",
    scope: str = "provinces",
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a gap: a measure that most others have and a province is not known to have.

    Formula:
        Of the n - 1 other provinces of which some text was fully coded, k have the measure; a row stands
        where k / (n - 1) > share and the state in the province is not `yes`.

    Units:
        Numbers of provinces; a share from 0 to 1.

    Caveat:
        Only `absent` is a finding: the plan was fully coded and has nothing on the measure. `other form`
        means that there is a goal, a finding, or a claim that names the theme and no more. `unread` is a
        question: only a press conference or a report was coded, and the plan may well have it. That others
        have a measure is no reason to have it.

    Reference:
        To set governments side by side by which programmes each has taken up and which it has not is after
        Walker, J. L. (1969). The diffusion of innovations among the American states. American Political
        Science Review 63, 880-899.

    Example:
        Of three provinces the third alone is without the first column; the second column has no majority.

        >>> import numpy as np
        >>> missing(np.array([[True, True], [True, False], [False, False]]), 0.5)
        [(2, 0, 2)]

    Args:
        graph: What is asked.
        region: The IRI of the one province to show; empty for all.
        share: More than this share of the others must have the measure.
        strictness: `plan` or `source`: what must be fully coded before something counts as absent.
        level: `measure`, `theme` or `area`.
        stage: Only what has come so far at least; what has not is there in another form.
        scope: `provinces` or `all` governments.
    """
    matrix = compared(graph.store, "measures", level, strictness, scope, stage)
    for at, concept, others in missing(matrix.has, share):
        if region in ("", matrix.regions[at]):
            yield (
                *named(matrix.network, matrix.regions[at]),
                *named(matrix.network, matrix.concepts[concept]),
                others,
                len(matrix.regions) - 1,
                others / (len(matrix.regions) - 1),
                matrix.state(at, concept),
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
        "en": "Common measures not found in a province",
        "zh": "多数省份采用而某省未见的措施",
    },
    description={
        "en": (
            "Measures (or themes, or areas) that more than a given share of the other provinces have "
            "adopted and that were not found in this province: k / (n - 1) > share, where n provinces have "
            "a fully coded text, and k of the others have the measure. state is absent, other form, or "
            "unread."
        ),
        "zh": (
            "其他省份中超过一定比例采用、而本省尚未见采用的措施（或主题、领域）：k / (n - 1) > share，n 为有"
            "文本被通读的省份数。state 说明所知程度：absent（未见）、other form（其他形式）或 unread（未编码"
            "）。"
        ),
    },
    caveat={
        "en": (
            "Only absent is a finding: the plan was fully coded and has nothing on the measure. other form "
            "means a goal, a finding, a claim that names only the theme, or a stage that is not reached. "
            "unread is an open question: only a press conference or report was coded, and the plan may have "
            "the measure. A measure of other provinces is not a recommendation."
        ),
        "zh": (
            "只有 absent 才是结论：规划已通读而全无。other form 表示只有定性目标、定性结果、只点名其主题，或"
            "未达到所设阶段。unread 是疑问：只通读了发布会或报告，规划中可能有。他省具有某项措施，并不意味着"
            "本省也应具有。"
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
            "list measures that more than this share of the other provinces have",
            "须有超过此比例的其他省份具有该措施",
            least=0,
            most=1,
            default="0.5",
        ),
        STRICTNESS,
        LEVEL,
        STAGE,
        SCOPE,
    ),
    columns={
        "region": ("the province", "省份"),
        "region_zh": ("its Chinese label", "中文名称"),
        "region_en": ("its English label", "英文名称"),
        "measure": (
            "the measure, theme, or area that was not found",
            "尚未见于该省的措施、主题或领域",
        ),
        "label_zh": ("its Chinese label", "中文名称"),
        "label_en": ("its English label", "英文名称"),
        "others": ("other provinces that have adopted it", "采用该措施的其他省份数"),
        "coded": ("other provinces with a fully coded text", "有文本被通读的其他省份数"),
        "share": ("others / coded", "others / coded"),
        "state": (
            "absent (fully coded, nothing on it), other form, or unread (not coded); never yes",
            "absent（已通读而未见）、other form（其他形式）或 unread（未编码）；不会是 yes",
        ),
    },
    compute=gaps,
)
