"""The marks of nodes: a color and a shape for each family of classes, the same in every drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from kg.drawing.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILLION
from kg.rdf.namespaces import shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store


@dataclass(frozen=True)
class Mark:
    """How nodes of a type are drawn.

    Attributes:
        label: Its name in the legend, in English.
        colour: A color of `kg.drawing.style`, as `#RRGGBB`.
        shape: A marker of matplotlib (`o s ^ v D p h P X *`), so that color is not the only difference.
    """

    label: str
    colour: str
    shape: str


_DOCUMENT: Final = Mark("document or text", BLACK, "D")

FAMILY_MARKS: Final = {
    "qs:Region": Mark("region", BLUE, "s"),
    "qs:Document": _DOCUMENT,
    "qs:Source": _DOCUMENT,
    "qs:Section": _DOCUMENT,
    "qs:Agent": Mark("body or person", PURPLE, "h"),
    "qs:Action": Mark("action", GREEN, "o"),
    "qs:Figure": Mark("target or observation", VERMILLION, "^"),
    "qs:Claim": Mark("other claim", ORANGE, "v"),
    "skos:Concept": Mark("concept", SKY, "p"),
    "qs:NamedThing": Mark("named entity", GREY, "P"),
}
"""The mark of all that is of a class; the first class that fits holds."""

OTHER_MARK: Final = Mark("other", GREY, "X")
"""The mark of what fits none of `FAMILY_MARKS`."""

READINGS: Final = {
    "full": "coded in full",
    "left": "coded in part, or from a report on it",
    "none": "not coded",
}
"""What it means how much of the mark of a document is filled."""

FILLS: Final = {"whole": "full", "report": "left", "part": "left", "none": "none"}
"""How much of the mark of a document is filled, by how far it was read."""


def classes_above(store: Store) -> dict[str, set[str]]:
    """Return each class of the project with itself and all classes above it, as prefixed names."""
    found: dict[str, set[str]] = {}
    for class_, above in selected(store, "drawing/classes"):
        found.setdefault(shorten(class_), set()).add(shorten(above))
    return found


def marks_of(store: Store, types: Iterable[str]) -> dict[str, Mark]:
    """Return the mark of each type, in the order of `FAMILY_MARKS`.

    Args:
        store: What answers; the ontology in it says of which family a class is.
        types: Classes as prefixed names, such as `qs:Target`.
    """
    families = classes_above(store)
    order = list(FAMILY_MARKS)
    ranks = {
        name: min((order.index(each) for each in families.get(name, ()) if each in order), default=len(order))
        for name in sorted(set(types))
    }
    marks = [*FAMILY_MARKS.values(), OTHER_MARK]
    return {name: marks[rank] for name, rank in sorted(ranks.items(), key=lambda each: each[1])}


def filled(colour: str, shape: str, fill: str, size: float = 7.5) -> dict[str, Any]:
    """Return how matplotlib draws a mark that is filled as a key of `READINGS` says, `size` points wide."""
    return {
        "marker": shape,
        "markersize": size,
        "markeredgecolor": colour,
        "markeredgewidth": 1.2,
        "fillstyle": "full" if fill == "none" else fill,
        "markerfacecolor": "white" if fill == "none" else colour,
        "markerfacecoloralt": "white",
        "linewidth": 0,
    }
