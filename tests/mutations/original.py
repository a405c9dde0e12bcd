"""The committed graph by record, and the changes that can be made to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeGuard

import pyoxigraph as ox

from kg.evidence.anchors import span_of
from kg.project import Project
from kg.rdf.namespaces import BASE, OA, QS, RDF_TYPE, RDFS, SKOS
from kg.rdf.records import Records
from kg.rdf.turtle import TurtleFile, read

AGAIN: Final = "-again"
"""The name of a copied record ends with this."""

ACTIONS: Final = ("Action", "Campaign", "Project", "Task")
FIGURES: Final = ("Target", "Observation")
CLAIMS: Final = (*ACTIONS, *FIGURES, "Goal", "Finding", "Role", "Conferral", "Lineage")

WORDED: Final = tuple(each for each in CLAIMS if each not in FIGURES)
"""The classes of claims without a number."""

_FEW: Final = 3
"""A record to which more records refer is not touched by a change of one reference."""

_CODES: Final = frozenset(
    (
        *("Comparator", "Direction", "DocumentType", "Extent", "FindingKind", "Instrument", "Nature"),
        *("Reason", "Relation", "RoleKind", "Sector", "Status", "Unit"),
    )
)
"""The classes of concepts of which the same is true however few records refer to one."""

Text = ox.Literal | ox.NamedNode


@dataclass(frozen=True)
class Change:
    """Statements to remove and to add.

    Attributes:
        removed: The statements that are no longer there.
        added: The new ones.
        also: Records that the change concerns, although neither their statements nor those about them change.
    """

    removed: frozenset[ox.Triple] = frozenset()
    added: frozenset[ox.Triple] = frozenset()
    also: frozenset[str] = frozenset()

    def __add__(self, other: Change) -> Change:
        """Return both changes as one."""
        return Change(self.removed | other.removed, self.added | other.added, self.also | other.also)

    def concerning(self, *records: str) -> Change:
        """Return the change with `records` among those that it concerns."""
        return self + Change(also=frozenset(records))


class Original:
    """The committed graph.

    Attributes:
        project: Its files.
        files: The files that are written by hand, by path.
        records: All their statements, by record.
        home: The file of each record.
    """

    def __init__(self, project: Project) -> None:
        """Read the files of `project`."""
        self.project = project
        self.files: dict[Path, TurtleFile] = {path: read(path) for path in project.stated_files}
        self.home: dict[str, Path] = {}
        self._stated: dict[str, list[ox.Triple]] = defaultdict(list)
        for path, file in self.files.items():
            for triple in file.triples:
                if isinstance(triple.subject, ox.NamedNode):
                    self.home[triple.subject.value] = path
                    self._stated[triple.subject.value].append(triple)
        self.records = Records(triple for stated in self._stated.values() for triple in stated)

    # What is stated

    def of_class(self, *names: str) -> list[str]:
        """Return the records of classes of the ontology, those of each class sorted."""
        return [record for name in names for record in self._of_class[name]]

    @cached_property
    def _of_class(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for record in sorted(self.records.subjects):
            for class_ in self.records.all(record, RDF_TYPE):
                found[class_.removeprefix(QS)].append(record)
        return found

    def one(self, record: str, name: str) -> str:
        """Return the object of a property of the ontology, "" if there is none."""
        return self.records.one(record, QS + name) or ""

    def all(self, record: str, name: str) -> list[str]:
        """Return the objects of a property of the ontology."""
        return self.records.all(record, QS + name)

    def kind(self, record: str) -> str:
        """Return the name of the first class of a record."""
        return (self.records.one(record, RDF_TYPE) or "").removeprefix(QS)

    def stated(self, record: str) -> list[ox.Triple]:
        """Return the statements about a record."""
        return self._stated[record]

    def labels(self, record: str) -> tuple[str, str]:
        """Return the label of a record in Chinese and in English."""
        words = self.records.label(record)
        return ("", "") if words is None else (words.zh, words.en)

    def names(self, record: str) -> tuple[list[str], list[str]]:
        """Return the names of a record, the full one first, in Chinese and in English."""
        zh, en = self.labels(record)
        other = self.records.texts(record, SKOS + "altLabel")
        return (
            [zh, *(each.value for each in other if each.tongue == "zh")],
            [en, *(each.value for each in other if each.tongue == "en")],
        )

    def is_concept(self, record: str) -> bool:
        """Return whether a record is a concept."""
        return SKOS + "Concept" in self.records.all(record, RDF_TYPE)

    def quotations(self, record: str) -> list[str]:
        """Return the quotations that are the evidence of a claim."""
        return [each for each in self.all(record, "evidence") if self.kind(each) == "Quotation"]

    def quoted(self, record: str) -> str:
        """Return the words that a claim quotes, "" if its document is cited without its text."""
        return "".join(self.records.one(each, OA + "exact") or "" for each in self.quotations(record))

    def document(self, record: str) -> str:
        """Return the name of the file of a record."""
        return self.home[record].stem

    @cached_property
    def users(self) -> dict[str, list[str]]:
        """The records that refer to a record, sorted."""
        found: dict[str, set[str]] = defaultdict(set)
        for record, stated in self._stated.items():
            for triple in stated:
                if isinstance(triple.object, ox.NamedNode) and triple.object.value != record:
                    found[triple.object.value].add(record)
        return {record: sorted(users) for record, users in found.items()}

    def in_text(self, record: str, *names: str) -> list[str]:
        """Return the records of classes whose offsets overlap those of a record, or of its quotations."""
        spans = [
            (self._source(each), span)
            for each in (record, *self.quotations(record))
            if (span := span_of(self.records, each)) is not None
        ]
        return [
            other
            for source, (first, last) in spans
            for name in names
            for start, end, other in self._spans[name, source]
            if start < last and first < end
        ]

    def neighbors(self, claim: str) -> list[str]:
        """Return the other claims that quote the sentence of a claim, sorted."""
        quotations = [
            quotation
            for sentence in self.in_text(claim, "Sentence")
            for quotation in self.in_text(sentence, "Quotation")
        ]
        found = {
            user for each in quotations for user in self.users[each] if each in self.all(user, "evidence")
        }
        return sorted(found - {claim})

    @cached_property
    def _spans(self) -> dict[tuple[str, str], list[tuple[int, int, str]]]:
        found: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
        for name in ("Sentence", "Clause", "Quotation"):
            for record in self.of_class(name):
                span = span_of(self.records, record)
                if span is not None:
                    found[name, self._source(record)].append((*span, record))
        return found

    def _source(self, record: str) -> str:
        return self.records.one(record, OA + "hasSource") or ""

    # What can be changed

    def replace(self, record: str, predicate: str, *objects: Text | str) -> Change:
        """Return the change of all objects of a property; a string is the IRI of a record."""
        removed = frozenset(each for each in self._stated[record] if each.predicate.value == predicate)
        return Change(removed, frozenset(statement(record, predicate, each) for each in objects))

    def exchange(self, record: str, predicate: str, old: str, new: str) -> Change:
        """Return the change of one object of a property, an IRI."""
        return Change(
            frozenset({statement(record, predicate, old)}), frozenset({statement(record, predicate, new)})
        )

    def relabel(self, record: str, zh: str, en: str) -> Change:
        """Return the change of the labels of a claim or entity."""
        return self.replace(record, RDFS + "label", chinese(zh), english(en))

    def drop(self, record: str, *names: str) -> Change:
        """Return the removal of properties of the ontology."""
        return sum((self.replace(record, QS + name) for name in names), Change())

    def delete(self, record: str) -> Change:
        """Return the removal of a claim, with the quotations that no other claim uses."""
        own = [
            evidence
            for name in ("evidence", "periodEvidence")
            for evidence in self.all(record, name)
            if self.kind(evidence) == "Quotation" and self.users[evidence] == [record]
        ]
        return Change(frozenset(triple for each in (record, *own) for triple in self._stated[each]))

    def copy(self, record: str, *, without: str = "") -> Change:
        """Return the addition of a record with the same statements, but for those of one property."""
        again = ox.NamedNode(record + AGAIN)
        stated = [each for each in self._stated[record] if each.predicate.value != without]
        return Change(added=frozenset(ox.Triple(again, each.predicate, each.object) for each in stated))

    def home_of(self, subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> Path:
        """Return the file of the subject of a new statement; a copy of a record is in the same file."""
        assert isinstance(subject, ox.NamedNode)
        return self.home[subject.value.removesuffix(AGAIN)]

    # What a change touches

    def touched(self, change: Change) -> frozenset[str]:
        """Return the records that a change touches.

        Their statements change, or a reference to them that few others make; or they are about its words.
        """
        changed = {each.subject.value for each in change.removed | change.added if _is_record(each.subject)}
        named = {each.object.value for each in change.removed | change.added if _is_record(each.object)}
        few = {
            each for each in named if len(self.users.get(each, ())) <= _FEW and self.kind(each) not in _CODES
        }
        claims = {user for each in changed if self.kind(each) == "Quotation" for user in self.users[each]}
        found = changed | few | claims | change.also
        words = {near for each in found for near in self.in_text(each, "Sentence", "Clause")}
        return frozenset(found | words | {quoted for each in found for quoted in self.quotations(each)})


def statement(record: str, predicate: str, object_: Text | str) -> ox.Triple:
    """Return a statement; a string is the IRI of a record."""
    node = ox.NamedNode(object_) if isinstance(object_, str) else object_
    return ox.Triple(ox.NamedNode(record), ox.NamedNode(predicate), node)


def chinese(text: str) -> ox.Literal:
    """Return a text in Simplified Chinese."""
    return ox.Literal(text, language="zh-Hans")


def english(text: str) -> ox.Literal:
    """Return a text in English."""
    return ox.Literal(text, language="en")


def _is_record(term: object) -> TypeGuard[ox.NamedNode]:
    """Return whether a term is the IRI of a record of the project."""
    return isinstance(term, ox.NamedNode) and term.value.startswith(BASE) and not term.value.startswith(QS)
