"""Compares why digits are the value of nothing with the text around them: a date, a name, or a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.context import Context
from kg.rdf.namespaces import FAMILIES, QS
from kg.words import Phrase

_AROUND: Final = 20
"""Characters on either side of the digits that show what they are."""

_FORMS: Final = {
    "name": re.compile(r"《[^《》\n]*》|“[^“”，。\n]{1,8}”"),
    "contact": re.compile(r"0\d{2,3}-\d{7,8}|(?<!\d)1\d{10}(?!\d)|[\w.]+@[\w.]+"),
    "date": re.compile(r"\d{4}-\d\d?-\d\d?(?:[ T]\d\d?:\d\d(?::\d\d)?)?|\d+[年月日号]|\d\d?:\d\d"),
    "numbering": re.compile("第\\d+|编辑[:：] *\\d+"),
}
"""What digits are by the form of their text; the first that fits decides."""


def check_digit_reasons(context: Context) -> Iterator[Finding]:
    """Yield a finding for each run of digits whose form shows another reason than the one that is coded."""
    for digits in context.own_of_class(QS + "NonValue"):
        before, own, after = context.around(digits, _AROUND)
        start, end = len(before), len(before) + len(own)
        shown = next(
            (
                reason
                for reason, form in _FORMS.items()
                for match in form.finditer(before + own + after)
                if own != "" and match.start() <= start and end <= match.end()
            ),
            None,
        )
        stated = context.records.one(digits, QS + "reason") or ""
        if shown is not None and stated != FAMILIES["reason"] + shown:
            yield Finding(
                "digits-reason",
                digits,
                Phrase(
                    "the digits “{digits}” are “{shown}” by their form, not “{stated}”; correct the reason",
                    digits=own,
                    shown=context.label(FAMILIES["reason"] + shown),
                    stated=context.label(stated),
                ),
                QS + "reason",
                stated,
            )
