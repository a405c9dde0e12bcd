"""Compares each figure with its quotation: the number, its unit, its comparator, and its period.

The rules are those of `data/README.md`: the value is the last number of the quotation that carries
the claim's unit, the wording decides the comparator, and the period's years are in the sentence or
in the evidence of the period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.chinese.clauses import sentences
from kg.chinese.normalization import clean
from kg.chinese.numerals import Numeral, Wording, numerals
from kg.evidence.anchors import anchored_in, span_of
from kg.evidence.findings import Finding
from kg.evidence.texts import SourceText
from kg.rdf.namespaces import DCTERMS, FAMILIES, OA, QS, SKOS
from kg.rdf.records import Records
from kg.words import Noun, Phrase

_YEAR = re.compile(r"\d{4}")
_UNITLESS = re.compile(r"(?:个?标准)?分|[,，。;；、:：!！?？)）(（”“》\s]|$")
_RELATIVE_YEARS = {"去年": -1, "上年": -1, "今年": 0, "本年": 0}
_FIVE_YEAR_PLAN = re.compile("“(十[一二三四五])五”")


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


def number_with(unit: str, symbol: str, quotation: str) -> Numeral | None:
    """Return the last number of a clean quotation that carries the unit, or None.

    Args:
        unit: The IRI of the unit.
        symbol: How the unit is written after a number; empty for a count without a classifier.
        quotation: The clean words.
    """
    found = [n for n in numerals(quotation) if _carries(unit, symbol, n)]
    return found[-1] if len(found) > 0 else None


def _carries(unit: str, symbol: str, numeral: Numeral) -> bool:
    """Say whether the number is written with the unit; a score may be written without its 分."""
    if unit == FAMILIES["unit"] + "point":
        return _UNITLESS.match(numeral.unit_text) is not None
    if unit == FAMILIES["unit"] + "percentage-point":
        return numeral.unit_text.removeprefix("个").startswith("百分点")
    return numeral.unit_text.startswith(symbol)


def _quoted(records: Records, claim: str, predicate: str = QS + "evidence") -> list[str]:
    """Return the words of a claim's evidence."""
    return [exact for e in records.all(claim, predicate) for exact in records.all(e, OA + "exact")]


def _compare(
    records: Records, figure: str, notation: str, readings: list[tuple[str, Numeral | None]]
) -> Iterator[Finding]:
    """Yield the differences between a figure and the numbers read in its quotations."""
    stated = records.one(figure, QS + "value") or ""
    quote, numeral = next(((q, n) for q, n in readings if n is not None), readings[0])
    if numeral is None:
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
    if _decimal(stated) != numeral.value:
        yield Finding(
            "figure-value",
            figure,
            Phrase(
                "the value is {stated}, the quotation says {read:f} (“{words}”); correct one",
                stated=stated,
                read=numeral.value,
                words=numeral.words,
            ),
            QS + "value",
        )
    worded = Wording.comparator(quote, numeral)
    if worded != notation:
        yield Finding(
            "figure-comparator",
            figure,
            Phrase(
                "the comparator is {notation}, but the wording of “{quote}” gives {worded}; correct it",
                notation=notation,
                quote=quote,
                worded=worded,
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
    """Return the years that clean words name: in digits, by 去年 and 今年, or as a five-year plan.

    Args:
        words: Clean Simplified Chinese.
        issued: The date of the source, `YYYY-MM-DD`, which 去年 needs.
    """
    years = set(_YEAR.findall(words))
    for word, step in _RELATIVE_YEARS.items():
        if word in words and issued is not None:
            years.add(str(int(issued[:4]) + step))
    for ordinal in _FIVE_YEAR_PLAN.findall(words):
        # The tenth plan ran from 2001 to 2005, and each later one begins where the last ended.
        first = 1951 + 5 * int(numerals(ordinal)[0].value)
        years.update(str(first + step) for step in range(5))
    return years


def _sentences_of(records: Records, text: SourceText) -> dict[str, str]:
    """Return for each quotation the words of its sentences."""
    bounds = sentences(text.raw)
    words = {}
    for selector in anchored_in(records, text.source):
        span = span_of(records, selector)
        if span is not None:
            start, end = span
            words[selector] = " ".join(text.raw[a:b] for a, b in bounds if a < end and start < b)
    return words
