"""Compares each figure with its quotation: the number or range, its unit, its comparator, and its period.

The rules are those of `data/README.md`: the value is the last number of the quotation that carries
the claim's unit, the wording decides the comparator, and the period's years are in the sentence or
in the evidence of the period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from kg.chinese.amounts import RATIO
from kg.chinese.clauses import sentences
from kg.chinese.normalization import clean
from kg.chinese.period import periods
from kg.chinese.quantity import Quantity, exact, quantities
from kg.evidence.anchors import anchored_in, span_of
from kg.evidence.findings import Finding
from kg.evidence.texts import SourceText
from kg.rdf.namespaces import DCTERMS, FAMILIES, OA, QS, SKOS
from kg.rdf.records import Records
from kg.words import Noun, Phrase

_YEAR = re.compile(r"\d{4}")
_NAMED_FOR = re.compile(r"“[^”\d]+((?:19|20)\d\d)”")
"""A campaign that is named for its year: “昆仑2023”."""

_WRITTEN = {
    FAMILIES["unit"] + "count": frozenset({"", "大"}),
    FAMILIES["unit"] + "point": frozenset({"", "分", "标准分"}),
    FAMILIES["unit"] + "rank": frozenset({"位次"}),
}
"""How texts write the units that have no symbol or may be left out."""

_OF_A_WHOLE = {FAMILIES["unit"] + "percent": 100, FAMILIES["unit"] + "third": 3}
"""The units in which a fraction (三分之二, 半数) is recorded, and how many of each are the whole."""


@dataclass(frozen=True)
class Scales:
    """The symbols of units and comparators, by IRI."""

    symbols: dict[str, str]
    notations: dict[str, str]

    @classmethod
    def of(cls, files: Iterable[Records]) -> Scales:
        """Read the symbols from the files of the schemes of units and comparators."""
        symbols: dict[str, str] = {}
        notations: dict[str, str] = {}
        for each in files:
            symbols |= {unit: each.one(unit, QS + "symbol") or "" for unit in each.of_class(QS + "Unit")}
            notations |= {c: each.one(c, SKOS + "notation") or "" for c in each.of_class(QS + "Comparator")}
        return cls(symbols, notations)


def check_figures(records: Records, scales: Scales) -> Iterator[Finding]:
    """Yield a finding for each figure whose number, unit, or comparator differs from the quotation."""
    for figure in records.of_class(QS + "Target", QS + "Observation"):
        unit = records.one(figure, QS + "unit") or ""
        notation = scales.notations.get(records.one(figure, QS + "comparator") or "")
        quotations = [clean(exact).text for exact in _quoted(records, figure)]
        if unit not in scales.symbols or notation is None or len(quotations) == 0:
            continue  # the shapes of figures report it
        readings = [(quote, number_with(unit, scales.symbols[unit], quote)) for quote in quotations]
        yield from _compare(records, figure, notation, readings)


def number_with(unit: str, symbol: str, quotation: str) -> Quantity | None:
    """Return the last quantity of a clean quotation that has the unit, or None.

    Args:
        unit: The IRI of the unit.
        symbol: How the unit is written after a number; empty for a count without a classifier.
        quotation: The clean words.
    """
    return next(iter(reversed(quantities_with(unit, symbol, quantities(quotation)))), None)


def quantities_with(unit: str, symbol: str, read: list[Quantity]) -> list[Quantity]:
    """Return the quantities of a text that have a unit, or are fractions (四分之三) in it."""
    written, found = _WRITTEN.get(unit, frozenset({symbol})), []
    for each in read:
        share = _share(each, _OF_A_WHOLE.get(unit, 0)) if each.unit == RATIO else None
        if each.unit in written:
            found.append(each)
        elif share is not None:
            found.append(share)
    return found


def _share(fraction: Quantity, whole: int) -> Quantity | None:
    """Return a fraction in a unit of which `whole` are one; None if it has no finite decimal there."""
    ends = [Fraction(end) * whole for end in (fraction.value, fraction.high) if end is not None]
    if whole == 0 or any(10 ** end.denominator.bit_length() % end.denominator != 0 for end in ends):
        return None
    value, *high = (exact(end, "") for end in ends)
    return replace(fraction, value=value, high=high[0] if len(high) > 0 else None)


def _quoted(records: Records, claim: str, predicate: str = QS + "evidence") -> list[str]:
    """Return the words of a claim's evidence."""
    return [exact for e in records.all(claim, predicate) for exact in records.all(e, OA + "exact")]


