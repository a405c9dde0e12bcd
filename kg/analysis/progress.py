"""Progress: the number of targets that were met, by region and in total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.analysis.aims import VERDICTS, Aim, read_aims
from kg.analysis.model import Analysis, Askable, Cell
from kg.words import Words

COMPARABLE: Final = ("yes", "partly", "no")
"""Whether targets can be compared, in the order of the rows."""


def progress(graph: Askable, scope: str = "all") -> Iterator[tuple[Cell, ...]]:
    """Yield rows for all regions together and for each region, by whether targets can be compared.

    Formula:
        Each target has one verdict, by the outcome that decides (see `kg.analysis.aims`); the columns count
        verdicts. targets = met + not_yet_met + not_met + baseline + not_comparable.

    Units:
        Numbers of targets.


    Example:
        Of three targets, two have an outcome, and one of them is met.

        >>> counted(["met", "not yet met", "not comparable"])
        (3, 1, 1, 0, 0, 1)

    Args:
        graph: The graph to query.
        scope: `all` regions or `provinces`.
    """
    aims = read_aims(graph, scope)
    everything = Words.of("all")
    yield from _rows(aims, ("all", everything.zh, everything.en))
    for region in sorted({aim.region for aim in aims}):
        own = [aim for aim in aims if aim.region == region]
        yield from _rows(own, (ox.NamedNode(region), own[0].region_zh, own[0].region_en))


def counted(verdicts: Iterable[str]) -> tuple[int, ...]:
    """Return the number of verdicts, and the number of each, in the order of the columns."""
    found = list(verdicts)
    met, not_yet, not_met = (found.count(each) for each in ("met", "not yet met", "not met"))
    return (len(found), met, not_yet, not_met, *(found.count(each) for each in VERDICTS[3:]))


def _rows(aims: list[Aim], names: tuple[Cell, Cell, Cell]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each kind of comparison that occurs among the targets."""
    for kind in COMPARABLE:
        verdicts = [aim.verdict for aim in aims if aim.comparable == kind]
        if len(verdicts) > 0:
            yield (*names, kind, *counted(verdicts))


ANALYSIS = Analysis.of(__file__, compute=progress)
