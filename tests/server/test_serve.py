"""The command `kg serve`: it starts, logs, stops, and says what is wrong."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from kg.server.logs import LONGEST_ENTRY
from tests.conftest import ROOT, Run
from tests.server.serving import PATIENCE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has other signals")

PROGRAM = """
import sys, kg.site
from tests.server.serving import InventedSite
kg.site.Site = lambda graph: InventedSite()  # that of the whole graph takes long to start
sys.argv = ["kg", *sys.argv[1:]]
from kg.cli import run
run()
"""


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `kg serve` on a free port; yield the process and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "serve", "--port", "0", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def entries(stderr: str) -> list[dict[str, object]]:
    """Return the entries of a log; each line is one, but for the last word of the command."""
    lines = [line for line in stderr.splitlines() if line != "stopped"]
    return [json.loads(line) for line in lines]


def read(url: str) -> str:
    with urlopen(url, timeout=PATIENCE) as response:
        text: str = response.read().decode()
    return text


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_stops_the_server(number: signal.Signals, code: int) -> None:
    with started() as (process, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert read(address).startswith("<!doctype html>")
        assert json.loads(read(f"{address}sparql?query=ASK%20%7B%7D"))["boolean"] is True
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (code, "")
    assert "Traceback" not in err
    assert [entry["path"] for entry in entries(err)] == ["/", "/sparql"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_running_answer_is_finished_before_the_server_stops(number: signal.Signals, code: int) -> None:
    with started() as (process, address):
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
            head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            link.sendall(head + b"Content-Length: 6\r\n\r\nASK ")
            time.sleep(0.5)  # so that the request has begun
            process.send_signal(number)
            time.sleep(0.5)
            link.sendall(b"{}")
            received = b""
            while (piece := link.recv(1 << 16)) != b"":
                received += piece
        process.communicate(timeout=PATIENCE)
    assert received.startswith(b"HTTP/1.1 200 OK")
    assert received.endswith(b'"boolean": true}')
    assert process.returncode == code


def test_an_answer_that_takes_too_long_does_not_delay_the_stop() -> None:
    with started("--timeout", "1000") as (process, address):
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
            body = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
            head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            link.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in err


def test_the_log_has_an_entry_of_each_request_and_cuts_what_is_long() -> None:
    with started() as (process, address):
        read(f"{address}region/guizhou/")
        read(f"{address}sparql?query=ASK%20%7B%7D%23{'x' * 5000}%E8%B4%B5%0A")
        port = int(address.rstrip("/").rpartition(":")[2])
        for path in ("/" + "y" * 5000, "/%0A%7B%22event%22:1%7D"):
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
                link.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
                assert link.recv(100).startswith(b"HTTP/1.1 404")
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
    page, query, long, split = entries(err)
    assert {**page, "time": 0, "ms": 0} == {
        **{"time": 0, "level": "info", "event": "request", "method": "GET", "path": "/region/guizhou/"},
        **{"status": 200, "bytes": page["bytes"], "ms": 0},
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", str(page["time"]))
    assert len(str(query["query"])) == LONGEST_ENTRY + 1
    assert len(str(long["path"])) == LONGEST_ENTRY + 1
    assert (split["path"], split["status"]) == ('/\n{"event":1}', 404)


def test_a_fault_is_logged_in_one_line() -> None:
    with started() as (process, address):
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
            link.sendall(b"GET /broken.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert link.recv(100).startswith(b"HTTP/1.1 500")
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    found = entries(err)
    assert [entry.get("error") for entry in found] == [None, "KeyError: 'broken.txt'"]
    assert all("traceback" not in entry for entry in found)


def test_options_limit_queries() -> None:
    with started("--rows", "2", "--lang", "zh") as (process, address):
        target = f"{address}sparql?query=SELECT%20%2A%20%7B%20%3Fs%20a%20qs%3AProvince%20%7D%20LIMIT%20"
        assert json.loads(read(f"{target}2"))["head"] == {"vars": ["s"]}
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
            path = target.removeprefix(address.rstrip("/"))
            link.sendall(f"GET {path}3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            received = b""
            while (piece := link.recv(1 << 16)) != b"":
                received += piece
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    assert received.startswith(b"HTTP/1.1 400")
    assert "结果超过 2 行" in received.decode()


def test_a_port_in_use_is_one_line(kg: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = kg("serve", "--port", port)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(f"kg: cannot listen on 127.0.0.1, port {port}: ")
        assert said.err.count("\n") == 1
        assert "请用 --host 和 --port" in kg("serve", "--port", port, "--lang", "zh").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "65536"], "--port"),
        (["--port", "x"], "--port"),
        (["--timeout", "0"], "--timeout"),
        (["--timeout", "nan"], "--timeout"),
        (["--rows", "0"], "--rows"),
        (["--host", "no such host.invalid"], "cannot listen"),
        (["--root", "/nowhere"], "no such folder"),
    ],
)
def test_a_wrong_option_is_one_line(kg: Run, arguments: list[str], said: str) -> None:
    found = kg("serve", "--port", "0", *arguments) if arguments[0] != "--port" else kg("serve", *arguments)
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert said in found.err


@pytest.mark.parametrize("library", ["h11", "jinja2", "starlette", "uvicorn"])
def test_a_missing_library_is_named(kg: Run, without: Callable[[str], None], library: str) -> None:
    without(library)
    said = kg("serve")
    assert (said.code, said.out) == (2, "")
    assert said.err == f'kg: {library} is not installed; run: pip install "quality-strategy[server]"\n'
