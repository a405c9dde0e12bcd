"""The tables follow from the ontology and the shapes: with any data they have the same columns and types."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.export.book import Book, book_of
from kg.export.columns import Column
from kg.export.csvw import METADATA, write_csvw
from kg.export.parquet import write_parquet
from kg.export.properties import Properties
from kg.export.sheets import sheets_of
from kg.project import Project
from kg.rdf.namespaces import FAMILIES, QS, RDF_TYPE, RDFS, SKOS, XSD
from kg.rdf.records import Records
from kg.rdf.turtle import read
from tests.export.conftest import sheet_of, sheets_in

OBSERVATION = FAMILIES["source"] + "guizhou-2023-status-report/observation-registered-trademarks-2023"
VALUE, CONCERNS, LABEL = QS + "value", QS + "concerns", RDFS + "label"
DIGITS = "0.123456789012345678901234567891"

Triples = list[ox.Triple]


@pytest.fixture(scope="module")
def triples(project: Project) -> Triples:
    return [triple for path in project.graph_files for triple in read(path).triples]


def with_value(triples: Triples) -> Triples:
    """Return the statements with a value of 30 digits in place of one."""
    subject, predicate = ox.NamedNode(OBSERVATION), ox.NamedNode(VALUE)
    number = ox.Literal(DIGITS, datatype=ox.NamedNode(XSD + "decimal"))
    rest = [each for each in triples if (each.subject, each.predicate) != (subject, predicate)]
    return [*rest, ox.Triple(subject, predicate, number)]


def with_second_value(triples: Triples) -> Triples:
    """Return the statements with two things that a claim concerns."""
    things = (FAMILIES["region"] + "guizhou", FAMILIES["region"] + "yunnan")
    subject, predicate = ox.NamedNode(OBSERVATION), ox.NamedNode(CONCERNS)
    return [*triples, *(ox.Triple(subject, predicate, ox.NamedNode(each)) for each in things)]


def without(drop: Callable[[ox.Triple], bool]) -> Callable[[Triples], Triples]:
    """Return a function that leaves out some statements."""
    return lambda triples: [triple for triple in triples if not drop(triple)]


def is_of_a_target(triple: ox.Triple) -> bool:
    return triple.predicate.value == RDF_TYPE and triple.object == ox.NamedNode(QS + "Target")


def is_a_chinese_label(triple: ox.Triple) -> bool:
    return (
        triple.predicate.value in (LABEL, SKOS + "prefLabel")
        and isinstance(triple.object, ox.Literal)
        and triple.object.language != "en"
        and not str(triple.subject).startswith(f"<{QS}")
    )


def is_a_note(triple: ox.Triple) -> bool:
    return triple.predicate.value == SKOS + "note"


CHANGES = {
    "a value of 30 digits": with_value,
    "a second value": with_second_value,
    "a class without records": without(is_of_a_target),
    "no labels in Chinese": without(is_a_chinese_label),
    "a property that no record states": without(is_a_note),
}


@pytest.fixture(params=CHANGES, scope="module")
def changed(request: pytest.FixtureRequest, triples: Triples, project: Project) -> Book:
    """The tables of the graph after a change."""
    graph = Records(CHANGES[request.param](triples))
    shapes = [triple for path in project.shapes for triple in read(path).triples]
    return Book(sheets_of(graph, Properties(graph, shapes), set(graph.subjects)))


def schemas_of(book: Book) -> dict[str, tuple[Column, ...]]:
    return {sheet.name: sheet.columns for sheet in book.sheets}


def test_sheets_and_columns_are_the_same_after_a_change_of_the_data(changed: Book, book: Book) -> None:
    assert schemas_of(changed) == schemas_of(book)
    assert [sheet.rows for sheet in changed.sheets] != [sheet.rows for sheet in book.sheets]


def test_the_description_of_the_csv_files_is_the_same_for_a_part_of_the_graph(
    project: Project, book: Book
) -> None:
    part = book_of(project, ["guizhou-2023-status-report"])
    assert write_csvw(part)[METADATA] == write_csvw(book)[METADATA]


def test_the_parquet_files_of_two_exports_unite(project: Project, book: Book, triples: Triples) -> None:
    part = write_parquet(book_of(project, ["guizhou-2023-status-report"]))
    graph = Records(with_second_value(triples))
    shapes = [triple for path in project.shapes for triple in read(path).triples]
    later = write_parquet(
        Book(
            sheets_of(graph, Properties(graph, shapes), set(graph.subjects)),
            (),
            (),
            book.licence,
            book.citation,
        )
    )
    whole = write_parquet(book)
    assert list(part) == list(whole) == list(later)
    for name, content in whole.items():
        tables = [pq.read_table(BytesIO(each)) for each in (content, part[name], later[name])]
        assert all(each.schema.equals(tables[0].schema, check_metadata=True) for each in tables), name
        assert pa.concat_tables(tables).num_rows == sum(each.num_rows for each in tables)


def test_a_value_of_30_digits_is_kept_in_csv_and_refused_in_parquet(
    project: Project, triples: Triples
) -> None:
    graph = Records(with_value(triples))
    shapes = [triple for path in project.shapes for triple in read(path).triples]
    book = Book(sheets_of(graph, Properties(graph, shapes), {OBSERVATION}))
    assert DIGITS in write_csvw(book)["observation.csv"].decode()
    with pytest.raises(KgError, match=r"registered-trademarks-2023>, value: 0\.1234.* more digits"):
        write_parquet(book)


# --- the rule ------------------------------------------------------------------------------------------

ONTOLOGY = """
qs:Claim a owl:Class .
qs:Goal a owl:Class ; rdfs:subClassOf qs:Claim .
qs:Region a owl:Class .
qs:Province a owl:Class ; rdfs:subClassOf qs:Region .
qs:one a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:domain qs:Claim ; rdfs:range xsd:decimal .
qs:about a owl:ObjectProperty ; rdfs:domain qs:Claim ; rdfs:range qs:Region ; owl:inverseOf qs:aboutOf .
qs:aboutOf a owl:ObjectProperty ; rdfs:domain qs:Region ; rdfs:range qs:Claim .
qs:any a owl:DatatypeProperty ; rdfs:domain owl:Thing ; rdfs:range xsd:string .
qs:code a owl:DatatypeProperty ; rdfs:domain qs:Province ; rdfs:range xsd:string .
:goal a sh:NodeShape ; sh:targetClass qs:Goal ; sh:property :goal-about, :goal-any, :goal-page .
:goal-about sh:path qs:about ; sh:maxCount 1 .
:goal-any sh:path qs:any .
:goal-page sh:path foaf:page ; sh:nodeKind sh:IRI .
:province a sh:NodeShape ; sh:targetClass qs:Province ; sh:property :province-code .
:province-code sh:path qs:code ; sh:maxCount 1 .
"""


def columns(sheet: str, more: str = "") -> dict[str, tuple[str, bool]]:
    """Return kind and number of the values of each column that states a property."""
    (found,) = (each for each in sheets_in(ONTOLOGY + more) if each.name == sheet)
    return {each.name: (each.kind, each.many) for each in found.columns if each.property is not None}


def test_a_class_has_the_properties_of_its_domains_and_shapes_and_of_the_classes_above() -> None:
    assert columns("goal") == {
        "one": ("decimal", False),
        "about": ("iri", False),
        "any": ("text", True),
        "page": ("iri", True),
    }


def test_a_sheet_has_the_properties_of_its_subclasses_and_a_limit_counts_only_if_all_have_it() -> None:
    assert columns("region") == {"class": ("iri", False), "code": ("text", True)}
    shape = ":region a sh:NodeShape ; sh:targetClass qs:Region ; sh:property :r ."
    assert columns("region", shape + ":r sh:path qs:code ; sh:maxCount 1 .")["code"] == ("text", False)


def test_the_inverse_of_a_property_has_a_column_only_if_a_shape_describes_it() -> None:
    shape = ":region a sh:NodeShape ; sh:targetClass qs:Region ; sh:property :r . :r sh:path qs:aboutOf ."
    assert "about_of" not in columns("region")
    assert columns("region", shape)["about_of"] == ("iri", True)


def test_a_property_that_a_shape_forbids_has_no_column() -> None:
    assert "one" not in columns("goal", ":goal sh:property :no . :no sh:path qs:one ; sh:maxCount 0 .")


@pytest.mark.parametrize(
    "shape",
    [
        ":goal sh:property :nothing .",
        ":goal sh:property :no-path . :no-path sh:maxCount 1 .",
        ":goal sh:property :alternatives . :alternatives sh:path [ sh:alternativePath ( qs:one qs:any ) ] .",
        ":goal-any sh:languageIn rdf:nil .",
        ":goal-any sh:languageIn :ring . :ring rdf:rest :ring .",
    ],
)
def test_a_shape_that_says_nothing_of_a_property_changes_nothing(shape: str) -> None:
    assert columns("goal", shape) == columns("goal")


def test_values_are_single_exactly_where_the_graph_allows_one(book: Book) -> None:
    target = {each.name: each.many for each in sheet_of(book, "target").columns}
    assert not any(target[name] for name in ("value", "indicator", "period", "region", "part_of"))
    assert all(
        target[name] for name in ("concerns", "place", "realises", "evidence", "quote", "evidence_kind_en")
    )
