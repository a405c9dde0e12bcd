"""Writes answers in the formats of SPARQL 1.1, within limits of rows and size.

pyoxigraph writes an answer to its end. So rows are counted and written as JSON here, and pyoxigraph converts
the JSON to the other formats.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.answers import Term, checked
from kg.rdf.namespaces import XSD
from kg.server.media import GRAPHS, TABLES

_NOT_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters that XML 1.0 does not allow, in UTF-8."""


class AnswerLimits(NamedTuple):
    """The most rows or triples, and the largest size in bytes."""

    rows: int
    size: int


class WrongForm(Exception):
    """The client accepts no format of the kind of answer in its text: `table`, `truth`, or `graph`."""


def rows_as(found: ox.QuerySolutions, media_type: str | None, limits: AnswerLimits) -> tuple[str, bytes]:
    """Return the rows of a SELECT query, with their media type.

    Raises:
        KgError: There are too many, or a format does not have a term.
        WrongForm: There is no media type.
    """
    if media_type is None:
        raise WrongForm("table")
    names = [variable.value for variable in found.variables]
    pieces, size = [], 0
    for row in found:
        cells = {
            name: _cell(term) for name, term in zip(names, map(checked, row), strict=True) if term is not None
        }
        piece = json.dumps(cells, ensure_ascii=False).encode()
        pieces.append(piece)
        size += len(piece)
        _refuse_excess(len(pieces), size, limits)
    head = json.dumps({"vars": names}, ensure_ascii=False).encode()
    content = b'{"head":%s,"results":{"bindings":[\n%s\n]}}\n' % (head, b",\n".join(pieces))
    form = TABLES[media_type]
    if form != "JSON":
        solutions = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
        assert isinstance(solutions, ox.QuerySolutions)
        content = solutions.serialize(format=getattr(ox.QueryResultsFormat, form)) or b""
    return media_type, _xml_or_not(content, form)


def truth_as(answer: bool, media_type: str | None) -> tuple[str, bytes]:
    """Return the answer to an ASK query; see `rows_as`."""
    if media_type is None:
        raise WrongForm("truth")
    if TABLES[media_type] == "JSON":
        return media_type, json.dumps({"head": {}, "boolean": answer}).encode()
    word = "true" if answer else "false"
    text = f'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>{word}</boolean></sparql>'
    return media_type, f'<?xml version="1.0"?>\n{text}\n'.encode()


def triples_as(
    found: ox.QueryTriples, media_type: str | None, limits: AnswerLimits, prefixes: Mapping[str, str]
) -> tuple[str, bytes]:
    """Return the triples of a CONSTRUCT or DESCRIBE query, each once; see `rows_as`."""
    if media_type is None:
        raise WrongForm("graph")
    triples: dict[ox.Triple, None] = {}
    size = 0
    for triple in found:
        checked(triple.object)
        if triple not in triples:
            triples[triple] = None
            size += len(str(triple))
            _refuse_excess(len(triples), size, limits)
    return media_type, graph_as(list(triples), media_type, prefixes)


def graph_as(triples: list[ox.Triple], media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """Return triples in a format, with the prefixes that they use.

    Raises:
        KgError: A text has a character that the format does not allow.
    """
    form = GRAPHS[media_type]
    if form == "N_TRIPLES":
        used = {}
    else:
        text = "\n".join(map(str, triples))
        used = {name: iri for name, iri in prefixes.items() if f"<{iri}" in text}
    content = ox.serialize(triples, format=getattr(ox.RdfFormat, form), prefixes=used)
    return _xml_or_not(content or b"", form)


def _cell(term: Term) -> dict[str, str]:
    """Return a term as SPARQL 1.1 Query Results JSON has it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    cell = {"type": "literal", "value": term.value}
    if term.language is not None:
        cell["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        cell["datatype"] = term.datatype.value
    return cell


def _refuse_excess(rows: int, size: int, limits: AnswerLimits) -> None:
    if rows > limits.rows:
        raise KgError(
            "the answer has more than {rows} rows; add LIMIT and OFFSET, or ask for less", rows=limits.rows
        )
    if size > limits.size:
        megabytes = limits.size / 1_000_000
        raise KgError("the answer is larger than {most:g} MB; ask for less", most=megabytes)


def _xml_or_not(content: bytes, form: str) -> bytes:
    """Return the content, unless it should be XML and is not.

    Raises:
        KgError: It has a character that XML does not allow.
    """
    if form in ("XML", "RDF_XML") and _NOT_XML.search(content) is not None:
        raise KgError("the answer has a character that XML does not allow; ask for another format")
    return content
