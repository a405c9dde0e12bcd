"""Compares the unit of a figure with its words: growth, share, difference; and its class with its label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kg.chinese.quantity import quantities
from kg.evidence.findings import Finding
from kg.guards.context import FIGURES, Context
from kg.rdf.namespaces import FAMILIES, QS
from kg.words import Phrase

TARGET: Final = "Target: "
"""How the English label of a target begins, and that of no other claim."""

_UNIT: Final = FAMILIES["unit"]
_CHANGES: Final = (_UNIT + "percent-change", _UNIT + "percent-change-per-year")
_GREW: Final = re.compile(
    "(?:增长|下降|降低|减少|上升|提高|提升|递增|增加|增幅|增速|降幅)(?:了|约|超过?|逾|近|不低于|不少于|不超过|分别|速度|均)*$"
)
_CHANGE: Final = re.compile("增|下降|降|减少|上升|提高|提升|翻|较")
_YEARLY: Final = re.compile("年均|每年|年增|逐年")


def check_units(context: Context) -> Iterator[Finding]:
    """Yield a finding for each percentage whose words say another kind of percentage."""
    for figure in context.of_class(*FIGURES):
        unit = context.records.one(figure, QS + "unit") or ""
        label = context.label(figure)
        words = f"{label} {context.words(figure)}"
        if unit in _CHANGES:
            if _CHANGE.search(words) is None:
                fault = Phrase(
                    "the unit is a change, but no words say that something changed; correct the unit"
                )
            elif unit.endswith("per-year") and _YEARLY.search(words) is None:
                fault = Phrase("the unit is a change per year, but no words say so; correct the unit")
            elif not unit.endswith("per-year") and _YEARLY.search(words) is not None:
                fault = Phrase("the words say a change per year; correct the unit")
            else:
                continue
        elif unit == _UNIT + "percent" and _grew(context, figure, label):
            fault = Phrase("the words say that something changed by this; the unit is a percent change")
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


def _grew(context: Context, figure: str, label: str) -> bool:
    """Say whether the label gives the value as a change, and the indicator is not one of a change itself."""
    value = Decimal(context.records.one(figure, QS + "value") or "0")
    names = " ".join(context.names(context.records.one(figure, QS + "indicator") or ""))
    return _CHANGE.search(names) is None and any(
        each.value == value and _GREW.search(label[: each.start]) is not None for each in quantities(label)
    )
