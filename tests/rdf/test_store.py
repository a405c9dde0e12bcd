"""The stores: the files and a server give the same answer, and every fault is one line."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from kg.errors import KgError, MissingFile, NoAnswer, SyntaxFault
from kg.project import Project
from kg.rdf.answers import Answer
from kg.rdf.endpoint import RemoteStore
from kg.rdf.namespaces import QS, XSD
from kg.rdf.store import EmbeddedStore, Store

PROJECT = Project(Path(__file__).resolve().parents[2])
EX = "http://example.org/"

# A caught error keeps its solutions alive until the garbage collector drops them, be it on the
# server's thread; pyoxigraph complains of that, and nobody is harmed.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

Reply = tuple[int, str, bytes]
"""Status, content type and body of an answer over HTTP."""


@contextmanager
def serving(reply: Callable[[str], Reply]) -> Iterator[str]:
    """Serve on the loopback what `reply` makes of each query; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode("utf-8")
            if self.headers.get_content_type() == "application/sparql-query":
                asked = [body]
            else:
                asked = parse_qs(body).get("query", [])
            refused = (400, "text/plain", b"no query")
            status, kind, content = reply(asked[0]) if len(asked) == 1 else refused
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def saying(status: int, kind: str, content: str) -> Callable[[str], Reply]:
    """Return a reply that is always the same."""
    return lambda _: (status, kind, content.encode("utf-8"))


@pytest.fixture(params=["files", "server"])
def either(request: pytest.FixtureRequest, store: EmbeddedStore, remote: RemoteStore) -> Store:
    """The same graph, once in the embedded engine and once on a SPARQL server."""
    return store if request.param == "files" else remote


def assert_one_line(error: KgError) -> None:
    for lang in ("en", "zh"):
        assert error.message(lang) != ""
        assert "\n" not in error.message(lang)


# --- the same answer ----------------------------------------------------------------------------


# tests/queries/test_library.py checks that every canned query has the same rows on both.


def test_every_kind_of_term_is_returned(either: Store) -> None:
    found = either.query(
        f"""
        SELECT ?iri ?text ?tagged ?number ?decimal ?truth ?date ?none
        WHERE {{
          VALUES (?iri ?text ?tagged ?number ?decimal ?truth ?date ?none) {{
            (<{EX}a> "line\\n\\"quoted\\"" "质量"@zh-hans 7 98.40 true "2025"^^<{XSD}gYear> UNDEF)
          }}
        }}
        """
    )
    assert found == Answer(
        ("iri", "text", "tagged", "number", "decimal", "truth", "date", "none"),
        (
            (
                ox.NamedNode(EX + "a"),
                ox.Literal('line\n"quoted"'),
                ox.Literal("质量", language="zh-hans"),
                ox.Literal(7),
                found.rows[0][4],  # an engine may write 98.40 as 98.4
                ox.Literal(True),
                ox.Literal("2025", datatype=ox.NamedNode(XSD + "gYear")),
                None,
            ),
        ),
    )
    assert found.rows[0][4] in [
        ox.Literal(lexical, datatype=ox.NamedNode(XSD + "decimal")) for lexical in ("98.4", "98.40")
    ]


def test_a_blank_node_is_returned(either: Store) -> None:
    (row,) = either.query("SELECT ?node { BIND(BNODE() AS ?node) }").rows
    assert isinstance(row[0], ox.BlankNode)


def test_no_rows_are_an_answer_with_columns(either: Store) -> None:
    assert either.query("SELECT ?b ?a { ?a <urn:none> ?b }") == Answer(("b", "a"), ())


def test_the_rows_come_in_the_order_of_the_query(either: Store) -> None:
    found = either.query("SELECT ?n { VALUES ?n { 2 3 1 } } ORDER BY DESC(?n)")
    assert [row[0] for row in found.rows] == [ox.Literal(n) for n in (3, 2, 1)]


def test_triples_are_constructed_alike(store: EmbeddedStore, remote: RemoteStore) -> None:
    sparql = f"CONSTRUCT {{ ?t <{QS}value> ?v }} WHERE {{ ?t a <{QS}Target> ; <{QS}value> ?v }}"
    found = store.construct(sparql)
    assert len(found) > 0
    assert set(remote.construct(sparql)) == set(found)


def test_a_store_can_be_made_of_statements() -> None:
    triple = ox.Triple(ox.NamedNode(EX + "a"), ox.NamedNode(EX + "p"), ox.Literal("质量"))
    store = EmbeddedStore.of([triple, triple])
    assert len(store) == 1
    assert store.construct("CONSTRUCT WHERE { ?s ?p ?o }") == (triple,)


# --- what cannot be answered --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sparql", ["SELECT", "SELECT ?x { ?x", "", "SELECT ?x { ?x a unknown:Thing }", "DROP ALL"]
)
def test_what_is_not_sparql_gets_one_line(sparql: str, either: Store) -> None:
    for ask in (either.query, either.construct):
        with pytest.raises(NoAnswer) as caught:
            ask(sparql)
        assert_one_line(caught.value)


