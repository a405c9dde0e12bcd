"""Emphasis: what share of a province's actions goes to each area (theme, measure), sector or instrument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt
from statistics import NormalDist
from typing import Final

import pyoxigraph as ox

from kg.analysis.matrix import SCOPE, STAGE, compared, named
from kg.analysis.model import Analysis, Askable, Cell
from kg.networks.adoption import STAGES
from kg.query.parameters import Parameter
from kg.rdf.namespaces import FAMILIES
from kg.rdf.selects import selected
from kg.rdf.store import Store

LEVELS: Final = ("area", "theme", "measure")
"""The levels of the scheme of measures, each of which may give the categories."""

CODED: Final[Mapping[str, str]] = {"sector": "analysis/sectors", "instrument": "analysis/instruments"}
"""The query of the categories that actions are coded with, and of the actions in each.

Of sectors it is the top. The type of instrument is that of the very concept that an action is coded with.
"""

_STATUS: Final = dict(zip(STAGES, ("named", "planned", "under-way", "completed"), strict=True))
"""By stage, the status of an action that has come just so far."""


def emphasis(
    graph: Askable,
    by: str = "area",
    count: str = "clauses",
    stage: str = "named",
    confidence: float = 0.95,
    scope: str = "provinces",
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each province and category: the share of its actions, with intervals.

    Formula:
        Of the n actions of a province k are of the category: share = k / n, with Wilson's (1927) score
        interval (low, high). An action may be of two categories, so the shares of a province need not sum to
        1 and are no multinomial; each is a binomial of its own. low_all and high_all hold for all c
        categories of the province at once: Wilson's interval at the level 1 - (1 - confidence) / c. By
        Bonferroni's inequality that holds whether or not categories overlap; where they do not it is
        Goodman's (1965) simultaneous interval.

    Units:
        Numbers of actions; shares from 0 to 1.

    Caveat:
        The actions of a text are no sample: a text coded in full is all there is of it. The interval says how
        far such a share would vary if the text were one of many of its kind, each action drawn
        independently; use it to not read much into small differences. Of a press conference (reading
        `source`) the actions are what the speakers chose to tell, which no interval covers. An action is not
        a sum of money.

    Reference:
        Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal
        of the American Statistical Association 22, 209-212. Goodman, L. A. (1965). On simultaneous
        confidence intervals for multinomial proportions. Technometrics 7, 247-254. Brown, L. D., Cai, T. T.,
        DasGupta, A. (2001). Interval estimation for a binomial proportion. Statistical Science 16, 101-133.

    Example:
        5 of 20 actions: a quarter, by Wilson's interval between 11 and 47 per cent.

        >>> [round(bound, 4) for bound in wilson(5, 20, 0.95)]
        [0.1119, 0.4687]

    Args:
        graph: What is asked.
        by: `area`, `theme`, `measure`, `sector` or `instrument`.
        count: `clauses` for actions without actions as parts, or `all` for headed tasks and campaigns too.
        stage: Only actions that are so far at least.
        confidence: The level of the intervals.
        scope: `provinces` or `all` governments of which some text was fully coded.
    """
    matrix = compared(graph.store, "measures", "area", "source", scope)
    found = _actions(graph.store, "area", stage, count)
    actions: dict[str, set[str]] = {}
    for (region, _), some in found.items():
        actions.setdefault(region, set()).update(some)
    if by in LEVELS:
        measures = selected(graph.store, "networks/measures", level=[ox.Literal(by)])
        categories = {measure: (zh, en) for measure, zh, en, _ in measures}
        found = found if by == "area" else _actions(graph.store, by, stage, count)
    else:
        categories, coded = _coded(graph.store, by)
        found = {
            (region, name): own & members
            for region, own in actions.items()
            for name, members in coded.items()
        }
    if by == "sector":
        categories["none"] = ("未指明", "none named")
        found |= {(region, "none"): own.difference(*coded.values()) for region, own in actions.items()}
    level = 1 - (1 - confidence) / len(categories)
    for region in matrix.regions:
        total = len(actions.get(region, ()))
        counts = {name: len(found.get((region, name), ())) for name in categories}
        for name in sorted(counts, key=lambda each: (-counts[each], each)):
            yield (
                *named(matrix.network, region),
                matrix.network.nodes[region]["reading"],
                ox.NamedNode(name) if name != "none" else name,
                *categories[name],
                counts[name],
                total,
                counts[name] / total if total > 0 else None,
                *wilson(counts[name], total, confidence),
                *wilson(counts[name], total, level),
            )


def wilson(count: int, total: int, confidence: float) -> tuple[float | None, float | None]:
    """Return Wilson's score interval for `count` of `total`; None where the total is 0.

    With z the quantile of the normal distribution and p = count / total, its ends are
    (p + z²/2n ± z √(p (1 - p)/n + z²/4n²)) / (1 + z²/n). scipy has it too, but takes two seconds to load.
    """
    if total == 0:
        return None, None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, scale = count / total, 1 + z**2 / total
    middle = (share + z**2 / (2 * total)) / scale
    half = z * sqrt(share * (1 - share) / total + z**2 / (4 * total**2)) / scale
    return max(0.0, middle - half), min(1.0, middle + half)


