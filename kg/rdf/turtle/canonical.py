"""Writes statements as Turtle in the project's canonical form.

The text depends only on the statements: not on their order, on blank node labels, or on the
hash seed. A record (all statements about one subject) never depends on another record, except for
the blank line between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.rdf.bounds import DEEPEST
from kg.rdf.namespaces import RDF_TYPE, RDFS, SKOS
from kg.rdf.turtle.terms import RDF_FIRST, RDF_NIL, RDF_REST, Names, NoCanonicalForm, fits, terms_of, width
from kg.words import Noun, Phrase

ONE_LINE: Final = 100
"""A record of at most so many columns is written on one line."""

COLUMNS: Final = 110
"""A predicate whose objects do not fit into so many columns gets a line for each."""

_STEP: Final = 4

_LEADING: Final = {
    iri: rank
    for rank, iri in enumerate(
        (
            RDF_TYPE,
            RDFS + "label",
            SKOS + "prefLabel",
            SKOS + "altLabel",
            SKOS + "definition",
            RDFS + "comment",
        )
    )
}

_Node: TypeAlias = NamedNode | BlankNode
_Object: TypeAlias = NamedNode | BlankNode | Literal
_Statements: TypeAlias = list[tuple[str, list[_Object]]]
_Key: TypeAlias = tuple[int, int, str, str, str]


def canonical_form(triples: Iterable[Triple | Quad], *, own: str | None = None, header: str = "") -> str:
    """Return the statements as Turtle in canonical form, ending with one newline.

    Args:
        triples: The statements, in any order; quads are accepted if they are in the default graph.
        own: The namespace of the empty prefix, for the IRIs that the file describes.
        header: Comment lines for the top, each with its `#`; empty lines may separate them.

    Raises:
        NoCanonicalForm: If a blank node is not the object of exactly one statement, or a statement
            is not possible in RDF 1.1 Turtle: it has a triple term, a base direction, or a named graph.
        ValueError: If a line of `header` is not a comment.
    """
    names = Names(own)
    records = records_form(triples, names)
    blocks = (_header(header), "\n".join(names.prefix_lines()), records)
    return "\n\n".join(block for block in blocks if block != "") + "\n"


def records_form(triples: Iterable[Triple | Quad], names: Names) -> str:
    """Return the statements as in `canonical_form`, without the prefixes, which `names` collects."""
    return "".join(record_texts([triples], names))


def record_texts(parts: Iterable[Iterable[Triple | Quad]], names: Names) -> Iterator[str]:
    """Yield the records of `records_form`, and what is between them.

    Args:
        parts: The statements; the records of a part come after those of the parts before it. A part has all
            statements about its records and about the blank nodes in them.
        names: Writes the terms.
    """
    between, row_before = "", None
    for triples in parts:
        for record, row in _Records(triples, names).texts():
            if between != "":
                between = "\n" if row is not None and row == row_before else "\n\n"
            yield between + record
            between, row_before = "\n\n", row


def _header(header: str) -> str:
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", header.strip())]
    for line in lines:
        if line != "" and not line.startswith("#"):
            raise ValueError(f"a header line must begin with '#': {line!r}")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _language_rank(literal: Literal) -> tuple[int, str]:
    language = (literal.language or "").lower()
    if language == "zh-hans":
        return 0, language
    if language == "zh" or language.startswith("zh-"):
        return 1, language
    if language == "en":
        return 2, language
    return (3, language) if language != "" else (4, "")


class _Records:
    """The statements of one file, grouped by subject, with each blank node inside the record that uses it."""

    def __init__(self, triples: Iterable[Triple | Quad], names: Names) -> None:
        self._names = names
        self._about: dict[_Node, dict[NamedNode, dict[_Object, None]]] = {}
        self._users: dict[BlankNode, int] = {}
        self._sorted: dict[_Node, _Statements] = {}
        self._flat: dict[BlankNode, str] = {}
        for subject, predicate, object_ in map(terms_of, triples):
            objects = self._about.setdefault(subject, {}).setdefault(predicate, {})
            if isinstance(object_, BlankNode) and object_ not in objects:
                self._users[object_] = self._users.get(object_, 0) + 1
            objects[object_] = None

    def texts(self) -> Iterator[tuple[str, str | None]]:
        """Yield all records in order, each with its first type if it is one line of a table, else None."""
        for node, users in self._users.items():
            if users > 1:
                raise self._homeless(node, Phrase("is the object of {users} statements", users=users))
        subjects = [subject for subject in self._about if isinstance(subject, NamedNode)]
        for subject in sorted(subjects, key=lambda node: node.value):
            yield self._record(subject)
        # Only now is it known which blank nodes no record reached.
        for left in self._about:
            if isinstance(left, BlankNode) and left not in self._flat:
                if left in self._users:
                    raise self._homeless(left, Phrase("is in a cycle of blank nodes"))
                raise self._homeless(left, Phrase("is the object of no statement"))

    def _homeless(self, node: BlankNode, why: Phrase) -> NoCanonicalForm:
        # A parser makes up most labels; a predicate is more useful to the curator.
        predicates = sorted(self._names.iri(predicate.value) for predicate in self._about.get(node, {}))
        name = Noun("a blank node")
        if len(predicates) > 0:
            name = Noun("a blank node with {predicate}", predicate=predicates[0])
        return NoCanonicalForm(
            "{node} {why}, so it cannot be written deterministically; give it an IRI",
            where=(f"_:{node.value}",),
            node=name,
            why=why,
        )

    def _record(self, subject: NamedNode) -> tuple[str, str | None]:
        """Return the text about `subject`, and if it is one line, its first type ("" without any)."""
        name = self._names.iri(subject.value)
        statements = self._statements(subject)
        typed = statements[0][0] == "a"
        flat = [self._flat_predicate(predicate, objects) for predicate, objects in statements]
        line = f"{name} {' ; '.join(flat)} ."
        if fits(line, ONE_LINE):
            return line, self._flat_object(statements[0][1][0]) if typed else ""
        lines = [
            self._predicate(predicate, objects, text, _STEP, f"{name} " if predicate == "a" else " " * _STEP)
            for (predicate, objects), text in zip(statements, flat, strict=True)
        ]
        lead = "" if typed else f"{name}\n"
        return lead + " ;\n".join(lines) + " .", None

    def _predicate(self, name: str, objects: list[_Object], flat: str, indent: int, lead: str) -> str:
        """Return `lead`, the predicate and its objects, without the mark that ends them.

        Args:
            name: The predicate as it is written.
            objects: Its objects in order.
            flat: Both on one line.
            indent: How far predicates are indented here.
            lead: The text before the predicate on its line.
        """
        if fits(lead + flat, COLUMNS - len(" ;")):
            return lead + flat
        if len(objects) == 1:
            if not isinstance(objects[0], BlankNode):
                return lead + flat
            return f"{lead}{name} " + self._broken(objects[0], indent, width(f"{lead}{name} "))
        inner = indent + _STEP
        rows = [" " * inner + self._broken(object_, inner, inner) for object_ in objects]
        return f"{lead}{name}\n" + ",\n".join(rows)

    def _broken(self, term: _Object, indent: int, column: int) -> str:
        """Return `term`, broken into lines if it is a list or a bracket that does not fit.

        Args:
            term: An object or a member of a list.
            indent: The indentation of the line on which it begins.
            column: The column at which it begins on that line.
        """
        flat = self._flat_object(term)
        stays = fits(flat, COLUMNS - column - len(" ;"))
        if stays or not isinstance(term, BlankNode) or flat == "[]":
            return flat
        inner = indent + _STEP
        pad = " " * inner
        members = self._members(term)
        if members is not None:
            rows = [pad + self._broken(member, inner, inner) for member in members]
            return "(\n" + "\n".join(rows) + "\n" + " " * indent + ")"
        rows = [
            self._predicate(predicate, objects, self._flat_predicate(predicate, objects), inner, pad)
            for predicate, objects in self._statements(term)
        ]
        return "[\n" + " ;\n".join(rows) + "\n" + " " * indent + "]"

    def _statements(self, subject: _Node, depth: int = 0) -> _Statements:
        """Return predicates as written with their objects, both in order."""
        if subject not in self._sorted:
            found = [
                (
                    _LEADING.get(predicate.value, len(_LEADING)),
                    "a" if predicate.value == RDF_TYPE else self._names.iri(predicate.value),
                    self._in_order(objects, depth),
                )
                for predicate, objects in self._about.get(subject, {}).items()
            ]
            found.sort(key=lambda item: item[:2])
            self._sorted[subject] = [(name, objects) for _, name, objects in found]
        return self._sorted[subject]

    def _in_order(self, objects: Iterable[_Object], depth: int) -> list[_Object]:
        """Return the objects of one predicate in order; most predicates have one, which needs no rank."""
        ordered = list(objects)
        if len(ordered) > 1:
            ordered.sort(key=lambda object_: self._key(object_, depth))
        return ordered

    def _key(self, object_: _Object, depth: int) -> _Key:
        """Return the rank of an object: IRIs, then literals by language and text, then the rest."""
        if isinstance(object_, Literal):
            rank, language = _language_rank(object_)
            return 1, rank, language, object_.value, object_.datatype.value
        kind = 0 if isinstance(object_, NamedNode) and object_ != RDF_NIL else 2
        return kind, 0, self._flat_object(object_, depth), "", ""

    def _flat_statements(self, subject: _Node, depth: int = 0) -> str:
        return " ; ".join(
            self._flat_predicate(predicate, objects, depth)
            for predicate, objects in self._statements(subject, depth)
        )

    def _flat_predicate(self, name: str, objects: list[_Object], depth: int = 0) -> str:
        return f"{name} " + ", ".join([self._flat_object(object_, depth) for object_ in objects])

    def _flat_object(self, term: _Object, depth: int = 0) -> str:
        """Return `term` on one line, a blank node with all its statements."""
        if isinstance(term, Literal):
            return self._names.literal(term)
        if isinstance(term, NamedNode):
            return "()" if term == RDF_NIL else self._names.iri(term.value)
        if term not in self._flat:
            if depth >= DEEPEST:  # each level takes several Python frames
                raise self._homeless(term, Phrase("is nested too deeply in brackets"))
            members = self._members(term)
            if members is not None:
                inner = " ".join(self._flat_object(member, depth + 1) for member in members)
                self._flat[term] = f"( {inner} )"
            else:
                inner = self._flat_statements(term, depth + 1)
                self._flat[term] = f"[ {inner} ]" if inner != "" else "[]"
        return self._flat[term]

    def _members(self, node: BlankNode) -> list[_Object] | None:
        """Return the members if `node` heads a well-formed list, else None."""
        members: list[_Object] = []
        cells: list[BlankNode] = []
        rest: _Object = node
        while isinstance(rest, BlankNode):
            cell = self._about.get(rest, {})
            first, next_ = cell.get(RDF_FIRST, {}), cell.get(RDF_REST, {})
            if len(cell) != 2 or len(first) != 1 or len(next_) != 1:
                return None
            cells.append(rest)
            members.extend(first)
            (rest,) = next_
        if rest != RDF_NIL:
            return None
        for cell_node in cells[1:]:  # the list is written as brackets, without its cells
            self._flat.setdefault(cell_node, "")
        return members
