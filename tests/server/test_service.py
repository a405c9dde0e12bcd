"""The SPARQL endpoint beyond the protocol: formats, prefixes, its description, and other sites."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.graph import Graph
from kg.rdf.namespaces import FAMILIES
from kg.server.clauses import graphs_named
from kg.server.dataset import dataset_of, named_dataset
from tests.server.serving import Client, serving_graph

ODD = (
    'SELECT ?text ?tagged ?number ?iri ?none { VALUES (?text ?tagged ?number ?iri) { ("a\\n\\"b\\", <&>\\t" '
    '"贵州"@zh-Hans 1.50 <https://example.org/é?a=b&c> ) ("=1+1" ""@en-GB "x"^^<urn:t> <urn:x>) } }'
)


def test_the_formats_have_the_same_rows(client: Client) -> None:
    parsed = []
    for form, kind in (
        (ox.QueryResultsFormat.JSON, "application/sparql-results+json"),
        (ox.QueryResultsFormat.XML, "application/sparql-results+xml"),
        (ox.QueryResultsFormat.TSV, "text/tab-separated-values"),
    ):
        found = ox.parse_query_results(client.query(ODD, kind).content, format=form)
        assert isinstance(found, ox.QuerySolutions)
        names = [each.value for each in found.variables]
        parsed.append((names, [[str(term) for term in row] for row in found]))
    assert parsed[0][0] == ["text", "tagged", "number", "iri", "none"]
    assert parsed[0][1][0][:3] == [
        '"a\\n\\"b\\", <&>\\t"',
        '"贵州"@zh-hans',
        '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    ]
    assert parsed[1] == parsed[0]
    assert parsed[2] == parsed[0]


def test_csv_has_plain_values_and_the_line_ends_of_the_standard(client: Client) -> None:
    text = client.query(ODD, "text/csv").text
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["text", "tagged", "number", "iri", "none"]
    assert rows[1] == ['a\n"b", <&>\t', "贵州", "1.5", "https://example.org/é?a=b&c", ""]
    assert text.startswith("text,tagged,number,iri,none\r\n")


def test_blank_nodes_keep_their_identity_in_every_format(client: Client) -> None:
    asked = "SELECT ?a ?b { VALUES ?x { 1 } BIND(BNODE() AS ?a) BIND(?a AS ?b) }"
    cells = client.query(asked).rows[0]
    assert (cells["a"]["type"], cells["a"]) == ("bnode", cells["b"])
    root = ElementTree.fromstring(client.query(asked, "application/sparql-results+xml").content)
    first, second = (each.text for each in root.iter("{http://www.w3.org/2005/sparql-results#}bnode"))
    assert first == second


def test_an_answer_to_ask(client: Client) -> None:
    assert json.loads(client.query("ASK { region:guizhou a qs:City }").content) == {
        "head": {},
        "boolean": False,
    }
    text = client.query("ASK {}", "application/sparql-results+xml").text
    assert ElementTree.fromstring(text)[1].text == "true"


def test_triples_are_the_same_in_every_format_and_each_once(client: Client) -> None:
    asked = "CONSTRUCT { ?s rdfs:label ?l } { ?s a qs:Province ; rdfs:label ?l ; ?p ?o }"
    found = []
    for form, kind in (
        (ox.RdfFormat.TURTLE, "text/turtle"),
        (ox.RdfFormat.N_TRIPLES, "application/n-triples"),
        (ox.RdfFormat.RDF_XML, "application/rdf+xml"),
        (ox.RdfFormat.JSON_LD, "application/ld+json"),
    ):
        content = client.query(asked, kind).content
        triples = [quad.triple for quad in ox.parse(content, format=form)]
        assert len(triples) == len(set(triples)) > 60
        found.append(set(triples))
    assert found[1:] == found[:1] * 3


def test_a_character_that_xml_does_not_allow_is_refused_in_xml_only(client: Client) -> None:
    asked = 'SELECT ("\\u0001" AS ?x) {}'
    assert client.query(asked).rows == [{"x": {"type": "literal", "value": "\x01"}}]
    reply = client.query(asked, "application/sparql-results+xml")
    assert (reply.status, "XML does not allow" in reply.text) == (400, True)
    asked = 'CONSTRUCT { <urn:a> <urn:b> "\\u0001" } {}'
    assert client.query(asked, "application/rdf+xml").status == 400


def test_prefixes_of_the_project_are_declared(client: Client) -> None:
    assert len(client.query("SELECT ?s { ?s a qs:Province }").rows) == 31
    asked = "PREFIX qs: <urn:other:> ASK { ?s a qs:Province }"
    assert json.loads(client.query(asked).content)["boolean"] is False


@pytest.mark.parametrize(
    "asked",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_a_query_to_another_server_is_refused(client: Client, asked: str) -> None:
    assert client.query(asked).status == 400


def test_the_named_graphs_can_be_listed(client: Client) -> None:
    rows = client.query("SELECT ?g { GRAPH ?g { } }").rows
    assert FAMILIES["graph"] + "regions" in {row["g"]["value"] for row in rows}


def test_the_default_graph_is_the_graph_of_the_command_line(client: Client, graph: Graph) -> None:
    asked = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    (((number,),),) = (graph.store.query(asked).rows,)
    assert client.query(asked).rows[0]["n"]["value"] == getattr(number, "value", None)


def test_a_triple_of_two_graphs_is_in_the_default_graph_once() -> None:
    store = ox.Store()
    store.update(
        "INSERT DATA { GRAPH <urn:a> { <urn:s> <urn:p> 1, 2 } GRAPH <urn:b> { <urn:s> <urn:p> 2, 3 } }"
    )
    dataset = named_dataset(store)
    assert (dataset.triples, dataset.sizes) == (3, {"urn:a": 2, "urn:b": 2})
    loaded = ox.Store()
    loaded.load(dataset.nquads, format=ox.RdfFormat.N_QUADS)
    found = loaded.query("SELECT * { ?s ?p ?o }")
    assert len(list(found)) == 3  # type: ignore[arg-type]


def test_the_graphs_of_the_project_share_no_triple(graph: Graph) -> None:
    dataset = dataset_of(graph.project)
    assert dataset.triples == sum(dataset.sizes.values()) > 60_000


# --- description, and other sites -----------------------------------------------------------------------


SD = "http://www.w3.org/ns/sparql-service-description#"


def test_without_a_query_the_service_describes_itself(client: Client) -> None:
    forms = {
        "text/turtle": ox.RdfFormat.TURTLE,
        "application/n-triples": ox.RdfFormat.N_TRIPLES,
        "application/rdf+xml": ox.RdfFormat.RDF_XML,
        "application/ld+json": ox.RdfFormat.JSON_LD,
    }
    for kind, form in forms.items():
        reply = client.get("/sparql", Accept=kind)
        assert (reply.status, reply.kind) == (200, kind)
        store = ox.Store()
        store.load(reply.content, format=form)
        asked = (
            f"PREFIX sd: <{SD}> PREFIX void: <http://rdfs.org/ns/void#> SELECT ?service ?triples ?size {{"
            " ?service a sd:Service ; sd:endpoint ?service ; sd:supportedLanguage sd:SPARQL11Query ;"
            " sd:feature sd:UnionDefaultGraph ; sd:defaultDataset ?set ."
            " ?set sd:defaultGraph [ void:triples ?triples ] ; sd:namedGraph [ sd:name"
            f" <{FAMILIES['graph']}regions> ; sd:graph [ void:triples ?size ] ] }}"
        )
        found = store.query(asked)
        assert isinstance(found, ox.QuerySolutions)
        (row,) = found
        assert row["service"] == ox.NamedNode(f"{client.address}/sparql")
        counted = client.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]["n"]["value"]
        assert row["triples"].value == counted
        counted = client.query("SELECT (COUNT(*) AS ?n) { GRAPH graph:regions { ?s ?p ?o } }").rows[0]["n"]
        assert row["size"].value == counted["value"]


def test_the_description_is_not_offered_as_rows(client: Client) -> None:
    assert client.get("/sparql", Accept="text/csv").status == 406


def test_a_browser_without_a_query_gets_the_page_for_queries(client: Client) -> None:
    reply = client.get("/sparql", Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (reply.status, reply.headers["Location"]) == (303, "/sparql/")
    assert client.get("/sparql/").status == 200


def test_scripts_of_other_sites_may_query(client: Client) -> None:
    reply = client.send(
        "OPTIONS",
        "/sparql",
        None,
        {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"},
    )
    assert (reply.status, reply.content) == (204, b"")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in reply.headers["Access-Control-Allow-Headers"]
    for answer in (client.query("ASK {}"), client.query("ASK")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_client_that_has_an_answer_does_not_get_it_again(client: Client) -> None:
    target = "/sparql?query=ASK%20%7B%7D"
    tag = client.get(target).headers["ETag"]
    assert client.get(target, If_None_Match=tag).status == 304
    reply = client.post("application/sparql-query", "ASK {}", If_None_Match=tag)
    assert reply.status == 200


def test_errors_are_in_the_language_of_the_server(graph: Graph) -> None:
    with serving_graph(graph, lang="zh") as chinese:
        assert "请修改查询" in chinese.query("ASK").text
        assert chinese.query("ASK FROM <urn:x> {}").text.startswith("没有图 urn:x")


# --- the clause FROM ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "graphs"),
    [
        ("SELECT * { ?s ?p ?o }", []),
        ("SELECT * FROM <urn:a> { ?s ?p ?o }", ["urn:a"]),
        ("SELECT * FROM<urn:a>FROM NAMED<urn:b>{}", ["urn:a", "urn:b"]),
        ("SELECT * from named <urn:a> { }", ["urn:a"]),
        ("SELECT * FROM # <urn:x>\n <urn:a> { }", ["urn:a"]),
        ("SELECT * FROM <urn:\\u0061> { }", ["urn:a"]),
        ("SELECT * FROM graph:x { }", [FAMILIES["graph"] + "x"]),
        ("PREFIX graph: <urn:> SELECT * FROM graph:x { }", ["urn:x"]),
        ("PREFIX : <urn:> SELECT * FROM :x { }", ["urn:x"]),
        ("PREFIX p: <urn:> SELECT * FROM p: { }", ["urn:"]),
        ("PREFIX p: <urn:> SELECT * FROM p:a\\-b { }", ["urn:a-b"]),
        ("BASE <http://e.org/x/> SELECT * FROM <y> { }", ["http://e.org/x/y"]),
        ("BASE <http://e.org/> PREFIX p: <q#> SELECT * FROM p:r { }", ["http://e.org/q#r"]),
        ('SELECT * { ?s ?p "FROM <urn:a>" }', []),
        ("SELECT * { ?s ?p '''FROM <urn:a>''' }", []),
        ("# FROM <urn:a>\nSELECT * { ?from <urn:a> ?o }", []),
        ("SELECT * { ?s qs:from <urn:a> }", []),
        ("SELECT * FROM ?x <urn:a>", []),
        ("SELECT * FROM NAMED NAMED <urn:a>", []),
    ],
)
def test_the_graphs_that_a_query_names_are_found(asked: str, graphs: list[str]) -> None:
    assert graphs_named(asked) == graphs
