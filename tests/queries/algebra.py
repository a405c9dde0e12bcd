"""Queries as rdflib reads them. Parsing is slow, so each query is parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pyparsing import ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import BNode, Node, Variable

from kg.rdf.namespaces import XSD

_CHAINED = {"AdditiveExpression": "-", "MultiplicativeExpression": "/"}


class Parsed(NamedTuple):
    """A query.

    Attributes:
        chains: The operators of each chain of arithmetic that has `-` or `/` and no parentheses. Oxigraph up
            to 0.5.11 reads `a - b - c` as `a - (b - c)`.
        query: The query, to be run.
    """

    chains: list[str]
    query: Query


@cache
def parsed(sparql: str) -> Parsed:
    """Parse a query."""
    tree = parseQuery(sparql)
    return Parsed(list(_chains(tree)), translateQuery(tree))


def _chains(tree: ParseResults) -> Iterator[str]:
    waiting: list[object] = [tree]
    while len(waiting) > 0:
        part = waiting.pop()
        if isinstance(part, CompValue):
            waiting.extend(part.values())
            operators = list(part.get("op") or ())
            # `?a -1` is a difference without a separate operator.
            operators += ["-" for each in part.get("other") or () if str(each).startswith("-")]
            if _CHAINED.get(part.name) in operators and len(operators) > 1:
                yield " ".join(operators)
        elif isinstance(part, list | ParseResults):
            waiting.extend(part)


def foreign(sparql: str) -> list[str]:
    """Return what in a query would not run on every SPARQL 1.1 engine alike."""
    algebra = parsed(sparql).query.algebra
    found = ["FROM" for clause in [algebra.datasetClause] if clause is not None]
    for part in parts_of(algebra.p):
        if part.name in ("Graph", "GraphGraphPattern", "ServiceGraphPattern"):
            found.append(part.name.removesuffix("GraphPattern"))
        if part.name == "Function" and not str(part.iri).startswith(XSD):
            found.append(str(part.iri))
    return found


def parts_of(node: object) -> Iterator[CompValue]:
    """Yield all the operators of a query's algebra."""
    if isinstance(node, CompValue):
        yield node
        for child in node.values():
            yield from parts_of(child)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from parts_of(child)


def empty_patterns(sparql: str) -> list[str]:
    """Return the patterns of REPLACE that match the empty text, which is an error in XPath (FORX0003)."""
    replacements = [
        each for each in parts_of(parsed(sparql).query.algebra.p) if each.name == "Builtin_REPLACE"
    ]
    return [str(each.pattern) for each in replacements if re.search(str(each.pattern), "") is not None]


def cross_products(sparql: str) -> list[str]:
    """Return the groups of patterns without a variable of the rest of their block, as their variables.

    An engine computes a block by itself, so every solution of one group meets every solution of another. What
    follows an OPTIONAL is a block of its own.
    """
    found = []
    for block in parts_of(parsed(sparql).query.algebra.p):
        if block.name != "BGP":
            continue
        groups: list[set[Node]] = []
        for triple in block.triples:
            variables = {term for term in triple if isinstance(term, Variable | BNode)}
            near = [group for group in groups if not group.isdisjoint(variables)]
            groups = [group for group in groups if group not in near] + [variables.union(*near)]
        apart = sorted(" ".join(sorted(f"?{name}" for name in group)) for group in groups if len(group) > 0)
        found += apart if len(apart) > 1 else []
    return found
