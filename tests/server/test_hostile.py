"""Hostile requests: each gets a clean refusal, no fault, and the server goes on."""

from __future__ import annotations

import http.client
import logging
import re
import socket
from collections import Counter
from collections.abc import Iterator

import pytest

from kg.graph import Graph
from kg.server.settings import ServerLimits
from tests.length import LONG
from tests.server.hostile import Hostile, hostile_requests
from tests.server.serving import PATIENCE, Client, serving_graph

REQUESTS = hostile_requests(5000 if LONG else 700, 20_260_131)
INNARDS = re.compile(r"Traceback|File \"|\.py\b|Error:|Exception")


@pytest.fixture(scope="module")
def hardened(graph: Graph) -> Iterator[Client]:
    """A client of a server that waits for no request longer than a second."""
    with serving_graph(graph, limits=ServerLimits(seconds=60, processes=2, arrival=1)) as client:
        yield client


def answer(client: Client, request: Hostile) -> tuple[int, str]:
    """Return the status and the text of the first answer; 0 if the server closed the connection."""
    with socket.create_connection(("127.0.0.1", client.port), timeout=PATIENCE) as link:
        try:
            link.sendall(request.content)
            response = http.client.HTTPResponse(link, method=request.content[:4].decode("latin-1").strip())
            response.begin()
            return response.status, response.read().decode("utf-8", "replace")
        except (ConnectionError, http.client.BadStatusLine):
            return 0, ""


def test_hostile_requests_get_clean_refusals(hardened: Client, caplog: pytest.LogCaptureFixture) -> None:
    wrong, seen = [], Counter[tuple[str, int]]()
    with caplog.at_level(logging.WARNING):
        for request in REQUESTS:
            status, text = answer(hardened, request)
            seen[request.kind, status // 100] += 1
            # A server that closes a connection with bytes on their way may lose its own answer.
            allowed = (4, 0) if request.kind == "huge" else (4,) if request.refused else (0, 1, 2, 3, 4)
            if status // 100 not in allowed or (status >= 400 and INNARDS.search(text)):
                wrong.append((request.kind, request.content[:200], status, text[:200]))
    assert wrong == [], "\n".join(map(str, wrong))
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == []
    refused = {request.kind for request in REQUESTS if request.refused}
    assert {kind for kind, hundred in seen if hundred == 4} >= refused
    assert hardened.get("/healthz").text == '{"status":"ok","processes":2}'
    assert hardened.query("ASK {}").status == 200


def test_the_requests_are_the_same_each_time() -> None:
    assert hostile_requests(100, 1) == hostile_requests(100, 1)
    assert len({request.content for request in REQUESTS}) > len(REQUESTS) * 0.8
