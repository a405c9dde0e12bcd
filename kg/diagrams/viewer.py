"""Writes the network of a diagram as one web page that works without a network: to move, search and filter.

The page is `viewer.html` with `viewer.css` and the files of `scripts`, which become one script; the data are
in it as JSON, the letters as a part of the project's font. Its content security policy lets nothing be loaded
and no other script run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.diagrams.exchange import TAKEN, plain_network
from kg.diagrams.names import coded_values
from kg.drawing.webpage import fill_page
from kg.rdf.namespaces import shorten
from kg.words import LANGUAGES, text

if TYPE_CHECKING:
    import networkx as nx

    from kg.diagrams.scene import Scene

_FOLDER: Final = Path(__file__).parent

SCRIPTS: Final = ("words", "data", "layout", "marks", "drawing", "panel", "input")
"""The files of the script, in an order in which each uses those before it when the page loads."""

_FACTS: Final = ("value", "comparator", "unit", "period", "status", "source")
"""What the panel of a node shows in addition to its edges."""

_LATIN: Final = "".join(map(chr, range(0x20, 0x7F)))
"""What a person may type into the search, besides what the page shows."""


def write_page(scene: Scene) -> bytes:
    """Return the network of a scene as a web page, UTF-8."""
    scripts = (_FOLDER / "scripts" / f"{name}.js" for name in SCRIPTS)
    content = content_of(scene)
    return fill_page(
        _FOLDER / "viewer.html", scripts, scene.lang, scene.title, scene.caption, content, letters=_LATIN
    )


def content_of(scene: Scene) -> dict[str, Any]:
    """Return what the page shows: words in both languages, nodes as rows, edges as three numbers.

    A node is its IRI, its name (the IRI as a prefixed name), its labels in English and Chinese, the number
    of its type, its position, x to the right and y upwards, and what it states, such as its value and source.
    An edge is the numbers of the node that it leaves, of the node that it reaches, and of its property.
    `values` has the labels of prefixed names in what nodes state.
    """
    speaking = {scene.lang: scene}
    for lang in LANGUAGES:
        if lang != scene.lang:
            speaking[lang] = scene.translated() if scene.translated is not None else scene
    network = plain_network(scene)
    used = {facts["type"] for _, facts in network.nodes(data=True)}
    families = list(dict.fromkeys(mark for name, mark in scene.marks.items() if name in used))
    types = sorted(used, key=lambda name: (families.index(scene.marks[name]), scene.name(name), name))
    properties = sorted({str(facts["property"]) for *_, facts in network.edges(data=True)})
    numbers = {node: number for number, node in enumerate(network)}
    return {
        "lang": scene.lang,
        "title": {lang: each.title for lang, each in speaking.items()},
        "caption": {lang: each.caption for lang, each in speaking.items()},
        "families": [
            {
                "colour": mark.colour,
                "shape": mark.shape,
                **{lang: text(mark.label, lang) for lang in LANGUAGES},
            }
            for mark in families
        ],
        "types": [_named(scene, name, family=families.index(scene.marks[name])) for name in types],
        "properties": [_named(scene, name) for name in properties],
        "nodes": [
            [
                node,
                _name(node),
                *(_label(node, facts, lang) for lang in LANGUAGES),
                types.index(facts["type"]),
                *(round(place, 3) + 0.0 for place in scene.places[node]),
                _stated(facts),
            ]
            for node, facts in network.nodes(data=True)
        ],
        "edges": [
            [numbers[source], numbers[target], properties.index(str(facts["property"]))]
            for source, target, facts in network.edges(data=True)
        ],
        "values": _labels_of_values(scene, network),
    }


def _name(node: str) -> str:
    """Return the IRI of a node as a prefixed name, or whole if no prefix fits."""
    return shorten(node, "/").removeprefix("<").removesuffix(">")


def _label(node: str, facts: Mapping[str, Any], lang: str) -> str:
    """Return what a node is called in a language; its name if it has no label at all."""
    labels = (str(facts.get(key, "")) for key in (f"label_{lang}", "label"))
    return next((label for label in labels if label.strip() != ""), _name(node))


def _stated(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a node states; `plain_network` gives a name that programs take for their own a prefix."""
    given = {key: facts.get(f"record_{key}" if key in TAKEN else key) for key in _FACTS}
    if "value_to" in facts and given["value"] is not None:
        ends = (given["value"], facts["value_to"])
        given["value"] = "–".join(str(end).removesuffix(".0") for end in ends)
    return {key: value for key, value in given.items() if value is not None}


def _labels_of_values(scene: Scene, network: nx.MultiGraph[str]) -> dict[str, dict[str, str]]:
    """Return the labels of prefixed names in what nodes state, as far as the scene or a node has them."""
    labels: dict[str, Mapping[str, str]] = {
        _name(node): {lang: _label(node, facts, lang) for lang in LANGUAGES}
        for node, facts in network.nodes(data=True)
    }
    labels.update(scene.names)
    names = {name for _, facts in network.nodes(data=True) for name in coded_values(_stated(facts))}
    return {
        name: {lang: labels[name].get(lang, name) for lang in LANGUAGES}
        for name in sorted(names & set(labels))
    }


def _named(scene: Scene, name: str, **facts: int) -> dict[str, str | int]:
    """Return a class or property with what it is called in both languages."""
    return {"name": name, **{lang: scene.name(name, lang) for lang in LANGUAGES}, **facts}
