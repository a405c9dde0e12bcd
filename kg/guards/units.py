"""Compares the unit of a figure with its words: growth, share, difference; and its class with its label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.chinese.quantity import quantities
from kg.evidence.findings import Finding
from kg.guards.context import FIGURES, Context, number_of
from kg.rdf.namespaces import FAMILIES, QS
from kg.words import Phrase

TARGET: Final = "Target: "
"""How the English label of a target begins, and that of no other claim."""

_UNIT: Final = FAMILIES["unit"]
_CHANGES: Final = (_UNIT + "percent-change", _UNIT + "percent-change-per-year")
_GREW: Final = re.compile("(?:增长|下降|降低|减少|上升|提高|提升|递增|增幅|增速|降幅)(?:了|约|近|分别|均)*$")
"""What is before a number by which something changed; 提高到 is before what it has become."""

_CHANGE: Final = re.compile("增长|下降|降低|减少|上升|提高|提升")
_YEARLY: Final = re.compile("年均|每年|年增|逐年")


def check_units(context: Context) -> Iterator[Finding]:
    """Yield a finding for each percentage whose words say another kind of percentage."""
    for figure in context.of_class(*FIGURES):
        unit = context.records.one(figure, QS + "unit") or ""
        label = context.label(figure)
        yearly = _YEARLY.search(f"{label} {context.words(figure)}") is not None
        if unit in _CHANGES:
            if not _grew(context, figure):
                fault = Phrase("the unit is a change, but the label says no change by this; correct the unit")
            elif unit.endswith("per-year") and not yearly:
                fault = Phrase("the unit is a change per year, but no words say so; correct the unit")
            elif not unit.endswith("per-year") and yearly:
                fault = Phrase("the words say a change per year; correct the unit")
            else:
                continue
        elif unit == _UNIT + "percent" and _grew(context, figure) and not _of_change(context, figure):
            fault = Phrase("the label says a change by this; the unit is a percent change")
        else:
            continue
        yield Finding("unit-words", figure, fault, QS + "unit")


def check_classes(context: Context) -> Iterator[Finding]:
    """Yield a finding for each figure whose English label says another class: that of a target begins so."""
    for figure in context.of_class(*FIGURES):
        is_target = context.type_of(figure) == QS + "Target"
        if context.label(figure, "en").startswith(TARGET) != is_target:
            yield Finding(
                "label-class",
                figure,
                Phrase(
                    "only the English label of a target begins with “{start}”; correct one",
                    start=TARGET.strip(),
                ),
            )


def check_symbols(context: Context) -> Iterator[Finding]:
    """Yield a finding for each unit whose symbol is in none of its names; 百分 is the name of %."""
    for unit in context.own_of_class(QS + "Unit"):
        symbol = context.records.one(unit, QS + "symbol") or ""
        if not any(symbol.replace("%", "百分") in name for name in context.names(unit)):
            yield Finding(
                "unit-symbol",
                unit,
                Phrase("the names of the unit do not have the symbol “{symbol}”; correct one", symbol=symbol),
                QS + "symbol",
            )


def _grew(context: Context, figure: str) -> bool:
    """Say whether the label gives the value as a change."""
    label, value = context.label(figure), number_of(context, figure)
    return any(
        _GREW.search(label[: each.start]) is not None for each in quantities(label) if each.value == value
    )


def _of_change(context: Context, figure: str) -> bool:
    """Say whether the indicator itself is one of a change, such as a reduction."""
    names = context.names(context.records.one(figure, QS + "indicator") or "")
    return any(_CHANGE.search(name) is not None for name in names)
