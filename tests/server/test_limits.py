"""Limits: a query, a body, or a client that takes too much is stopped, and the server goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.graph import Graph
from kg.server.dataset import NamedDataset
from kg.server.pool import QueryPool
from kg.server.refusing import HttpError
from kg.server.settings import ServerLimits
from tests.server.serving import PATIENCE, Client, serving_graph

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""It would run for years."""

LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a"
"""It would need terabytes of memory."""

BOUNDS = ServerLimits(
    seconds=3, rows=100, answer=50_000, body=10_000, processes=2, waiting=2, arrival=3, stall=2, memory=200
)


@pytest.fixture(scope="module")
def bounded(graph: Graph) -> Iterator[Client]:
    """A client of a server with small limits."""
    with serving_graph(graph, limits=BOUNDS) as client:
        yield client


def until(client: Client, wanted: Callable[[], bool]) -> None:
    """Wait until something is so; the tests have no other limit of time."""
    end = time.monotonic() + PATIENCE
    while not wanted():
        assert time.monotonic() < end, "it did not become so"
        time.sleep(0.05)


def well(client: Client) -> bool:
    """Return whether both processes run."""
    return client.get("/healthz").text == '{"status":"ok","processes":2}'


def test_a_cross_join_is_stopped_and_the_server_goes_on(bounded: Client) -> None:
    reply = bounded.query(CROSS)
    assert (reply.status, "longer than 3 s" in reply.text) == (504, True)
    assert bounded.query("ASK {}").status == 200
    until(bounded, lambda: well(bounded))
    assert [bounded.query("ASK {}").status for _ in range(4)] == [200] * 4


def test_pages_are_sent_while_queries_run(bounded: Client) -> None:
    until(bounded, lambda: well(bounded))
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(bounded.query, CROSS) for _ in range(2)]
        assert bounded.get("/").status == 200
        assert not all(each.done() for each in running)
        assert [each.result().status for each in running] == [504, 504]
    until(bounded, lambda: well(bounded))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit the memory")
def test_a_query_that_takes_too_much_memory_is_stopped(graph: Graph) -> None:
    with serving_graph(graph, limits=ServerLimits(seconds=100, memory=200, processes=2)) as client:
        reply = client.query(LARGE)
        assert (reply.status, "more than 200 MB" in reply.text) == (500, True)
        until(client, lambda: well(client))
        assert client.query("ASK {}").status == 200


def test_too_many_rows_are_refused_and_never_cut(bounded: Client) -> None:
    asked = "SELECT ?s {{ ?s ?p ?o }} LIMIT {}"
    for kind in ("application/sparql-results+json", "text/csv", "application/sparql-results+xml"):
        assert bounded.query(asked.format(100), kind).status == 200
        reply = bounded.query(asked.format(101), kind)
        assert (reply.status, "more than 100 rows; add LIMIT" in reply.text) == (400, True)
    assert len(bounded.query(asked.format(100)).rows) == 100


def test_too_many_triples_are_refused(bounded: Client) -> None:
    asked = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SELECT * {{ ?s ?p ?o }} LIMIT {} }}"
    reply = bounded.query(asked.format(100), "application/n-triples")
    assert (reply.status, len(reply.text.splitlines())) == (200, 100)
    assert bounded.query(asked.format(101), "text/turtle").status == 400


def test_an_answer_that_is_too_large_is_refused(bounded: Client) -> None:
    asked = "SELECT (CONCAT(?x, ?x, ?x, ?x, ?x) AS ?y) { BIND('%s' AS ?x) }"
    assert bounded.query(asked % ("x" * 1000)).status == 200
    reply = bounded.post("application/sparql-query", asked % ("x" * 9900))
    assert reply.status == 200
    large = "SELECT (REPLACE(STR(SHA512(STR(?o))), '.', '" + "x" * 9000 + "') AS ?y) { ?s ?p ?o } LIMIT 1"
    reply = bounded.post("application/sparql-query", large)
    assert (reply.status, "larger than 0.05 MB" in reply.text) == (400, True)


def test_a_body_that_is_too_large_is_refused(bounded: Client) -> None:
    kind = "application/sparql-query"
    assert bounded.post(kind, "ASK {}".ljust(10_000)).status == 200
    reply = bounded.post(kind, "ASK {}".ljust(10_001))
    assert (reply.status, "10000 bytes" in reply.text) == (413, True)


