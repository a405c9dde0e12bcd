"""Refuses texts that would overflow the stack of an engine, or send data to another server.

The parsers of the engines call themselves for each bracket and operator, so that a text of some ten thousand
of them ends the process without an error. No text of the project comes near these bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError, SyntaxFault
from kg.rdf.namespaces import RDF
from kg.rdf.sparql import unquoted
from kg.words import Phrase

DEEPEST: Final = 100
"""The maximum depth of brackets in brackets."""

LONGEST_QUERY: Final = 10_000_000
"""The maximum length of a query in characters, terms included."""

MOST_TOKENS: Final = 5000
"""The maximum number of words and signs of a query, without terms and values."""

LONGEST_TOKEN: Final = 1_000_000
"""The maximum length of an IRI or literal in characters."""

_SMALL: Final = 20_000
"""The size in bytes of a Turtle file that cannot be nested so deeply that the parser crashes."""

_REST: Final = RDF + "rest"

_VALUES: Final = re.compile(r"\bVALUES\b[\s()]*\{[^{}]*\}", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\w+|[^\s\w]")
_BRACKET: Final = re.compile(r"[(\[{]|([)\]}])")
_SERVICE: Final = re.compile(r"\bSERVICE\b", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}))")


def refuse_query(sparql: str) -> None:
    """Refuse a query that is too long or too deeply nested, or that asks another server.

    Raises:
        KgError: With what to do.
    """
    if len(sparql) > LONGEST_QUERY:
        raise KgError("the query has more than {most} characters; split it", most=LONGEST_QUERY)
    plain = unquoted(sparql)
    # SPARQL 1.1 §19.2 lets an engine replace escapes before it reads the text.
    read = unquoted(_ESCAPE.sub(_character, sparql)) if "\\" in sparql else plain
    if _SERVICE.search(plain) is not None or _SERVICE.search(read) is not None:
        raise KgError(
            "SERVICE is not supported, since it sends a part of the query to another server; "
            "query that server with --endpoint"
        )
    if sum(1 for _ in _TOKEN.finditer(_VALUES.sub(" ", plain))) > MOST_TOKENS:
        raise KgError("the query has more than {most} words and signs; split it", most=MOST_TOKENS)
    if _depth(plain) > DEEPEST:
        raise KgError("the query has brackets in more than {most} brackets; simplify it", most=DEEPEST)


def refuse_turtle(content: bytes, path: Path) -> None:
    """Refuse a Turtle file that the parser could not read without a crash.

    Raises:
        SyntaxFault: It has too many triple terms, which RDF 1.1 does not have.
    """
    if len(content) > _SMALL and content.count(b"<<") > DEEPEST:
        detail = Phrase("it has more than {most} triple terms, which RDF 1.1 does not support", most=DEEPEST)
        raise SyntaxFault(path, None, detail, "Turtle")


def refuse_terms(text: str, triples: Iterable[ox.Triple], path: Path) -> None:
    """Refuse statements that are not RDF 1.1, or that no format of the project can write.

    Args:
        text: The Turtle text, which also says quickly what cannot be in it.
        triples: Its statements.
        path: The file.

    Raises:
        SyntaxFault: A statement is about another; brackets are nested too deeply; or a term is too long.
    """
    if any(isinstance(triple.object, ox.Triple) for triple in triples):
        detail = Phrase(
            "a statement is about another statement (a triple term), which RDF 1.1 does not support; "
            "describe that statement with a node that has an IRI"
        )
        sign = re.search(r"<<|\{\||~", text)
        raise SyntaxFault(path, text.count("\n", 0, sign.start()) + 1 if sign else None, detail, "Turtle")
    if text.count("[") + text.count("(") > DEEPEST and _nesting(triples) > DEEPEST:
        detail = Phrase("it has brackets in more than {most} brackets; give inner nodes an IRI", most=DEEPEST)
        raise SyntaxFault(path, None, detail, "Turtle")
    if len(text) > LONGEST_TOKEN and any(len(str(part)) > LONGEST_TOKEN for each in triples for part in each):
        detail = Phrase("an IRI or literal is longer than {most} characters", most=LONGEST_TOKEN)
        raise SyntaxFault(path, None, detail, "Turtle")


def _nesting(triples: Iterable[ox.Triple]) -> int:
    """Return the greatest depth of blank nodes in blank nodes; the cells of a list are one."""
    outer: dict[object, tuple[object, int]] = {
        triple.object: (triple.subject, 0 if triple.predicate.value == _REST else 1)
        for triple in triples
        if isinstance(triple.object, ox.BlankNode)
    }
    depths: dict[object, int] = {}
    for node in outer:
        inner: list[object] = []
        at = node
        while at in outer and at not in depths:
            inner.append(at)
            depths[at] = 0  # a circle ends here
            at = outer[at][0]
        depth = depths.get(at, 0)
        for each in reversed(inner):
            depth = depths[each] = depth + outer[each][1]
    return max(depths.values(), default=0)


def _depth(text: str) -> int:
    """Return the greatest depth of brackets in brackets."""
    deepest = depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[1] is None else -1
        deepest = max(deepest, depth)
    return deepest


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or escape[2], 16))
