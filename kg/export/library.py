"""Writes the canned queries as RDF, so that they can be found, read, and run with the graph.

A query is a `sh:SPARQLSelectExecutable` of the SHACL vocabulary (https://www.w3.org/ns/shacl): its text is
the value of `sh:select` and runs unchanged, since it declares its own prefixes; `sh:prefixes` names the
library, which declares the same. The order of its columns is that of SELECT. A parameter is a `sh:Parameter`
with an IRI, and each item of the list of its choices (`sh:in`) has one too, so no blank node is needed. The
comment of the library says how to insert a value: SHACL's method, pre-binding, does not allow VALUES.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.project import Project
from kg.query.catalog import CannedQuery, read_query
from kg.query.parameters import Parameter
from kg.rdf.namespaces import BASE, DCTERMS, FAMILIES, OWL, RDF, RDF_TYPE, RDFS, SCHEMA, SH, SKOS, XSD, iri_in
from kg.rdf.statements import Stated, bilingual, node, nodes, stated
from kg.rdf.turtle import canonical_form, read
from kg.words import Words

LIBRARY: Final = BASE + "queries"
"""The IRI of the library."""

RESULT_VARIABLE: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#resultVariable"
"""The W3C's property for the name of a column of an answer."""

LIBRARY_TITLE: Final = Words.of("The query library of the quality strategy graph")
_COMMENT: Final = Words.of(
    "Questions to the graph, in SPARQL 1.1. The text of sh:select runs unchanged. The place of a parameter "
    "is VALUES ?name { UNDEF }, or has its default between the braces; UNDEF means no restriction. To give "
    "it a value, write the value there as a SPARQL term: an IRI in angle brackets, a number with its "
    "datatype, a text in quotation marks. A query with the keyword checks returns the records that have a "
    "problem."
)
_DATATYPES: Final = {"integer": XSD + "integer", "decimal": XSD + "decimal", "string": XSD + "string"}
"""The datatypes of the types of parameters; the other type is that of an IRI."""

_PREFIX: Final = re.compile(r"^PREFIX (\w*): <([^>]*)>$", re.MULTILINE)


def write_library(project: Project) -> bytes:
    """Return all canned queries of a project as Turtle in the canonical form.

    Raises:
        SyntaxFault: The header of a query is invalid.
    """
    queries = [read_query(path) for path in project.queries]
    return canonical_form(_statements(queries, project)).encode("utf-8")


def query_iri(name: str) -> str:
    """Return the IRI of the canned query `name`."""
    return FAMILIES["query"] + name


def prefixes_of(queries: Iterable[CannedQuery]) -> dict[str, str]:
    """Return the prefixes that queries declare, with their namespaces."""
    return {prefix: iri for query in queries for prefix, iri in _PREFIX.findall(query.body)}


def defaults_of(query: CannedQuery, parameter: Parameter) -> list[Stated]:
    """Return the default terms of a parameter, none if it has no default."""
    if parameter.default.strip() == "":
        return []
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes_of([query]).items())
    asked = f"{prologue}SELECT ?x {{ VALUES ?x {{ {parameter.default} }} }}"
    solutions = ox.Store().query(asked)
    assert isinstance(solutions, ox.QuerySolutions)
    found = [row[0] for row in solutions]
    return [term for term in found if isinstance(term, ox.NamedNode | ox.Literal)]


def licence_of(project: Project) -> str:
    """Return the IRI of the license that the ontology names, which is that of all content."""
    stated = [each for each in read(project.ontology).triples if each.predicate.value == DCTERMS + "license"]
    return str(stated[0].object.value)  # type: ignore[union-attr]


def _statements(queries: list[CannedQuery], project: Project) -> Iterator[ox.Triple]:
    """Yield the description of the library and of its queries."""
    yield from stated(
        LIBRARY,
        {
            RDF_TYPE: [node(OWL + "Ontology")],
            RDFS + "label": bilingual(LIBRARY_TITLE),
            RDFS + "comment": bilingual(_COMMENT),
            DCTERMS + "license": [node(licence_of(project))],
            SH + "declare": [node(f"{LIBRARY}/prefix/{prefix}") for prefix in prefixes_of(queries)],
        },
    )
    for prefix, namespace in prefixes_of(queries).items():
        yield from stated(
            f"{LIBRARY}/prefix/{prefix}",
            {
                RDF_TYPE: [node(SH + "PrefixDeclaration")],
                SH + "prefix": [ox.Literal(prefix)],
                SH + "namespace": [ox.Literal(namespace, datatype=node(XSD + "anyURI"))],
            },
        )
    for query in queries:
        yield from _query(query)


