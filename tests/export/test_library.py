"""The query library as RDF: SHACL's own words, and texts that give the golden rows when they are run."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

from kg.errors import KgError
from kg.export import export, format_of
from kg.export.library import LIBRARY, RESULT_VARIABLE, prefixes_of, query_iri, write_library
from kg.project import Project
from kg.query.catalog import CannedQuery, read_query
from kg.rdf.namespaces import BASE, DCTERMS, FAMILIES, PREFIXES, SCHEMA, SKOS
from kg.rdf.results import write_answer
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import canonical_form, parse, read
from tests.length import sampled
from tests.queries.rows import PROJECT
from tests.queries.test_library import GOLDEN, QUESTIONS

QUERIES = [read_query(path) for path in PROJECT.queries]
PARAMETERS = [(query, name) for query in QUERIES for name in query.parameters]

every_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
some_queries = pytest.mark.parametrize("query", sampled(QUERIES, 8), ids=lambda query: query.name)
some_questions = pytest.mark.parametrize("path", sampled(QUESTIONS, 8), ids=lambda path: path.stem)
every_parameter = pytest.mark.parametrize(
    ("query", "name"), PARAMETERS, ids=lambda part: part.name if isinstance(part, CannedQuery) else part
)
some_parameters = pytest.mark.parametrize(
    ("query", "name"),
    sampled(PARAMETERS, 8),
    ids=lambda part: part.name if isinstance(part, CannedQuery) else part,
)


@pytest.fixture(scope="module")
def content(project: Project) -> bytes:
    return write_library(project)


@pytest.fixture(scope="module")
def library(content: bytes) -> Graph:
    """The library as rdflib reads it."""
    return Graph().parse(data=content, format="turtle")


def text_in(library: Graph, query: str) -> str:
    """Return the text of a query as the library has it."""
    found = library.value(URIRef(query_iri(query)), SH.select, any=False)
    assert isinstance(found, Literal)
    return str(found)


# --- the texts -----------------------------------------------------------------------------------------


@some_questions
def test_the_text_taken_from_the_library_gives_the_golden_rows(
    path: Path, library: Graph, store: EmbeddedStore
) -> None:
    golden = (GOLDEN / f"{path.stem}.csv").read_bytes().decode("utf-8")
    assert write_answer(store.query(text_in(library, path.stem)), "csv") == golden


@some_queries
def test_the_text_is_the_query_without_its_header(query: CannedQuery, library: Graph) -> None:
    text = text_in(library, query.name)
    assert "#+" not in text
    assert query.text.endswith("\n\n" + text)
    prepareQuery(text)


@some_queries
def test_the_text_also_runs_after_the_prefixes_of_the_library(
    query: CannedQuery, library: Graph, store: EmbeddedStore
) -> None:
    # A SHACL processor puts the prefixes of sh:prefixes before the text, so each comes twice.
    declared = {
        str(library.value(each, SH.prefix)): str(library.value(each, SH.namespace))
        for each in library.objects(URIRef(LIBRARY), SH.declare)
    }
    assert {prefix: PREFIXES[prefix] for prefix in declared} == declared
    assert prefixes_of([query]).items() <= declared.items()
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in declared.items())
    text = text_in(library, query.name)
    prepareQuery(prologue + text)
    assert store.query(prologue + text) == store.query(text)


@some_parameters
def test_a_value_written_between_the_braces_gives_the_rows_of_the_command(
    query: CannedQuery, name: str, library: Graph, store: EmbeddedStore
) -> None:
    example = library.value(URIRef(f"{query_iri(query.name)}/{name}"), URIRef(SKOS + "example"), any=False)
    assert example is not None
    place = re.compile(rf"VALUES \?{name} \{{[^}}]*\}}")
    text, places = place.subn(lambda _: f"VALUES ?{name} {{ {example.n3()} }}", text_in(library, query.name))
    assert places > 0
    rows = store.query(text)
    assert len(rows) > 0
    assert rows == store.query(query.bind({name: query.parameters[name].example}))


# --- what is said of them ------------------------------------------------------------------------------


def test_every_query_is_in_the_library_and_nothing_else(library: Graph) -> None:
    found = {str(each) for each in library.subjects(RDF.type, SH.SPARQLSelectExecutable)}
    assert found == {query_iri(query.name) for query in QUERIES}
    assert found == {str(each) for each in library.subjects(RDF.type, SH.SPARQLExecutable)}


@every_query
def test_title_description_theme_and_columns_are_those_of_the_header(
    query: CannedQuery, library: Graph
) -> None:
    iri = URIRef(query_iri(query.name))
    for predicate, words in ((RDFS.label, query.title), (RDFS.comment, query.description)):
        assert set(library.objects(iri, predicate)) == {
            Literal(words["en"].strip(), lang="en"),
            Literal(words["zh"].strip(), lang="zh-Hans"),
        }
    assert list(library.objects(iri, URIRef(SCHEMA + "keywords"))) == [Literal(query.theme)]
    columns = {str(each) for each in library.objects(iri, URIRef(RESULT_VARIABLE))}
    assert columns == set(query.columns)
    assert len(columns) == len(query.columns)
    assert {str(each).rpartition("/")[2] for each in library.objects(iri, SH.parameter)} == set(
        query.parameters
    )


@every_parameter
def test_a_parameter_says_its_path_type_and_default(query: CannedQuery, name: str, library: Graph) -> None:
    iri, parameter = URIRef(f"{query_iri(query.name)}/{name}"), query.parameters[name]
    said = {
        predicate: set(library.objects(iri, predicate))
        for predicate in (SH.path, SH.optional, SH.description, SH.nodeKind, SH.datatype)
    }
    assert said[SH.path] == {URIRef(FAMILIES["parameter"] + name)}
    assert said[SH.optional] == {Literal(True)}
    assert said[SH.description] == {Literal(parameter.en, lang="en"), Literal(parameter.zh, lang="zh-Hans")}
    classes = {str(each) for each in library.objects(iri, SH["class"])}
    classes |= {str(each) for each in library.objects(iri, URIRef(SCHEMA + "rangeIncludes"))}
    assert classes == set(parameter.classes)
    assert len(list(library.objects(iri, SH["class"]))) <= 1, "two would be asked for at once"
    if parameter.type == "iri":
        assert (said[SH.nodeKind], said[SH.datatype]) == ({SH.IRI}, set())
    else:
        xsd = Namespace("http://www.w3.org/2001/XMLSchema#")
        assert (said[SH.nodeKind], said[SH.datatype]) == (set(), {xsd[parameter.type]})
    defaults = [each.n3() for each in library.objects(iri, SH.defaultValue)]
    assert defaults == default_of(query, name)
    assert len(defaults) <= 1, "SHACL knows one default"


def default_of(query: CannedQuery, name: str) -> list[str]:
    """Return the terms of a parameter's default as rdflib reads them."""
    if query.parameters[name].default.strip() == "":
        return []
    prologue = "\n".join(re.findall(r"^PREFIX .*$", query.body, re.MULTILINE))
    place = f"VALUES ?{name} {{ {query.parameters[name].default} }}"
    rows = Graph().query(f"{prologue} SELECT ?{name} {{ {place} }}")
    return [row[0].n3() for row in rows]  # type: ignore[index]


