"""Draws pictures of what the graph holds.

`gallery` names what can be drawn, `formats` what a picture can be written as; `picture` says what a
picture is. Each subject has a module that reads it from the graph (`targets`) and, where the page is not a
plain network, one that draws the page (`target_page`). `page`, `marks` and `style` hold what they share:
the sheet, the marks of classes, font and colours; `rows` what they read. matplotlib is loaded only when a
page is drawn. The formats for networks (`gexf`, `graphml`, `cytoscape`, `mermaid`) start from the plain
attributes that `exchange` makes; `viewer` writes the interactive page, with a part of the font from
`webfont`.
"""

from __future__ import annotations

from kg.drawing.formats import FORMATS
from kg.drawing.gallery import SUBJECTS, picture_of
from kg.drawing.picture import Picture

__all__ = ["FORMATS", "SUBJECTS", "Picture", "picture_of"]
