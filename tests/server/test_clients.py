"""Other programs as clients: SPARQLWrapper, rdflib, curl, and kg itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib import Graph as RdflibGraph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.graph import Graph
from kg.query.catalog import Catalog
from kg.rdf.endpoint import RemoteStore
from kg.rdf.namespaces import BASE
from kg.server.settings import ServerLimits
from tests.conftest import Run
from tests.queries.rows import PROJECT
from tests.server.serving import PATIENCE, Client, serving_graph

PROVINCES = (
    "SELECT ?s ?name { ?s a qs:Province ; rdfs:label ?name FILTER(lang(?name) = 'zh-hans') } ORDER BY ?s"
)
NAMES = Catalog(PROJECT.queries).names


# --- SPARQLWrapper --------------------------------------------------------------------------------------


def converted(wrapper: SPARQLWrapper) -> Any:  # noqa: ANN401  (its type depends on the format)
    """Return an answer as SPARQLWrapper converts it."""
    return wrapper.queryAndConvert()


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("direct", [False, True])
def test_sparqlwrapper_gets_rows(client: Client, method: str, direct: bool) -> None:
    wrapper = SPARQLWrapper(f"{client.address}/sparql")
    wrapper.setMethod(method)
    if direct and method == POST:
        wrapper.setRequestMethod("postdirectly")
    wrapper.setQuery(PROVINCES)
    wrapper.setReturnFormat(JSON)
    rows = converted(wrapper)["results"]["bindings"]
    assert len(rows) == 31
    assert rows[0]["s"]["value"] == BASE + "region/anhui"
    wrapper.setReturnFormat(XML)
    assert len(converted(wrapper).getElementsByTagName("result")) == 31
    wrapper.setReturnFormat(CSV)
    assert len(converted(wrapper).splitlines()) == 32


def test_sparqlwrapper_gets_triples_and_yes_or_no(client: Client) -> None:
    wrapper = SPARQLWrapper(f"{client.address}/sparql")
    wrapper.setQuery("ASK { region:guizhou a qs:Province }")
    wrapper.setReturnFormat(JSON)
    assert converted(wrapper)["boolean"] is True
    wrapper.setQuery("CONSTRUCT WHERE { region:guizhou ?p ?o }")
    wrapper.setReturnFormat(TURTLE)
    turtle = RdflibGraph().parse(data=converted(wrapper), format="turtle")
    wrapper.setReturnFormat(RDFXML)
    assert set(converted(wrapper)) == set(turtle)
    assert len(turtle) > 3


def test_sparqlwrapper_shows_what_is_wrong(client: Client) -> None:
    wrapper = SPARQLWrapper(f"{client.address}/sparql")
    wrapper.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed, match="not valid SPARQL"):
        wrapper.query()


# --- rdflib ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_queries_the_endpoint_as_a_store(client: Client, method: str) -> None:
    remote = RdflibGraph(SPARQLStore(f"{client.address}/sparql", method=method))
    found = list(remote.query(PROVINCES))
    assert len(found) == 31
    guizhou = URIRef(BASE + "region/guizhou")
    assert (guizhou, None, None) in remote
    assert Literal("贵州省", lang="zh-hans") in set(remote.objects(guizhou))
    assert len(remote) > 60_000
    assert not any(isinstance(each, BNode) for each in remote.objects(guizhou))


def test_rdflib_reads_an_iri_by_content_negotiation(client: Client) -> None:
    read = RdflibGraph().parse(f"{client.address}/region/guizhou")
    assert {str(each) for each in read.subjects()} == {BASE + "region/guizhou"}


# --- curl -----------------------------------------------------------------------------------------------


def curl(*arguments: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")
    done = subprocess.run([program, "-sS", *arguments], check=True, capture_output=True, timeout=PATIENCE)
    return done.stdout.decode()


def test_curl_gets_rows_and_pages(client: Client) -> None:
    endpoint = f"{client.address}/sparql"
    asked = ("--data-urlencode", f"query={PROVINCES}")
    assert len(json.loads(curl(endpoint, *asked))["results"]["bindings"]) == 31
    assert curl(endpoint, "-G", "-H", "Accept: text/csv", *asked).startswith("s,name\r\n")
    sent = ("-H", "Content-Type: application/sparql-query", "--data-binary", "ASK {}")
    assert json.loads(curl(endpoint, "--compressed", *sent))["boolean"] is True
    page = curl("-L", "--compressed", f"{client.address}/region/guizhou")
    assert page.startswith("<!doctype html>")
    turtle = curl("-L", "-H", "Accept: text/turtle", f"{client.address}/region/guizhou")
    assert turtle.startswith(f"<{BASE}region/guizhou>")


# --- kg -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_canned_query_has_the_same_rows_as_on_the_files(client: Client, graph: Graph, name: str) -> None:
    query = graph.catalog.get(name).bind({})
    remote = RemoteStore(f"{client.address}/sparql")
    there, here = remote.query(query), graph.store.query(query)
    assert there.columns == here.columns
    assert there.rows == here.rows


def test_the_command_queries_the_endpoint(client: Client, kg: Run) -> None:
    for arguments in (
        ("query", "target-cascade", "-p", "region", "广东", "-f", "csv"),
        (
            "query",
            "evidence",
            "-p",
            "claim",
            "source:guizhou-2023-implementing-opinion/task-18",
            "-f",
            "json",
        ),
        ("query", "-e", PROVINCES, "-f", "csv"),
        ("query", "-e", "ASK { ?s a qs:Province }", "-f", "csv"),
        ("query", "-e", "DESCRIBE region:guizhou", "-f", "ttl"),
        ("cite", "source:guizhou-2023-implementing-opinion/task-18"),
    ):
        local = kg(*arguments)
        assert (local.code, len(local.out) > 10) == (0, True)
        assert kg(*arguments, "--endpoint", f"{client.address}/sparql") == local


def test_the_command_says_what_the_server_refuses(graph: Graph, kg: Run) -> None:
    with serving_graph(graph, limits=ServerLimits(seconds=PATIENCE, rows=10, processes=1)) as client:
        said = kg("query", "-e", "SELECT * { ?s ?p ?o }", "--endpoint", f"{client.address}/sparql")
    assert (said.code, said.out) == (2, "")
    assert "400 Bad Request: the answer has more than 10 rows; add LIMIT" in said.err
