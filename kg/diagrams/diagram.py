"""A diagram: a drawing of a network, which other programs for networks can open too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.diagrams.cytoscape import write_cytoscape
from kg.diagrams.gexf import write_gexf
from kg.diagrams.graphml import write_graphml
from kg.diagrams.mermaid import write_mermaid
from kg.diagrams.scene import Scene
from kg.diagrams.viewer import write_page
from kg.drawing.drawing import Drawing
from kg.drawing.style import IMAGE_EXTENSIONS
from kg.words import LANGUAGES

if TYPE_CHECKING:
    import networkx as nx

    from kg.query.catalog import Catalog
    from kg.query.parameters import Setting
    from kg.rdf.store import Store

NETWORK_FORMATS: Final[Mapping[str, Callable[[Scene], bytes]]] = {
    ".cyjs": write_cytoscape,
    ".gexf": write_gexf,
    ".graphml": write_graphml,
    ".html": write_page,
    ".mmd": write_mermaid,
}
"""What writes a network, by file extension; images are written by every drawing."""

EXTENSIONS: Final = (*IMAGE_EXTENSIONS, *NETWORK_FORMATS)
"""The file extensions that a diagram can be written with."""


@dataclass(frozen=True, repr=False)
class Diagram(Drawing):
    """A drawing of a network.

    Attributes:
        scene: The network with the positions and marks of its nodes.
    """

    scene: Scene = field(kw_only=True)

    @classmethod
    def of(cls, scene: Scene) -> Diagram:
        """Return the diagram of a scene."""
        files = {extension: partial(write, scene) for extension, write in NETWORK_FORMATS.items()}
        return cls(scene.title, scene.caption, scene.lang, partial(scene.draw, scene), files, scene=scene)

    @property
    def network(self) -> nx.MultiDiGraph[str]:
        """The nodes and edges; see `Scene.network`."""
        return self.scene.network

    def __repr__(self) -> str:
        nodes, edges = len(self.network), self.network.number_of_edges()
        return f"Diagram({self.title!r}, {nodes} nodes, {edges} edges)"


def drawn(read: Callable[..., Scene]) -> Callable[..., Diagram]:
    """Return the function that draws what `read` returns, and that can say it in the other language, too.

    Args:
        read: Returns a scene from a store, a language, and a value for each parameter.
    """

    def draw(store: Store, catalog: Catalog, lang: str, **values: Setting) -> Diagram:
        (other,) = (each for each in LANGUAGES if each != lang)
        scene = read(store, lang, **values)
        return Diagram.of(replace(scene, translated=partial(read, store, other, **values)))

    return draw
