"""Compares the labels of a claim with what it states: value, unit, period, region, and class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kg.chinese.period import periods
from kg.chinese.quantity import quantities
from kg.evidence.figures import Scales, quantities_with
from kg.evidence.findings import Finding
from kg.guards.context import FIGURES, STATEMENTS, Context, number_of, without_titles
from kg.rdf.namespaces import QS
from kg.words import Phrase

_YEAR_ZH: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[—\-–至]\d{4}年)")
_YEAR_EN: Final = re.compile(r"(?<![\d,.])((?:19|20)\d\d)(?![\d,.]?\d|%)")
_YEAR: Final = re.compile(r"\d{4}")
_SPAN: Final = re.compile("[—–至]|以来|累计|年均|期间|五年|每年|逐年")
_MONTH: Final = re.compile(r"\d{4}-\d\d")
_MONTH_NUMBER: Final = re.compile(r"(?<![\d.])(1[0-2]|[1-9])月")
_NUMBER: Final = re.compile(r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)(?:\s+(thousand|million|billion|trillion))?")
_SCALES: Final = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_CARDINALS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS: Final = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_SPELLED: Final = {word: n for words in (_CARDINALS, _ORDINALS) for n, word in enumerate(words, 1)}
_WORD: Final = re.compile("[a-z]+")


def check_label_values(context: Context) -> Iterator[Finding]:
    """Yield a finding for each figure whose labels do not say its value with its unit."""
    scales = Scales.of([context.records])
    for figure in context.of_class(*FIGURES):
        value = number_of(context, figure)
        unit = context.records.one(figure, QS + "unit") or ""
        if value is None or unit not in scales.symbols:
            continue  # the shapes of figures report it
        symbol, english = scales.symbols[unit], context.label(figure, "en")
        notation = scales.notations.get(context.records.one(figure, QS + "comparator") or "", "")
        read = quantities(context.label(figure))
        said = [each for each in read if each.value == value]
        # 每万人19.65件 has the unit 件/万人, of which the indicator already says the part after the stroke.
        fits = any(each.value == value for each in quantities_with(unit, symbol, read)) or any(
            each.unit.partition("/")[0] == symbol for each in said
        )
        if not fits and len(said) == 0:
            fault = Phrase("the Chinese label does not say the value {value}; correct one", value=value)
        elif not fits:
            fault = Phrase(
                "the Chinese label gives {value} with the unit “{read}”, but the unit of the claim is "
                "“{stated}”; correct one",
                value=value,
                read=said[0].unit,
                stated=symbol or context.label(unit),
            )
        elif len(said) > 0 and notation not in {each.comparator for each in said}:
            fault = Phrase(
                "the Chinese label says {read}, the comparator is {stated}; correct one",
                read=said[0].comparator,
                stated=notation,
            )
        elif value not in english_numbers(english):
            fault = Phrase("the English label does not say the value {value}; correct one", value=value)
        elif ("%" in english) != (symbol == "%"):
            fault = Phrase("the English label and the unit of the claim differ in “%”; correct one")
        else:
            continue
        yield Finding("label-value", figure, fault, QS + "value")


def english_numbers(label: str) -> set[Decimal]:
    """Return the numbers that an English label says in digits, or in words up to ten."""
    digits = {Decimal(n.replace(",", "")) * _SCALES[scale] for n, scale in _NUMBER.findall(label)}
    return digits | {Decimal(_SPELLED[word]) for word in _WORD.findall(label.lower()) if word in _SPELLED}


def check_label_periods(context: Context) -> Iterator[Finding]:
    """Yield a finding for each claim with a year in its label that is not of its period."""
    for claim in context.of_class(*STATEMENTS):
        period = context.records.one(claim, QS + "period")
        based = context.records.one(claim, QS + "basePeriod") or ""
        chinese = without_titles(context.label(claim))
        named = {*_YEAR_ZH.findall(chinese), *_YEAR_EN.findall(without_titles(context.label(claim, "en")))}
        if period is None:
            if len(_YEAR_ZH.findall(chinese)) > 0:
                yield Finding(
                    "label-period",
                    claim,
                    Phrase("the label names {year}, but the claim has no period; add it", year=min(named)),
                )
            continue
        ends = _YEAR.findall(period)
        covered = {str(y) for y in range(int(min(ends, default="0")), int(max(ends, default="0")) + 1)}
        foreign = named - covered - set(_YEAR.findall(based))
        if len(foreign) > 0:
            yield Finding(
                "label-period",
                claim,
                Phrase(
                    "the label names {year}, which is not in the period {period}; correct one",
                    year=min(foreign),
                    period=period,
                ),
                QS + "period",
            )
        elif len(named) > 0 and named.isdisjoint(ends):
            yield Finding(
                "label-period",
                claim,
                Phrase("the label does not name {period}, the period; correct one", period=period),
                QS + "period",
            )


def check_label_months(context: Context) -> Iterator[Finding]:
    """Yield a finding for each period that is longer or shorter than the time that the words name.

    The months are those of label and quotation, the years those of the label.
    """
    for claim in context.of_class(*STATEMENTS):
        period = context.records.one(claim, QS + "period") or ""
        if period == "":
            continue
        label = without_titles(context.label(claim))
        words = f"{label} {without_titles(context.words(claim))}"
        named = {month for each in periods(words, None) for month in _MONTH.findall(each.edtf)}
        numbers = [int(number) for number in _MONTH_NUMBER.findall(label)]
        stated = _MONTH.findall(period)
        if (
            len(named.difference(stated)) > 0
            or (len(named) > 0 and not named.issuperset(stated))
            or (len(stated) > 0 and len(numbers) > 0 and int(stated[-1][-2:]) not in numbers)
        ):
            fault = Phrase(
                "the label names another part of the year than {period}; correct one", period=period
            )
        elif "/" not in period and any("/" in each.edtf for each in periods(label, None)):
            fault = Phrase("the label names a longer time than {period}; correct one", period=period)
        elif (
            "/" in period
            and len(stated) == 0
            and len(set(_YEAR_ZH.findall(label))) == 1
            and _SPAN.search(label) is None
        ):
            fault = Phrase("the label names one year, the period is {period}; correct one", period=period)
        else:
            continue
        yield Finding("label-period", claim, fault, QS + "period")
