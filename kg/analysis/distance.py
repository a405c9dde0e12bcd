"""Distance: the difference between each target and its outcome, and the time left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.analysis.aims import Aim, read_aims, year
from kg.analysis.model import Analysis, Askable, Cell


def distance(
    graph: Askable, region: Sequence[str] = (), indicator: Sequence[str] = (), scope: str = "all"
) -> Iterator[tuple[Cell, ...]]:
    """Yield one row per target: the outcome that decides, how much is missing, and how many years are left.

    Formula:
        With target t for the year T, observed o in the year O, and baseline b of the year B: missing = t - o
        (o - t if the target is an upper bound), gap = missing / |t|, years_left = T - O, covered = (o - b) /
        (t - b), elapsed = (O - B) / (T - B). gap is 0 or less if the target is met. covered and elapsed are
        given only if the observations are of the target's indicator itself. If a region is on schedule,
        covered is at least elapsed. Of a range, t, o, and b are the lower ends, or the upper ends if the
        target is an upper bound.

    Units:
        missing in the target's unit; gap, covered and elapsed as shares; years.


    Example:
        The pass rate was 93.29 in 2022, before the target of 94 for 2025 was set, and 93.93 in 2024: 90% of
        the way in two thirds of the time.

        >>> from kg.analysis.aims import Outcome
        >>> before = Outcome(93.29, "2022", "yes", "baseline", "")
        >>> after = Outcome(93.93, "2024", "yes", "not yet met", "")
        >>> aim = Aim("china", "", "", "pass rate", "", "", 94.0, "2025", False, (before, after))
        >>> [round(value, 4) for value in measured(aim)]
        [0.07, 0.0007, 1, 0.9014, 0.6667]

    Args:
        graph: The graph to query.
        region: The IRIs of the regions to show; none for all.
        indicator: The IRIs of the indicators to show; none for all.
        scope: `all` regions or `provinces`.
    """
    for aim in read_aims(graph, scope):
        if len(region) > 0 and aim.region not in region:
            continue
        if len(indicator) > 0 and aim.indicator not in indicator:
            continue
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
            aim.unit,
            aim.value_to,
            outcome.observed_to if outcome is not None else None,
        )


def measured(aim: Aim) -> tuple[float | None, float | None, int | None, float | None, float | None]:
    """Return missing, gap, years_left, covered, elapsed, each None without a number; see `distance`."""
    outcome, base = aim.outcome, aim.baseline
    if outcome is None:
        return None, None, None, None, None
    limit, observed = aim.limit, aim.decisive(outcome)
    missing = observed - limit if aim.ceiling else limit - observed
    gap = missing / abs(limit) if limit != 0 else None
    until, seen = year(aim.period), year(outcome.period)
    left = until - seen if until is not None and seen is not None else None
    covered = elapsed = None
    if base is not None and outcome.verdict != "baseline" and outcome.comparable == "yes":
        start, began = year(base.period), aim.decisive(base)
        if limit != began:
            covered = (observed - began) / (limit - began)
        if start is not None and until is not None and seen is not None and until > start:
            elapsed = (seen - start) / (until - start)
    return missing, gap, left, covered, elapsed


ANALYSIS = Analysis.of(__file__, compute=distance)
