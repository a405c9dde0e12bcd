"""Reads answers in SPARQL 1.1 Query Results JSON, and refuses those that are not whole.

A server that reaches a limit answers with the status 200 and fewer rows. It says so in a header or in a key
of the JSON text, if at all, and such an answer must not pass as the whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from email.message import Message
from typing import Any, Final

import pyoxigraph as ox

from kg.rdf.answers import Answer, Term

_MARK: Final = r"truncat|partial|incomplete|time-?_?d?-?_?out|error|exception"
"""The words by which servers say that they stopped early."""

_HEADER: Final = re.compile(
    rf"x-sparql-maxrows|x-sql-(state|message)|content-range|.*({_MARK}).*", re.IGNORECASE
)
"""The headers of Virtuoso (rows: MaxRows; time: SQL-State S1TAT), and those with such a word."""

_KEY: Final = re.compile(_MARK, re.IGNORECASE)
_NOT: Final = ("", "0", "false", "no", "none")


class CutAnswer(ValueError):
    """An answer that is not whole; its text is what says so."""


class WrongColumns(ValueError):
    """An answer with other columns than the query has.

    Attributes:
        found: The columns of the answer.
        wanted: Those of the query.
    """

    def __init__(self, found: Sequence[str], wanted: Sequence[str]) -> None:
        super().__init__()
        self.found = found
        self.wanted = wanted


def refuse_marks(headers: Message) -> None:
    """Refuse a reply whose headers say that it is a part.

    Raises:
        CutAnswer: A header says so.
    """
    for name, value in headers.items():
        if _HEADER.fullmatch(name) is not None and value.strip().lower() not in _NOT:
            raise CutAnswer(name)


def read_rows(content: bytes, columns: tuple[str, ...] | None) -> Answer:
    """Return the answer to a SELECT query.

    Args:
        content: The JSON text.
        columns: The columns of the query, in order; None for those of the answer.

    Raises:
        CutAnswer: The text says that it is a part.
        WrongColumns: It has other columns.
        ValueError: It is not such an answer.
        TypeError: The same, as are KeyError, AttributeError, and RecursionError.
    """
    found = _read(content)
    names, bindings = found["head"]["vars"], found["results"]["bindings"]
    if "boolean" in found or not isinstance(bindings, list):
        raise ValueError("no rows")
    if len(set(names)) < len(names) or (columns is not None and set(names) != set(columns)):
        raise WrongColumns(names, columns or ())
    total = (found.get("meta") or {}).get("result-size-total")  # of QLever
    if total is not None and total != len(bindings):
        raise CutAnswer(f"result-size-total: {total}")
    for binding in bindings:
        if not binding.keys() <= set(names):
            raise WrongColumns([*names, *(binding.keys() - set(names))], columns or names)
    order = columns if columns is not None else tuple(names)
    rows = (tuple(_term(row[name]) if name in row else None for name in order) for row in bindings)
    return Answer(order, tuple(rows))


def read_boolean(content: bytes) -> bool:
    """Return the answer to an ASK query.

    Raises:
        CutAnswer: The text says that it is a part.
        ValueError: It is not such an answer; other errors as in `read_rows`.
    """
    found = _read(content)
    if found["head"].get("vars") == ["__ASK_RETVAL"]:  # Virtuoso 7
        return any(row["__ASK_RETVAL"]["value"] == "1" for row in found["results"]["bindings"])
    answer = found["boolean"]
    if not isinstance(answer, bool) or "results" in found:
        raise ValueError("neither yes nor no")
    return answer


def _read(content: bytes) -> dict[str, Any]:
    """Return a JSON object; see `read_rows`."""
    found: dict[str, Any] = json.loads(
        content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant
    )
    for each in (found, found.get("head"), found.get("results"), found.get("meta")):
        for key, value in (each or {}).items():
            if _KEY.search(key) is not None and str(value).lower() not in (*_NOT, "[]", "{}"):
                raise CutAnswer(key)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of pairs; of two values under one key, JSON parsers differ which counts."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key occurs twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _term(cell: Mapping[str, str]) -> Term:
    """Return the term of one cell."""
    kind, value = cell["type"], cell["value"]
    if not isinstance(value, str):
        raise TypeError("a value is a text")
    if kind == "uri":
        return ox.NamedNode(value)
    if kind == "bnode":
        try:
            return ox.BlankNode(value)
        except ValueError:  # Virtuoso calls it nodeID://b1
            return ox.BlankNode(f"b{value.encode().hex()}")
    if kind not in ("literal", "typed-literal"):  # the second before SPARQL 1.1
        raise ValueError(f"unknown kind of term: {kind}")
    if cell.get("xml:lang"):
        return ox.Literal(value, language=cell["xml:lang"])
    datatype = cell.get("datatype")
    return ox.Literal(value, datatype=ox.NamedNode(datatype) if datatype is not None else None)
