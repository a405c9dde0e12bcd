"""A SPARQL server: the program `oxigraph`, queried over HTTP."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("oxigraph")
PATIENCE = 60
"""Seconds that a busy machine may take until the server listens."""


@contextmanager
def serving(graph: bytes, folder: Path) -> Iterator[str]:
    """Serve a graph as the default graph, on a free port of the loopback; yield the address of the endpoint.

    Args:
        graph: The graph as N-Triples.
        folder: An empty folder for the server's files.
    """
    store = folder / "store"
    (folder / "graph.nt").write_bytes(graph)
    load: list[str | Path] = [PROGRAM, "load", "--location", store, "--file", folder / "graph.nt"]
    subprocess.run(load, check=True, capture_output=True)
    with running("serve-read-only", store, folder / "log.txt") as address:
        yield f"{address}/query"


@contextmanager
def running(command: str, store: Path, log: Path) -> Iterator[str]:
    """Run a server, `serve` or `serve-read-only`, with the data in a folder; yield its address."""
    process, port = _started(command, store, log)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _started(command: str, store: Path, log: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Return the running server and its port, which no other process was faster to take."""
    for _ in range(5):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        serve: list[str | Path] = [PROGRAM, command, "--location", store]
        serve += ["--bind", f"127.0.0.1:{port}"]
        with log.open("wb") as said:
            process = subprocess.Popen(serve, stdout=said, stderr=said)
        if listens(process, port):
            return process, port
    raise RuntimeError(f"the server did not start: {log.read_text(encoding='utf-8')}")


def listens(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server takes connections; say whether it does, or else has gone."""
    for _ in range(PATIENCE * 20):
        if process.poll() is not None:
            return False
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return process.poll() is None
    process.kill()
    process.wait()
    return False
