"""A picture: a part of the graph as a network, with the place and the mark of each node, and its page.

Every picture can be written in every format: as an image of its page, or as the network that it shows,
for Gephi, Cytoscape, Mermaid or a browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.output import write_atomically

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Mark:
    """How nodes of a type are drawn.

    Attributes:
        label: What the legend calls them.
        colour: A colour of `style`, as `#RRGGBB`.
        shape: A marker of matplotlib, which tells apart what colour alone should not: `o s ^ v D p h P X *`.
    """

    label: str
    colour: str
    shape: str


@dataclass(frozen=True, repr=False)
class Picture:
    """What a picture shows.

    Attributes:
        title: What it is called, in `lang`.
        caption: Where it comes from: the project, and the command that shows the same as rows.
        lang: The language of its words, `en` or `zh`.
        network: The records that it shows and the ties between them. A node is an IRI; its attributes are
            `label` (in `lang`), `label_en`, `label_zh`, `type` (a prefixed name such as `qs:Target`) and
            others that are texts or numbers. An edge has the key and the attribute `property`, a prefixed
            name. No attribute is called id, color, size, x or y, which other programs take for their own.
        places: The place of each node, x to the right and y upwards, in units of its own; neighbouring nodes
            are about 1 apart.
        marks: How the nodes of each type are drawn, in the order of the legend.
        draw: Draws the page of it.
        names: The labels of classes and properties, by prefixed name and language; one without is left out.
        translated: Returns the same picture in the other language; None if it speaks one language only.
    """

    title: str
    caption: str
    lang: str
    network: nx.MultiDiGraph[str]
    places: Mapping[str, tuple[float, float]]
    marks: Mapping[str, Mark]
    draw: Callable[[], Figure]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    translated: Callable[[], Picture] | None = None

    def name(self, term: str, lang: str | None = None) -> str:
        """Return what a class or property is called in a language, or its prefixed name if it has no label.

        Args:
            term: A prefixed name, such as `qs:Target`.
            lang: `en` or `zh`; None for the language of the picture.
        """
        return self.names.get(term, {}).get(lang or self.lang, term)

    def __repr__(self) -> str:
        nodes, edges = len(self.network), self.network.number_of_edges()
        return f"Picture({self.title!r}, {nodes} records, {edges} ties)"

    def write(self, ending: str) -> bytes:
        """Return the picture as a file.

        Args:
            ending: A key of `kg.drawing.formats.FORMATS`, such as `.svg`.

        Raises:
            UnknownName: There is no such ending.
        """
        from kg.drawing.formats import format_of  # noqa: PLC0415  (formats write pictures)

        return format_of(ending)(self)

    def save(self, path: Path | str) -> None:
        """Write the picture to `path`, whose ending says as what.

        Raises:
            UnknownName: There is no such ending.
            NotWritten: The file cannot be written.
        """
        path = Path(path)
        write_atomically(path, self.write(path.suffix))

    def _repr_svg_(self) -> str:
        """Return the page of the picture, which a notebook shows."""
        return self.write(".svg").decode("utf-8")
