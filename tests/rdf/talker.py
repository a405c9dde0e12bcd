"""A server on the loopback that says what a test wants, also what is not HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"

Talk = Callable[[socket.socket, "Asked"], None]
"""Answers one request."""


class Asked:
    """A request.

    Attributes:
        line: The request line.
        headers: The headers by their names in lower case.
        form: The parameters of the form in the body.
        body: The body.
    """

    def __init__(self, raw: bytes, body: bytes) -> None:
        self.line, *rest = raw.decode("latin-1").split("\r\n")
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
        self.body = body
        self.form = parse_qs(body.decode("utf-8")) if "form" in self.headers.get("content-type", "") else {}

    @property
    def query(self) -> str:
        """The query of the request, empty if there is none."""
        return self.form.get("query", [""])[0]


def reply(
    body: str | bytes = "", status: int = 200, kind: str = JSON, length: int | None = None, **headers: str
) -> bytes:
    """Return a reply in HTTP; `_` in the name of a header means `-`."""
    content = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Word", f"Content-Type: {kind}"]
    lines += [f"Content-Length: {len(content) if length is None else length}"] if length != -1 else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + content


def saying(content: bytes) -> Talk:
    """Return a talk that is always the same; `%SECRET%` in it is the `Authorization` of the request."""

    def talk(link: socket.socket, asked: Asked) -> None:
        link.sendall(content.replace(b"%SECRET%", asked.headers.get("authorization", "").encode("latin-1")))

    return talk


@contextmanager
def talking(talk: Talk) -> Iterator[tuple[str, list[Asked]]]:
    """Serve on the loopback; yield the URL, and the requests so far."""
    asked: list[Asked] = []
    links: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    link = server.accept()[0]
                    links.append(link)
                    threading.Thread(target=answer, args=[link], daemon=True).start()

        def answer(link: socket.socket) -> None:
            with suppress(OSError), link:
                request = _read(link)
                asked.append(request)
                talk(link, request)

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql", asked
        finally:
            server.shutdown(socket.SHUT_RDWR)
            for each in links:
                with suppress(OSError):
                    each.close()


def _read(link: socket.socket) -> Asked:
    """Return the request that comes over a connection."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += link.recv(65536)
    head, _, body = raw.partition(b"\r\n\r\n")
    length = int(Asked(head, b"").headers.get("content-length", "0"))
    while len(body) < length:
        body += link.recv(65536)
    return Asked(head, body)
