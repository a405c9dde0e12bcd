"""Emphasis: what share of a province's actions goes to each area (theme, measure), sector or instrument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt
from statistics import NormalDist
from typing import Final

import pyoxigraph as ox

from kg.analysis.matrix import compared, named
from kg.analysis.model import Analysis, Askable, Cell
from kg.networks.adoption import STAGES
from kg.rdf.answers import plain
from kg.rdf.namespaces import BASE, PROV, QS, SKOS
from kg.rdf.store import Store
from kg.words import Words

LEVELS: Final = ("area", "theme", "measure")
"""The levels of the scheme of measures, each of which may give the categories."""

_OF_LEVEL: Final = '?adopted qs:adopts ?category ; qs:state "yes" . ?category qs:level '

CATEGORIES: Final[Mapping[str, tuple[str, str]]] = {
    **{level: (f'?category qs:level "{level}"', f'{_OF_LEVEL} "{level}"') for level in LEVELS},
    "sector": (
        "?category a qs:Sector FILTER NOT EXISTS { ?category skos:broader ?broader }",
        f'{_OF_LEVEL.replace("?category", "?own")} "area" . ?action qs:sector/skos:broader* ?category',
    ),
    "instrument": (
        "?category a qs:Instrument",
        f'{_OF_LEVEL.replace("?category", "?own")} "area" . ?action qs:realises/qs:instrument ?category',
    ),
}
"""What the categories are, and how an action comes to be of one. Of sectors it is the top.

The actions are those from which an adoption (of an area, unless categories are narrower) was derived. The
type of instrument is that of the very concept that an action is coded with.
"""

_PREFIXES: Final = (
    f"PREFIX prov: <{PROV}> PREFIX qs: <{QS}> PREFIX skos: <{SKOS}> PREFIX status: <{BASE}status/>"
)

_STATUS: Final[Mapping[str, str]] = {
    "named": "status:named",
    "planned": "status:planned",
    "under-way": "status:under-way",
    "done": "status:completed",
}
"""By stage, the status of an action that has come just so far."""

_HEADING: Final = "MINUS { SELECT DISTINCT ?action WHERE { ?part qs:partOf ?action ; qs:status ?of_part } }"
"""Leaves out actions that have actions as parts; NOT EXISTS would ask for the parts of each by itself."""


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
        Of the n actions of a province k are of the category: share = k / n, with Wilson's (1927) score
        interval (low, high). An action may be of two categories, so the shares of a province need not sum to
        1 and are no multinomial; each is a binomial of its own. low_all and high_all hold for all c
        categories of the province at once: Wilson's interval at the level 1 - (1 - confidence) / c. By
        Bonferroni's inequality that holds whether or not categories overlap; where they do not it is
        Goodman's (1965) simultaneous interval.

    Units:
        Numbers of actions; shares from 0 to 1.


    Example:
        5 of 20 actions: a quarter, by Wilson's interval between 11 and 47 per cent.

        >>> [round(bound, 4) for bound in wilson(5, 20, 0.95)]
        [0.1119, 0.4687]

    Args:
        graph: What is asked.
        category: `area`, `theme`, `measure`, `sector` or `instrument`.
        count: `clauses` for actions without actions as parts, or `all` for headed tasks and campaigns too.
        stage: Only actions that are so far at least.
        confidence: The level of the intervals.
        scope: `provinces` or `all` governments of which some text was fully coded.
    """
    matrix = compared(graph.store, "measures", "area", "source", scope)
    categories = _categories(graph.store, category)
    reached = ", ".join(_STATUS[each] for each in STAGES[STAGES.index(stage) :])
    kept = f"FILTER(?status IN ({reached})) {_HEADING if count == 'clauses' else ''}"
    total_of = f"{CATEGORIES['area'][1].replace('?category', '?own')} BIND(qs:Action AS ?category) {kept}"
    actions = _counts(graph.store, total_of)
    found = _counts(graph.store, f"{CATEGORIES[category][1]} {kept}")
    if category == "sector":
        without = f"{total_of} MINUS {{ SELECT DISTINCT ?action WHERE {{ ?action qs:sector ?sector }} }}"
        for (region, _), number in _counts(graph.store, without).items():
            found[region, "none"] = number
        unnamed = Words.of("none named")
        categories["none"] = (unnamed.zh, unnamed.en)
    level = 1 - (1 - confidence) / len(categories)
    for region in matrix.regions:
        total = actions.get((region, QS + "Action"), 0)
        counts = {name: found.get((region, name), 0) for name in categories}
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


def _categories(store: Store, category: str) -> dict[str, tuple[str, str]]:
    """Return the Chinese and the English label of each category, by IRI."""
    rows = store.query(
        f"{_PREFIXES} SELECT ?category ?zh ?en WHERE {{ ?category skos:prefLabel ?zh, ?en . "
        f"{CATEGORIES[category][0]} "
        'FILTER(LANGMATCHES(LANG(?zh), "zh") && LANGMATCHES(LANG(?en), "en")) } ORDER BY ?category'
    ).rows
    return {plain(category): (plain(zh), plain(en)) for category, zh, en in rows}


def _counts(store: Store, pattern: str) -> dict[tuple[str, str], int]:
    """Return how many actions of each region are of each category, by what `pattern` says of both."""
    rows = store.query(
        f"{_PREFIXES} SELECT ?region ?category (COUNT(DISTINCT ?action) AS ?actions) "
        "WHERE { ?adopted qs:adopter ?region ; prov:wasDerivedFrom ?action . ?action qs:status ?status . "
        f"{pattern} }} GROUP BY ?region ?category"
    ).rows
    return {(plain(region), plain(category)): int(plain(actions)) for region, category, actions in rows}


ANALYSIS = Analysis.of(__file__, emphasis)
