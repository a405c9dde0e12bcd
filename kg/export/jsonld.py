"""Writes the graph as JSON-LD 1.1 in compact form, with a context that follows from the ontology.

A class or property of the project has its own name as its term (`Target`, `region`); other terms have a
prefix (`skos:prefLabel`). Texts in both languages are one object by language. The context is in the file, so
that it can be read without network, and is published as a file of its own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, Final

import pyoxigraph as ox

from kg.project import Project
from kg.rdf.graph_lines import GraphLines, whole_records
from kg.rdf.namespaces import BASE, OWL, QS, RDF_TYPE, RDFS, VOCABULARIES, XSD, expand, shorten
from kg.rdf.ntriples import triples_in
from kg.rdf.records import Records
from kg.rdf.sorting import SortedLines
from kg.rdf.turtle import language_tag, read

JsonContext = Mapping[str, Any]
"""The terms of a JSON-LD document: the value of `@context`."""

_Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_BASE: Final = BASE.encode()

_EXACT: Final = 2**53
"""Integers below this are read exactly by every reader of JSON."""

_BILINGUAL: Final = tuple(
    expand(name) or ""
    for name in (
        *("dcat:keyword", "dcterms:description", "dcterms:title", "foaf:name", "qs:exception", "rdfs:label"),
        *("skos:altLabel", "skos:definition", "skos:hiddenLabel", "skos:note", "skos:prefLabel"),
    )
)
"""The properties whose values are texts in several languages."""


def context_of(project: Project) -> JsonContext:
    """Return the context of a project: prefixes, classes, and properties with the type of their values."""
    ontology = Records(read(project.ontology).triples)
    found: dict[str, Any] = {"kg": BASE, **VOCABULARIES}
    for class_ in ontology.of_class(OWL + "Class"):
        if class_.startswith(QS):
            found[_term(class_)] = shorten(class_)
    for property_ in ontology.of_class(OWL + "ObjectProperty"):
        found[_term(property_)] = {"@id": shorten(property_), "@type": "@id"}
    for property_ in ontology.of_class(OWL + "DatatypeProperty"):
        datatype = "".join(ontology.iris(property_, RDFS + "range"))
        typed = {} if datatype in ("", XSD + "string") else {"@type": shorten(datatype)}
        found[_term(property_)] = {"@id": shorten(property_), **typed}
    for property_ in _BILINGUAL:
        found[_term(property_)] = {"@id": shorten(property_), "@container": "@language"}
    return found


def write_jsonld(content: GraphLines, context: JsonContext, stream: BinaryIO) -> None:
    """Write named graphs as JSON-LD, one record a line, in the order of graphs and records.

    Args:
        content: The named graphs.
        context: The terms.
        stream: Where to write.
    """
    stream.write(f'{{"@context": {_line(context)}, "@graph": ['.encode())
    between = "\n"
    for graph in sorted(content):
        stream.write(f'{between}{{"@id": {_line(_name(ox.NamedNode(graph)))}, "@graph": ['.encode())
        between = "\n"
        with SortedLines() as named:
            for lines in content.chunks(graph):
                named.add(map(_with_name, lines))
            for part in whole_records(named.chunks()):
                nodes = nodes_of(triples_in(map(_without_name, part)), context)
                stream.write((between + ",\n".join(map(_line, nodes))).encode())
                between = ",\n"
        stream.write(b"\n]}")
        between = ",\n"
    stream.write(b"\n]}\n")


def _with_name(line: bytes) -> bytes:
    """Return a line of N-Triples with the name of its record in the place of the IRI; see `_name`."""
    record, rest = line.split(b" ", 1)
    name = record.removeprefix(b"<").removesuffix(b">")
    return b"%b %b" % (b"kg:" + name.removeprefix(_BASE) if name.startswith(_BASE) else name, rest)


def _without_name(line: bytes) -> bytes:
    """Return the line that `_with_name` was given."""
    name, rest = line.split(b" ", 1)
    if name.startswith(b"_:"):
        return line
    return b"<%b> %b" % (_BASE + name.removeprefix(b"kg:") if name.startswith(b"kg:") else name, rest)


def nodes_of(triples: Iterable[ox.Triple], context: JsonContext) -> list[dict[str, Any]]:
    """Return the records of a graph as JSON objects, sorted by their IRI.

    Args:
        triples: The statements.
        context: The terms.
    """
    found: dict[str, dict[str, list[_Object]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        found[_name(subject)][predicate.value].append(object_)
    return [_node(name, stated, context) for name, stated in sorted(found.items())]


def _node(name: str, stated: Mapping[str, list[_Object]], context: JsonContext) -> dict[str, Any]:
    """Return a record as a JSON object."""
    node: dict[str, Any] = {"@id": name}
    for property_, unsorted in sorted(stated.items(), key=lambda item: (item[0] != RDF_TYPE, item[0])):
        objects = sorted(unsorted, key=str)
        if property_ == RDF_TYPE:
            node["@type"] = [_term(getattr(each, "value", ""), context) for each in objects]
            continue
        term = _term(property_, context)
        definition = context.get(term, {})
        if definition.get("@container") == "@language":
            texts = [each for each in objects if isinstance(each, ox.Literal) and each.language is not None]
            if len(texts) == len(objects):
                node[term] = _by_language(texts)
                continue
            term, definition = property_, {}  # the whole IRI has no definition, so it takes any value
        node[term] = _one_or_all([_value(each, definition.get("@type", "")) for each in objects])
    return node


def _value(object_: _Object, coerced: str) -> object:
    """Return an object of a property whose values have the type `coerced` in the context, "" if none."""
    if not isinstance(object_, ox.Literal):
        return _name(object_) if coerced == "@id" else {"@id": _name(object_)}
    lexical, datatype = object_.value, object_.datatype.value
    if object_.language is not None:
        return {"@value": lexical, "@language": language_tag(object_.language)}
    type_ = shorten(datatype)
    if coerced in ("", type_):
        if datatype == XSD + "boolean" and lexical in ("true", "false"):
            return lexical == "true"
        if datatype == XSD + "integer" and _is_exact(lexical):
            return int(lexical)
        if coerced == type_ or datatype == XSD + "string":
            return lexical
    return {"@value": lexical, **({"@type": type_.strip("<>")} if datatype != XSD + "string" else {})}


def _is_exact(lexical: str) -> bool:
    """Return whether JSON can have an integer as a number: it is written and read as it is."""
    return lexical.lstrip("-").isdecimal() and str(int(lexical)) == lexical and abs(int(lexical)) < _EXACT


def _by_language(texts: list[ox.Literal]) -> dict[str, object]:
    """Return texts by their language."""
    found: dict[str, list[object]] = defaultdict(list)
    for each in texts:
        found[language_tag(each.language or "")].append(each.value)
    return {language: _one_or_all(values) for language, values in sorted(found.items())}


def _one_or_all(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values


def _name(node: _Object) -> str:
    """Return the name of a node: an IRI, shortened if it is the project's own, or a blank node's label."""
    if isinstance(node, ox.NamedNode):
        return "kg:" + node.value.removeprefix(BASE) if node.value.startswith(BASE) else node.value
    return str(node)


def _term(iri: str, context: JsonContext | None = None) -> str:
    """Return the term of a class or property: its name if it is the project's own, else with a prefix.

    One that `context` does not define has a prefix, too, since a reader drops a name that is not defined.
    """
    name = iri.removeprefix(QS)
    if name != iri and (context is None or name in context):
        return name
    return shorten(iri).strip("<>")


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
