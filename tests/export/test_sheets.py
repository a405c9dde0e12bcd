"""The sheets: one sheet per class, and every record of the graph only on the sheet of its class."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.errors import KgError, UnknownName
from kg.export.book import Book, book_of
from kg.export.cells import text_of
from kg.export.sheets import ABSTRACT, TableSheet
from kg.project import Project
from kg.rdf.namespaces import QS, RDFS, expand
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import read
from tests.export.conftest import records_of, sheet_of, sheets_in

PREFIXES = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

CLAIMS = ("target", "observation", "goal", "finding", "action", "role", "conferral", "lineage")


def asked(store: EmbeddedStore, sparql: str) -> list[str]:
    """Return the first column of the rows of a query."""
    return [row[0].value for row in store.query(PREFIXES + sparql).rows if row[0] is not None]


def iris_of(sheet: TableSheet) -> list[str]:
    return [text_of(row[0][0]) for row in sheet.rows]


def test_a_sheet_has_exactly_the_instances_of_its_class(book: Book, store: EmbeddedStore) -> None:
    for sheet in book.sheets:
        expected = asked(store, f"SELECT DISTINCT ?r {{ ?r a/rdfs:subClassOf* <{sheet.class_}> }}")
        assert sorted(iris_of(sheet)) == sorted(expected), sheet.name


def test_every_record_of_the_graph_has_exactly_one_row(book: Book, store: EmbeddedStore) -> None:
    rows = Counter(iri for sheet in book.sheets for iri in iris_of(sheet))
    assert [iri for iri, times in rows.items() if times > 1] == []
    # A record is what has a class that the ontology declares; a class or a property has none of those.
    assert sorted(rows) == sorted(asked(store, "SELECT DISTINCT ?r { ?r a ?class . ?class a owl:Class }"))


def test_only_terms_of_the_ontology_have_no_row(book: Book, store: EmbeddedStore) -> None:
    rows = {iri for sheet in book.sheets for iri in iris_of(sheet)}
    rest = set(asked(store, "SELECT DISTINCT ?s { ?s ?p ?o }")) - rows
    terms = "VALUES ?type { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty"
    terms += " owl:Ontology rdfs:Datatype }"
    assert rest <= set(asked(store, f"SELECT DISTINCT ?s {{ {terms} ?s a ?type }}"))


def test_the_claims_come_first_and_vocabularies_last(book: Book) -> None:
    names = [sheet.name for sheet in book.sheets]
    assert tuple(names[: len(CLAIMS)]) == CLAIMS
    assert names.index("section") < names.index("source") < names.index("region") < names.index("measure")
    assert names[-1] == "status"


def test_names_and_titles_of_sheets_are_unique(book: Book) -> None:
    for said in ([sheet.name for sheet in book.sheets], [sheet.title for sheet in book.sheets]):
        assert len(set(said)) == len(said)


def test_every_sheet_says_in_both_languages_what_a_row_is(book: Book) -> None:
    for sheet in book.sheets:
        assert "" not in (*sheet.title, *sheet.note), sheet.name
        assert sheet.note.zh != sheet.note.en, sheet.name


def test_a_task_is_among_the_actions_and_a_column_has_its_class(book: Book) -> None:
    action = sheet_of(book, "action")
    classes = Counter(text_of(record["class"][0]) for record in records_of(action).values())
    assert {QS + "Task", QS + "Project", QS + "Campaign", QS + "Action"} <= set(classes)
    assert "class" not in [column.name for column in sheet_of(book, "target").columns]


def test_rows_are_in_the_order_of_the_text(book: Book) -> None:
    for name in CLAIMS:
        places = [
            (record["source"][0], record.get("start", ()) == (), record.get("start", ())[:1])
            for record in records_of(sheet_of(book, name)).values()
        ]
        assert places == sorted(places), name


# --- a part of the graph -------------------------------------------------------------------------------


def test_a_part_of_the_graph_has_only_the_records_that_it_describes(project: Project, book: Book) -> None:
    part = book_of(project, ["guizhou-2023-status-report"])
    (path,) = project.files_of(["guizhou-2023-status-report"])
    described = {triple.subject.value for triple in read(path).triples}  # type: ignore[union-attr]
    assert {iri for sheet in part.sheets for iri in iris_of(sheet)} == described
    assert {iri for sheet in book.sheets for iri in iris_of(sheet)} > described
    assert part.graphs == ("guizhou-2023-status-report",)
    assert [each.name for each in part.sources] == ["guizhou-2023-status-report"]


def test_a_part_of_the_graph_has_the_same_sheets_and_columns_and_some_of_the_rows(
    project: Project, book: Book
) -> None:
    part = book_of(project, ["guizhou-2023-status-report"])
    assert [sheet.name for sheet in part.sheets] == [sheet.name for sheet in book.sheets]
    assert len([sheet for sheet in part.sheets if len(sheet.rows) == 0]) > 10
    for sheet in part.sheets:
        whole = sheet_of(book, sheet.name)
        assert sheet.columns == whole.columns
        assert sheet.types == whole.types
        assert set(sheet.rows) <= set(whole.rows)


def test_an_unknown_graph_is_named_with_the_nearest(project: Project) -> None:
    with pytest.raises(UnknownName) as caught:
        book_of(project, ["region"])
    assert caught.value.nearest == "regions"


# --- made-up records -----------------------------------------------------------------------------------

ONTOLOGY = """
qs:Agent a owl:Class ; rdfs:label "Agent"@en , "主体"@zh-Hans .
qs:Brand a owl:Class ; rdfs:label "Brand"@en .
qs:Person a owl:Class ; rdfs:subClassOf qs:Agent .
qs:Region a owl:Class .
qs:Province a owl:Class ; rdfs:subClassOf qs:Region .
skos:Concept a owl:Class .
skos:ConceptScheme a owl:Class .
qs:Sector a owl:Class ; rdfs:subClassOf skos:Concept .
:scheme a sh:NodeShape ; sh:targetClass skos:ConceptScheme ; sh:property :label .
:concept a sh:NodeShape ; sh:targetClass skos:Concept ; sh:property :label .
:label sh:path skos:prefLabel .
qs:size a owl:DatatypeProperty ; rdfs:domain qs:Brand ; rdfs:range xsd:integer .
"""


def test_a_class_has_a_sheet_of_its_own_or_that_of_the_highest_class_above_it() -> None:
    found = {
        each.name: len(each.rows) for each in sheets_in(ONTOLOGY + ":p a qs:Province . :r a qs:Region .")
    }
    assert found == {"brand": 0, "concept-scheme": 0, "person": 0, "region": 2, "sector": 0}


def test_a_record_of_a_class_that_only_groups_others_is_refused() -> None:
    with pytest.raises(KgError, match="qs:Agent has no table; give it a class below that one") as caught:
        sheets_in(ONTOLOGY + ":a a qs:Agent .")
    assert "https://example.org/a" in str(caught.value)
    assert "请改用其下位类" in caught.value.message("zh")


def test_a_class_that_only_groups_others_has_some_below_it_and_no_record(
    project: Project, book: Book
) -> None:
    graph = Records(triple for path in project.graph_files for triple in read(path).triples)
    for name in ABSTRACT:
        class_ = str(expand(name))
        assert any(class_ in graph.iris(each, RDFS + "subClassOf") for each in graph.subjects), name
        assert graph.of_class(class_) == []


def test_an_invalid_number_is_refused_and_its_record_named() -> None:
    with pytest.raises(KgError, match="'three' is not a valid integer") as caught:
        sheets_in(ONTOLOGY + ':e a qs:Brand ; qs:size "three"^^xsd:integer .')
    assert "https://example.org/e" in str(caught.value)
    assert "不是整数" in caught.value.message("zh")


def test_a_record_of_two_classes_of_one_sheet_is_refused() -> None:
    with pytest.raises(KgError, match="rdf:type has 2 values"):
        sheets_in(ONTOLOGY + ":p a qs:Province, qs:Region .")
