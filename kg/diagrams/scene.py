"""A scene: what a diagram shows, a network with the position of each node and the mark of each type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

    from kg.drawing.marks import Mark


@dataclass(frozen=True)
class Scene:
    """What a diagram shows.

    Attributes:
        title: Its title, in `lang`.
        caption: Its source: the project, and the command that draws the same.
        lang: The language of its words, `en` or `zh`.
        network: The nodes and edges. A node is an IRI; its attributes are `label` (in `lang`), `label_en`,
            `label_zh`, `type` (a prefixed name such as `qs:Target`) and others that are texts or numbers. An
            edge has the key and the attribute `property`, a prefixed name.
        places: The position of each node, x to the right and y upwards, in units of its own; neighboring
            nodes are about 1 apart.
        marks: The mark of each type, in the order of the legend.
        draw: Draws it with matplotlib, when it is given the scene.
        names: The labels of classes and properties, by prefixed name and language; one without is left out.
        translated: Returns the same scene in the other language; None if there is only one.
        directed: Whether the direction of an edge means anything.
    """

    title: str
    caption: str
    lang: str
    network: nx.MultiDiGraph[str]
    places: Mapping[str, tuple[float, float]]
    marks: Mapping[str, Mark]
    draw: Callable[[Scene], Figure]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    translated: Callable[[], Scene] | None = None
    directed: bool = True

    def name(self, term: str, lang: str | None = None) -> str:
        """Return the label of a class or property, or its prefixed name if it has none.

        Args:
            term: A prefixed name, such as `qs:Target`.
            lang: `en` or `zh`; None for the language of the scene.
        """
        return self.names.get(term, {}).get(lang or self.lang, term)
