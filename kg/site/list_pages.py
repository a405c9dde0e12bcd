"""Lists of all records: one page for each class, from which every record can be reached without a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from kg.rdf.namespaces import QS, SKOS
from kg.site.material import Material
from kg.site.page import Link, Page, View
from kg.words import Phrase

RECORDS: Final = "records/"
"""The folder of the lists of records."""

MOST_ON_A_PAGE: Final = 400
"""The maximum number of records on a page; a longer list has several pages."""


def list_pages(material: Material) -> Iterator[Page]:
    """Yield the lists of records, by class, and the list of these lists."""
    by_class: dict[str, list[str]] = defaultdict(list)
    for iri in material.addresses.named:
        by_class[material.class_of(iri) or ""].append(iri)
    by_class.pop("", None)
    yield Page(RECORDS, "lists.html", Phrase("All records"), partial(_lists, by_class=by_class))
    for class_, iris in by_class.items():
        name = class_name(class_)
        pages = [iris[at : at + MOST_ON_A_PAGE] for at in range(0, len(iris), MOST_ON_A_PAGE)]
        for number, some in enumerate(pages, 1):
            folder = f"{RECORDS}{name}/" if number == 1 else f"{RECORDS}{name}/{number}/"
            content = partial(_list, class_=class_, iris=some, number=number, of=len(pages))
            yield Page(folder, "list.html", material.terms.name(class_), content)


def class_name(class_: str) -> str:
    """Return the name of a class in the paths of pages: `target` for qs:Target."""
    return class_.removeprefix(QS).rpartition("#")[2].lower()


def _lists(view: View, by_class: Mapping[str, list[str]]) -> Mapping[str, object]:
    found = [
        (Link(view.label(each), view.to_page(f"{RECORDS}{class_name(each)}/")), len(iris))
        for each, iris in by_class.items()
    ]
    return {"lists": sorted(found, key=lambda item: (-item[1], item[0].text))}


def _list(view: View, class_: str, iris: list[str], number: int, of: int) -> Mapping[str, object]:
    name = class_name(class_)
    definition = view.material.records.words(class_, SKOS + "definition")
    return {
        "definition": view.say(definition) if definition is not None else "",
        "links": view.names(iris),
        "pages": [
            (each, view.to_page(f"{RECORDS}{name}/" if each == 1 else f"{RECORDS}{name}/{each}/"))
            for each in range(1, of + 1)
        ],
        "number": number,
    }
