"""Writes the network of a diagram as a Mermaid flowchart, which GitHub and many editors show in Markdown.

The grammar is that of https://mermaid.js.org/syntax/flowchart.html: ids of our own, labels in quotes, and
all that is not a letter, a digit or a space as a numbered entity (`#35;`), so that nothing in a label can
be taken for markup, Markdown, an icon or a command. Mermaid lays the nodes out by itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kg.diagrams.exchange import plain_network
from kg.drawing.marks import Mark
from kg.drawing.style import INK
from kg.errors import KgError
from kg.rdf.namespaces import shorten
from kg.words import text

if TYPE_CHECKING:
    from kg.diagrams.scene import Scene

MOST_EDGES: Final = 500
MOST_CHARACTERS: Final = 50_000
"""The limits of Mermaid (`maxEdges`, `maxTextSize`), beyond which it shows an error instead of a scene."""

MERMAID_SHAPES: Final = {
    "o": '(["{}"])',
    "s": '["{}"]',
    "^": '[/"{}"\\]',
    "v": '[\\"{}"/]',
    "D": '{{{{"{}"}}}}',
    "h": '[["{}"]]',
    "p": '("{}")',
    "P": '[("{}")]',
    "X": '>"{}"]',
}
"""The shape of a node by the marker that matplotlib draws; as near as Mermaid comes to it."""


def write_mermaid(scene: Scene) -> bytes:
    """Return the network of a scene as a flowchart.

    Raises:
        KgError: It has more edges or characters than Mermaid takes.
    """
    network = plain_network(scene)
    lines = [
        "---",
        f"title: {json.dumps(' '.join(scene.title.split()), ensure_ascii=False)}",  # YAML, and no entities
        "---",
        "flowchart LR",
        f"  accTitle: {quoted(scene.title)}",
        f"  accDescr: {quoted(scene.caption)}",
    ]
    types = {facts["type"] for _, facts in network.nodes(data=True)}
    families = dict.fromkeys(mark for name, mark in scene.marks.items() if name in types)
    numbers = {mark: number for number, mark in enumerate(families)}
    arrow = "-->" if scene.directed else "---"
    ids = {node: f"n{number}" for number, node in enumerate(network)}
    for node, facts in network.nodes(data=True):
        mark = scene.marks[facts["type"]]
        label = str(facts["label"]) if str(facts["label"]).strip() != "" else shorten(node)
        lines.append(f"  {ids[node]}{_shape(mark, label)}:::family{numbers[mark]}")
    for source, target, facts in network.edges(data=True):
        lines.append(f'  {ids[source]} {arrow}|"{quoted(str(facts["label"]))}"| {ids[target]}')
    lines.append(f'  subgraph legend["{text("Legend", scene.lang)}"]')
    for mark, number in numbers.items():
        lines.append(f"    l{number}{_shape(mark, text(mark.label, scene.lang))}:::family{number}")
    lines.append("  end")
    for mark, number in numbers.items():
        # White with a rim in the colour: letters on it are as dark as on the page.
        style = f"fill:#ffffff,stroke:{mark.colour},stroke-width:3px,color:{INK.lower()}"
        lines.append(f"  classDef family{number} {style}")
    content = "\n".join(lines) + "\n"
    edges, characters = network.number_of_edges(), len(content.encode("utf-16-le")) // 2
    if edges > MOST_EDGES or characters > MOST_CHARACTERS:
        raise KgError(
            "too large for Mermaid: {edges} edges and {characters} characters, where it takes {most_edges} "
            "and {most_characters}; draw less of it (a network with -p around NAME -p depth 1), "
            "or write .html or .gexf",
            edges=edges,
            characters=characters,
            most_edges=MOST_EDGES,
            most_characters=MOST_CHARACTERS,
        )
    return content.encode("utf-8")


def quoted(words: str) -> str:
    """Return a text as written between quotes: one line, with numbered entities for all but words."""
    return "".join(
        character if character.isalnum() or character == " " else f"#{ord(character)};"
        for character in " ".join(words.split())
    )


def _shape(mark: Mark, label: str) -> str:
    """Return a label in quotes within the brackets of a shape."""
    return MERMAID_SHAPES[mark.shape].format(quoted(label))
