"""Compares the period of a claim with the calendar, with its sentence, and with the date of its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from kg.chinese.period import periods
from kg.evidence.findings import Finding
from kg.guards.context import DATES, FIGURES, STATEMENTS, Context, without_titles
from kg.rdf.namespaces import ELI, QS
from kg.words import Phrase

_BOUND: Final = re.compile(r"(\d{4})[?~%]?(?:-(\d\d)[?~%]?(?:-(\d\d)[?~%]?)?)?")
_YEAR: Final = re.compile(r"\d{4}")
_MONTH: Final = re.compile(r"\d{4}-\d\d")
_PART_OF_YEAR: Final = re.compile("月|季度|半年|[日号春夏秋冬]")
_SPAN: Final = re.compile("[—–至]|以来|累计|年均|期间|五年|每年|逐年")
_YEAR_BEFORE: Final = re.compile("同比|比上年|较上年")
_YEAR_IN_NAME: Final = re.compile(r"-((?:19|20)\d\d)-[a-z0-9-]+$")
_DATES: Final = (
    QS + "period",
    QS + "basePeriod",
    QS + "date",
    ELI + "date_publication",
    ELI + "date_document",
)


def check_dates(context: Context) -> Iterator[Finding]:
    """Yield a finding for each period or date that is not on the calendar, or ends before it begins."""
    for name in _DATES:
        for record in context.own_with(name):
            for stated in context.records.all(record, name):
                if not is_real(stated):
                    yield Finding(
                        "real-date",
                        record,
                        Phrase("{stated} is no period of the calendar; correct it", stated=stated),
                        name,
                    )


def is_real(edtf: str) -> bool:
    """Say whether a date or interval in EDTF has only days that exist, in their order."""
    bounds = [_earliest(bound) for bound in edtf.strip("[]").replace("..", "/").split("/") if bound != ""]
    if len(bounds) == 0 or None in bounds:
        return False
    days = [day for day in bounds if day is not None]
    return days == sorted(days)


def _earliest(bound: str) -> date | None:
    match = _BOUND.fullmatch(bound)
    if match is None:
        return None
    year, month, day = match.groups(default="1")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def check_period_words(context: Context) -> Iterator[Finding]:
    """Yield a finding for each figure without the year of its quotation, and each month without words.

    A year elsewhere in the sentence may be about another figure.
    """
    for figure in context.of_class(*FIGURES):
        if context.records.one(figure, QS + "period") is not None:
            continue
        named = [period.edtf for period in periods(without_titles(context.words(figure)), None)]
        years = [edtf for edtf in named if _YEAR.match(edtf)]
        if len(years) > 0:
            yield Finding(
                "period-missing",
                figure,
                Phrase("the quotation names {period}, but the claim has no period; add it", period=years[0]),
            )
    for claim in context.of_class(*STATEMENTS):
        period = context.records.one(claim, QS + "period") or ""
        if _MONTH.search(period) is None:
            continue
        words = f"{context.label(claim)} {context.words(claim)} {context.sentence(claim)}"
        if _PART_OF_YEAR.search(words) is None:
            yield Finding(
                "period-month",
                claim,
                Phrase(
                    "no words name a month or a part of the year, as {period} does; correct it", period=period
                ),
                QS + "period",
            )


def check_label_months(context: Context) -> Iterator[Finding]:
    """Yield a finding for each period that is longer or shorter than the time that the label names."""
    for claim in context.of_class(*STATEMENTS):
        period = context.records.one(claim, QS + "period") or ""
        label = without_titles(context.label(claim))
        named = {month for each in periods(label, None) for month in _MONTH.findall(each.edtf)}
        stated = set(_MONTH.findall(period))
        if len(named - stated) > 0 or (len(stated) > 0 and len(named) > 0 and len(stated - named) > 0):
            fault = Phrase(
                "the label names another part of the year than {period}; correct one", period=period
            )
        elif (
            "/" in period
            and len(stated) == 0
            and len(set(_YEAR.findall(label))) == 1
            and _SPAN.search(label) is None
        ):
            fault = Phrase("the label names one year, the period is {period}; correct one", period=period)
        else:
            continue
        yield Finding("label-period", claim, fault, QS + "period")


def check_bases(context: Context) -> Iterator[Finding]:
    """Yield a finding for each base period that the words do not give.

    They give a year, the end of a five-year plan, or the year before (同比).
    """
    for figure in context.own_with(QS + "basePeriod"):
        base = context.records.one(figure, QS + "basePeriod") or ""
        words = f"{context.label(figure)} {context.words(figure)}"
        named = {year for each in periods(words, None) for year in _YEAR.findall(each.edtf)}
        if _YEAR_BEFORE.search(words) is not None:
            named |= {
                str(int(year) - 1) for year in _YEAR.findall(context.records.one(figure, QS + "period") or "")
            }
        if not set(_YEAR.findall(base)) <= named:
            yield Finding(
                "base-period",
                figure,
                Phrase("no words compare with {base}; correct the base period", base=base),
                QS + "basePeriod",
            )


def check_document_dates(context: Context) -> Iterator[Finding]:
    """Yield a finding for each document with a year in its name that neither its dates nor its title have."""
    for document in context.described_documents:
        dates = " ".join(d for name in DATES for d in context.records.all(document, name))
        year = _YEAR_IN_NAME.search(document)
        if year is not None and dates != "" and year[1] not in f"{dates} {context.label(document)}":
            yield Finding(
                "document-date",
                document,
                Phrase(
                    "the name of the document has the year {year}, its dates are {dates}; correct one",
                    year=year[1],
                    dates=dates,
                ),
            )


def check_order(context: Context) -> Iterator[Finding]:
    """Yield a finding for each target for a time before its document, or observation of one after it."""
    for figure in context.of_class(*FIGURES):
        issued = context.issued(figure)
        years = _YEAR.findall(context.records.one(figure, QS + "period") or "")
        if issued is None or len(years) == 0:
            continue
        if context.type_of(figure) == QS + "Target" and max(years) < issued:
            fault = Phrase(
                "the document is of {issued}, after the period {period}; a target is for a time to come",
                issued=issued,
                period=years[-1],
            )
        elif context.type_of(figure) == QS + "Observation" and min(years) > issued:
            fault = Phrase(
                "the document is of {issued}, before the period {period}; what is to come is a target",
                issued=issued,
                period=years[0],
            )
        else:
            continue
        yield Finding("figure-time", figure, fault, QS + "period")