def _compare(
    records: Records, figure: str, notation: str, readings: list[tuple[str, Quantity | None]]
) -> Iterator[Finding]:
    """Yield the differences between a figure and the numbers read in its quotations."""
    stated = records.one(figure, QS + "value") or ""
    quote, quantity = next(((q, n) for q, n in readings if n is not None), readings[0])
    if quantity is None:
        yield Finding(
            "figure-unit",
            figure,
            Phrase(
                "“{quote}” has no number with the claim's unit; correct the unit or the quotation",
                quote=quote,
            ),
            QS + "unit",
        )
        return
    if _decimal(stated) != quantity.value:
        yield Finding(
            "figure-value",
            figure,
            Phrase(
                "the value is {stated}, the quotation says {read} (“{words}”); correct one",
                stated=stated,
                read=quantity.value,
                words=quote[quantity.start : quantity.end],
            ),
            QS + "value",
        )
    upper = records.one(figure, QS + "valueTo")
    if quantity.high is not None and upper is None:
        yield Finding(
            "figure-range",
            figure,
            Phrase(
                "the quotation has a range up to {read} (“{words}”); add it as the upper value",
                read=quantity.high,
                words=quote[quantity.start : quantity.end],
            ),
            QS + "value",
        )
    elif upper is not None and _decimal(upper) != quantity.high:
        yield Finding(
            "figure-range",
            figure,
            Phrase(
                "the upper value is {stated}, but “{words}” does not give it; correct or remove it",
                stated=upper,
                words=quote[quantity.start : quantity.end],
            ),
            QS + "valueTo",
        )
    if quantity.comparator != notation:
        yield Finding(
            "figure-comparator",
            figure,
            Phrase(
                "the comparator is {notation}, but the wording of “{quote}” gives {worded}; correct it",
                notation=notation,
                quote=quote,
                worded=quantity.comparator,
            ),
            QS + "comparator",
        )


def _decimal(lexical: str) -> Decimal | None:
    """Return the number, or None if it is not one (which the shapes of figures report)."""
    try:
        return Decimal(lexical)
    except InvalidOperation:
        return None


def check_periods(records: Records, text: SourceText | None) -> Iterator[Finding]:
    """Yield a finding for each claim whose period the text does not give.

    Args:
        records: The records of one document.
        text: Its source text; if None, periods that need the sentence of a quotation are not checked.
    """
    issued = next((records.one(s, DCTERMS + "issued") for s in records.of_class(QS + "Source")), None)
    spans = {} if text is None else _sentences_of(records, text)
    for claim in records.with_predicate(QS + "period"):
        if len(_quoted(records, claim)) == 0:
            continue  # a citation names a document, not its words
        period = records.one(claim, QS + "period") or ""
        if records.one(claim, QS + "periodStated") == "true":
            sentences_read = [spans[e] for e in records.all(claim, QS + "evidence") if e in spans]
            if len(sentences_read) == 0:
                continue
            words, where = " ".join(sentences_read), Noun("the sentence of the quotation")
        else:
            words = " ".join(_quoted(records, claim, QS + "periodEvidence"))
            where = Noun("the evidence of the period")
        missing = [year for year in _YEAR.findall(period) if year not in years_in(clean(words).text, issued)]
        if len(missing) > 0:
            yield Finding(
                "claim-period",
                claim,
                Phrase(
                    "{where} does not give the year {year}; "
                    "correct the period or name the words that give it",
                    where=where,
                    year=missing[0],
                ),
                QS + "period",
            )


def years_in(words: str, issued: str | None) -> set[str]:
    """Return the years in which the periods that clean words name begin and end, and those in names.

    Args:
        words: Clean Chinese.
        issued: The date of the source, `YYYY-MM-DD`, which 去年 needs, and to which 2020年以来 lasts.
    """
    day = None if issued is None else date.fromisoformat(issued)
    named = [period.edtf for period in periods(words, day)]
    if issued is not None and any(edtf.endswith("/..") for edtf in named):
        named.append(issued)
    return {year for each in [*named, *_NAMED_FOR.findall(words)] for year in _YEAR.findall(each)}


def _sentences_of(records: Records, text: SourceText) -> dict[str, str]:
    """Return for each quotation the words of its sentences."""
    bounds = sentences(text.raw, text.repairs)
    words = {}
    for selector in anchored_in(records, text.source):
        span = span_of(records, selector)
        if span is not None:
            start, end = span
            words[selector] = " ".join(text.raw[a:b] for a, b in bounds if a < end and start < b)
    return words
