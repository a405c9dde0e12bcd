"""The marks of nodes: a color and a shape for each family of classes, the same in every drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.drawing.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILLION
from kg.rdf.namespaces import shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store


@dataclass(frozen=True)
class Mark:
    """How nodes of a type are drawn.

    Attributes:
        label: Its name in the legend.
        colour: A color of `kg.drawing.style`, as `#RRGGBB`.
        shape: A marker of matplotlib (`o s ^ v D p h P X *`), so that color is not the only difference.
    """

    label: str
    colour: str
    shape: str


FAMILIES: Final = (
    ("qs:Region", BLUE, "s", {"en": "region", "zh": "地区"}),
    ("qs:Document", BLACK, "D", {"en": "document or text", "zh": "文件或文本"}),
    ("qs:Source", BLACK, "D", {"en": "document or text", "zh": "文件或文本"}),
    ("qs:Section", BLACK, "D", {"en": "document or text", "zh": "文件或文本"}),
    ("qs:Agent", PURPLE, "h", {"en": "body or person", "zh": "机构或人物"}),
    ("qs:Action", GREEN, "o", {"en": "action", "zh": "举措"}),
    ("qs:Figure", VERMILLION, "^", {"en": "target or observation", "zh": "目标值或观测值"}),
    ("qs:Claim", ORANGE, "v", {"en": "other claim", "zh": "其他主张"}),
    ("skos:Concept", SKY, "p", {"en": "concept", "zh": "概念"}),
    ("qs:NamedThing", GREY, "P", {"en": "named entity", "zh": "具名事物"}),
)
"""A class, the colour, the shape and the name of all that is of it; the first that fits holds."""

OTHER: Final = (GREY, "X", {"en": "other", "zh": "其他"})
"""What fits none of `FAMILIES`."""


def classes_above(store: Store) -> dict[str, set[str]]:
    """Return each class of the project with itself and all classes above it, as prefixed names."""
    found: dict[str, set[str]] = {}
    for class_, above in selected(store, "drawing/classes"):
        found.setdefault(shorten(class_), set()).add(shorten(above))
    return found


def marks_of(store: Store, types: Iterable[str], lang: str) -> dict[str, Mark]:
    """Return the mark of each type, in the order of `FAMILIES`.

    Args:
        store: What answers; the ontology in it says of which family a class is.
        types: Classes as prefixed names, such as `qs:Target`.
        lang: The language of the names, `en` or `zh`.
    """
    families = classes_above(store)
    marks: dict[str, tuple[int, Mark]] = {}
    for name in sorted(set(types)):
        place, colour, shape, words = next(
            (
                (place, colour, shape, words)
                for place, (family, colour, shape, words) in enumerate(FAMILIES)
                if family in families.get(name, ())
            ),
            (len(FAMILIES), *OTHER),
        )
        marks[name] = (place, Mark(words[lang], colour, shape))
    return {name: mark for name, (_, mark) in sorted(marks.items(), key=lambda each: (each[1][0], each[0]))}
