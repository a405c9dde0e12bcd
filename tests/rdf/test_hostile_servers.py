"""Servers that answer wrongly, in part, too slowly, or not at all: no such answer is shown as whole."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import NoAnswer
from kg.rdf.endpoint import RemoteStore
from tests.rdf.talker import Asked, Talk, reply, saying, talking

SECONDS = 1.0
PATIENCE = 4.0
"""The seconds that a busy machine may take beyond the deadline."""

USER, PASSWORD = "reader", "s3cret-w0rd"
ENCODED = "cmVhZGVyOnMzY3JldC13MHJk"

CELL = {"type": "literal", "value": "x"}
WHOLE: dict[str, Any] = {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": CELL}]}}
"""An answer to `QUERY`, which has one row; most of the cases differ from it in one way."""

QUERY = "SELECT ?s { ?s ?p ?o }"
TEXT = json.dumps(WHOLE)


def rows(*bindings: object, head: object = None, **more: object) -> bytes:
    """Return a reply with these bindings."""
    found = {"head": head or {"vars": ["s"]}, "results": {"bindings": list(bindings)}, **more}
    return reply(json.dumps(found))


def dripping(before: bytes, drop: bytes) -> Talk:
    """Return a talk that never ends: a text, and then a piece every tenth of a second."""

    def talk(link: socket.socket, asked: Asked) -> None:
        link.sendall(before)
        for _ in range(600):
            link.sendall(drop)
            time.sleep(0.1)

    return talk


def flooding(before: bytes, piece: bytes) -> Talk:
    """Return a talk that sends as much as the client takes."""

    def talk(link: socket.socket, asked: Asked) -> None:
        link.sendall(before)
        while True:
            link.sendall(piece)

    return talk


def silent(link: socket.socket, asked: Asked) -> None:
    """Say nothing."""
    time.sleep(60)


def redirecting(status: int, location: str | None, body: bytes = b"") -> Talk:
    """Return a talk that sends each request to another URL; `HERE` in it is the address of the server."""

    def talk(link: socket.socket, asked: Asked) -> None:
        here = asked.headers["host"]
        path = str(time.monotonic_ns())
        content = reply(
            body, status, "text/plain", Location=(location or "").replace("HERE", here).replace("NEW", path)
        )
        link.sendall(content if location is not None else content.replace(b"Location: \r\n", b""))

    return talk


STATUSES = (
    *(201, 202, 203, 204, 205, 206, 226, 300, 304, 305, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409),
    *(
        410,
        411,
        413,
        414,
        415,
        416,
        418,
        421,
        422,
        425,
        429,
        431,
        451,
        500,
        501,
        502,
        503,
        504,
        505,
        507,
        599,
    ),
)

CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nTransfer-Encoding: chunked\r\n\r\n"
)
ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n"

TALKS: dict[str, Talk] = {
    **{f"status {status}": saying(reply(TEXT, status, text="%SECRET%")) for status in STATUSES},
    **{
        f"status {status} with the password": saying(reply("denied: %SECRET%", status, "text/plain"))
        for status in (400, 401, 403, 500)
    },
    # sent elsewhere
    "redirect to a file": redirecting(302, "file:///etc/passwd"),
    "redirect to ftp": redirecting(301, "ftp://127.0.0.1/answer"),
    "redirect to a script": redirecting(307, "javascript:alert(1)"),
    "redirect to a login": redirecting(302, "http://name:word@HERE/sparql"),
    "redirect to itself": redirecting(308, "http://HERE/sparql"),
    "redirects without end": redirecting(307, "http://HERE/NEW"),
    "redirect to nowhere": redirecting(303, None),
    "redirect to nothing": redirecting(302, "http://"),
    "redirect with an endless text": flooding(
        b"HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/\r\n\r\n", b"a" * 4096
    ),
    # marked as a part
    "rows at the limit, as in Virtuoso": saying(reply(TEXT, X_SPARQL_MaxRows="1")),
    "time at the limit, as in Virtuoso": saying(reply(TEXT, X_SQL_State="S1TAT")),
    "message of the database, as in Virtuoso": saying(
        reply(TEXT, X_SQL_Message="RC...: Returning incomplete results")
    ),
    "range": saying(reply(TEXT, Content_Range="bytes 0-99/1000")),
    "header truncated": saying(reply(TEXT, X_Result_Truncated="true")),
    "header partial": saying(reply(TEXT, X_Partial_Results="yes")),
    "header incomplete": saying(reply(TEXT, Incomplete="1")),
    "header error": saying(reply(TEXT, SD_Error_Code="QE0PE2")),
    "key partial": saying(rows({"s": CELL}, partial=True)),
    "key truncated in the head": saying(rows({"s": CELL}, head={"vars": ["s"], "truncated": True})),
    "key timed out": saying(rows({"s": CELL}, timedOut=True)),
    "key errors": saying(rows({"s": CELL}, errors=["out of memory"])),
    "more rows in all, as in QLever": saying(rows({"s": CELL}, meta={"result-size-total": 2})),
    # cut off
    "shorter than its length": saying(reply(TEXT, length=len(TEXT) + 10)),
    "a length that is none": saying(ENDLESS.replace(b"\r\n\r\n", b"\r\nContent-Length: many\r\n\r\n") + b"{"),
    "chunks without an end": saying(CHUNKED + b"%x\r\n%s\r\n" % (len(TEXT), TEXT.encode())),
    "a chunk that is none": saying(CHUNKED + b"many\r\n{}\r\n0\r\n\r\n"),
    "half of the text": saying(reply(TEXT[: len(TEXT) // 2])),
    "a trace of the server's stack after the text": saying(
        reply(TEXT + "\njava.util.concurrent.TimeoutException")
    ),
    "a compressed text": saying(reply(b"\x1f\x8b\x08\x00\x00\x00\x00\x00", Content_Encoding="gzip")),
    "nothing": saying(reply()),
    "hung up": saying(b""),
    "hung up in the headers": saying(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "no HTTP": saying(b"220 mail.example.org ESMTP\r\n"),
    # too slow
    "silence": silent,
    "a byte at a time of the first line": dripping(b"", b"H"),
    "a byte at a time of the headers": dripping(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a"),
    "a byte at a time of the text": dripping(ENDLESS, b" "),
    "a byte at a time of a chunk": dripping(CHUNKED + b"ffff\r\n", b" "),
    "continue without end": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "busy for an hour": saying(reply(TEXT, 503, Retry_After="3600")),
    "busy until a date": saying(reply(TEXT, 429, Retry_After="Fri, 31 Dec 2099 23:59:59 GMT")),
    "a byte at a time of an error": dripping(b"HTTP/1.1 500 Word\r\nContent-Type: text/plain\r\n\r\n", b"a"),
    # too large
    "a text without end": flooding(ENDLESS, b" " * 65536),
    "chunks without end": flooding(CHUNKED, b"10000\r\n" + b" " * 65536 + b"\r\n"),
    "headers without end": flooding(b"HTTP/1.1 200 OK\r\n", b"X-More: a\r\n"),
    "a header without end": flooding(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a" * 4096),
    # another format
    "a web page": saying(reply("<html>welcome %SECRET%</html>", kind="text/html")),
    "XML": saying(reply("<sparql/>", kind="application/sparql-results+xml")),
    "plain text": saying(reply(TEXT, kind="text/plain")),
    "UTF-16": saying(reply(TEXT.encode("utf-16"))),
    "a list": saying(reply("[]")),
    "null": saying(reply("null")),
    "a number": saying(reply("1")),
    "not a number": saying(reply(TEXT.replace('"x"', "NaN"))),
    "no head": saying(reply('{"results": {"bindings": []}}')),
    "no results": saying(reply('{"head": {"vars": ["s"]}}')),
    "no bindings": saying(reply('{"head": {"vars": ["s"]}, "results": {}}')),
    "bindings that are none": saying(reply('{"head": {"vars": ["s"]}, "results": {"bindings": {"s": 1}}}')),
    "a binding that is none": saying(rows(None)),
    "a yes": saying(reply('{"head": {}, "boolean": true}')),
    "a yes with rows": saying(rows({"s": CELL}, boolean=True)),
    "two results": saying(reply(TEXT[:-1] + ', "results": {"bindings": []}}')),
    "brackets in brackets": saying(reply("[" * 100_000)),
    "a number of many digits": saying(reply(TEXT.replace('"x"', "1" * 5000))),
    # other columns
    "a column that the query does not have": saying(rows({"s": CELL}, head={"vars": ["s", "password"]})),
    "a value that no column has": saying(rows({"s": CELL, "t": CELL})),
    "a column less": saying(rows({}, head={"vars": []})),
    "a column twice": saying(rows({"s": CELL}, head={"vars": ["s", "s"]})),
    "another column": saying(rows({"t": CELL}, head={"vars": ["t"]})),
    # terms that are none
    "a term without a value": saying(rows({"s": {"type": "uri"}})),
    "a term of no kind": saying(rows({"s": {"type": "heap", "value": "x"}})),
    "a statement as a term": saying(rows({"s": {"type": "triple", "value": {"subject": CELL}}})),
    "an IRI that is none": saying(rows({"s": {"type": "uri", "value": "no IRI"}})),
    "a language that is none": saying(rows({"s": {**CELL, "xml:lang": "no language"}})),
    "a datatype that is none": saying(rows({"s": {**CELL, "datatype": "no IRI"}})),
    "half a character": saying(rows({"s": {"type": "literal", "value": "\ud800"}})),
    "a number as a value": saying(rows({"s": {"type": "literal", "value": 7}})),
}
"""What servers answer, by what is wrong with it."""


@pytest.fixture(autouse=True)
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a user name and password, which no output may show."""
    monkeypatch.setenv("KG_ENDPOINT_USER", USER)
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", PASSWORD)
    monkeypatch.setattr("kg.rdf.transport.LARGEST_REPLY", 1_000_000)


