"""JSON-LD frames: for each class, the tree of a record with its evidence, and an example of it.

A frame (https://www.w3.org/TR/json-ld11-framing/) gives a program that wants trees the records of one class,
with what they refer to inside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyoxigraph as ox

from kg.export.jsonld import JsonContext, nodes_of
from kg.files import json_text

CONTEXT_FILE: Final = "context.jsonld"
"""The file of the context; frames and examples are in folders next to it."""

_NESTED: Final = ("evidence", "periodEvidence")
"""The properties whose objects are shown inside a record."""


def frames_of(triples: Iterable[ox.Triple], context: JsonContext) -> dict[str, bytes]:
    """Return a frame and an example for each of the project's classes that has records, by file name.

    Args:
        triples: The statements of the graph.
        context: The terms.
    """
    records = {each["@id"]: each for each in nodes_of(triples, context)}
    first: dict[str, dict[str, Any]] = {}
    for record in records.values():
        for class_ in record.get("@type", ()):
            if context.get(class_) == f"qs:{class_}":
                first.setdefault(class_, record)
    found: dict[str, bytes] = {}
    for class_, record in sorted(first.items()):
        nested: dict[str, Any] = {name: {"@type": "Quotation"} for name in _NESTED if name in record}
        found[f"frames/{class_}.jsonld"] = _file({"@type": class_, **nested})
        found[f"examples/{class_}.jsonld"] = _file(
            {key: _inside(value, records) if key in _NESTED else value for key, value in record.items()}
        )
    return found


def _inside(value: object, records: dict[str, dict[str, Any]]) -> object:
    """Return what a property refers to as the records themselves."""
    if isinstance(value, list):
        return [_inside(each, records) for each in value]
    return records.get(str(value), value)


def _file(content: dict[str, Any]) -> bytes:
    return json_text({"@context": f"../{CONTEXT_FILE}", **content}).encode("utf-8")