def test_choices_and_bounds_are_those_of_the_header(library: Graph) -> None:
    strictness = URIRef(f"{query_iri('measure-matrix')}/strictness")
    listed = library.value(strictness, SH["in"])
    assert listed is not None
    assert [str(each) for each in library.items(listed)] == ["plan", "source"]
    assert set(library.subjects(SH["in"])) == {
        URIRef(f"{query_iri(query.name)}/{each.name}")
        for query in QUERIES
        for each in query.parameters.values()
        if len(each.choices) > 0
    }
    minimum = URIRef(f"{query_iri('recurring-measures')}/minimum")
    assert library.value(minimum, SH.minInclusive) == Literal(1)


def test_the_defaults_of_the_committed_queries_are_found(library: Graph) -> None:
    iri = URIRef(query_iri("recurring-measures") + "/minimum")
    assert library.value(iri, SH.defaultValue) == Literal(2)


def test_the_order_of_parameters_is_that_of_the_header(library: Graph) -> None:
    iri = URIRef(query_iri("target-cascade"))
    found = {
        int(str(library.value(each, SH.order))): str(library.value(each, SH.name))
        for each in library.objects(iri, SH.parameter)
    }
    assert [found[number] for number in sorted(found)] == [
        "national_indicator",
        "region",
        "stance",
        "strictness",
    ]


def test_the_library_says_how_a_value_is_given_and_its_licence(library: Graph) -> None:
    iri = URIRef(LIBRARY)
    languages = sorted(str(getattr(each, "language", "")) for each in library.objects(iri, RDFS.comment))
    assert languages == ["en", "zh-Hans"]
    assert all("VALUES ?name { UNDEF }" in str(each) for each in library.objects(iri, RDFS.comment))
    assert library.value(iri, URIRef(DCTERMS + "license")) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )


# --- the RDF -------------------------------------------------------------------------------------------


def test_every_term_of_the_sh_namespace_exists(library: Graph) -> None:
    shacl = Graph().parse(data=(files("pyshacl") / "assets" / "shacl.ttl").read_bytes(), format="turtle")
    used = {term for triple in library for term in triple if str(term).startswith(str(SH))}
    assert len(used) > 15
    assert [term for term in used if (term, None, None) not in shacl] == []


def test_the_parameters_are_well_formed_by_the_shapes_of_shacl(library: Graph) -> None:
    data, shapes = Graph(), (files("pyshacl") / "assets" / "shacl-shacl.ttl").read_bytes()
    data += library
    for parameter in library.subjects(RDF.type, SH.Parameter):
        data.add((parameter, RDF.type, SH.PropertyShape))  # which a parameter is, by its class
    rules = Graph().parse(data=shapes, format="turtle")
    conforms, _, report = validate(data, shacl_graph=rules)
    assert conforms, report
    broken = URIRef(f"{query_iri('recurring-measures')}/minimum")
    data.add((broken, SH.path, URIRef(FAMILIES["parameter"] + "other")))
    assert not validate(data, shacl_graph=rules)[0], "a second path is a fault"


def test_the_library_is_in_the_canonical_form_without_blank_nodes(content: bytes) -> None:
    text = content.decode("utf-8")
    triples = list(parse(text, Path("queries.ttl")).triples)
    assert canonical_form(triples) == text
    nodes = [term for triple in triples for term in (triple.subject, triple.object)]
    assert [node for node in nodes if isinstance(node, ox.BlankNode)] == []


def test_everything_described_is_in_the_namespace_of_the_project(library: Graph) -> None:
    assert all(str(subject).startswith(BASE) for subject in library.subjects())
    taken = {str(triple.subject).strip("<>") for path in PROJECT.graph_files for triple in read(path).triples}
    assert {str(subject) for subject in library.subjects()} & taken == set()


def test_a_graph_cannot_be_chosen_for_queries(project: Project) -> None:
    with pytest.raises(KgError, match="belong to no graph; leave out --graph") as caught:
        export(project, format_of("sparql-library", None), ["regions"])
    assert "请去掉 --graph" in caught.value.message("zh")
