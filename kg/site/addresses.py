"""Where pages are: the page of a record has the path of the record's IRI."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from kg.rdf.namespaces import BASE, FAMILIES, OA, PROV, QS
from kg.rdf.records import Records

_PART_OF: Final = (
    QS + "evidence",
    QS + "periodEvidence",
    QS + "evidenceOf",
    OA + "hasSelector",
)
"""The properties by which a page shows a record that has no name: the words and selectors of a claim."""

_ABOUT: Final = (
    OA + "hasBody",
    PROV + "used",
    QS + "indicator",
    QS + "compares",
    QS + "realises",
    QS + "codingOf",
    OA + "hasSource",
)
"""The properties that lead from a record without a name to the record whose page shows it."""

ONTOLOGY: Final = "ontology/"
"""The page of the terms of the ontology."""

DOWNLOADS_PAGE: Final = "downloads/"
"""The page of the data set and its files."""


class Addresses:
    """The folders of the pages of records, relative to the root of the site.

    Attributes:
        named: The records that have a page: those with a name. The page of a text shows its codings.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._owners: Mapping[str, list[str]] = defaultdict(list)
        readings = set(records.of_class(QS + "Reading"))
        self.named = sorted(
            each
            for each in records.subjects
            if is_named(records, each) and not each.startswith(QS) and each not in readings
        )
        self._pages = {iri: iri.removeprefix(BASE) + "/" for iri in self.named}
        for property_ in _PART_OF:
            for owner in records.with_predicate(property_):
                for part in records.iris(owner, property_):
                    self._owners[part].append(owner)

    def page_of(self, iri: str) -> str | None:
        """Return the folder of the page that shows an IRI, perhaps with an anchor; None if none does.

        A record without a name is shown on the page of the record that it belongs to.
        """
        if iri in self._pages:
            return self._pages[iri]
        if iri.startswith(QS) and iri in self._records.subjects:
            return f"{ONTOLOGY}#{iri.removeprefix(QS)}"
        if iri in (QS.removesuffix("#"), BASE):
            return ONTOLOGY if iri != BASE else ""
        if not iri.startswith(BASE) or iri not in self._records.subjects:
            return None
        if iri.startswith((FAMILIES["graph"], BASE + "dataset")):
            return DOWNLOADS_PAGE
        near = self._owners.get(iri) or [
            found for property_ in _ABOUT for found in self._records.iris(iri, property_)
        ]
        return next((page for each in near[:1] if (page := self.page_of(each)) is not None), None)

    def has_page(self, iri: str) -> bool:
        """Return whether a record has a page of its own."""
        return iri in self._pages


def is_named(records: Records, iri: str) -> bool:
    """Return whether a record of the project has a label."""
    return iri.startswith(BASE) and records.label(iri) is not None


def relative(folder: str, path: str) -> str:
    """Return the link from a page in `folder` to a path, both relative to the root of the site.

    Args:
        folder: The folder of the page, such as `zh/region/guizhou/`; "" for the root.
        path: The path, such as `region/guizhou/` or `assets/site.css`.
    """
    up = folder.count("/")
    own, there = folder.split("/")[:-1], path.split("/")
    same = 0
    while same < len(own) and same < len(there) - 1 and own[same] == there[same]:
        same += 1
    return "../" * (up - same) + "/".join(there[same:]) or "./"
