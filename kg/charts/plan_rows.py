"""The rows of an outline: the sections, tasks and other actions of a document, in the order of the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.drawing.rows import rows_of
from kg.errors import KgError, UnknownName
from kg.networks.documents import document_network
from kg.query.catalog import Catalog
from kg.query.wording import labels_of
from kg.rdf.namespaces import expand, iri_in, shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store
from kg.words import Noun

QUERY: Final = "plan-outline"
"""The canned query whose rows are drawn."""

OUTLINE_CLASSES: Final = ("qs:Section", "qs:Campaign", "qs:Project", "qs:Task", "qs:Action")
"""The classes that a part of a document may be of, in the order of the legend."""

READABLE: Final = 60
"""How many rows a page has at most if nobody says how deep it is to go."""

_COLUMNS: Final = ("depth", "number", "part", "class", "label_zh", "label_en")


@dataclass(frozen=True)
class Part:
    """A row of the query.

    Attributes:
        iri: The part.
        depth: How many levels it is below the document.
        number: What the text prints as its number; empty if it prints none.
        type: Its class, one of `OUTLINE_CLASSES`.
        label: What it is called.
    """

    iri: str
    depth: int
    number: str
    type: str
    label: str


@dataclass(frozen=True)
class Plan:
    """What is on the page.

    Attributes:
        document: The IRI of the document or source.
        name: What it is called.
        reading: How far it was read, one of `kg.networks.documents.DOCUMENT_READINGS`.
        classes: The names of the classes that are drawn, in the order of the legend.
        parts: All its parts, in order.
        depth: How many levels are drawn.
    """

    document: str
    name: str
    reading: str
    classes: Mapping[str, str]
    parts: tuple[Part, ...]
    depth: int

    @property
    def drawn(self) -> list[Part]:
        """The parts that are drawn, in order."""
        return [part for part in self.parts if part.depth <= self.depth]

    def inside(self, part: Part) -> int:
        """Return how many parts are inside a part and not drawn."""
        count = 0
        for other in self.parts[self.parts.index(part) + 1 :]:
            if other.depth <= part.depth:
                break
            count += other.depth > self.depth
        return count


def read_plan(store: Store, catalog: Catalog, lang: str, document: str, depth: int | None) -> Plan:
    """Return the outline of a document; see `kg.charts.plan.plan_chart`."""
    iris = {name: expand(name) or "" for name in OUTLINE_CLASSES}
    kinds = map(ox.NamedNode, iris.values())
    known = [document for (document,) in selected(store, "charts/outlines", kind=kinds)]
    iri = iri_in(document)
    if iri is None or iri not in known:
        given = shorten(iri) if iri is not None else document
        raise UnknownName(Noun("document with an outline"), given, map(shorten, known))
    rows = rows_of(
        store,
        catalog,
        QUERY,
        {"document": f"<{iri}>"},
        _COLUMNS,
        {"class": iris.values()},
    )
    parts = tuple(
        Part(row["part"], int(row["depth"]), row["number"], shorten(row["class"]), row[f"label_{lang}"])
        for row in rows
    )
    if len(parts) == 0:
        raise KgError(
            "the outline of {document} has no part at its top; check that no part is in itself",
            document=shorten(iri),
        )
    deepest = max(part.depth for part in parts)
    if depth is None:
        fitting = [
            level for level in range(1, deepest + 1) if sum(p.depth <= level for p in parts) <= READABLE
        ]
        depth = max(fitting, default=1)
    labels = labels_of(store, [iri, *iris.values()], lang)
    return Plan(
        document=iri,
        name=labels.get(iri, shorten(iri)),
        reading=str(document_network(store).nodes[iri]["reading"]),
        classes={
            name: labels.get(class_, name)
            for name, class_ in iris.items()
            if any(part.type == name and part.depth <= depth for part in parts)
        },
        parts=parts,
        depth=min(depth, deepest),
    )
