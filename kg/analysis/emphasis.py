"""Emphasis: the share of a province's actions in each area (theme, measure), sector, or instrument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt
from statistics import NormalDist
from typing import Final

import pyoxigraph as ox

from kg.analysis.matrix import compared, named
from kg.analysis.model import Analysis, Askable, Cell
from kg.networks.adoption import STAGES
from kg.rdf.namespaces import FAMILIES
from kg.rdf.selects import selected
from kg.rdf.store import Store
from kg.words import Words

LEVELS: Final = ("area", "theme", "measure")
"""The levels of the scheme of measures that can be the categories."""

CODED_CATEGORIES: Final[Mapping[str, str]] = {
    "sector": "analysis/sectors",
    "instrument": "analysis/instruments",
}
"""The query of the categories that actions are coded with, and of the actions in each.

For sectors, it is the top sector. The type of instrument is that of the concept that an action is coded with.
"""

_STATUS: Final = dict(zip(STAGES, ("named", "planned", "under-way", "completed"), strict=True))
"""The status of an action at each stage."""


def emphasis(
    graph: Askable,
    category: str = "area",
    count: str = "clauses",
    stage: str = "named",
    confidence: float = 0.95,
    scope: str = "provinces",
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each province and category: the share of its actions, with intervals.

    Formula:
        k of the n actions of a province are in the category: share = k / n, with Wilson's (1927) score
        interval (low, high). An action may be in two categories, so the shares of a province need not sum to
        1, and each is a separate binomial proportion. low_all and high_all are simultaneous bounds for all c
        categories of the province: Wilson's interval at the level 1 - (1 - confidence) / c. By Bonferroni's
        inequality they are valid whether or not categories overlap; if they do not overlap, this is
        Goodman's (1965) simultaneous interval.

    Units:
        Numbers of actions; shares from 0 to 1.


    Example:
        5 of 20 actions: a quarter, by Wilson's interval between 11 and 47 percent.

        >>> [round(bound, 4) for bound in wilson(5, 20, 0.95)]
        [0.1119, 0.4687]

    Args:
        graph: The graph to query.
        category: `area`, `theme`, `measure`, `sector` or `instrument`.
        count: `clauses` for actions without actions as parts, or `all` for headed tasks and campaigns too.
        stage: The minimum stage of actions.
        confidence: The level of the intervals.
        scope: `provinces` or `all` governments with a fully coded text.
    """
    matrix = compared(graph.store, "measures", "area", "source", scope)
    found = _actions(graph.store, "area", stage, count)
    actions: dict[str, set[str]] = {}
    for (region, _), some in found.items():
        actions.setdefault(region, set()).update(some)
    if category in LEVELS:
        measures = selected(graph.store, "networks/measures", level=[ox.Literal(category)])
        categories = {measure: (zh, en) for measure, zh, en, _ in measures}
        found = found if category == "area" else _actions(graph.store, category, stage, count)
    else:
        categories, coded = _coded(graph.store, category)
        found = {
            (region, name): own & members
            for region, own in actions.items()
            for name, members in coded.items()
        }
    if category == "sector":
        unnamed = Words.of("none named")
        categories["none"] = (unnamed.zh, unnamed.en)
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
    """Return Wilson's score interval for `count` of `total`; None if the total is 0.

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
    """Return the Chinese and English label of each of `CODED_CATEGORIES`, and its actions, by IRI."""
    labels: dict[str, tuple[str, str]] = {}
    actions: dict[str, set[str]] = {}
    for category, zh, en, action in selected(store, CODED_CATEGORIES[by]):
        labels[category] = zh, en
        actions.setdefault(category, set()).add(action)
    return labels, actions


ANALYSIS = Analysis.of(__file__, compute=emphasis)
