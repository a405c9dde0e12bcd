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
    """Yield a finding for each document whose dates do not have the year of its name, or are out of order.

    A document is signed before it is published, in the same year or the year before.
    """
    for document in [*context.described_documents, *context.own_of_class(QS + "Source")]:
        signed, published = (
            context.records.one(document, ELI + f"date_{n}") for n in ("document", "publication")
        )
        if signed is not None and published is not None and not _in_order(signed, published):
            yield Finding(
                "document-date",
                document,
                Phrase(
                    "it was signed on {signed} and published on {published}; correct one",
                    signed=signed,
                    published=published,
                ),
                ELI + "date_document",
            )
        dates = " ".join(d for name in DATES for d in context.records.all(document, name))
        named = _YEAR_IN_NAME.search(document)
        if named is None or dates == "" or named[1] in dates:
            continue
        # A report on a year in its title may be of the next one; the first year of a plan is no such year.
        of_year = re.search(f"{named[1]}(?!\\d|年?—)", context.label(document)) is not None
        if not of_year or str(int(named[1]) + 1) not in dates:
            yield Finding(
                "document-date",
                document,
                Phrase(
                    "the name of the document has the year {year}, its dates are {dates}; correct one",
                    year=named[1],
                    dates=dates,
                ),
            )


def _in_order(signed: str, published: str) -> bool:
    """Say whether a day is before another one, by less than two years; a year may be uncertain or a bound."""
    earlier, later = (_earliest(date.strip("[].")) for date in (signed, published))
    return earlier is None or later is None or (earlier <= later and later.year - earlier.year < 2)


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