def _actions(store: Store, level: str, stage: str, count: str) -> dict[tuple[str, str], set[str]]:
    """Return the actions of each region on each measure, theme or area that it has adopted.

    The parameters are those of `emphasis`, `level` is one of `LEVELS`.
    """
    reached = [f"{FAMILIES['status']}{_STATUS[each]}" for each in STAGES[STAGES.index(stage) :]]
    rows = selected(store, "analysis/actions", level=[ox.Literal(level)], status=map(ox.NamedNode, reached))
    headings = {action for (action,) in selected(store, "analysis/headings")} if count == "clauses" else ()
    found: dict[tuple[str, str], set[str]] = {}
    for region, category, action in rows:
        if action not in headings:
            found.setdefault((region, category), set()).add(action)
    return found


def _coded(store: Store, by: str) -> tuple[dict[str, tuple[str, str]], dict[str, set[str]]]:
    """Return the Chinese and the English label of each category in `CODED`, and the actions in it, by IRI."""
    labels: dict[str, tuple[str, str]] = {}
    actions: dict[str, set[str]] = {}
    for category, zh, en, action in selected(store, CODED[by]):
        labels[category] = zh, en
        actions.setdefault(category, set()).add(action)
    return labels, actions


ANALYSIS = Analysis(
    name="emphasis",
    title={
        "en": "Policy attention by area, theme, sector, or instrument",
        "zh": "各省份的政策注意力分配",
    },
    description={
        "en": (
            "For each province with a fully coded text and each category: share = actions of the category / "
            "all actions of the province, with Wilson's interval (low, high). low_all and high_all hold for "
            "all categories of the province at once: Wilson's interval at the level 1 - (1 - confidence) / "
            "categories. An action that implements two measures may be in two categories, and one that "
            "names only an area is in no theme, so shares need not sum to 1. Tasks and campaigns that have "
            "actions as parts are not counted, unless -p count all."
        ),
        "zh": (
            "每个有文本被通读的省份与每个类别：share = 该类举措数 / 全部举措数，附 Wilson 区间（low、high），"
            "以及对该省所有类别同时成立的区间（low_all、high_all：取 1 - (1 - confidence) / 类别数 水平的 "
            "Wilson 区间）。一项举措落实两项措施时可属两类，只点名领域的举措不属任何主题，故占比之和未必为 "
            "1。已含下级举措的标题性任务和行动不重复计数，除非 -p count all。"
        ),
    },
    caveat={
        "en": (
            "The actions of a text are not a sample. The interval shows how much the share would vary if "
            "each action of such a text were drawn independently; it warns against interpreting small "
            "differences. For a press conference (reading source), the actions are those that the speakers "
            "chose to mention, and 0 means not coded rather than absent. An action is not an amount of "
            "money."
        ),
        "zh": (
            "文本中的举措不是样本：区间表示若同类文本中各举措独立抽取，占比会有多大变动，意在提醒勿过度解读"
            "细小差异。发布会（reading 为 source）的举措出自发言人的选择，0 表示未编码而非未见。举措数不等于"
            "投入。"
        ),
    },
    reference=(
        "Wilson (1927), JASA 22, 209-212; Goodman (1965), Technometrics 7, 247-254; Brown, Cai, DasGupta "
        "(2001), Statistical Science 16, 101-133."
    ),
    parameters=(
        Parameter(
            "by",
            "string",
            "type of category",
            "按何种类别",
            choices=(*LEVELS, *CODED),
            default="area",
        ),
        Parameter(
            "count",
            "string",
            "actions without parts, or all actions",
            "仅计无下级的举措，或计全部举措",
            choices=("clauses", "all"),
            default="clauses",
        ),
        STAGE,
        Parameter(
            "confidence",
            "decimal",
            "confidence level of the intervals",
            "区间的置信水平",
            least=0.5,
            most=0.9999,
            default="0.95",
        ),
        SCOPE,
    ),
    columns={
        "region": ("the province", "省份"),
        "region_zh": ("its Chinese label", "中文名称"),
        "region_en": ("its English label", "英文名称"),
        "reading": (
            "plan: the plan was fully coded; source: another text was",
            "plan：规划已通读；source：通读其他文本",
        ),
        "category": (
            "the area, theme, measure, top sector or instrument; none for actions that name no sector",
            "领域、主题、措施、行业大类或政策工具；none 为未指明行业",
        ),
        "label_zh": ("its Chinese label", "中文名称"),
        "label_en": ("its English label", "英文名称"),
        "actions": ("actions of the category", "该类举措数"),
        "of": ("all actions of the province", "该省全部举措数"),
        "share": ("actions / of", "actions / of"),
        "low": ("lower end of the interval", "区间下限"),
        "high": ("upper end of the interval", "区间上限"),
        "low_all": ("lower end that holds for all categories at once", "同时区间下限"),
        "high_all": ("upper end that holds for all categories at once", "同时区间上限"),
    },
    compute=emphasis,
)
