"""Links to other data sets have the right property and the right form of IRI, and do not get fewer."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from kg.project import Project
from kg.rdf.namespaces import BASE, RDFS, SCHEMA, SKOS
from kg.rdf.turtle import read

PROJECT = Project(Path(__file__).resolve().parents[1])


@dataclass(frozen=True)
class DataSet:
    """A data set that the graph links to.

    Attributes:
        namespace: How its IRIs begin.
        rest: A pattern of what follows.
        properties: The properties of links to it.
        family: A pattern of the families of IRIs of what is linked.
        least: How many links there are at least.
    """

    namespace: str
    rest: str
    properties: tuple[str, ...]
    family: str
    least: int


SAME: Final = (SCHEMA + "sameAs",)
NEAR: Final = (SKOS + "closeMatch",)
EQUIVALENT: Final = (SKOS + "exactMatch", *NEAR)

DATA_SETS: Final = (
    DataSet("http://www.wikidata.org/entity/", "Q[1-9][0-9]*", SAME, "region/", 62),
    DataSet("https://sws.geonames.org/", "[1-9][0-9]*/", SAME, "region/", 61),
    DataSet("http://qudt.org/vocab/unit/", "[A-Z][A-Za-z_]*", EQUIVALENT, "unit/", 6),
    DataSet("http://eurovoc.europa.eu/", "[1-9][0-9]*", NEAR, "(sector|measure)/", 48),
    DataSet("http://data.europa.eu/eli/ontology#", "[a-z_]+", (RDFS + "seeAlso",), "relation/", 4),
)
"""The data sets; `ontology/README.md` says from which package the identifiers were read."""

MATCHES: Final = frozenset(SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch"))
PROPERTIES: Final = frozenset({*SAME, *MATCHES, RDFS + "seeAlso"})

Link = tuple[str, str, str]


def links() -> list[Link]:
    """Return the links of the files that are written by hand, with subject, property, and object."""
    return [
        (triple.subject.value, triple.predicate.value, triple.object.value)
        for path in PROJECT.stated_files
        for triple in read(path).triples
        if triple.predicate.value in PROPERTIES
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
        and not triple.object.value.startswith(BASE)
    ]


def data_set_of(link: Link) -> DataSet | None:
    """Return the data set that fits subject, property, and IRI of a link, or None."""
    subject, predicate, linked = link
    for each in DATA_SETS:
        if (
            re.fullmatch(re.escape(each.namespace) + each.rest, linked)
            and predicate in each.properties
            and re.match(re.escape(BASE) + each.family, subject)
        ):
            return each
    return None


def test_each_link_has_the_form_of_its_data_set() -> None:
    assert [link for link in links() if data_set_of(link) is None] == []


@pytest.mark.parametrize(
    "link",
    [
        ("region/guizhou", SKOS + "exactMatch", "http://www.wikidata.org/entity/Q47097"),
        ("region/guizhou", SCHEMA + "sameAs", "https://www.wikidata.org/wiki/Q47097"),
        ("region/guizhou", SCHEMA + "sameAs", "https://sws.geonames.org/1809445"),
        ("sector/tourism", SCHEMA + "sameAs", "https://sws.geonames.org/1809445/"),
        ("sector/tourism", SKOS + "closeMatch", "http://eurovoc.europa.eu/tourism"),
    ],
)
def test_a_link_of_another_form_is_none_of_any_data_set(link: Link) -> None:
    assert data_set_of((BASE + link[0], *link[1:])) is None


@pytest.mark.parametrize("data_set", DATA_SETS, ids=lambda each: each.namespace)
def test_the_links_to_a_data_set_do_not_get_fewer(data_set: DataSet) -> None:
    assert sum(data_set_of(link) == data_set for link in links()) >= data_set.least


def test_what_is_the_same_as_one_thing_is_the_same_as_no_other() -> None:
    same = [(s, data_set_of(link), o) for link in links() for s, p, o in [link] if p in SAME]
    assert [linked for linked, count in Counter(o for _, _, o in same).items() if count > 1] == []
    assert [twice for twice, count in Counter((s, d) for s, d, _ in same).items() if count > 1] == []
