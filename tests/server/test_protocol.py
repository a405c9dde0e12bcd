"""The cases of the W3C's test suite of the SPARQL 1.1 Protocol, restated for a server that only reads."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from kg.rdf.namespaces import FAMILIES
from tests.server.serving import Client

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
REGIONS, UNITS = FAMILIES["graph"] + "regions", FAMILIES["graph"] + "units"
ROWS_KINDS = {"application/sparql-results+json", "application/sparql-results+xml"}
IN_REGIONS = "ASK { region:guizhou ?p ?o }"
IN_BOTH = "ASK { region:guizhou ?p ?o . unit:percent ?q ?r }"
NAMED = "ASK { GRAPH ?g { region:guizhou ?p ?o } GRAPH ?h { unit:percent ?q ?r } }"


def said_yes(client: Client, text: str, **fields: str | list[str]) -> list[bool]:
    """Send a query with fields by GET, and by POST as a form and as it is; return the answers."""
    more = urlencode(fields, doseq=True)
    replies = [
        client.get(f"/sparql?{urlencode({'query': text})}&{more}"),
        client.post(FORM, f"{urlencode({'query': text})}&{more}"),
        client.post(QUERY, text, f"/sparql?{more}"),
    ]
    assert [reply.status for reply in replies] == [200, 200, 200], replies
    return ['"boolean": true' in reply.text for reply in replies]


def test_a_query_by_get(client: Client) -> None:
    reply = client.get("/sparql?query=ASK%20%7B%7D")
    assert (reply.status, reply.kind in ROWS_KINDS) == (200, True)


def test_a_query_by_post_as_a_form(client: Client) -> None:
    reply = client.post(FORM, "query=ASK%20%7B%7D")
    assert (reply.status, reply.kind in ROWS_KINDS) == (200, True)


def test_a_query_by_post_as_it_is(client: Client) -> None:
    reply = client.post(QUERY, "ASK {}")
    assert (reply.status, reply.kind in ROWS_KINDS) == (200, True)


def test_parameters_of_content_types_are_accepted(client: Client) -> None:
    assert client.post(f"{QUERY}; charset=utf-8", "ASK {}").status == 200
    assert client.post(f'{FORM}; charset="UTF-8"', "query=ASK%20%7B%7D").status == 200
    assert client.post("Application/SPARQL-Query", "ASK {}").status == 200


def test_without_a_dataset_the_union_of_all_graphs_is_queried(client: Client) -> None:
    assert said_yes(client, IN_BOTH) == [True, True, True]
    assert said_yes(client, NAMED) == [True, True, True]


def test_one_default_graph(client: Client) -> None:
    fields = {"default-graph-uri": REGIONS}
    assert said_yes(client, IN_REGIONS, **fields) == [True, True, True]
    assert said_yes(client, IN_BOTH, **fields) == [False, False, False]
    assert said_yes(client, NAMED, **fields) == [False, False, False]


def test_several_default_graphs_are_merged(client: Client) -> None:
    fields = {"default-graph-uri": [REGIONS, UNITS]}
    assert said_yes(client, IN_BOTH, **fields) == [True, True, True]


def test_named_graphs(client: Client) -> None:
    fields = {"named-graph-uri": [REGIONS, UNITS]}
    assert said_yes(client, NAMED, **fields) == [True, True, True]
    assert said_yes(client, IN_REGIONS, **fields) == [False, False, False]


def test_one_named_graph_is_not_the_other(client: Client) -> None:
    assert said_yes(client, NAMED, **{"named-graph-uri": REGIONS}) == [False, False, False]


def test_default_and_named_graphs(client: Client) -> None:
    fields = {"default-graph-uri": REGIONS, "named-graph-uri": UNITS}
    asked = "ASK { region:guizhou ?p ?o GRAPH ?g { unit:percent ?q ?r } }"
    assert said_yes(client, asked, **fields) == [True, True, True]
    assert said_yes(client, IN_BOTH, **fields) == [False, False, False]


def test_the_dataset_of_the_request_has_priority(client: Client) -> None:
    asked = f"ASK FROM <{UNITS}> {{ region:guizhou ?p ?o }}"
    assert said_yes(client, asked) == [False, False, False]
    assert said_yes(client, asked, **{"default-graph-uri": REGIONS}) == [True, True, True]


def test_the_dataset_of_the_query(client: Client) -> None:
    assert said_yes(client, f"ASK FROM <{REGIONS}> {{ region:guizhou ?p ?o }}") == [True] * 3
    assert said_yes(client, f"ASK FROM graph:regions FROM <{UNITS}> {IN_BOTH[3:]}") == [True] * 3
    asked = f"ASK FROM NAMED <{REGIONS}> {{ GRAPH <{REGIONS}> {{ region:guizhou ?p ?o }} }}"
    assert said_yes(client, asked) == [True, True, True]
    asked = f"ASK FROM NAMED <{REGIONS}> {{ region:guizhou ?p ?o }}"
    assert said_yes(client, asked) == [False, False, False]


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_from_elsewhere_is_refused(client: Client, name: str) -> None:
    for graph in ("http://example.org/g", "file:///etc/passwd", "", "not an IRI", REGIONS + "x"):
        reply = client.query("ASK {}", **{name: graph})
        assert (reply.status, graph in reply.text) == (400, True)


@pytest.mark.parametrize(
    "clause",
    [
        "FROM <http://example.org/g>",
        "FROM NAMED <http://example.org/g>",
        "from <file:///etc/passwd>",
        f"FROM <{REGIONS}> FROM\n# a comment\n<http://example.org/g>",
        "FROM graph:nowhere",
        "FROM <graph/nowhere>",
    ],
)
def test_a_graph_from_elsewhere_in_the_query_is_refused(client: Client, clause: str) -> None:
    reply = client.query(f"ASK {clause} {{}}")
    assert (reply.status, "is not here" in reply.text) == (400, True)


@pytest.mark.parametrize(
    ("asked", "accept", "kind"),
    [
        ("SELECT (1 AS ?x) {}", "*/*", "application/sparql-results+json"),
        ("SELECT (1 AS ?x) {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT (1 AS ?x) {}", "text/csv", "text/csv"),
        ("SELECT (1 AS ?x) {}", "text/tab-separated-values", "text/tab-separated-values"),
        ("SELECT (1 AS ?x) {}", "application/xml;q=0.9, application/json", "application/json"),
        ("ASK {}", "*/*", "application/sparql-results+json"),
        ("ASK {}", "text/xml", "text/xml"),
        ("DESCRIBE region:guizhou", "*/*", "text/turtle"),
        ("DESCRIBE region:guizhou", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT WHERE { region:guizhou ?p ?o }", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT WHERE { region:guizhou ?p ?o }", "application/ld+json", "application/ld+json"),
    ],
)
def test_the_content_type_of_an_answer(client: Client, asked: str, accept: str, kind: str) -> None:
    reply = client.query(asked, accept)
    assert (reply.status, reply.kind, len(reply.content) > 0) == (200, kind, True)


@pytest.mark.parametrize(
    ("asked", "accept"),
    [
        ("SELECT (1 AS ?x) {}", "text/turtle"),
        ("SELECT (1 AS ?x) {}", "image/png"),
        ("ASK {}", "text/csv"),
        ("ASK {}", "text/tab-separated-values"),
        ("CONSTRUCT WHERE { region:guizhou ?p ?o }", "text/csv"),
        ("DESCRIBE region:guizhou", "application/sparql-results+json, */*;q=0"),
    ],
)
def test_a_format_that_an_answer_does_not_have_is_refused(client: Client, asked: str, accept: str) -> None:
    assert client.query(asked, accept).status == 406


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "PROPFIND", "TRACE"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    reply = client.send(method, "/sparql?query=ASK%20%7B%7D")
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_several_queries_are_refused(client: Client) -> None:
    fields = "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"
    assert client.get(f"/sparql?{fields}").status == 400
    assert client.post(FORM, fields).status == 400
    assert client.post(QUERY, "ASK {}", "/sparql?query=ASK%20%7B%7D").status == 400


def test_a_form_without_a_query_is_refused(client: Client) -> None:
    assert client.post(FORM, "default-graph-uri=" + quote(REGIONS)).status == 400


def test_a_query_in_the_url_of_a_form_is_refused(client: Client) -> None:
    assert client.post(FORM, "query=ASK%20%7B%7D", "/sparql?query=ASK%20%7B%7D").status == 400


@pytest.mark.parametrize(
    "kind", ["text/plain", "", "multipart/form-data; boundary=x", "application/json", "x"]
)
def test_other_content_types_are_refused(client: Client, kind: str) -> None:
    for body in ("ASK {}", "query=ASK%20%7B%7D"):
        reply = client.post(kind, body)
        assert (reply.status, reply.headers["Accept-Post"]) == (415, f"{QUERY}, {FORM}")


def test_a_query_in_another_encoding_is_refused(client: Client) -> None:
    assert client.post(QUERY, "ASK { ?s ?p '质' }".encode("utf-16")).status == 400
    assert client.post(QUERY, "ASK { ?s ?p '质' }".encode("gb18030")).status == 400
    assert client.post(f"{QUERY}; charset=utf-16", "ASK {}".encode("utf-16")).status == 415
    assert client.post(FORM, "query=ASK%20%7B%20%3Fs%20%3Fp%20%22%D6%CA%22%20%7D").status == 400
    assert client.get("/sparql?query=%ff%fe").status == 400
    assert client.post(QUERY, b"ASK {}", Content_Encoding="gzip").status == 415


@pytest.mark.parametrize(
    "asked", ["", " ", "ASK", "SELECT * {", "ASK { ?s }", "质量", "ASK { unknown:x ?p ?o }"]
)
def test_what_is_no_query_is_refused(client: Client, asked: str) -> None:
    for reply in (client.query(asked), client.post(QUERY, asked)):
        assert (reply.status, reply.kind) == (400, "text/plain")
        assert len(reply.text.splitlines()) == 1


UPDATES = (
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
    "CREATE GRAPH <urn:g>",
    "LOAD <file:///etc/passwd>",
    "LOAD <http://127.0.0.1/>",
    "COPY DEFAULT TO <urn:g>",
    "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
)


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_is_refused(client: Client, update: str) -> None:
    before = client.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    field = urlencode({"update": update})
    assert client.post(UPDATE, update).status == 403
    assert client.post(FORM, field).status == 403
    assert client.get(f"/sparql?{field}").status == 403
    assert client.post(FORM, f"{field}&query=ASK%20%7B%7D").status in (400, 403)
    assert client.query(update).status == 400
    assert client.post(QUERY, update).status == 400
    assert client.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == before
