"""A remote store: it logs in, follows, tries again, and asks the graphs that have the data."""

from __future__ import annotations

import json
import re
import socket
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError, NoAnswer
from kg.rdf.endpoint import RemoteStore
from kg.rdf.refusals import CURES
from tests.conftest import Run
from tests.rdf.talker import Asked, Talk, reply, saying, talking

QUERY = "SELECT ?s { ?s ?p ?o }"
ROW = json.dumps(
    {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "x"}}]}}
)
NO_ROWS = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": []}})
FOUND = ((ox.Literal("x"),),)
LOGIN = "Basic cmVhZGVyOnMzY3JldA=="  # reader:s3cret


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "reader")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "s3cret")


# --- credentials -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("login")
def test_a_user_and_a_password_are_sent() -> None:
    with talking(saying(reply(ROW))) as (address, asked):
        assert RemoteStore(address).query(QUERY).rows == FOUND
    assert asked[0].headers["authorization"] == LOGIN


@pytest.mark.usefixtures("login")
def test_a_token_has_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "abc\n")
    with talking(saying(reply(ROW))) as (address, asked):
        RemoteStore(address).query(QUERY)
    assert asked[0].headers["authorization"] == "Bearer abc"


def test_without_either_the_netrc_file_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine 127.0.0.1 login reader password s3cret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(path))
    with talking(saying(reply(ROW))) as (address, asked):
        RemoteStore(address).query(QUERY)
    assert asked[0].headers["authorization"] == LOGIN


@pytest.mark.parametrize("text", ["machine", "s3cret s3cret", b"\xff"])
def test_an_invalid_netrc_file_is_not_shown(
    text: str | bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "netrc"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.setenv("NETRC", str(path))
    with pytest.raises(KgError, match="the netrc file") as caught:
        RemoteStore("http://127.0.0.1/")
    assert "s3cret" not in caught.value.message("en")


def test_a_token_that_would_add_a_header_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "s3cret\r\nHost: other")
    with pytest.raises(KgError, match="KG_ENDPOINT_TOKEN has a character") as caught:
        RemoteStore("http://127.0.0.1/")
    assert "s3cret" not in caught.value.message("en")


