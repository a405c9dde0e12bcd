"""The network diagram: entities around one of them, or all of some classes, and the edges between them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from kg.diagrams.diagram import EXTENSIONS, drawn
from kg.diagrams.layout import spread
from kg.diagrams.names import term_names
from kg.diagrams.network_figure import draw_figure
from kg.diagrams.scene import Scene
from kg.drawing.marks import classes_above, marks_of
from kg.drawing.phrases import source_of
from kg.drawing.subject import Subject
from kg.errors import KgError, UnknownName
from kg.networks.entities import entity_network
from kg.networks.excerpt import excerpt, neighbourhood, of_classes, without_hubs
from kg.rdf.namespaces import iri_in, shorten
from kg.rdf.store import Store
from kg.words import Noun, text

if TYPE_CHECKING:
    import networkx as nx

AROUND: Final = "measure:time-honoured-brands"
DEPTH: Final = 2
DEFAULT_CLASSES: Final = ("qs:Action", "qs:Measure", "qs:Region")
"""What is drawn without parameters."""


def network_scene(
    store: Store,
    lang: str,
    *,
    around: str | None = None,
    depth: int = 1,
    classes: tuple[str, ...] = (),
    hubs: int | None = None,
) -> Scene:
    """Return entities and the object properties between them.

    An edge is one object property. What is left out is left out before steps are counted, so that every
    node is reached through nodes that are drawn.

    Without `around` and `classes`, the diagram shows time-honored brands: the actions that realise the
    measure, their regions, what other measures they realise, and what they are part of (two steps). It
    shows a measure that several provinces take up, each in its own way, and it fits on a page.

    Args:
        store: What answers.
        lang: The language of the words, `en` or `zh`.
        around: The entity in the middle, by its IRI or prefixed name; None, with `classes`, for all of them.
        depth: How many steps from it at most, along edges in either direction.
        classes: Keep only entities of these classes and their subclasses, prefixed names such as `qs:Target`;
            the one in the middle stays. None given, or `owl:Thing`, for every class.
        hubs: Leave out entities that have more edges than this in the whole graph; the one in the
            middle stays.

    Raises:
        UnknownName: There is no such entity or class.
        KgError: No entity is left, or a number is below 0.
        NoAnswer: The store did not answer.
    """
    if around is None and len(classes) == 0:
        around, classes, depth = AROUND, DEFAULT_CLASSES, max(depth, DEPTH)
    network = entity_network(store, lang)
    middle = iri_in(around) if around is not None else None
    if around is not None and middle not in network:
        raise UnknownName(Noun("entity"), around, map(shorten, network))
    kept = _kept(store, network, middle, classes, hubs)
    if middle is not None:
        kept = neighbourhood(kept, middle, depth)
    if len(kept) == 0:
        raise KgError("no entity has {hubs} edges or fewer; give a larger number for hubs", hubs=hubs)
    return Scene(
        title=_title(kept, middle, lang),
        caption=source_of(_command(around, depth, classes, hubs), lang),
        lang=lang,
        network=kept,
        places=spread(kept, middle),
        marks=marks_of(store, (facts["type"] for _, facts in kept.nodes(data=True))),
        draw=partial(draw_figure, middle=middle),
        names=term_names(store, kept),
    )


def _title(network: nx.MultiDiGraph[str], middle: str | None, lang: str) -> str:
    """Return the title."""
    if middle is None:
        return text("Entities and the edges between them", lang)
    return text("{name}: connected entities", lang).format(name=network.nodes[middle]["label"])


def _kept(
    store: Store,
    network: nx.MultiDiGraph[str],
    middle: str | None,
    classes: tuple[str, ...],
    hubs: int | None,
) -> nx.MultiDiGraph[str]:
    """Return the network without hubs and other classes, but with the entity in the middle."""
    nodes = set(network)
    if len(classes) > 0:
        nodes &= set(of_classes(network, _subclasses(store, network, classes)))
    if hubs is not None:
        nodes &= set(without_hubs(network, hubs))
    if middle is not None:
        nodes.add(middle)
    return excerpt(network, nodes)


def _subclasses(store: Store, network: nx.MultiDiGraph[str], classes: tuple[str, ...]) -> set[str]:
    """Return the classes and their subclasses that have entities, as prefixed names."""
    present = {facts["type"] for _, facts in network.nodes(data=True)}
    kinds = {"owl:Thing": set(present)}  # all is of this class, without saying so
    for kind, above in classes_above(store).items():
        for class_ in above:
            kinds.setdefault(class_, set()).update({kind} & present)
    found: set[str] = set()
    for name in classes:
        iri = iri_in(name)
        class_ = shorten(iri) if iri is not None else name
        if class_ not in kinds:
            raise UnknownName(Noun("class"), name, kinds)
        found |= kinds[class_]
    return found


def _command(around: str | None, depth: int, classes: tuple[str, ...], hubs: int | None) -> str:
    """Return the command that shows the same."""
    words = ["kg draw network"]
    if around is not None:
        iri = iri_in(around)
        words.append(f"-p around {shorten(iri, '/') if iri is not None else around} -p depth {depth}")
    words += [f"-p classes {name}" for name in classes]
    if hubs is not None:
        words.append(f"-p hubs {hubs}")
    return " ".join(words)


DIAGRAM: Final = Subject.of(__file__, extensions=EXTENSIONS, draw=drawn(network_scene))