def assert_refused(ask: Callable[[], object], capfd: pytest.CaptureFixture[str]) -> NoAnswer:
    """Check that there is no answer, in time, in one line, and without the password."""
    begin = time.monotonic()
    with pytest.raises(NoAnswer) as caught:
        ask()
    assert time.monotonic() - begin < SECONDS + PATIENCE
    for lang in ("en", "zh"):
        message = caught.value.message(lang)
        assert "\n" not in message
        assert PASSWORD not in message
        assert ENCODED not in message
    assert capfd.readouterr() == ("", "")
    return caught.value


def test_the_answer_from_which_the_cases_differ_is_whole() -> None:
    with talking(saying(reply(TEXT))) as (address, asked):
        assert RemoteStore(address, SECONDS).query(QUERY).rows == ((ox.Literal("x"),),)
    assert asked[0].headers["authorization"] == f"Basic {ENCODED}"


def test_there_are_more_than_sixty_five_cases() -> None:
    assert len(TALKS) >= 65


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", TALKS)
def test_no_rows_of_a_hostile_server_are_shown(case: str, capfd: pytest.CaptureFixture[str]) -> None:
    with talking(TALKS[case]) as (address, _):
        store = RemoteStore(address, SECONDS)
        error = assert_refused(lambda: store.query(QUERY), capfd)
        assert address in error.message("en")
        assert PASSWORD not in repr(store)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "content",
    [
        reply("<urn:a> <urn:b> <urn:c> .", kind="text/turtle", length=-1),
        reply("<urn:a> <urn:b> <urn:c> .", kind="text/turtle", length=99),
        reply("<urn:a> <urn:b> <urn:c> .", kind="text/turtle", X_SQL_State="S1TAT"),
        reply("<urn:a> <urn:b>", kind="text/turtle"),
        reply("<urn:a> <urn:b> <urn:c> .", kind="text/html"),
        reply(TEXT),
    ],
    ids=["no length", "shorter than its length", "marked", "half a statement", "a web page", "rows"],
)
def test_no_triples_of_a_hostile_server_are_shown(content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    with talking(saying(content)) as (address, _):
        assert_refused(lambda: RemoteStore(address, SECONDS).construct("CONSTRUCT WHERE { ?s ?p ?o }"), capfd)


@pytest.mark.parametrize(
    "content", ['{"boolean": 1}', "{}", "true", '{"boolean": true, "results": {}}', TEXT]
)
def test_no_yes_of_a_hostile_server_is_shown(content: str, capfd: pytest.CaptureFixture[str]) -> None:
    with talking(saying(reply(content))) as (address, _):
        assert_refused(lambda: RemoteStore(address, SECONDS).ask("ASK { ?s ?p ?o }"), capfd)
