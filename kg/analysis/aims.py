"""Targets, each with the observations that it can be compared with, and its verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.analysis.model import Askable
from kg.rdf.namespaces import QS

VERDICTS: Final = ("not met", "not yet met", "met", "baseline", "not comparable")
"""The verdicts on a target, the least favorable first."""


@dataclass(frozen=True)
class Outcome:
    """An observation that a target can be compared with: a row of the query `targets-and-outcomes`.

    Attributes:
        observed: The value.
        period: Its period.
        comparable: `yes` or `partly`.
        verdict: One of `VERDICTS`.
        note: Why it is only partly comparable, or how the target was read.
        observed_to: The upper end if the value is a range.
    """

    observed: float
    period: str
    comparable: str
    verdict: str
    note: str
    observed_to: float | None = None


@dataclass(frozen=True)
class Aim:
    """A target, and the outcomes that it can be compared with; a target stated by two documents is one.

    Attributes:
        region: The IRI of the region that has the target.
        region_zh: Its Chinese label.
        region_en: Its English label.
        indicator: The IRI of the indicator.
        indicator_zh: Its Chinese label.
        indicator_en: Its English label.
        value: The value to be reached.
        period: The target period; empty if the text does not give one.
        ceiling: Whether the value is an upper bound.
        outcomes: The observations that can be compared with it.
        comparator: The sign of the target, such as `>=`.
        unit: The symbol of the unit of the value.
        value_to: The upper end if the value is a range.
    """

    region: str
    region_zh: str
    region_en: str
    indicator: str
    indicator_zh: str
    indicator_en: str
    value: float
    period: str
    ceiling: bool
    outcomes: tuple[Outcome, ...]
    comparator: str = "="
    unit: str = ""
    value_to: float | None = None

    @property
    def limit(self) -> float:
        """The end of the target that an outcome must reach, or that it must not pass."""
        return _end(self.value, self.value_to, upper=self.ceiling)

    def decisive(self, outcome: Outcome) -> float:
        """Return the end of an outcome that is compared with the limit."""
        return _end(outcome.observed, outcome.observed_to, upper=self.ceiling)

    @property
    def comparable(self) -> str:
        """Whether the target can be compared: `yes`, `partly`, or `no` without an observation."""
        return self.outcome.comparable if self.outcome is not None else "no"

    @property
    def verdict(self) -> str:
        """The verdict on the target, one of `VERDICTS`."""
        return self.outcome.verdict if self.outcome is not None else "not comparable"

    @property
    def outcome(self) -> Outcome | None:
        """The outcome that decides the verdict.

        Outcomes other than baselines come first, then those of the same indicator, then the latest; of two
        that are equal in all this, the less favorable decides.
        """
        return min(
            self.outcomes,
            key=lambda each: (
                each.verdict == "baseline",
                each.comparable != "yes",
                -(year(each.period) or 0),
                VERDICTS.index(each.verdict),
                each.note,
                each.observed,
                each.observed_to or each.observed,
            ),
            default=None,
        )

    @property
    def baseline(self) -> Outcome | None:
        """The latest observation of the same indicator from before the target was set."""
        return min(
            (each for each in self.outcomes if each.verdict == "baseline" and each.comparable == "yes"),
            key=lambda each: (-(year(each.period) or 0), each.observed),
            default=None,
        )


def year(period: str) -> int | None:
    """Return the last year of a period in EDTF, or None.

    Example:
        >>> [year(period) for period in ("2025", "2021/2025", "2025-06", "")]
        [2025, 2025, 2025, None]
    """
    found = re.match(r"\d{4}", period.rpartition("/")[2])
    return int(found[0]) if found is not None else None


def read_aims(graph: Askable, scope: str) -> list[Aim]:
    """Return the targets, sorted by region, indicator, period and value.

    The queries `targets-and-outcomes` and `targets-without-outcome` together have each target, and decide
    what can be compared.

    Args:
        graph: The graph to query.
        scope: `all` regions or `provinces`.
    """
    provinces = {row["region"] for row in graph.query("regions").texts() if row["class"] == QS + "Province"}
    compared = graph.query("targets-and-outcomes").texts()
    outcomes: dict[tuple[str, ...], set[Outcome]] = {}
    for row in compared:
        outcomes.setdefault(_key(row), set()).add(
            Outcome(
                float(row["observed"]),
                row["observed_period"],
                row["comparable"],
                row["verdict"],
                row["note"],
                _number(row["observed_to"]),
            )
        )
    aims: dict[tuple[str, ...], Aim] = {}
    for row in sorted(
        (*compared, *graph.query("targets-without-outcome").texts()), key=lambda row: row["comparator"]
    ):
        key = _key(row)
        if key in aims or (scope == "provinces" and row["region"] not in provinces):
            continue
        sign = row["comparator"]
        aims[key] = Aim(
            row["region"],
            row["region_zh"],
            row["region_en"],
            row["indicator"],
            row["indicator_zh"],
            row["indicator_en"],
            float(row["target"]),
            row["target_period"],
            ceiling=sign.startswith("<") or (sign in ("=", "~") and row["direction"] == "lower"),
            outcomes=_sorted(outcomes.get(key, ())),
            comparator=sign,
            unit=row["unit"],
            value_to=_number(row["target_to"]),
        )
    return sorted(aims.values(), key=lambda aim: (aim.region, aim.indicator, aim.period, aim.value))


def _key(row: dict[str, str]) -> tuple[str, ...]:
    """Return the key of a target: region, indicator, value or range, and period."""
    return tuple(row[column] for column in ("region", "indicator", "target", "target_to", "target_period"))


def _number(text: str) -> float | None:
    return float(text) if text != "" else None


def _end(lower: float, upper_end: float | None, *, upper: bool) -> float:
    """Return the lower or the upper end of a value, which has one end or two."""
    return upper_end if upper and upper_end is not None else lower


def _sorted(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(sorted(outcomes, key=lambda each: (each.period, each.comparable, each.note, each.observed)))