def test_when_too_many_queries_wait_others_are_refused(graph: Graph) -> None:
    limits = ServerLimits(seconds=6, processes=1, waiting=1)
    with serving_graph(graph, limits=limits) as client, ThreadPoolExecutor(6) as threads:
        replies = list(threads.map(client.query, [CROSS] * 6))
        statuses = [reply.status for reply in replies]
        assert set(statuses) <= {503, 504}
        assert 4 <= statuses.count(503) <= 5
        busy = next(reply for reply in replies if reply.status == 503)
        assert int(busy.headers["Retry-After"]) > 0
        until(client, lambda: client.query("ASK {}").status == 200)


def test_a_query_that_finds_too_many_waiting_is_refused_at_once() -> None:
    pool = QueryPool(NamedDataset(b"", {}, 0, {}), ServerLimits(waiting=1, seconds=PATIENCE))

    async def ask() -> tuple[int, bool]:
        first = asyncio.ensure_future(pool.run({}))  # no process was started, so it waits
        await asyncio.sleep(0)
        with pytest.raises(HttpError) as caught:
            await pool.run({})
        waits = not first.done()
        first.cancel()
        return caught.value.status, waits

    assert asyncio.run(ask()) == (503, True)


def test_a_query_ends_when_its_client_has_gone(graph: Graph) -> None:
    limits = ServerLimits(seconds=PATIENCE, processes=1)
    with serving_graph(graph, limits=limits) as client:
        with socket.create_connection(("127.0.0.1", client.port)) as link:
            body = CROSS.encode()
            head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            link.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            time.sleep(1)  # so that the query runs, as a rule; the test passes also if it does not yet
        start = time.monotonic()
        assert client.query("ASK {}").status == 200
        assert time.monotonic() - start < PATIENCE


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n",
    ],
)
def test_a_client_that_does_not_send_its_request_loses_its_connection(bounded: Client, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", bounded.port), timeout=PATIENCE) as link:
        link.sendall(head)
        received = b""
        try:
            while (piece := link.recv(1 << 16)) != b"":
                received += piece
        except ConnectionResetError:
            pass
        assert received.count(b"HTTP/1.1 200") == head.count(b"\r\n\r\n")


def test_a_body_that_does_not_arrive_is_refused(bounded: Client) -> None:
    with socket.create_connection(("127.0.0.1", bounded.port), timeout=PATIENCE) as link:
        head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        link.sendall(f"{head}Content-Length: 100\r\n\r\nASK".encode())
        assert link.recv(1 << 16).startswith(b"HTTP/1.1 408")


def test_a_client_that_does_not_read_its_answer_loses_its_connection(graph: Graph) -> None:
    limits = ServerLimits(seconds=60, processes=1, stall=1)
    with serving_graph(graph, limits=limits) as client:
        with socket.socket() as link:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            link.settimeout(PATIENCE)
            link.connect(("127.0.0.1", client.port))
            asked = "SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%2090000"
            link.sendall(f"GET /sparql?query={asked} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert link.recv(100).startswith(b"HTTP/1.1 200")
            until(client, lambda: len(client.server.server_state.connections) <= 1)
        assert client.query("ASK {}").status == 200


def test_connections_are_limited(graph: Graph) -> None:
    limits = ServerLimits(processes=1, connections=5, arrival=PATIENCE)
    with serving_graph(graph, limits=limits) as client:
        links = [socket.create_connection(("127.0.0.1", client.port)) for _ in range(6)]
        until(client, lambda: client.get("/").status == 503)
        for link in links:
            link.close()
        until(client, lambda: client.get("/").status == 200)


def children() -> list[int]:
    """Return the processes that this process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /proc")
def test_a_process_that_ends_is_replaced_and_all_end_with_the_server(graph: Graph) -> None:
    before = set(children())
    with serving_graph(graph, limits=ServerLimits(processes=2)) as client:
        started = set(children()) - before
        assert len(started) == 2
        for each in started:
            os.kill(each, signal.SIGKILL)
        assert sorted(client.query("ASK {}").status for _ in range(3))[0] == 200
        until(client, lambda: well(client))
        assert len(set(children()) - before - started) == 2
    assert set(children()) <= before


def test_a_query_process_ends_when_the_server_has_gone() -> None:
    program = "import sys; from kg.server.worker import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ}
    )
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(PATIENCE) == 0