@pytest.mark.parametrize("sparql", ["ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s <urn:none> ?o }"])
def test_a_question_that_has_no_rows_is_refused_by_query(sparql: str, either: Store) -> None:
    with pytest.raises(NoAnswer) as caught:
        either.query(sparql)
    assert_one_line(caught.value)


@pytest.mark.parametrize("sparql", ["ASK { ?s ?p ?o }", "SELECT ?s { ?s <urn:none> ?o }"])
def test_a_question_that_has_no_triples_is_refused_by_construct(sparql: str, either: Store) -> None:
    with pytest.raises(NoAnswer) as caught:
        either.construct(sparql)
    assert_one_line(caught.value)


def test_a_triple_as_a_term_is_refused() -> None:
    store = EmbeddedStore([])
    with pytest.raises(NoAnswer, match="triple"):
        store.query("SELECT ?t { BIND(TRIPLE(<urn:a>, <urn:b>, 1) AS ?t) }")


SERVICES = {
    "plain": "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
    "lower case": "select * { service<ADDRESS>{ ?s ?p ?o } }",
    "escaped": "SELECT * { \\u0053ERVICE <ADDRESS> { ?s ?p ?o } }",
    "variable": "SELECT * { VALUES ?at { <ADDRESS> } SERVICE ?at { ?s ?p ?o } }",
    "in VALUES": 'SELECT * { FILTER("VALUES ?x { " != "") SERVICE <ADDRESS> #}\n { ?s ?p ?o } }',
}
"""Queries that would ask another server."""


@pytest.mark.parametrize("case", SERVICES)
def test_no_query_asks_another_server(case: str, server: str) -> None:
    asked: list[str] = []

    def reply(query: str) -> Reply:
        asked.append(query)
        return 200, JSON, b'{"head": {"vars": []}, "results": {"bindings": []}}'

    with serving(reply) as address:
        for store in (EmbeddedStore([]), RemoteStore(server)):
            with pytest.raises(KgError, match="SERVICE is not supported") as caught:
                store.query(SERVICES[case].replace("ADDRESS", address))
            assert_one_line(caught.value)
    assert asked == []


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ("SERVICE <urn:a> {}" AS ?text) { }',
        "SELECT (<urn:SERVICE> AS ?iri) { } # SERVICE <urn:a>",
        "SELECT (1 AS ?service) { }",
        "PREFIX service: <urn:a> SELECT (service:SERVICE AS ?a) { }",
    ],
)
def test_the_word_service_may_be_elsewhere(query: str) -> None:
    assert len(EmbeddedStore([]).query(query)) == 1


DEEP = {
    "groups": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "brackets": "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "negations": "SELECT * { FILTER(" + "!" * 20_000 + "1) }",
    "sums": "SELECT * { FILTER(1" + "+1" * 20_000 + ") }",
    "alternatives": "SELECT * { " + "UNION ".join(["{ ?a ?b ?c }"] * 20_000) + " }",
    "filters": "SELECT * { " + "FILTER EXISTS {" * 2000 + "}" * 2000 + " }",
    "long": "SELECT * { ?a ?b '" + "a" * 11_000_000 + "' }",
}
"""Queries that would overflow the stack of the engine, or fill its memory."""


@pytest.mark.parametrize("case", DEEP)
def test_a_query_that_would_end_the_process_is_refused(case: str) -> None:
    with pytest.raises(KgError, match="the query has") as caught:
        EmbeddedStore([]).query(DEEP[case])
    assert_one_line(caught.value)


def test_a_query_with_many_values_is_not_refused() -> None:
    values = " ".join(f"<urn:{number}>" for number in range(20_000))
    assert len(EmbeddedStore([]).query(f"SELECT * {{ VALUES ?a {{ {values} }} }}")) == 20_000


JSON = "application/sparql-results+json"

NONSENSE = {
    "error-500": (500, "text/plain", "out of memory\n\tat line 1"),
    "error-404": (404, "text/html", "<html>not here</html>"),
    "error-503": (503, "text/plain", ""),
    "a-web-page": (200, "text/html", "<html>welcome</html>"),
    "nothing": (200, JSON, ""),
    "half-an-answer": (200, JSON, '{"head": {"vars": ["s"]}, "results": {"bindings": ['),
    "not-json": (200, JSON, "s\nhttp://example.org/\n"),
    "another-json": (200, "application/json", '{"rows": []}'),
    "a-list": (200, JSON, "[]"),
    "null": (200, JSON, "null"),
    "no-bindings": (200, JSON, '{"head": {"vars": ["s"]}, "results": {}}'),
    "a-term-without-value": (
        200,
        JSON,
        '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri"}}]}}',
    ),
    "an-iri-that-is-none": (
        200,
        JSON,
        '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "not an IRI"}}]}}',
    ),
    "a-kind-of-term-that-is-none": (
        200,
        JSON,
        '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "heap", "value": "x"}}]}}',
    ),
}


