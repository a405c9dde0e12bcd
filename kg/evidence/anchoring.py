"""Fills in what can be computed: hash, length, offsets, clean words, sentences, and clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.chinese.clauses import sentences
from kg.errors import KgError
from kg.evidence.anchors import anchored_in, clean_words, occurrences
from kg.evidence.coverage import clauses_to_list
from kg.evidence.texts import SourceText
from kg.rdf.namespaces import OA, QS, RDF_TYPE, XSD
from kg.rdf.records import Records
from kg.rdf.turtle import TurtleFile, locate


def anchored(file: TurtleFile, text: SourceText) -> list[ox.Triple]:
    """Return the statements that are missing from `file` and follow from its source text.

    A source without `qs:sha256` or `qs:characters` gets it. A quotation without `oa:start` gets its
    offsets if its words occur once in the text; one with `oa:start` but no `oa:end` gets the end. If the
    clean reading of its words differs from them, it gets that too. Each sentence that is not listed becomes
    a record, and so does each clause of a sentence without a reason.
    Existing statements are never changed: `kg validate` reports those that are wrong.

    Raises:
        KgError: The words of a quotation without offsets are not in the text, or occur more than once; the
            error names the line.
    """
    records = Records(file.triples)
    added: list[ox.Triple] = []
    if records.one(text.source, QS + "sha256") is None:
        added.append(_text(text.source, QS + "sha256", text.sha256))
    if records.one(text.source, QS + "characters") is None:
        added.append(_number(text.source, QS + "characters", len(text.raw)))
    for selector in anchored_in(records, text.source):
        exact = records.one(selector, OA + "exact") or ""
        start = records.offset(selector, OA + "start")
        if start is None:
            start = _only_place(file, selector, exact, text)
            added.append(_number(selector, OA + "start", start))
        if records.offset(selector, OA + "end") is None:
            added.append(_number(selector, OA + "end", start + len(exact)))
        if not text.raw.startswith(exact, start):
            continue  # kg validate reports where it occurs
        words = clean_words(text.reading, start, start + len(exact))
        stated = records.one(selector, QS + "cleanWords") or records.one(selector, QS + "meant")
        if words != exact and stated is None:
            added.append(_text(selector, QS + "cleanWords", words))
    added.extend(_unlisted(records, text, "Sentence", sentences(text.raw, text.repairs)))
    added.extend(_unlisted(records, text, "Clause", clauses_to_list(records, text)))
    return added


def _unlisted(
    records: Records, text: SourceText, kind: str, spans: Iterable[tuple[int, int]]
) -> Iterator[ox.Triple]:
    """Yield the records of the sentences or clauses that are not listed yet."""
    listed = {records.offset(each, OA + "start") for each in records.of_class(QS + kind)}
    for start, end in spans:
        if start not in listed:
            record = f"{text.source}/{kind.lower()}-{start:05d}"
            yield _link(record, RDF_TYPE, QS + kind)
            yield _link(record, OA + "hasSource", text.source)
            yield _number(record, OA + "start", start)
            yield _number(record, OA + "end", end)


def _only_place(file: TurtleFile, selector: str, exact: str, text: SourceText) -> int:
    """Return the one offset at which `exact` occurs; see `anchored`."""
    places = occurrences(text.raw, exact)
    if len(places) == 1:
        return places[0]
    line = locate(file.text).line(selector, OA + "exact")
    if len(places) == 0:
        raise KgError(
            "“{exact}” not found in {file}; copy the words again",
            path=file.path,
            line=line,
            exact=exact,
            file=text.path.name,
        )
    raise KgError(
        "“{exact}” occurs at {places}; write the right offset as oa:start",
        path=file.path,
        line=line,
        exact=exact,
        places=", ".join(map(str, places)),
    )


def _link(subject: str, predicate: str, object_: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(object_))


def _text(subject: str, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.Literal(value))


def _number(subject: str, predicate: str, value: int) -> ox.Triple:
    literal = ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), literal)
