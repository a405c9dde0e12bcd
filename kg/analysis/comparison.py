"""Comparison: the measures and targets of two provinces side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final

import pyoxigraph as ox

from kg.analysis.model import Analysis, Askable, Cell
from kg.errors import KgError

YES: Final = "yes"
"""The state of a measure that a province has."""

AGREEMENTS: Final = ("both", "region", "other", "open")
"""The results of comparing two states, in the order of the rows."""

NOTHING: Final = frozenset({"absent", "unread"})
"""The states of a measure without claims."""

Row = dict[str, str]


def comparison(
    graph: Askable,
    region: str = "https://w3id.org/quality-strategy/region/guizhou",
    other: str = "https://w3id.org/quality-strategy/region/yunnan",
    level: str = "measure",
    stage: str = "named",
    strictness: str = "plan",
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each measure and each target on which at least one of two provinces has a claim.

    Formula:
        agreement is `both` if both states are yes, `region` (or `other`) if the first (the second) is yes and
        the other is absent, and `open` otherwise.

    Units:
        Values in the unit of their row.

    Example:
        >>> [agreement("yes", other) for other in ("yes", "absent", "other form", "unread")]
        ['both', 'region', 'open', 'open']

    Args:
        graph: The graph to query.
        region: The IRI of the first province.
        other: The IRI of the second.
        level: `measure`, `theme` or `area`.
        stage: The minimum stage; a measure at a lower stage counts as another form.
        strictness: `plan` or `source`: what must be fully coded before something counts as absent.

    Raises:
        KgError: Both are the same province.
    """
    if region == other:
        raise KgError("region and other are the same; name two provinces")
    pair = (region, other)
    matrix = graph.query(
        "measure-matrix", region=pair, level=level, stage=stage, strictness=strictness
    ).texts()
    states = {(row["measure"], row["region"]): row["state"] for row in matrix}
    names = {row["measure"]: (row["label_zh"], row["label_en"]) for row in matrix}
    touched = {each: (states[each, region], states[each, other]) for each in names}
    for place, measure in sorted((AGREEMENTS.index(agreement(*touched[each])), each) for each in names):
        if not set(touched[measure]) <= NOTHING:
            head = ("measure", ox.NamedNode(measure), *names[measure], None)
            yield (*head, *touched[measure], *[None] * 5, AGREEMENTS[place], None, None)
    rows = graph.query("target-matrix", region=pair, strictness=strictness).texts()
    for (_, period), cells in _cells(rows).items():
        yield from _targets(period, cells[region], cells[other])


def agreement(first: str, second: str) -> str:
    """Return the result of comparing two states; see `comparison`."""
    if first == second == YES:
        return "both"
    if {first, second} == {YES, "absent"}:
        return "region" if first == YES else "other"
    return "open"


def _cells(rows: Iterable[Row]) -> dict[tuple[str, str], dict[str, list[Row]]]:
    """Return the rows of each region, by family of indicators and period, sorted."""
    cells: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for row in rows:
        cells.setdefault((row["indicator"], row["period"]), {}).setdefault(row["region"], []).append(row)
    return dict(sorted(cells.items()))


def _targets(period: str, first: list[Row], second: list[Row]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of one family of indicators, one for each value of a wording in a unit."""
    sides = [_by_wording(first), _by_wording(second)]
    for wording, unit in sorted({*sides[0], *sides[1]}):
        for values in zip_longest(*(side.get((wording, unit), []) for side in sides)):
            row = next(each for each in values if each is not None)
            states = [
                YES if value is not None else _elsewhere(side[0]["state"])
                for value, side in zip(values, (first, second), strict=True)
            ]
            numbers: list[Cell] = []
            for value in values:
                numbers += [value["comparator"], float(value["value"])] if value is not None else [None, None]
            uppers = [
                float(each["value_to"]) if each is not None and each["value_to"] else None for each in values
            ]
            labels = (row["wording_zh"], row["wording_en"])
            yield (
                "target",
                ox.NamedNode(wording),
                *labels,
                period,
                *states,
                *numbers,
                unit,
                agreement(*states),
                *uppers,
            )


def _by_wording(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return the targets of a province by indicator and unit."""
    targets: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["state"] == YES:
            targets.setdefault((row["wording"], row["unit"]), []).append(row)
    return targets


def _elsewhere(state: str) -> str:
    """Return the state of a wording that a province does not use, from that of its family."""
    return "other form" if state == YES else state


ANALYSIS = Analysis.of(__file__, compute=comparison)
