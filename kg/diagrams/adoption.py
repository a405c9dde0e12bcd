"""The adoption network: provinces, the measures that they have adopted, and the projections of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.diagrams.diagram import EXTENSIONS, drawn
from kg.diagrams.layout import spread
from kg.diagrams.network_figure import draw_figure
from kg.diagrams.scene import Scene
from kg.drawing.marks import marks_of
from kg.drawing.phrases import source_of
from kg.drawing.subject import Subject
from kg.errors import KgError
from kg.networks.adoption import measure_network
from kg.networks.projection import one_mode
from kg.rdf.store import Store
from kg.words import LANGUAGES, text

if TYPE_CHECKING:
    import networkx as nx

_TITLES: Final = {
    "both": "Adoption network: regions and the measures that they have adopted",
    "regions": "Regions that have adopted the same measures",
    "measures": "Measures that the same regions have adopted",
}

EDGE_WORDS: Final = {"adopts": "adopts", "shared": "in common"}
"""What an edge is: of the bipartite network, and of a projection."""


def adoption_scene(store: Store, lang: str, *, side: str, level: str, stage: str, minimum: int) -> Scene:
    """Return the bipartite network of regions and adopted measures, or a projection of it.

    An edge of the bipartite network has `weight`, the number of claims; one of a projection has `weight`, the
    number of measures (or regions) that both have in common. A region without an edge is left out: whether it
    has adopted nothing or was not coded is a question to `kg query measure-matrix`.

    Args:
        store: What answers.
        lang: The language of the words, `en` or `zh`.
        side: `both`, or `regions` or `measures` for the projection on one side.
        level: `measure`, `theme` or `area`.
        stage: The least stage that counts as adopted.
        minimum: The least weight of an edge.

    Raises:
        KgError: No edge is left.
        NoAnswer: The store did not answer.
    """
    bipartite = measure_network(store, level, stage)
    found = bipartite if side == "both" else _projection(bipartite, side.removesuffix("s"))
    network = _network(found, minimum, lang)
    if len(network) == 0:
        raise KgError("no edge has a weight of {minimum} or more; choose a smaller minimum", minimum=minimum)
    choices = {"side": side, "level": level, "stage": stage, "minimum": minimum}
    given = "".join(f" -p {name} {value}" for name, value in choices.items())
    return Scene(
        title=text(_TITLES[side], lang),
        caption=source_of(f"kg draw adoption{given}", lang),
        lang=lang,
        network=network,
        places=spread(network),
        marks=marks_of(store, (facts["type"] for _, facts in network.nodes(data=True))),
        draw=draw_figure,
        names={name: {lang: text(words, lang) for lang in LANGUAGES} for name, words in EDGE_WORDS.items()},
        directed=False,
    )


def _projection(bipartite: nx.Graph[str], mode: str) -> nx.Graph[str]:
    """Return the projection on the nodes of a mode that have edges."""
    nodes = (node for node, facts in bipartite.nodes(data=True) if facts["mode"] == mode)
    return one_mode(bipartite, (node for node in nodes if bipartite.degree(node) > 0))


def _network(found: nx.Graph[str], minimum: int, lang: str) -> nx.MultiDiGraph[str]:
    """Return the edges of at least a weight, from region to measure, and their nodes, as a scene has them."""
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for one, other, facts in found.edges(data=True):
        if facts["weight"] < minimum:
            continue
        modes = {found.nodes[node]["mode"]: node for node in (one, other)}
        relation = "adopts" if len(modes) == 2 else "shared"
        ends = (modes["region"], modes["measure"]) if len(modes) == 2 else (one, other)
        for node in ends:
            about = found.nodes[node]
            network.add_node(
                node,
                label=about[f"label_{lang}"],
                label_en=about["label_en"],
                label_zh=about["label_zh"],
                type=about.get("type", "qs:Measure"),
            )
        network.add_edge(*ends, key=relation, property=relation, weight=facts["weight"])
    return network


DIAGRAM: Final = Subject.of(__file__, extensions=EXTENSIONS, draw=drawn(adoption_scene))