def _query(query: CannedQuery) -> Iterator[ox.Triple]:
    """Yield the description of a query and its parameters."""
    iri = query_iri(query.name)
    types = ["SPARQLExecutable", "SPARQLSelectExecutable"]
    types += ["Parameterizable"] if len(query.parameters) > 0 else []
    yield from stated(
        iri,
        {
            RDF_TYPE: [node(SH + name) for name in types],
            RDFS + "label": bilingual(Words(query.title["en"], query.title["zh"])),
            RDFS + "comment": bilingual(
                Words(query.description["en"].strip(), query.description["zh"].strip())
            ),
            RDFS + "isDefinedBy": [node(LIBRARY)],
            SCHEMA + "keywords": [ox.Literal(query.theme)],
            SH + "prefixes": [node(LIBRARY)],
            SH + "select": [ox.Literal(query.body)],
            SH + "parameter": [node(f"{iri}/{name}") for name in query.parameters],
            RESULT_VARIABLE: [ox.Literal(column) for column in query.columns],
        },
    )
    for order, parameter in enumerate(query.parameters.values(), 1):
        yield from stated(f"{iri}/{parameter.name}", _parameter(query, parameter, order))
        yield from _choices(f"{iri}/{parameter.name}", parameter)


def _choices(iri: str, parameter: Parameter) -> Iterator[ox.Triple]:
    """Yield the list of a parameter's choices; each item of it has an IRI."""
    for number, choice in enumerate(parameter.choices, 1):
        rest = _item(iri, number + 1) if number < len(parameter.choices) else RDF + "nil"
        yield from stated(
            _item(iri, number), {RDF + "first": [ox.Literal(choice)], RDF + "rest": [node(rest)]}
        )


def _item(parameter: str, number: int) -> str:
    return f"{parameter}/choice/{number}"


def _parameter(query: CannedQuery, parameter: Parameter, order: int) -> dict[str, list[Stated]]:
    """Return the description of a parameter.

    Two values of `sh:class` would require both classes at once; for alternatives, schema:rangeIncludes is
    used.
    """
    found: dict[str, list[Stated]] = {
        RDF_TYPE: [node(SH + "Parameter")],
        SH + "path": [node(FAMILIES["parameter"] + parameter.name)],
        SH + "name": [ox.Literal(parameter.name)],
        SH + "description": bilingual(Words(parameter.en, parameter.zh)),
        SH + "order": [ox.Literal(order)],
        SH + "optional": [ox.Literal(True)],
        SH + "defaultValue": defaults_of(query, parameter),
    }
    if parameter.type == "iri":
        found[SH + "nodeKind"] = [node(SH + "IRI")]
        one = len(parameter.classes) == 1
        found[SH + "class" if one else SCHEMA + "rangeIncludes"] = nodes(parameter.classes)
    else:
        datatype = node(_DATATYPES[parameter.type])
        found[SH + "datatype"] = [datatype]
        if len(parameter.choices) > 0:
            found[SH + "in"] = [node(_item(f"{query_iri(query.name)}/{parameter.name}", 1))]
        for name, bound in (("minInclusive", parameter.least), ("maxInclusive", parameter.most)):
            if bound is not None:
                found[SH + name] = [ox.Literal(f"{bound:.10g}", datatype=datatype)]
    if parameter.example != "":
        found[SKOS + "example"] = [_example(parameter)]
    return found


def _example(parameter: Parameter) -> Stated:
    """Return the example of a parameter as a term; the label of a record stays a text."""
    if parameter.type != "iri":
        return ox.Literal(parameter.example, datatype=node(_DATATYPES[parameter.type]))
    iri = iri_in(parameter.example)
    return node(iri) if iri is not None else ox.Literal(parameter.example)
