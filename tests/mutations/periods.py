"""Changes to the periods of claims, and to the dates of documents and events."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final

import pyoxigraph as ox

from kg.rdf.namespaces import DCTERMS, ELI, QS, XSD
from tests.mutations.kind import Kind, Make, of, with_property
from tests.mutations.original import ACTIONS, FIGURES, Change, Original, Text

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH: Final = re.compile(r"(?<=\d{4}-)\d\d")
_DATES: Final = (ELI + "date_document", ELI + "date_publication", DCTERMS + "issued")


def dropped(original: Original, claim: str, rng: Random) -> Change:
    """Leave out the period, and what it is based on."""
    return original.drop(claim, "period", "periodStated", "periodEvidence")


def shifted(original: Original, claim: str, rng: Random) -> Change:
    """Shift all years of the period."""
    return _set(original, claim, _other_years(original.one(claim, "period"), rng))


def as_month(original: Original, claim: str, rng: Random) -> Change | None:
    """Make a month of a year."""
    return _from_year(original, claim, f"{{}}-{rng.randint(1, 12):02}")


def as_half(original: Original, claim: str, rng: Random) -> Change | None:
    """Make a half of a year."""
    return _from_year(original, claim, rng.choice(("{0}-01/{0}-06", "{0}-07/{0}-12")))


def since(original: Original, claim: str, rng: Random) -> Change | None:
    """Make an interval that ends with a year."""
    year = original.one(claim, "period")
    return _set(original, claim, f"{int(year) - 4}/{year}") if year.isdigit() else None


def without_month(original: Original, claim: str, rng: Random) -> Change | None:
    """Leave out the months of a period."""
    period = original.one(claim, "period")
    years = "/".join(dict.fromkeys(_YEAR.findall(period)))
    return _set(original, claim, years) if _MONTH.search(period) is not None else None


def other_month(original: Original, claim: str, rng: Random) -> Change | None:
    """Change the last month of a period."""
    period = original.one(claim, "period")
    months = list(_MONTH.finditer(period))
    if len(months) == 0:
        return None
    return _set(original, claim, _with_month(period, months[-1], rng))


def backwards(original: Original, claim: str, rng: Random) -> Change | None:
    """Write an interval that ends before it begins."""
    year = original.one(claim, "period")
    return _set(original, claim, f"{year}/{int(year) - 4}") if year.isdigit() else None


def no_day(original: Original, claim: str, rng: Random) -> Change | None:
    """Write a day that no calendar has."""
    return _from_year(original, claim, rng.choice(("{}-02-31", "{}-04-31", "{}-02-30", "{}-11-31")))


def stated(original: Original, claim: str, rng: Random) -> Change | None:
    """Say the reverse of whether the sentence names the year."""
    said = "false" if original.one(claim, "periodStated") == "true" else "true"
    return original.replace(
        claim, QS + "periodStated", ox.Literal(said, datatype=ox.NamedNode(XSD + "boolean"))
    )


def base(original: Original, figure: str, rng: Random) -> Change:
    """Shift the base period."""
    return original.replace(
        figure, QS + "basePeriod", ox.Literal(_other_years(original.one(figure, "basePeriod"), rng))
    )


def date(change: str) -> Make:
    """Return the change of the year or the month of the dates of a document, source or event."""

    def make(original: Original, record: str, rng: Random) -> Change | None:
        pattern = _YEAR if change == "year" else _MONTH
        for predicate in (*_DATES, QS + "date"):
            for text in original.records.texts(record, predicate):
                match = pattern.search(text.value)
                if match is None:
                    continue
                new = (
                    _other_years(text.value, rng) if change == "year" else _with_month(text.value, match, rng)
                )
                if text.datatype == XSD + "date":
                    new = re.sub(r"-(29|30|31)$", "-28", new)
                return original.replace(record, predicate, _literal(new, text.datatype))
        return None

    return make


def periodic(*classes: str) -> Callable[[Original], list[str]]:
    """Return the claims of some classes that have a period."""
    return lambda original: [
        each for each in original.of_class(*classes) if original.one(each, "period") != ""
    ]


def dated(original: Original) -> list[str]:
    """Return the documents whose name or label has a year."""
    return [
        each
        for predicate in _DATES
        for each in original.records.with_predicate(predicate)
        if _YEAR.search(each.rpartition("/")[2].replace("-", " ")) is not None
    ]


def _set(original: Original, claim: str, period: str) -> Change:
    return original.replace(claim, QS + "period", ox.Literal(period))


def _from_year(original: Original, claim: str, form: str) -> Change | None:
    year = original.one(claim, "period")
    return _set(original, claim, form.format(year)) if year.isdigit() else None


def _other_years(period: str, rng: Random) -> str:
    shift = rng.choice((-2, -1, 1, 2))
    return _YEAR.sub(lambda match: str(int(match[0]) + shift), period)


def _with_month(period: str, match: re.Match[str], rng: Random) -> str:
    month = rng.choice([each for each in range(1, 13) if each != int(match[0])])
    return f"{period[: match.start()]}{month:02}{period[match.end() :]}"


def _literal(text: str, datatype: str) -> Text:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


_OTHERS: Final = (*ACTIONS, "Goal", "Finding", "Conferral")
_UNLABELED: Final = "the label of a claim without a number need not give the year"
_PAGE: Final = "the month is on the page of the document, which is not here"
_EVENT: Final = "the date of an event comes from elsewhere; its label seldom gives the year"

KINDS: Final = (
    Kind("period: left out, of a figure", periodic(*FIGURES), dropped),
    Kind("period: left out, of another claim", periodic(*_OTHERS), dropped, _UNLABELED),
    Kind("period: other year, of a figure", periodic(*FIGURES), shifted),
    Kind("period: other year, of another claim", periodic(*_OTHERS), shifted, floor=0.95),
    Kind("period: year as a month", with_property("period"), as_month),
    Kind("period: year as a half of it", with_property("period"), as_half),
    Kind("period: year as five years", with_property("period"), since),
    Kind("period: months left out", with_property("period"), without_month),
    Kind("period: other month", with_property("period"), other_month),
    Kind("period: end before its beginning", with_property("period"), backwards),
    Kind("period: day that does not exist", with_property("period"), no_day),
    Kind("period: stated as implied, or the reverse", with_property("periodStated"), stated, floor=0.95),
    Kind("base period: other year", with_property("basePeriod"), base),
    Kind("date of a document: other year than its name", dated, date("year")),
    Kind("date of a document: other month", dated, date("month"), _PAGE),
    Kind("date of an event: other year", of("Event"), date("year"), _EVENT),
)
