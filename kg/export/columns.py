"""The columns of a sheet: the properties of its records, and the words they were coded from.

The columns follow from the graph. Each property that a record states is a column; one that refers to other
records is three columns, their labels in Chinese and English and their IRIs; one that refers to evidence
also shows source, offsets, and quotation, so that a claim can be checked in its row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.export.cells import CELL_KINDS, Kind, TableCell, cell_value, separator_of
from kg.export.terms import Meaning, Terms
from kg.rdf.namespaces import OA, QS, RDF_TYPE, shorten
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
_SOURCE: Final = Meaning(
    Words.of("source"),
    Words.of("The short name of the text that was coded, or of the document that is only cited."),
)
_CLEAN: Final = Words.of(
    "The quotation in clean simplified Chinese; the same words if they are clean already."
)
_EVIDENCE_KIND: Final = Meaning(
    Words.of("kind of evidence"),
    Words.of(
        "A quotation has offsets and words; a citation only names a document, and never counts as verified."
    ),
)

Objects = Callable[[str], list[str]]
"""The records that a record refers to."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes:
        name: Its name for programs, of lowercase letters, digits, and `_`; unique in the sheet.
        title: Its title for people.
        note: Its meaning.
        kind: The kind of its values.
        many: Whether a cell may have several values.
        separator: The separator of the values if a cell is one text.
        property: The IRI of the property that a value states of the record; None if the column repeats
            the content of another sheet (the label of an object, the words of the evidence).
        language: The language tag of its texts in BCP 47; None if they have none.
    """

    name: str
    title: Words
    note: Words
    kind: Kind
    many: bool = False
    separator: str = ""
    property: str | None = None
    language: str | None = None


class Columns:
    """The columns of some records, and the cell of each record in each.

    Attributes:
        all: The columns in order.
        cells: The cells of each record, in the order of the columns.
    """

    def __init__(self, graph: Records, terms: Terms, records: list[str], classes: list[str]) -> None:
        """Read the columns of `records`, which are of `classes`."""
        self._graph, self._terms, self._records, self._classes = graph, terms, records, classes
        self.all: list[Column] = []
        self.cells: dict[str, list[TableCell]] = {record: [] for record in records}
        self._add(Column("iri", Words("IRI", "IRI"), _IRI, "iri"), lambda record: (record,))
        properties = {each for record in records for each in graph.properties(record)}
        for property_ in sorted(properties, key=_rank):
            self._describe(property_)

    def place(self, record: str) -> tuple[str, bool, int, str]:
        """Return the sort key of rows: source and offset of a record or of its evidence.

        Records without a quotation come last; records with the same key are sorted by IRI.
        """
        evidence = self._graph.iris(record, QS + "evidence")
        none, source, position = min(self._position(each) for each in evidence or [record])
        return source, none, position, record

    def _position(self, words: str) -> tuple[bool, str, int]:
        """Return the position of quoted words: whether they have none, their source, and their offset."""
        starts = [start for start in self._values(words, OA + "start", "integer") if isinstance(start, int)]
        return len(starts) == 0, "".join(self._source(words)), min(starts, default=0)

    def _source(self, evidence: str) -> tuple[str, ...]:
        """Return the short name of the source of evidence, nothing if it names none."""
        named = (OA + "hasSource", QS + "citedDocument")
        found = [each for property_ in named for each in self._graph.iris(evidence, property_)]
        return tuple(each.rpartition("/")[2] for each in found[:1])

    def _values(self, record: str, property_: str, kind: Kind, language: str = "") -> TableCell:
        """Return the literal values of a property in a language, or in none."""
        found = self._graph.texts(record, property_)
        return tuple(cell_value(each, kind, record) for each in found if each.language == language)

    def _describe(self, property_: str) -> None:
        """Add the columns of a property."""
        meaning = self._terms.meaning(property_)
        if property_ == RDF_TYPE:
            if len(self._classes) > 1:
                self._add_objects(property_, meaning, self._terms.classes_of)
            return
        if any(len(self._graph.iris(record, property_)) > 0 for record in self._records):
            if QS + "Evidence" in self._terms.above(self._terms.range(property_) or ""):
                self._add_evidence(property_, meaning)
            else:
                self._add_objects(property_, meaning, lambda record: self._graph.iris(record, property_))
        texts = {text for record in self._records for text in self._graph.texts(record, property_)}
        for language in sorted({text.language for text in texts}, key=_turn):
            self._add_texts(property_, meaning, [text for text in texts if text.language == language])

    def _add_texts(self, property_: str, meaning: Meaning, texts: list[TaggedText]) -> None:
        """Add the column of a property's literals, which are all of one language or of none."""
        datatypes = sorted({text.datatype for text in texts})
        kind = CELL_KINDS.get(self._terms.range(property_) or " ".join(datatypes), "text")
        name = "label" if property_ in LABELS else column_name(property_)
        title, tag, tongue = meaning.label, texts[0].language, texts[0].tongue
        if tongue != "":
            name, title = f"{name}_{tongue}", _in_brackets(title, tongue)
        self._add(
            Column(name, title, meaning.note, kind, property=property_, language=tag or None),
            lambda record: self._values(record, property_, kind, tag),
        )

    def _add_objects(self, property_: str, meaning: Meaning, objects: Objects) -> None:
        """Add the columns of the records that a property refers to."""
        name, title = column_name(property_), _in_brackets(meaning.label, "IRI")
        self._add_labels(name, meaning, objects)
        self._add(Column(name, title, meaning.note, "iri", property=property_), lambda r: tuple(objects(r)))

    def _add_labels(self, name: str, meaning: Meaning, objects: Objects) -> None:
        """Add the labels of referenced records; one without a label has its prefixed name."""
        targets = {each for record in self._records for each in objects(record)}
        known = {each: self._terms.label(each) for each in targets}
        if all(label is None for label in known.values()):
            return
        labels = {each: label or Words(*[shorten(each)] * 2) for each, label in known.items()}
        for language, tongue in _TONGUES.items():
            note = Words.of("{note} Its label in {language}.", note=meaning.note, language=tongue)

            def cell(record: str, language: str = language) -> TableCell:
                return tuple(getattr(labels[each], language) for each in objects(record))

            title = _in_brackets(meaning.label, language)
            self._add(Column(f"{name}_{language}", title, note, "text"), cell)

    def _add_evidence(self, property_: str, meaning: Meaning) -> None:
        """Add the columns of the evidence of a claim.

        Quotations are in the order of the text, and before citations, which have no words; so the nth
        values of these columns belong together.
        """
        name = column_name(property_)
        prefix = name.removesuffix("evidence")

        evidence = {
            record: sorted(self._graph.iris(record, property_), key=lambda e: (self._position(e), e))
            for record in self._records
        }

        def kinds(record: str) -> list[str]:
            return [kind for each in evidence[record] for kind in self._terms.classes_of(each)]

        def prefixed(title: Words) -> Words:
            return title if prefix == "" else Words.of("{label}: {title}", label=meaning.label, title=title)

        for short, (title, note), kind, read in self._words():

            def cell(record: str, read: Callable[[str], TableCell] = read) -> TableCell:
                return tuple(value for each in evidence[record] for value in read(each))

            self._add(Column(prefix + short, prefixed(title), note, kind), cell)
        if len({kind for record in self._records for kind in kinds(record)}) > 1:
            meaning_of_kind = Meaning(prefixed(_EVIDENCE_KIND.label), _EVIDENCE_KIND.note)
            self._add_labels(f"{name}_kind", meaning_of_kind, kinds)
        title = _in_brackets(meaning.label, "IRI")
        self._add(Column(name, title, meaning.note, "iri", property=property_), lambda r: tuple(evidence[r]))

    def _words(self) -> Iterator[tuple[str, Meaning, Kind, Callable[[str], TableCell]]]:
        """Yield the columns of evidence: name, meaning, and kind, and how the values are read."""
        start, end, exact, clean = OA + "start", OA + "end", OA + "exact", QS + "cleanWords"
        meaning = self._terms.meaning
        yield "source", _SOURCE, "text", self._source
        yield "start", meaning(start), "integer", lambda e: self._values(e, start, "integer")
        yield "end", meaning(end), "integer", lambda e: self._values(e, end, "integer")
        yield "quote", meaning(exact), "text", lambda e: self._values(e, exact, "text")
        yield (
            "clean_words",
            Meaning(meaning(clean).label, _CLEAN),
            "text",
            lambda e: self._values(e, clean, "text") or self._values(e, exact, "text"),
        )

    def _add(self, column: Column, cell: Callable[[str], TableCell]) -> None:
        """Add a column whose cell for a record is `cell(record)`, unless all cells would be empty."""
        cells = [cell(record) for record in self._records]
        if all(len(each) == 0 for each in cells):
            return
        name, taken = column.name, {each.name for each in self.all}
        if name in taken and column.property is not None:  # two vocabularies have a property of that name
            name = f"{shorten(column.property).partition(':')[0].strip('<')}_{name}"
        while name in taken:
            name += "_"
        many = any(len(each) > 1 for each in cells)
        self.all.append(replace(column, name=name, many=many, separator=separator_of(cells)))
        for record, each in zip(self._records, cells, strict=True):
            self.cells[record].append(each)


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
