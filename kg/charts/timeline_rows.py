"""The rows of the timeline: documents, their dates, and the documents that they carry out or are based on."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.drawing.phrases import placed
from kg.drawing.rows import rows_of
from kg.errors import KgError, UnknownName
from kg.networks.documents import DOCUMENT_READINGS
from kg.query.catalog import Catalog
from kg.query.wording import labels_of
from kg.rdf.namespaces import BASE, QS, iri_in, shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store
from kg.words import Noun

QUERY: Final = "document-dates"
"""The canned query whose rows are drawn."""

LANES: Final[Mapping[str, str]] = {
    "qs:Country": "national",
    "qs:Province": "provinces",
    "qs:City": "cities",
    "qs:County": "cities",
}
"""The lane of a document by the class of its region; `OTHER_REGIONS` is that of all others."""

OTHER_REGIONS: Final = "other"
"""The lane of what is of another kind of region, or of a region that is not stated."""

DRAWN_RELATIONS: Final = ("implements", "based-on", "revises", "counterpart")
"""The relations that are drawn: all that says more than that a document names another."""

_COLUMNS: Final = (
    *("document", "label_zh", "label_en", "class", "place", "level", "date", "reading"),
    *("signed", "published", "event", "page", "copies"),
)

_EDTF: Final = re.compile(r"(\[\.\.)?(\d{4})\??(?:-(\d\d)(?:-(\d\d))?)?\]?(?:/[\d-]+)?")
"""A date as documents have it: the first day of an interval, `2018?` where the year is inferred, and
`[..2023-06-16]` for no later than."""


PRESS: Final = "qs:PressReport"
"""The class of the press reports that figures are cited from; a coded one is a `qs:Source`."""


@dataclass(frozen=True)
class Document:
    """A row of the query.

    Attributes:
        iri: The document or source.
        name: What it is called, led by its region where the name does not say it.
        type: Its class, as a prefixed name.
        region: The IRI of its region; empty if none is stated.
        province: The IRI of the province that this is or lies in; empty if it is in none.
        lane: The lane that it is drawn in.
        day: When it was signed or came out, the first day where only a year or month is known; None if no
            text that was read says when.
        until: The last such day.
        stated: The date as it is known: `2023`, `2023-04`, or `≤2023-06-16` for no later than.
        reading: How far it was read, one of `kg.networks.documents.DOCUMENT_READINGS`.
        page: Its address; empty if none is known.
    """

    iri: str
    name: str
    type: str
    region: str
    province: str
    lane: str
    day: date | None
    until: date | None
    stated: str
    reading: str
    page: str


@dataclass(frozen=True)
class Relation:
    """A document, the one that it carries out, rests on, revises or is the counterpart of, and the claim."""

    source: str
    relation: str
    target: str
    claim: str


@dataclass(frozen=True)
class Timeline:
    """What is on the page.

    Attributes:
        documents: All documents, the dated first, by date.
        relations: The relations between two of them.
        region: The name of the region that was chosen; empty for all.
        provinces: The names of the provinces by IRI.
        left_out: How many press reports are not among them.
    """

    documents: tuple[Document, ...]
    relations: tuple[Relation, ...]
    region: str
    provinces: Mapping[str, str]
    left_out: int

    @property
    def dated(self) -> list[Document]:
        """The documents with a date, by date."""
        return [each for each in self.documents if each.day is not None]

    @property
    def undated(self) -> list[Document]:
        """The documents without a date, by name."""
        return [each for each in self.documents if each.day is None]


def read_timeline(store: Store, catalog: Catalog, lang: str, region: str | None) -> Timeline:
    """Return the documents of a region, of those within it and of those around it.

    A source that gives the full words of a document is not drawn as well: they are one document. Press
    reports are cited for single figures, and there are more of them than of all else: they are drawn for a
    region only.

    See `kg.charts.timeline.timeline_chart` for the arguments.
    """
    rows = rows_of(store, catalog, QUERY, {}, _COLUMNS, {"reading": DOCUMENT_READINGS})
    around, provinces = _regions(store)
    places = {row["place"] for row in rows} - {""}
    names = labels_of(store, places | provinces, lang, short=True)
    title = ""
    if region is not None:
        iri, near = _near(around, region)
        rows = [row for row in rows if row["place"] in near]
        title = labels_of(store, [iri], lang, short=True).get(iri, shorten(iri))
    press = {row["document"] for row in rows if region is None and shorten(row["class"]) == PRESS}
    rows = [row for row in rows if row["document"] not in press]
    if len(rows) == 0:
        raise KgError(
            "the query {query} has no document to draw; choose another region, or check the store",
            query=QUERY,
        )
    drawn = {row["document"] for row in rows}
    copies = {source for source, document in selected(store, "charts/transmitted") if document in drawn}
    found: dict[str, Document] = {}
    for row in rows:
        if row["document"] in copies:
            continue
        lane = LANES.get(shorten(row["level"]), OTHER_REGIONS) if row["level"] != "" else OTHER_REGIONS
        name = row[f"label_{lang}"]
        place = names.get(row["place"], "")
        # "Fuzhou City" is in "Fuzhou's plan" already.
        if lane != "national" and place.split(" ")[0] not in name:
            name = placed(place, name, lang)
        found.setdefault(
            row["document"],
            Document(
                row["document"],
                name,
                shorten(row["class"]),
                row["place"],
                next(iter(sorted({row["place"], *around.get(row["place"], ())} & provinces)), ""),
                lane,
                *_days(row["date"], row["document"]),
                row["reading"],
                row["page"],
            ),
        )
    documents = sorted(found.values(), key=lambda each: (each.day or date.max, each.name, each.iri))
    relations = (Relation(*row) for row in selected(store, "networks/lineages"))
    drawn = {f"{BASE}relation/{name}" for name in DRAWN_RELATIONS}
    return Timeline(
        tuple(documents),
        tuple(
            each
            for each in relations
            if each.relation in drawn and each.source in found and each.target in found
        ),
        title,
        {iri: names.get(iri, shorten(iri)) for iri in sorted(provinces)},
        len(press),
    )


def _regions(store: Store) -> tuple[dict[str, set[str]], set[str]]:
    """Return the regions around each region, and the regions that are provinces."""
    around: dict[str, set[str]] = {}
    provinces = set()
    for name, class_, other in selected(store, "charts/regions"):
        around.setdefault(name, set()).add(other)
        if class_ == QS + "Province":
            provinces.add(name)
    return around, provinces


def _near(around: Mapping[str, set[str]], region: str) -> tuple[str, set[str]]:
    """Return the IRI of a region, and it with all those within it and around it."""
    iri = iri_in(region)
    if iri is None or iri not in around:
        raise UnknownName(Noun("region"), region, map(shorten, around))
    within = {name for name, others in around.items() if iri in others}
    return iri, {iri} | (around[iri] - {""}) | within


def _days(text: str, document: str) -> tuple[date | None, date | None, str]:
    """Return the first and the last day of a date in EDTF, as the query writes it, and how to show it."""
    if text == "":
        return None, None, ""
    try:
        match = _EDTF.fullmatch(text)
        if match is None:
            raise ValueError(text)
        before, year, month, day = match.groups()
        first = date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last = date(int(year), last_month, int(day or monthrange(int(year), last_month)[1]))
    except ValueError as error:
        raise KgError(
            "invalid date {date!r} of {document}; write it as 2023-02-06, 2023-02, or 2023",
            date=text,
            document=shorten(document),
        ) from error
    if before is not None:
        return last, last, f"≤{text[3:-1]}"
    return first, last, text
