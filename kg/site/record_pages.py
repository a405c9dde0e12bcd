"""Pages of records: what is stated of each, the queries about it, and the records that refer to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg.files import read_text
from kg.query.question import load
from kg.rdf.namespaces import BASE, ELI, OA, OWL, PROV, QS, RDF_TYPE, RDFS, SKOS, XSD
from kg.site.claim_facts import claim_facts
from kg.site.material import Material
from kg.site.page import Link, Page, View
from kg.site.passages import passages_in
from kg.site.states import states_of
from kg.site.tables import Table, table_of
from kg.words import coded

_SECTIONS: Final = Path(__file__).with_name("sections.yaml")

_TRANSMITTED: Final = "Transmitted"
"""The name, among the classes with sections, of documents whose text was coded."""

MOST_LISTED: Final = 30
"""The maximum number of records of a class that a page lists among those that refer to its record."""

_SHOWN_ELSEWHERE: Final = {
    *(
        RDF_TYPE,
        RDFS + "label",
        SKOS + "prefLabel",
        SKOS + "altLabel",
        SKOS + "hiddenLabel",
        SKOS + "definition",
    ),
    *(QS + "evidence", QS + "periodEvidence", QS + "value", QS + "valueTo", QS + "comparator", QS + "unit"),
    *(OA + "hasSelector", PROV + "wasGeneratedBy", ELI + "title", SKOS + "hasTopConcept", SKOS + "narrower"),
    *(SKOS + "inScheme", SKOS + "topConceptOf", SKOS + "member"),
}
"""Properties that the page shows in its own way, or that repeat another."""

_FIRST: Final = tuple(
    QS + name
    for name in (
        "indicator",
        "period",
        "basePeriod",
        "region",
        "place",
        "realises",
        "status",
        "sector",
        "partOf",
    )
)
"""The properties that a page shows first, in this order."""


@dataclass(frozen=True)
class Group:
    """Records of a class that refer to the record of a page.

    Attributes:
        title: What the class is called.
        links: The records, at most `MOST_LISTED`.
        total: How many there are.
    """

    title: str
    links: list[Link]
    total: int


def record_pages(material: Material) -> Iterator[Page]:
    """Yield the page of each record that has a name."""
    for iri in material.addresses.named:
        template = "record.html"
        if material.is_a(iri, "Attested"):
            template = "claim.html"
        elif material.is_a(iri, "Source"):
            template = "source.html"
        yield Page(
            iri.removeprefix(BASE) + "/",
            template,
            material.terms.name(iri),
            lambda view, iri=iri: record_content(view, iri),  # type: ignore[misc]
            iri,
        )


def record_content(view: View, iri: str) -> Mapping[str, object]:
    """Return what the page of a record shows."""
    material = view.material
    class_ = material.class_of(iri)
    found: dict[str, object] = {
        "iri": iri,
        "kind": view.named(class_) if class_ is not None else None,
        "other": material.terms.name(iri)[0 if view.lang == "zh" else 1],
        "names": _names(view, iri),
        "definition": _text(view, iri, SKOS + "definition"),
        "facts": list(_facts(view, iri)),
        "states": states_of(view, iri),
        "tables": _tables(view, iri),
        "groups": _groups(view, iri),
    }
    if material.is_a(iri, "Attested"):
        found |= claim_facts(view, iri)
    if material.is_a(iri, "Source"):
        found |= passages_in(view, iri)
    return found


def sections_of(material: Material, iri: str) -> list[tuple[str, str]]:
    """Return the canned queries that the page of a record answers, each with the parameter for the record."""
    found: dict[str, str] = {}
    classes = [above for class_ in material.terms.classes_of(iri) for above in material.terms.above(class_)]
    transmitted = any(property_ == QS + "transmits" for property_, _ in material.incoming.get(iri, ()))
    for name in (*([_TRANSMITTED] if transmitted else []), *(each.removeprefix(QS) for each in classes)):
        for query, parameter in _sections().get(name, {}).items():
            found.setdefault(query, parameter)
    return list(found.items())


def file_of(iri: str, query: str) -> str:
    """Return the path of the answer to a query about a record as CSV."""
    return f"{iri.removeprefix(BASE)}/{query}.csv"


@cache
def _sections() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = load(read_text(_SECTIONS), _SECTIONS)
    return found


def _tables(view: View, iri: str) -> list[Table]:
    return [
        table_of(
            view,
            view.material.question(query),
            view.material.answer_about(query, parameter, iri),
            file_of(iri, query),
            iri,
        )
        for query, parameter in sections_of(view.material, iri)
    ]


def _names(view: View, iri: str) -> list[str]:
    """Return the alternative names of a record in the language of the page."""
    texts = view.material.records.texts(iri, SKOS + "altLabel")
    return [each.value for each in texts if each.tongue == view.lang]


def _text(view: View, iri: str, property_: str) -> str:
    words = view.material.records.words(iri, property_)
    return view.say(words) if words is not None else ""


def _facts(view: View, iri: str) -> Iterator[tuple[str, list[Link]]]:
    """Yield what is stated of a record: the name of each property with its values."""
    records = view.material.records
    stated = [each for each in records.properties(iri) if each not in _SHOWN_ELSEWHERE]
    order = {each: at for at, each in enumerate(_FIRST)}
    for property_ in sorted(stated, key=lambda each: (order.get(each, len(order)), view.label(each))):
        values = view.names(records.iris(iri, property_))
        texts = records.texts(iri, property_)
        in_languages = [each for each in texts if each.language != ""]
        own = [each for each in in_languages if each.tongue == view.lang] or in_languages
        values += [_literal(view, each.value, each.datatype) for each in texts if each.language == ""]
        values += [view.tagged(each.value) for each in own]
        if len(values) > 0:
            yield view.label(property_), values


def _literal(view: View, value: str, datatype: str) -> Link:
    if datatype == XSD + "boolean":
        return Link(coded("", "yes" if value in ("true", "1") else "no", view.lang))
    return view.tagged(value, value if value.startswith(("http://", "https://")) else None)


def _groups(view: View, iri: str) -> list[Group]:
    """Return the records that refer to a record, by class, the largest classes first."""
    material = view.material
    by_class: dict[str, set[str]] = defaultdict(set)
    for _, subject in material.incoming.get(iri, ()):
        by_class[material.class_of(subject) or OWL + "Thing"].add(subject)
    found = []
    for class_, subjects in sorted(by_class.items(), key=lambda item: (-len(item[1]), item[0])):
        links = view.names(subjects)
        found.append(Group(view.label(class_), links[:MOST_LISTED], len(links)))
    return found