def test_typed_literals_of_servers_before_sparql_1_1_are_read() -> None:
    cell = '{"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "7"}'
    said = f'{{"head": {{"vars": ["n"]}}, "results": {{"bindings": [{{"n": {cell}}}]}}}}'
    with serving(saying(200, JSON, said)) as address:
        assert RemoteStore(address).query("SELECT ?n { ?s ?p ?n }").rows == ((ox.Literal(7),),)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("reason", NONSENSE)
def test_a_server_that_answers_nonsense_gets_one_line_with_its_address(reason: str) -> None:
    with serving(saying(*NONSENSE[reason])) as address:
        with pytest.raises(NoAnswer) as caught:
            RemoteStore(address).query("SELECT ?s { ?s ?p ?o }")
        assert_one_line(caught.value)
        assert address in caught.value.message("en")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    "reply",
    [
        (500, "text/plain", "out of memory"),
        (200, "text/turtle", "<a> <b>"),
        (200, "text/html", "<html></html>"),
    ],
    ids=["error-500", "half-a-statement", "a-web-page"],
)
def test_a_server_that_constructs_nonsense_gets_one_line_with_its_address(
    reply: tuple[int, str, str],
) -> None:
    with serving(saying(*reply)) as address:
        with pytest.raises(NoAnswer) as caught:
            RemoteStore(address).construct("CONSTRUCT WHERE { ?s ?p ?o }")
        assert_one_line(caught.value)
        assert address in caught.value.message("en")


def columns(*names: str) -> Callable[[str], Reply]:
    """Return a reply with one row that has these columns, each with its name as its value."""
    cells = {name: {"type": "literal", "value": name} for name in names}
    return saying(200, JSON, json.dumps({"head": {"vars": names}, "results": {"bindings": [cells]}}))


@pytest.mark.parametrize("names", [(), ("s",), ("s", "p", "q"), ("s", "p", "p")])
def test_a_server_that_answers_with_other_columns_gets_one_line(names: tuple[str, ...]) -> None:
    with serving(columns(*names)) as address, pytest.raises(NoAnswer, match="returned the columns") as caught:
        RemoteStore(address).query("SELECT ?s ?p { ?s ?p ?o }")
    assert_one_line(caught.value)


def test_columns_in_another_order_are_put_in_order() -> None:
    with serving(columns("p", "s")) as address:
        found = RemoteStore(address).query("SELECT ?s ?p { ?s ?p ?o }")
    assert found == Answer(("s", "p"), ((ox.Literal("s"), ox.Literal("p")),))


def test_a_query_that_only_the_server_knows_has_the_columns_of_the_answer() -> None:
    with serving(columns("p", "s")) as address:
        assert RemoteStore(address).query("SELECT ?s ?p { ?s ?p ?o } VENDOR").columns == ("p", "s")


def test_a_server_that_is_down_gets_one_line_with_its_address() -> None:
    with serving(saying(200, JSON, "")) as address:
        pass
    for ask in (RemoteStore(address).query, RemoteStore(address).construct):
        with pytest.raises(NoAnswer) as caught:
            ask("SELECT ?s { ?s ?p ?o }")
        assert_one_line(caught.value)
        assert address in caught.value.message("en")
        assert address in caught.value.message("zh")


@pytest.mark.parametrize(
    "endpoint", ["", "localhost:7878", "ftp://example.org/", "file:///etc/passwd", "sparql"]
)
def test_what_is_no_web_address_is_refused_at_once(endpoint: str) -> None:
    with pytest.raises(KgError) as caught:
        RemoteStore(endpoint)
    assert_one_line(caught.value)
    assert repr(endpoint) in caught.value.message("en")


@pytest.mark.parametrize(
    "endpoint", ["http://", "http://[", "http://127.0.0.1:port/", "http://127.0.0.1:1/a b"]
)
def test_a_broken_web_address_gets_one_line(endpoint: str) -> None:
    with pytest.raises(KgError) as caught:
        RemoteStore(endpoint).query("SELECT ?s { ?s ?p ?o }")
    assert_one_line(caught.value)


# --- loading ------------------------------------------------------------------------------------------


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gone.ttl"
    with pytest.raises(MissingFile) as caught:
        EmbeddedStore([path])
    assert caught.value.path == path
    assert_one_line(caught.value)


def test_a_file_that_is_not_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n\n<urn:a> <urn:b> .\n", encoding="utf-8")
    with pytest.raises(SyntaxFault) as caught:
        EmbeddedStore([path])
    assert (caught.value.path, caught.value.line) == (path, 3)
    assert_one_line(caught.value)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.ttl"
    path.write_bytes('<urn:a> <urn:b> "质量" .\n'.encode("gb18030"))
    with pytest.raises(KgError) as caught:
        EmbeddedStore([path])
    assert caught.value.path == path
    assert_one_line(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(KgError) as caught:
        EmbeddedStore([tmp_path])
    assert caught.value.path == tmp_path
