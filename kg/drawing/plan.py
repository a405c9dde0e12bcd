"""The picture of a plan: its sections, tasks and other actions as a tree, in the order of the text."""

from __future__ import annotations

from functools import partial
from typing import Final

from kg.answers import plain
from kg.catalog import Catalog
from kg.drawing.marks import marks_of
from kg.drawing.picture import Mark, Picture
from kg.drawing.plan_page import CLASSES, QUERY, Part, Plan, caption_of, draw_page, title_of
from kg.drawing.rows import labels_of, rows_of
from kg.errors import UnknownName, WrongValue
from kg.excerpt import excerpt
from kg.namespaces import QS, RDFS, expand, iri_in, shorten
from kg.network import document_network, entity_network
from kg.store import Store

READABLE: Final = 60
"""How many rows a page has at most if nobody says how deep it is to go."""

_COLUMNS: Final = ("depth", "number", "part", "class", "label_zh", "label_en")

_DOCUMENTS: Final = f"""
PREFIX qs: <{QS}>
PREFIX rdfs: <{RDFS}>
SELECT DISTINCT ?document
WHERE {{
  VALUES ?kind {{ qs:Document qs:Source }}
  VALUES ?class {{ {" ".join(CLASSES)} }}
  ?part qs:partOf ?document ; a ?class .
  ?document a/rdfs:subClassOf* ?kind .
}}
ORDER BY ?document
"""


def picture_plan(
    store: Store,
    catalog: Catalog,
    lang: str,
    *,
    document: str = "document:guizhou-2023-implementing-opinion",
    depth: int | None = None,
) -> Picture:
    """Return the picture of the outline of a document or source.

    As a network it has the document, the parts that are drawn, and the ties between them.

    Args:
        store: What answers.
        catalog: Where the canned query `plan-outline` stands.
        lang: The language, `en` or `zh`.
        document: The document or source, as an IRI or a prefixed name.
        depth: How many levels are drawn, 1 or more; None for as many as make a page of `READABLE` rows.

    Raises:
        UnknownName: Nothing is part of such a document.
        WrongValue: `depth` is not a whole number of 1 or more.
        KgError: The rows of the query are not as expected.
        NoAnswer: The store did not answer.
    """
    found = read_plan(store, catalog, lang, document, depth)
    places = {found.document: (0.0, 1.0)}
    places.update({part.iri: (float(part.depth), -float(row)) for row, part in enumerate(found.drawn)})
    network = excerpt(entity_network(store, lang), places)
    marks = marks_of(store, [network.nodes[found.document]["type"]], lang)
    marks.update({name: Mark(label, *CLASSES[name]) for name, label in found.classes.items()})
    return Picture(
        title=title_of(found, lang),
        caption=caption_of(found, lang),
        lang=lang,
        network=network,
        places=places,
        marks=marks,
        draw=partial(draw_page, found, lang),
    )


def read_plan(store: Store, catalog: Catalog, lang: str, document: str, depth: int | None) -> Plan:
    """Return the outline of a document; see `picture_plan`."""
    # A bool is an int to Python, but no number of levels.
    if depth is not None and (not isinstance(depth, int) or isinstance(depth, bool) or depth < 1):
        raise WrongValue("depth", str(depth), "a whole number of 1 or more", "不小于 1 的整数")
    known = [plain(row[0]) for row in store.query(_DOCUMENTS).rows]
    iri = iri_in(document)
    if iri is None or iri not in known:
        raise UnknownName("document with an outline", "有内容层级的文件", document, map(shorten, known))
    rows = rows_of(
        store,
        catalog,
        QUERY,
        {"document": f"<{iri}>"},
        _COLUMNS,
        {"class": [expand(name) or "" for name in CLASSES]},
    )
    parts = tuple(
        Part(row["part"], int(row["depth"]), row["number"], shorten(row["class"]), row[f"label_{lang}"])
        for row in rows
    )
    deepest = max(part.depth for part in parts)
    if depth is None:
        fitting = [
            level for level in range(1, deepest + 1) if sum(p.depth <= level for p in parts) <= READABLE
        ]
        depth = max(fitting, default=1)
    iris = {name: expand(name) or "" for name in CLASSES}
    labels = labels_of(store, iris.values(), "rdfs:label", lang)
    names = labels_of(store, [iri], "rdfs:label", lang)
    return Plan(
        document=iri,
        name=names.get(iri, shorten(iri)),
        reading=str(document_network(store).nodes[iri]["reading"]),
        classes={
            name: labels.get(class_, name)
            for name, class_ in iris.items()
            if any(part.type == name and part.depth <= depth for part in parts)
        },
        parts=parts,
        depth=min(depth, deepest),
    )
