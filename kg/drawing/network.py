"""The picture of a network: records around one of them, or all of some classes, and the ties between them."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.answers import plain
from kg.catalog import Catalog
from kg.drawing.layout import spread
from kg.drawing.marks import marks_of
from kg.drawing.names import names_of
from kg.drawing.network_page import Tie, caption_of, draw_page, title_of
from kg.drawing.picture import Picture
from kg.errors import KgError, UnknownName
from kg.excerpt import excerpt, neighbourhood, of_classes, without_hubs
from kg.namespaces import OWL, QS, RDFS, iri_in, shorten
from kg.network import entity_network
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx

AROUND: Final = "measure:time-honoured-brands"
DEPTH: Final = 2
CLASSES: Final = ("qs:Action", "qs:Measure", "qs:Region")
"""The view of who chooses nothing."""

_KINDS: Final = f"""
PREFIX rdfs: <{RDFS}>
PREFIX owl: <{OWL}>
SELECT DISTINCT ?class ?kind
WHERE {{ ?class a owl:Class . ?kind rdfs:subClassOf* ?class FILTER(STRSTARTS(STR(?kind), "{QS}")) }}
ORDER BY ?class ?kind
"""


def picture_network(
    store: Store,
    catalog: Catalog,
    lang: str,
    *,
    around: str | None = None,
    depth: int = 1,
    classes: tuple[str, ...] = (),
    hubs: int | None = None,
) -> Picture:
    """Return the picture of records and the ties between them.

    An edge is one object property. What is left out is left out before steps are counted, so that every
    record in the picture is reached through records in the picture.

    Who chooses neither `around` nor `classes` sees time-honored brands: the actions that realise the
    measure, their regions, what other measures they realise, and what they are part of (two steps). It
    shows what the graph is for, a measure that several provinces take up each in its own way, and it fits
    on a page, as the whole graph with its thousands of records does not.

    Args:
        store: What answers.
        catalog: Not needed; every picture is called alike.
        lang: The language of the words, `en` or `zh`.
        around: The record in the middle, by its IRI or prefixed name; None, with `classes`, for all of them.
        depth: How many steps from it at most, along ties in either direction.
        classes: Keep only records of these classes and their subclasses, prefixed names such as `qs:Target`;
            the record in the middle stays. None given, or `owl:Thing`, for every class.
        hubs: Leave out records that have more ties than this in the whole graph; the one in the middle stays.

    Raises:
        UnknownName: There is no such record or class.
        KgError: No record is left, or a number is below 0.
        NoAnswer: The store did not answer.
    """
    for name, number in (("depth", depth), ("hubs", hubs)):
        if number is not None and number < 0:
            raise KgError(f"{name} is {number}; give 0 or more", f"{name} 为 {number}；请给出 0 或更大的数")
    if around is None and len(classes) == 0:
        around, classes, depth = AROUND, CLASSES, max(depth, DEPTH)
    network = entity_network(store, lang)
    middle = iri_in(around) if around is not None else None
    if around is not None and middle not in network:
        raise UnknownName("record", "记录", around, map(shorten, network))
    kept = _kept(store, network, middle, classes, hubs)
    if middle is not None:
        kept = neighbourhood(kept, middle, depth)
    if len(kept) == 0:
        raise KgError(
            f"no record has {hubs} ties or fewer; give a larger number of ties for hubs",
            f"没有联系数不超过 {hubs} 的记录；请增大 hubs",
        )
    return _picture(store, kept, lang, middle, _command(around, depth, classes, hubs))


def _kept(
    store: Store,
    network: nx.MultiDiGraph[str],
    middle: str | None,
    classes: tuple[str, ...],
    hubs: int | None,
) -> nx.MultiDiGraph[str]:
    """Return the network without hubs and other classes, but with the record in the middle."""
    nodes = set(network)
    if len(classes) > 0:
        nodes &= set(of_classes(network, _subclasses(store, network, classes)))
    if hubs is not None:
        nodes &= set(without_hubs(network, hubs))
    if middle is not None:
        nodes.add(middle)
    return excerpt(network, nodes)


def _subclasses(store: Store, network: nx.MultiDiGraph[str], classes: tuple[str, ...]) -> set[str]:
    """Return the classes and their subclasses that have records, as prefixed names."""
    present = {facts["type"] for _, facts in network.nodes(data=True)}
    kinds = {"owl:Thing": set(present)}  # all is of this class, without saying so
    for row in store.query(_KINDS).rows:
        class_, kind = (shorten(plain(term)) for term in row)
        if kind in present:
            kinds.setdefault(class_, set()).add(kind)
    found: set[str] = set()
    for name in classes:
        iri = iri_in(name)
        class_ = shorten(iri) if iri is not None else name
        if class_ not in kinds:
            raise UnknownName("class", "类", name, kinds)
        found |= kinds[class_]
    return found


def _picture(
    store: Store, network: nx.MultiDiGraph[str], lang: str, middle: str | None, command: str
) -> Picture:
    """Return the picture of a network that is chosen."""
    counts = Counter(facts["property"] for *_, facts in network.edges(data=True))
    names = names_of(store, network)
    ties = [Tie(names.get(name, {}).get(lang, name), count) for name, count in counts.most_common()]
    title = title_of(network, middle, lang)
    caption = caption_of(command, lang)
    marks = marks_of(store, (facts["type"] for _, facts in network.nodes(data=True)), lang)
    places = spread(network, middle)
    return Picture(
        title=title,
        caption=caption,
        lang=lang,
        network=network,
        places=places,
        marks=marks,
        draw=partial(draw_page, network, places, marks, ties, lang, middle, title, caption),
    )


def _command(around: str | None, depth: int, classes: tuple[str, ...], hubs: int | None) -> str:
    """Return the command that shows the same."""
    words = ["kg visualize network"]
    if around is not None:
        iri = iri_in(around)
        words.append(f"--around {shorten(iri, '/') if iri is not None else around} --depth {depth}")
    words += [f"--class {name}" for name in classes]
    if hubs is not None:
        words.append(f"--hubs {hubs}")
    return " ".join(words)
