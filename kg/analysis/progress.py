"""Progress: how many targets were met, by region and in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.analysis.aims import SCOPE, VERDICTS, Aim, read_aims
from kg.analysis.model import Analysis, Askable, Cell

KINDS: Final = ("yes", "partly", "no")
"""Whether targets could be compared, in the order of the rows."""


def progress(graph: Askable, scope: str = "all") -> Iterator[tuple[Cell, ...]]:
    """Yield a row for all regions together and for each region, by whether its targets could be compared.

    Formula:
        Each target has one verdict, by the outcome that decides (see `kg.analysis.aims`); the columns count
        verdicts. targets = met + not_yet_met + not_met + baseline + not_comparable.

    Units:
        Numbers of targets.

    Caveat:
        No share of targets met is given: what was observed and reported is no random choice among the
        targets. `no` is the number of targets that no observation could be held against, not of those that
        failed.

    Reference:
        The verdicts are those of the query `targets-and-outcomes`. On why reported results flatter: Bevan,
        G., Hood, C. (2006). What's measured is what matters. Public Administration 84, 517-538.

    Example:
        Of three targets two have an outcome, one of them met.

        >>> counted(["met", "not yet met", "not comparable"])
        (3, 1, 1, 0, 0, 1)

    Args:
        graph: What is asked.
        scope: `all` regions or `provinces`.
    """
    aims = read_aims(graph, scope)
    yield from _rows(aims, ("all", "全部", "all"))
    for region in sorted({aim.region for aim in aims}):
        own = [aim for aim in aims if aim.region == region]
        yield from _rows(own, (ox.NamedNode(region), own[0].region_zh, own[0].region_en))


def counted(verdicts: Iterable[str]) -> tuple[int, ...]:
    """Return how many verdicts there are, and how many of each, in the order of the columns."""
    found = list(verdicts)
    met, not_yet, not_met = (found.count(each) for each in ("met", "not yet met", "not met"))
    return (len(found), met, not_yet, not_met, *(found.count(each) for each in VERDICTS[3:]))


def _rows(aims: list[Aim], names: tuple[Cell, Cell, Cell]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each kind of comparison that some of the targets allow."""
    for kind in KINDS:
        verdicts = [aim.verdict for aim in aims if aim.comparable == kind]
        if len(verdicts) > 0:
            yield (*names, kind, *counted(verdicts))


ANALYSIS = Analysis(
    name="progress",
    title={
        "en": "Targets by outcome, for each region",
        "zh": "各地区目标的实现情况",
    },
    description={
        "en": (
            "Number of targets by verdict, for all regions together and for each region: met, not yet met, "
            "not met, baseline (the only reported value is from before the target was set), or not "
            "comparable. In rows with comparable yes, the reported value is for the same indicator. With "
            "partly, it is for a narrower, broader, or complementary wording, or a flow. With no, there is "
            "no comparable reported value. Each target counts once: by an outcome that is not a baseline if "
            "there is one, then by the same indicator, then by the latest. A target stated in two documents "
            "counts once."
        ),
        "zh": (
            "按结论统计目标数，先总体后分地区：met 已达到、not yet met 尚未达到、not met 未达到、baseline "
            "仅有目标设定前的观测值、not comparable 无可比观测值。comparable 为 yes 者依据同一指标的观测值，"
            "partly 者依据较窄、较宽或互补的说法或流量，no 为无从对照的目标数。每个目标按最新结果计一次；两份"
            "文件同述的目标只计一个。"
        ),
    },
    caveat={
        "en": (
            "The analysis gives no share of targets met, because reported values are not a random sample of "
            "targets: texts report what went well. not comparable does not mean that a target was missed."
        ),
        "zh": (
            "不给出达标比例：已观测并报告的并非目标的随机样本，文本多报告成绩。not comparable 不表示未实现。"
        ),
    },
    reference="Bevan, Hood (2006), What's measured is what matters, Public Administration 84, 517-538.",
    parameters=(SCOPE,),
    columns={
        "region": ("the region; all for the total", "地区；all 为总体"),
        "label_zh": ("its Chinese label", "中文名称"),
        "label_en": ("its English label", "英文名称"),
        "comparable": ("yes, partly or no; see distance", "yes、partly 或 no，见 distance"),
        "targets": ("targets", "目标数"),
        "met": ("met", "已达到"),
        "not_yet_met": (
            "not met at the observation, with time left",
            "观测时尚未达到，仍有时间",
        ),
        "not_met": ("not met in the year of the target or later", "到期未达到"),
        "baseline": ("observed only before the target was set", "仅有目标设定前的观测值"),
        "not_comparable": ("targets without a comparable observation", "无可比观测值"),
    },
    compute=progress,
)
