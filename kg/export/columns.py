"""The columns of a sheet: the properties of its records, and the words they were coded from.

The columns follow from the properties of the class (`kg.export.properties`). Each is a column, or one for
each language of its texts; one that refers to other records is three columns, their labels in Chinese and
English and their IRIs; one that refers to evidence also shows source, offsets, and quotation, so that a claim
can be checked in its row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kg.errors import KgError
from kg.export.cells import Kind, TableCell, literals_of
from kg.export.properties import Property
from kg.export.quotations import EVIDENCE_KIND, Quotations, Read
from kg.export.terms import Meaning, Terms
from kg.rdf.namespaces import QS, RDF_TYPE, RDFS, shorten
from kg.rdf.records import LABELS, Records, TaggedText
from kg.words import LANGUAGES, Words, coded

_FIRST: Final = (
    *("rdfs:label", "skos:prefLabel", "skos:altLabel", "rdf:type", "qs:number", "skos:definition"),
    *(
        "qs:indicator",
        "qs:comparator",
        "qs:value",
        "qs:valueTo",
        "qs:unit",
        "qs:period",
        "qs:periodStated",
        "qs:basePeriod",
    ),
    *(
        "qs:findingKind",
        "qs:region",
        "qs:realises",
        "qs:status",
        "qs:agent",
        "qs:roleKind",
        "qs:position",
        "qs:playedIn",
    ),
    *("qs:award", "qs:holder", "qs:fromDocument", "qs:relation", "qs:toDocument", "qs:toBasis"),
    *("qs:evidence", "qs:periodEvidence", "oa:hasSource", "oa:start", "oa:end", "oa:exact", "qs:cleanWords"),
)
_LAST: Final = ("qs:partOf", "skos:note", "dcterms:source")
"""The order of properties: these first, these last, all others between them by name."""

_TONGUES: Final = {"zh": Words.of("Chinese"), "en": Words.of("English")}
"""The languages of labels, in the order of their columns."""

_IRI: Final = Words.of("The permanent name of the record, a web address.")

Objects = Callable[[str], list[str]]
"""Returns the records that a record refers to."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes:
        name: Its name for programs, of lowercase letters, digits, and `_`; unique in the sheet.
        title: Its title for people.
        note: Its meaning.
        kind: The kind of its values.
        many: Whether a cell may have several values.
        property: The IRI of the property that a value states of the record; None if the column repeats
            the content of another sheet (the label of an object, the words of the evidence).
        language: The language tag of its texts in BCP 47; None if they have none.
    """

    name: str
    title: Words
    note: Words
    kind: Kind
    many: bool = False
    property: str | None = None
    language: str | None = None


class Columns:
    """The columns of a sheet, and the row of each record.

    Attributes:
        all: The columns in order.
    """

    def __init__(self, graph: Records, terms: Terms, properties: list[Property], classes: list[str]) -> None:
        """Define the columns of records of `classes` that may state `properties`."""
        self._graph, self._terms, self._quotations = graph, terms, Quotations(graph, terms)
        self._properties = {each.iri: each for each in properties}
        self.all: list[Column] = []
        self._cells: list[Read] = []
        self._add(Column("iri", Words("IRI", "IRI"), _IRI, "iri"), lambda record: (record,))
        if len(classes) > 1:
            self._properties[RDF_TYPE] = Property(RDF_TYPE, "iri", many=False, objects=RDFS + "Class")
        for each in sorted(self._properties.values(), key=lambda each: _rank(each.iri)):
            self._describe(each)

    def row(self, record: str) -> tuple[TableCell, ...]:
        """Return the cells of a record.

        Raises:
            KgError: It states something that has no column, or has several values in a column for one.
        """
        for property_ in self._graph.properties(record):
            if property_ != RDF_TYPE:
                self._check(record, property_)
        row = tuple(cell(record) for cell in self._cells)
        for column, cell in zip(self.all, row, strict=True):
            if len(cell) > 1 and not column.many and column.property is not None:
                raise KgError(
                    "{record}: {name} has {count} values, and the ontology and shapes allow one; keep one",
                    record=shorten(record),
                    name=shorten(column.property),
                    count=len(cell),
                )
        return row

    def _check(self, record: str, property_: str) -> None:
        """Refuse a statement that has no column."""
        known = self._properties.get(property_)
        if known is None:
            raise KgError(
                "{record}: {name} is no property of its class; give it a domain, or describe it in a shape",
                record=shorten(record),
                name=shorten(property_),
            )
        texts, iris = self._graph.texts(record, property_), self._graph.iris(record, property_)
        if known.kind == "iri":
            wrong = [text.value for text in texts]
        else:
            languages = known.languages or ("",)
            wrong = iris + [text.value for text in texts if text.language not in languages]
        if len(wrong) > 0:
            raise KgError(
                "{record}: {value!r} has another kind or language than {name} has by the shapes; correct it",
                record=shorten(record),
                name=shorten(property_),
                value=wrong[0],
            )

    def _describe(self, property_: Property) -> None:
        """Add the columns of a property."""
        iri, meaning = property_.iri, self._terms.meaning(property_.iri)
        if iri == RDF_TYPE:
            self._add_objects(property_, meaning, self._terms.classes_of)
        elif property_.objects is not None and QS + "Evidence" in self._terms.above(property_.objects):
            self._add_evidence(property_, meaning)
        elif property_.kind == "iri":
            self._add_objects(property_, meaning, lambda record: self._graph.iris(record, iri))
        else:
            for language in sorted(property_.languages or ("",), key=_turn):
                self._add_texts(property_, meaning, language)

    def _add_texts(self, property_: Property, meaning: Meaning, language: str) -> None:
        """Add the column of the literals of a property, in a language or in none."""
        iri, kind = property_.iri, property_.kind
        name = "label" if iri in LABELS else column_name(iri)
        title, tongue = meaning.label, TaggedText("", "", language).tongue
        if tongue != "":
            name, title = f"{name}_{tongue}", _in_brackets(title, tongue)
        column = Column(name, title, meaning.note, kind, property_.many, iri, language or None)
        self._add(column, lambda record: literals_of(self._graph, record, iri, kind, language))

    def _add_objects(self, property_: Property, meaning: Meaning, objects: Objects) -> None:
        """Add the columns of what a property refers to: labels of records, and IRIs."""
        name, title = column_name(property_.iri), _in_brackets(meaning.label, "IRI")
        if property_.objects is not None:
            self._add_labels(name, meaning, objects, property_.many)
        column = Column(name, title, meaning.note, "iri", property_.many, property_.iri)
        self._add(column, lambda record: tuple(objects(record)))

    def _add_labels(self, name: str, meaning: Meaning, objects: Objects, many: bool) -> None:
        """Add the labels of referenced records; one without a label has its prefixed name."""
        for language, tongue in _TONGUES.items():
            note = Words.of("{note} Its label in {language}.", note=meaning.note, language=tongue)

            def cell(record: str, language: str = language) -> TableCell:
                return tuple(getattr(self._terms.name(each), language) for each in objects(record))

            title = _in_brackets(meaning.label, language)
            self._add(Column(f"{name}_{language}", title, note, "text", many), cell)

    def _add_evidence(self, property_: Property, meaning: Meaning) -> None:
        """Add the columns of the evidence of a claim: what a quotation says and where, and its IRI."""
        iri, many = property_.iri, property_.many
        name = column_name(iri)
        prefix = name.removesuffix("evidence")

        def evidence(record: str) -> list[str]:
            return self._quotations.of(record, iri)

        def kinds(record: str) -> list[str]:
            return [kind for each in evidence(record) for kind in self._terms.classes_of(each)]

        def prefixed(title: Words) -> Words:
            return title if prefix == "" else Words.of("{label}: {title}", label=meaning.label, title=title)

        for short, (title, note), kind, read in self._quotations.columns():

            def cell(record: str, read: Read = read) -> TableCell:
                return tuple(value for each in evidence(record) for value in read(each))

            self._add(Column(prefix + short, prefixed(title), note, kind, many), cell)
        kind_meaning = Meaning(prefixed(EVIDENCE_KIND.label), EVIDENCE_KIND.note)
        self._add_labels(f"{name}_kind", kind_meaning, kinds, many)
        title = _in_brackets(meaning.label, "IRI")
        self._add(Column(name, title, meaning.note, "iri", many, iri), lambda record: tuple(evidence(record)))

    def _add(self, column: Column, cell: Read) -> None:
        """Add a column whose cell for a record is `cell(record)`."""
        name, taken = column.name, {each.name for each in self.all}
        if name in taken and column.property is not None:  # two vocabularies have a property of that name
            name = f"{shorten(column.property).partition(':')[0].strip('<')}_{name}"
        while name in taken:
            name += "_"
        self.all.append(replace(column, name=name))
        self._cells.append(cell)


def column_name(iri: str) -> str:
    """Return the last part of an IRI as a name for programs: `periodStated` is `period_stated`."""
    if iri == RDF_TYPE:
        return "class"
    local = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", re.split(r"[#/:]", iri)[-1])
    return re.sub(r"[^a-z0-9]+", "_", local.lower()).strip("_") or "property"


def _rank(property_: str) -> tuple[int, str]:
    """Return the sort key of properties; see `_FIRST`."""
    name = shorten(property_)
    if name in _FIRST:
        return _FIRST.index(name) - len(_FIRST), name
    return (_LAST.index(name) + 1 if name in _LAST else 0), name


def _turn(language: str) -> tuple[int, str]:
    """Return the sort key of language tags: those of labels first."""
    first = ("zh-Hans", "en")
    return (first.index(language) if language in first else len(first)), language


def _in_brackets(title: Words, what: str) -> Words:
    """Return a title with a language, or `IRI`, in brackets after it."""
    language = Words(*(coded("language", what, lang) for lang in LANGUAGES))
    return Words.of("{title} ({language})", title=title, language=language)
