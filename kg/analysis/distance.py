"""Distance: how far each target is from its outcome, and how much time is left."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.analysis.aims import SCOPE, Aim, read_aims, year
from kg.analysis.model import Analysis, Askable, Cell


def distance(graph: Askable, scope: str = "all") -> Iterator[tuple[Cell, ...]]:
    """Yield a row a target: the outcome that decides, how much is missing, and how many years are left.

    Formula:
        With target t for the year T, observed o in the year O, and baseline b of the year B: missing = t - o
        (o - t where the target is a ceiling), gap = missing / |t|, years_left = T - O, covered = (o - b) /
        (t - b), elapsed = (O - B) / (T - B). gap is 0 or less where the target is met. covered and elapsed
        stand only where the observations are of the target's own indicator. Who keeps pace has covered at or
        above elapsed.

    Units:
        missing in the target's unit; gap, covered and elapsed as shares; years.

    Caveat:
        Which observation may be compared is the rule of the query `targets-and-outcomes`; `partly` means
        a narrower, broader, or complementary wording, not the same. The gap of a rate near 100 is small by
        nature. covered takes progress as even over the years. That an outcome of 2023 meets a target for
        2025 does not say that that of 2025 will.

    Reference:
        OECD (2019). Measuring Distance to the SDG Targets 2019. OECD Publishing. Eurostat's pace (covered
        against elapsed): Eurostat (2023). Sustainable development in the European Union, annex on methods.

    Example:
        The pass rate was 93.29 in 2022, before the target of 94 for 2025 was set, and 93.93 in 2024: 90 per
        cent of the way in two thirds of the time.

        >>> from kg.analysis.aims import Outcome
        >>> before = Outcome(93.29, "2022", "yes", "baseline", "")
        >>> after = Outcome(93.93, "2024", "yes", "not yet met", "")
        >>> aim = Aim("china", "", "", "pass rate", "", "", 94.0, "2025", False, (before, after))
        >>> [round(value, 4) for value in measured(aim)]
        [0.07, 0.0007, 1, 0.9014, 0.6667]

    Args:
        graph: What is asked.
        scope: `all` regions or `provinces`.
    """
    for aim in read_aims(graph, scope):
        outcome = aim.outcome
        yield (
            ox.NamedNode(aim.region),
            aim.region_zh,
            aim.region_en,
            ox.NamedNode(aim.indicator),
            aim.indicator_zh,
            aim.indicator_en,
            aim.comparator,
            aim.value,
            aim.period,
            outcome.observed if outcome is not None else None,
            outcome.period if outcome is not None else None,
            aim.comparable,
            aim.verdict,
            *measured(aim),
            aim.baseline.period if aim.baseline is not None else None,
            outcome.note if outcome is not None else "",
        )


def measured(aim: Aim) -> tuple[float | None, float | None, int | None, float | None, float | None]:
    """Return missing, gap, years_left, covered, elapsed, each None without a number; see `distance`."""
    outcome, base = aim.outcome, aim.baseline
    if outcome is None:
        return None, None, None, None, None
    missing = outcome.observed - aim.value if aim.ceiling else aim.value - outcome.observed
    gap = missing / abs(aim.value) if aim.value != 0 else None
    until, seen = year(aim.period), year(outcome.period)
    left = until - seen if until is not None and seen is not None else None
    covered = elapsed = None
    if base is not None and outcome.verdict != "baseline" and outcome.comparable == "yes":
        start = year(base.period)
        if aim.value != base.observed:
            covered = (outcome.observed - base.observed) / (aim.value - base.observed)
        if start is not None and until is not None and seen is not None and until > start:
            elapsed = (seen - start) / (until - start)
    return missing, gap, left, covered, elapsed


ANALYSIS = Analysis(
    name="distance",
    title={
        "en": "Distance of each target to the reported value",
        "zh": "各目标与观测值的差距",
    },
    description={
        "en": (
            "For each target, the deciding outcome (the latest comparable one): missing = target - observed "
            "(reversed for a ceiling); gap = missing / |target|; years_left is the time from the "
            "observation to the target. If the same indicator was also observed before the target was set, "
            "covered = (observed - base) / (target - base), and elapsed is the share of the time that has "
            "passed."
        ),
        "zh": (
            "每个目标：起决定作用的结果（可比的最新观测值）；missing = 目标值 - 观测值（上限型目标相反）；"
            "gap = missing / |目标值|；years_left 为观测年至目标年的年数；若目标设定前亦有同一指标的观测值，"
            "则 covered = (观测值 - 基期值) / (目标值 - 基期值)，elapsed 为已过时间的比例。"
        ),
    },
    caveat={
        "en": (
            "partly means that the observation is for a narrower, broader, or complementary wording, or a "
            "flow. not comparable does not mean that a target was missed. For a rate near 100, the gap is "
            "always small. A target met before its year may be missed in it. covered assumes even progress."
        ),
        "zh": (
            "partly 表示观测的是较窄、较宽或互补的说法，或为流量。没有可比观测值的目标为 not comparable，不表"
            "示未实现。接近 100 的比率，其 gap 天然很小。提前达标不等于目标年仍达标。covered 假定进展均匀。"
        ),
    },
    reference=(
        "OECD (2019), Measuring Distance to the SDG Targets 2019; Eurostat (2023), Sustainable development "
        "in the European Union."
    ),
    parameters=(SCOPE,),
    columns={
        "region": ("the region of the target", "设定目标的地区"),
        "region_zh": ("its Chinese label", "中文名称"),
        "region_en": ("its English label", "英文名称"),
        "indicator": ("the indicator of the target", "指标"),
        "indicator_zh": ("its Chinese label", "中文名称"),
        "indicator_en": ("its English label", "英文名称"),
        "comparator": ("comparator of the target", "目标的比较符"),
        "target": ("target value", "目标值"),
        "target_period": ("period of the target", "目标期"),
        "observed": ("observed value; empty if none is comparable", "观测值；无可比者为空"),
        "observed_period": ("period of the observation", "观测期"),
        "comparable": (
            "yes (same indicator), partly (other wording, complement, flow), no",
            "yes（同一指标）、partly（其他说法、互补或流量）、no（无）",
        ),
        "verdict": (
            "met, not yet met, not met, baseline (only from before the target was set) or not comparable",
            "met 已达到、not yet met 尚未达到、not met 未达到、baseline 仅有目标设定前的观测值、not "
            "comparable 无可比观测值",
        ),
        "missing": (
            "distance to the target, in its unit; 0 or less if the target is met",
            "差额（目标单位）；达到则为零或负",
        ),
        "gap": ("missing as a share of the target", "差额占目标值的比例"),
        "years_left": ("years from the observation to the target", "观测年至目标年的年数"),
        "covered": (
            "share of the distance from the base covered; empty without a base",
            "自基期已走完的比例；无基期则为空",
        ),
        "elapsed": ("share of the time from the base elapsed", "自基期已过时间的比例"),
        "base_period": ("period of the base", "基期"),
        "note": (
            "why comparable is partly, or how the target was interpreted",
            "部分可比的原因，或目标的理解方式",
        ),
    },
    compute=distance,
)
