"""The formats that a picture can be written in, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from kg.drawing.cytoscape import write_cytoscape
from kg.drawing.gexf import write_gexf
from kg.drawing.graphml import write_graphml
from kg.drawing.mermaid import write_mermaid
from kg.drawing.picture import Picture
from kg.drawing.style import ENDINGS, image
from kg.drawing.viewer import write_page
from kg.errors import UnknownName


def _image(ending: str, picture: Picture) -> bytes:
    """Return the page of a picture as an image."""
    return image(picture.draw(), ending)


FORMATS: Final[Mapping[str, Callable[[Picture], bytes]]] = {
    **{ending: partial(_image, ending) for ending in ENDINGS},
    ".cyjs": write_cytoscape,
    ".gexf": write_gexf,
    ".graphml": write_graphml,
    ".html": write_page,
    ".mmd": write_mermaid,
}
"""What writes a picture, by the ending of the file."""


def format_of(ending: str) -> Callable[[Picture], bytes]:
    """Return what writes a picture to a file with this ending.

    Raises:
        UnknownName: There is no such ending.
    """
    if ending not in FORMATS:
        raise UnknownName("file ending", "文件扩展名", ending, FORMATS)
    return FORMATS[ending]
