"""The committed statements by subject, read without any SPARQL, to answer a query a second way."""

from __future__ import annotations

from functools import cache

from kg.rdf.namespaces import PREFIXES, QS
from kg.rdf.records import Records
from kg.rdf.turtle import read
from tests.queries.rows import PROJECT

OA = PREFIXES["oa"]
RDFS_LABEL = PREFIXES["rdfs"] + "label"
ACTIONS = tuple(QS + name for name in ("Action", "Campaign", "Project", "Task"))
"""The classes of what a government does; each record states one of them."""


@cache
def records() -> Records:
    """Return all committed statements."""
    return Records(triple for path in PROJECT.graph_files for triple in read(path).triples)


def claims() -> list[str]:
    """Return every record that rests on evidence, other than sections."""
    sections = set(records().of_class(QS + "Section"))
    return [each for each in records().with_predicate(QS + "evidence") if each not in sections]


def source_of(claim: str) -> str:
    """Return the slug of the source of a claim, by its IRI; empty for a cited document."""
    inside = claim.removeprefix(PREFIXES["source"])
    return inside.split("/")[0] if inside != claim else ""


def wholes_of(part: str) -> list[str]:
    """Return what `part` belongs to, from the nearest to the uppermost."""
    found: list[str] = []
    whole = records().one(part, QS + "partOf")
    while whole is not None:
        found.append(whole)
        whole = records().one(whole, QS + "partOf")
    return found
