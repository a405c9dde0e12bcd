"""The citation network: documents and the relations between them, from the national outline down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from kg.diagrams.diagram import EXTENSIONS, drawn
from kg.diagrams.layers import layers_of, stack
from kg.diagrams.lineage_figure import draw_figure
from kg.diagrams.names import term_names
from kg.diagrams.scene import Scene
from kg.drawing.marks import marks_of
from kg.drawing.phrases import listed, source_of
from kg.drawing.subject import Subject
from kg.errors import KgError, UnknownName
from kg.networks.documents import document_network
from kg.rdf.answers import language_of, plain
from kg.rdf.namespaces import RDFS, iri_in, shorten
from kg.rdf.selects import select, selected
from kg.rdf.store import Store
from kg.words import Noun, text

if TYPE_CHECKING:
    import networkx as nx

_COLUMN: Final = 12.0
"""The distance of two columns, in distances of two rows."""


def lineage_scene(store: Store, lang: str, *, document: str | None = None) -> Scene:
    """Return the documents and source texts that are related to each other.

    An edge is a claim of the class `qs:Lineage`: a text says that the one document implements, is based on,
    cites or revises the other. (`relation:counterpart` is not stated in a text; it follows from title and
    time.) The claim is a node of its own in the graph; here it is drawn as the edge that it states. The
    edge's `property` is its kind (`relation:implements`), and `eli` the property of the European Legislation
    Identifier that the kind corresponds to (`eli:ensures_implementation_of`), or empty where there is none.

    A node also has `reading`, how far it was read: `whole`, `report` (a report on
    it was), `part`, `none`. Of a document whose own words nobody read only its title
    or another text says what it rests on. Its `region` is the province or city that it is for, where its
    label does not name it, since many have the same title.

    Args:
        store: What answers.
        lang: The language of the words, `en` or `zh`.
        document: The document that it is about, by its IRI or prefixed name: all that it rests on, directly
            or through others, and all that rests on it. None for all documents with edges.

    Raises:
        UnknownName: There is no such document.
        KgError: There is no lineage at all.
        NoAnswer: The store did not answer.
    """
    every = document_network(store)
    middle = iri_in(document) if document is not None else None
    if document is not None and middle not in every:
        raise UnknownName(Noun("document"), document, map(shorten, every))
    network = _network(every, _chosen(every, middle), _properties(store), lang)
    if len(network) == 0:
        raise KgError("no document is based on another; check that the store has the data")
    for node, region in _regions(store, network, lang).items():
        network.nodes[node]["region"] = region
    rows = stack(network, layers_of(network), dict.fromkeys(network, 1.0))
    untied = sum(every.degree(node) == 0 for node in every) if middle is None else 0
    title, command = text("Documents and what they are based on", lang), "kg query document-lineage"
    if middle is not None:
        title = text("{name}: what it is based on, and what is based on it", lang)
        title = title.format(name=network.nodes[middle]["label"])
        command = f"kg draw lineage -p document {shorten(middle)}"
    return Scene(
        title=title,
        caption=source_of(command, lang),
        lang=lang,
        network=network,
        places={node: (column * _COLUMN, -down) for node, (column, down) in rows.items()},
        marks=marks_of(store, (facts["type"] for _, facts in network.nodes(data=True))),
        draw=partial(draw_figure, middle=middle, untied=untied),
        names=term_names(store, network),
    )


def _chosen(network: nx.MultiDiGraph[str], middle: str | None) -> set[str]:
    """Return the documents to show: all with edges, or all that are connected to one in its direction."""
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    if middle is None:
        return {node for node in network if network.degree(node) > 0}
    return {middle, *nx.ancestors(network, middle), *nx.descendants(network, middle)}


def _network(
    every: nx.MultiDiGraph[str], chosen: set[str], properties: dict[str, str], lang: str
) -> nx.MultiDiGraph[str]:
    """Return the documents that were chosen and their edges, with the attributes of a scene."""
    import networkx as nx  # noqa: PLC0415  (as above)

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, facts in every.nodes(data=True):
        if node in chosen:
            network.add_node(node, label=facts[f"label_{lang}"], **facts, region="")
    for one, other, kind in every.edges(keys=True):
        if one in chosen and other in chosen:
            network.add_edge(one, other, key=kind, property=kind, eli=properties.get(kind, ""))
    return network


def _properties(store: Store) -> dict[str, str]:
    """Return the property of ELI that each relation matches, as prefixed names."""
    return {shorten(kind): shorten(match) for kind, match in selected(store, "diagrams/relations")}


def _stem(name: str) -> str:
    """Return the part of a region's name that a title has: Fuzhou of Fuzhou City."""
    return name.removesuffix(" City").removesuffix(" Province")


def _regions(store: Store, network: nx.MultiDiGraph[str], lang: str) -> dict[str, str]:
    """Return the regions of the documents whose label has no name of a region of theirs."""
    names: dict[str, list[str]] = {}
    labels: dict[str, list[str]] = {}
    for document, _, property_, name in store.query(select("diagrams/regions")).rows:
        node = plain(document)
        if node in network and language_of(name) == lang:
            names.setdefault(node, []).append(plain(name))
            if plain(property_) == RDFS + "label":
                labels.setdefault(node, []).append(plain(name))
    return {
        node: listed(found, lang)
        for node, found in labels.items()
        if not any(_stem(name) in network.nodes[node]["label"] for name in names[node])
    }


DIAGRAM: Final = Subject.of(__file__, extensions=EXTENSIONS, draw=drawn(lineage_scene))
