"""JSON-LD: a context that follows from the ontology, and records that an independent processor reads."""

from __future__ import annotations

import json
from io import BytesIO

import pyoxigraph as ox
import pytest
from pyld import jsonld

from kg.export.jsonld import context_of, nodes_of, write_jsonld
from kg.export.portal.graphs import exported_graphs
from kg.export.rdf import RDF_FORMATS, export_rdf
from kg.project import Project
from kg.rdf.graph_lines import GraphLines
from kg.rdf.namespaces import FAMILIES, OWL, QS, RDF_TYPE, RDFS, SKOS, XSD
from kg.rdf.records import Records
from kg.rdf.turtle import read

Document = dict[str, list[dict[str, list[str]]]]
"""A JSON-LD document with one graph."""

GRAPH = "guiyang-2020-quality-month"
EXAMPLE = ox.NamedNode("https://w3id.org/quality-strategy/example")


@pytest.fixture(scope="module")
def document(project: Project) -> Document:
    """A named graph as a JSON-LD document."""
    found = json.loads(export_rdf(project, RDF_FORMATS["jsonld"], [GRAPH]))
    (graph,) = (each for each in found["@graph"] if each["@id"] == f"kg:graph/{GRAPH}")
    return {"@context": found["@context"], "@graph": graph["@graph"]}


def statements(document: object) -> set[ox.Triple]:
    """Return the statements of a document as an independent processor reads them."""
    quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    return {quad.triple for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)}


def test_an_independent_processor_reads_the_same_statements(document: Document, project: Project) -> None:
    assert statements(document) == exported_graphs(project, [GRAPH])[FAMILIES["graph"] + GRAPH]


def test_every_record_has_a_type(document: Document) -> None:
    assert all(len(each["@type"]) > 0 for each in document["@graph"])


def test_a_frame_finds_the_records_of_a_class_with_their_quotations(document: Document) -> None:
    frame = {"@context": document["@context"], "@type": "Observation", "evidence": {"@type": "Quotation"}}
    framed = jsonld.frame(document, frame)["@graph"]
    assert len(framed) == len([each for each in document["@graph"] if "Observation" in each["@type"]]) > 0
    for each in framed:
        quotations = each["evidence"] if isinstance(each["evidence"], list) else [each["evidence"]]
        assert all("oa:exact" in quotation for quotation in quotations)


def test_every_class_and_property_of_the_ontology_is_a_term(project: Project) -> None:
    context = context_of(project)
    ontology = Records(read(project.ontology).triples)
    for term in ontology.of_class(OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty"):
        if term.startswith(QS):
            assert term.removeprefix(QS) in context


@pytest.mark.parametrize(
    "object_",
    [
        ox.Literal("words"),
        ox.Literal("zh-Hant words", language="zh-Hant"),
        ox.Literal("5", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("05", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("-0", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("9007199254740993", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean")),
        ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
        ox.Literal("9.50", datatype=ox.NamedNode(XSD + "decimal")),
        ox.Literal("9", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("2023-02-01", datatype=ox.NamedNode(XSD + "date")),
        ox.Literal("kg:region/guizhou"),
        ox.Literal('\u2028"\\</script>'),
        ox.NamedNode("https://w3id.org/quality-strategy/region/guizhou"),
        ox.NamedNode("http://example.org/a#b"),
        ox.NamedNode(QS + "Target"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "property_", [QS + "value", QS + "region", QS + "number", SKOS + "prefLabel", RDFS + "seeAlso"]
)
def test_any_value_of_any_property_is_read_back(
    object_: ox.Literal | ox.NamedNode, property_: str, project: Project
) -> None:
    context = context_of(project)
    triple = ox.Triple(EXAMPLE, ox.NamedNode(property_), object_)
    assert statements({"@context": context, "@graph": nodes_of([triple], context)}) == {triple}


def test_a_term_that_the_ontology_does_not_declare_is_not_lost(project: Project) -> None:
    context = context_of(project)
    triple = ox.Triple(EXAMPLE, ox.NamedNode(QS + "undeclared"), ox.NamedNode(QS + "Undeclared"))
    typed = ox.Triple(EXAMPLE, ox.NamedNode(RDF_TYPE), ox.NamedNode(QS + "Undeclared"))
    assert statements({"@context": context, "@graph": nodes_of([triple, typed], context)}) == {triple, typed}


def test_texts_of_both_languages_are_one_object(project: Project) -> None:
    label = ox.NamedNode(RDFS + "label")
    triples = [
        ox.Triple(EXAMPLE, ox.NamedNode(RDF_TYPE), ox.NamedNode(QS + "Target")),
        ox.Triple(EXAMPLE, label, ox.Literal("target", language="en")),
        ox.Triple(EXAMPLE, label, ox.Literal("目标", language="zh-Hans")),
    ]
    assert nodes_of(triples, context_of(project)) == [
        {"@id": "kg:example", "@type": ["Target"], "rdfs:label": {"en": "target", "zh-Hans": "目标"}}
    ]


def test_a_document_has_its_graphs_in_order(project: Project) -> None:
    triple = ox.Triple(EXAMPLE, ox.NamedNode(RDFS + "label"), ox.Literal("x"))
    stream = BytesIO()
    with GraphLines.of({"urn:b": [triple], "urn:a": [triple]}) as graphs:
        write_jsonld(graphs, context_of(project), stream)
    written = json.loads(stream.getvalue())
    assert [each["@id"] for each in written["@graph"]] == ["urn:a", "urn:b"]