@pytest.mark.parametrize(
    "url",
    [
        "http://reader:s3cret@127.0.0.1:9/query",
        "https://s3cret@127.0.0.1/",
        "ftp://reader:s3cret@127.0.0.1/",
        "reader:s3cret@127.0.0.1/query",
        "http://reader:s3cret@127.0.0.1:port/",
        "http://reader:s3cret@[/",
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_password_in_the_url_is_refused_and_not_shown(kg: Run, url: str, lang: str) -> None:
    said = kg("query", "contents", "--endpoint", url, "--lang", lang)
    assert said.code == 2
    assert "s3cret" not in said.out + said.err
    assert "***@" in said.err


def test_a_key_in_the_url_is_sent_and_not_shown() -> None:
    with talking(saying(reply("no", 401, "text/plain"))) as (address, asked):
        store = RemoteStore(f"{address}?key=s3cret")
        with pytest.raises(NoAnswer) as caught:
            store.query(QUERY)
    assert asked[0].line == "POST /sparql?key=s3cret HTTP/1.1"
    assert "s3cret" not in caught.value.message("en") + repr(store)


# --- redirects, and servers that are busy -----------------------------------------------------------


def sent_on(status: int, target: str) -> Talk:
    """Return a talk that answers at `/there`, and sends other requests to `target`."""

    def talk(link: socket.socket, asked: Asked) -> None:
        there = "/there" in asked.line
        link.sendall(reply(ROW) if there else reply(status=status, Location=target))

    return talk


@pytest.mark.usefixtures("login")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_query_follows_a_redirect_on_its_server(status: int) -> None:
    with talking(sent_on(status, "/there")) as (address, asked):
        assert RemoteStore(address).query(QUERY).rows == FOUND
    assert [each.line.split()[0] for each in asked] == ["POST", "GET" if status == 303 else "POST"]
    assert [each.query for each in asked] == [QUERY, "" if status == 303 else QUERY]
    assert [each.headers["authorization"] for each in asked] == [LOGIN, LOGIN]


@pytest.mark.usefixtures("login")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_another_server_gets_no_credentials(status: int) -> None:
    with (
        talking(saying(reply(ROW))) as (other, asked),
        talking(sent_on(status, f"{other}/there")) as (address, _),
    ):
        assert RemoteStore(address).query(QUERY).rows == FOUND
    assert "authorization" not in asked[0].headers


def busy(times: int, status: int, wait: str = "0") -> Talk:
    """Return a talk that answers only after so many requests."""
    left = [times]

    def talk(link: socket.socket, asked: Asked) -> None:
        left[0] -= 1
        link.sendall(reply(ROW) if left[0] < 0 else reply("busy", status, "text/plain", Retry_After=wait))

    return talk


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(status: int) -> None:
    begin = time.monotonic()
    with talking(busy(1, status, "1")) as (address, _):
        assert RemoteStore(address).query(QUERY).rows == FOUND
    assert time.monotonic() - begin >= 1


def test_a_server_that_fails_is_not_asked_again() -> None:
    with talking(busy(1, 500)) as (address, asked), pytest.raises(NoAnswer, match="look into its log"):
        RemoteStore(address).query(QUERY)
    assert len(asked) == 1


def test_each_status_has_its_own_cure() -> None:
    assert len({cure.template for cure in CURES.values()}) == len(CURES)
    for status, cure in CURES.items():
        with talking(saying(reply("why", status, "text/plain"))) as (address, _):
            with pytest.raises(NoAnswer) as caught:
                RemoteStore(address, 0.4).query(QUERY)  # shorter than the first pause
            assert caught.value.message("en").startswith(f"{address} answered {status} ")
            assert caught.value.message("en").endswith(f": why; {cure.template}")


# --- what servers do otherwise -----------------------------------------------------------------------


def test_the_names_of_blank_nodes_of_virtuoso_are_read() -> None:
    cells = [{"s": {"type": "bnode", "value": f"nodeID://b{number}"}} for number in (1, 2, 1)]
    answer = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": cells}})
    with talking(saying(reply(answer))) as (address, _):
        first, second, third = RemoteStore(address).query(QUERY).rows
    assert first == third != second


@pytest.mark.parametrize(
    ("rows", "yes"), [([], False), ([{"__ASK_RETVAL": {"type": "literal", "value": "1"}}], True)]
)
def test_the_yes_of_virtuoso_is_read(rows: list[object], yes: bool) -> None:
    answer = json.dumps({"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": rows}})

    def talk(link: socket.socket, asked: Asked) -> None:
        ontology = "ontology> ?p ?o" in asked.query
        link.sendall(reply('{"head": {}, "boolean": true}' if ontology else answer))

    with talking(talk) as (address, _):
        assert RemoteStore(address).ask("ASK { ?s ?p ?o }") is yes


# --- empty default graphs -----------------------------------------------------------------------------


def holding(default: bool, named: bool, union: str) -> Talk:
    """Return a talk of a server that has a row in its default graph, in named graphs, or nowhere.

    Args:
        default: Whether the default graph has the graph.
        named: Whether a named graph has it.
        union: The name of the parameter with which the named graphs become the default graph.
    """

    def talk(link: socket.socket, asked: Asked) -> None:
        if asked.query.startswith("ASK { GRAPH"):
            has = named
        else:
            has = default or (named and len(asked.form.get(union, [])) > 0 and "Union" not in str(asked.form))
        graphs = ROW.replace('"s"', '"g"').replace('"literal"', '"uri"').replace('"x"', '"urn:g"')
        if "ASK" in asked.query:
            link.sendall(reply(json.dumps({"head": {}, "boolean": has})))
        elif "GRAPH" in asked.query:
            link.sendall(reply(graphs))
        else:
            link.sendall(reply(ROW if has and "nothing" not in asked.query else NO_ROWS))

    return talk


@pytest.mark.parametrize("union", ["union-default-graph", "default-graph-uri"])
def test_an_empty_default_graph_is_replaced_by_the_union(union: str) -> None:
    with talking(holding(default=False, named=True, union=union)) as (address, asked):
        store = RemoteStore(address)
        assert store.query(QUERY).rows == FOUND
        requests = len(asked)
        assert store.query(QUERY).rows == FOUND
    assert len(asked) == requests + 1, "the graphs are found once"
    assert asked[-1].form[union] == ["true" if union.startswith("union") else "urn:g"]


def test_no_rows_of_a_default_graph_with_the_ontology_are_no_rows() -> None:
    with talking(holding(default=True, named=False, union="none")) as (address, asked):
        store = RemoteStore(address)
        for _ in range(2):
            assert store.query("SELECT ?s { ?s <urn:nothing> ?o }").rows == ()
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("named", "cure"),
    [(True, "set its default graph to the union"), (False, "load the graph with kg publish")],
)
def test_no_rows_by_accident_are_an_error(named: bool, cure: str) -> None:
    talk = holding(default=False, named=named, union="none")
    with talking(talk) as (address, _), pytest.raises(NoAnswer, match=re.escape(cure)):
        RemoteStore(address).query(QUERY)


def test_a_count_of_an_empty_graph_is_not_believed() -> None:
    count = json.dumps(
        {
            "head": {"vars": ["n"]},
            "results": {
                "bindings": [
                    {
                        "n": {
                            "type": "literal",
                            "value": "0",
                            "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                        }
                    }
                ]
            },
        }
    )

    def talk(link: socket.socket, asked: Asked) -> None:
        link.sendall(reply('{"head": {}, "boolean": false}' if "ASK" in asked.query else count))

    with talking(talk) as (address, _), pytest.raises(NoAnswer, match="does not have the ontology"):
        RemoteStore(address).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_a_query_that_names_graphs_is_sent_as_it_is() -> None:
    with talking(saying(reply(NO_ROWS))) as (address, asked):
        assert RemoteStore(address).query("SELECT ?s FROM <urn:g> { ?s ?p ?o }").rows == ()
        assert RemoteStore(address).query("SELECT ?s { GRAPH <urn:g> { ?s ?p ?o } }").rows == ()
    assert len(asked) == 2
