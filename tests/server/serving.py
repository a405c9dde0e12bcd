"""A server on the loopback, in a thread of the tests, and a small site with the interface of the real one."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urlencode, urlsplit

from kg.graph import Graph
from kg.rdf.namespaces import BASE
from kg.server.app import web_app
from kg.server.library import PageSource
from kg.server.running import StoppableServer, listening
from kg.server.settings import ServerLimits

PATIENCE = 120
"""Seconds that a busy machine may take until the server answers."""

PAGES = ("", "zh/", "sparql/", "region/guizhou/", "zh/region/guizhou/", "ontology/", "indicator/gdp-energy/")
TURTLE = f'<{BASE}region/guizhou> <http://www.w3.org/2000/01/rdf-schema#label> "贵州省"@zh-Hans .\n'


class InventedSite:
    """Some pages, and one file of each other kind."""

    def __init__(self) -> None:
        self.files = {f"{folder}index.html": page(folder) for folder in PAGES}
        self.files |= {
            "region/guizhou.ttl": TURTLE.encode(),
            "region/guizhou.jsonld": b'{"@id": "x"}',
            "assets/site.css": b"p { margin: 0 }\n" * 100,
            "assets/font.woff2": bytes(1000),
            "sitemap.xml": b"<urlset/>",
        }
        self.made: list[str] = []

    @property
    def paths(self) -> list[str]:
        """The paths of all files, and of one that cannot be made."""
        return sorted([*self.files, "broken.txt"])

    def content(self, path: str) -> bytes:
        """Return the bytes of a file."""
        self.made.append(path)
        return self.files[path]

    def page_of(self, iri: str) -> str | None:
        """Return the folder of the page of an IRI."""
        path = iri.removeprefix(BASE)
        if f"{path}/index.html" in self.files and not path.startswith("zh"):
            return f"{path}/"
        return "region/guizhou/#coding" if path == "coding/guizhou" else None


def page(folder: str) -> bytes:
    """Return a page, which gzip makes smaller."""
    return f"<!doctype html><title>{folder}</title><p>{'text ' * 200}".encode()


@dataclass(frozen=True)
class Reply:
    """What the server answered."""

    status: int
    headers: Message
    content: bytes

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8")

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows in SPARQL JSON."""
        found: list[dict[str, Any]] = json.loads(self.content)["results"]["bindings"]
        return found

    @property
    def kind(self) -> str:
        """The media type without parameters."""
        return self.headers.get_content_type()


@dataclass(frozen=True)
class Client:
    """Sends requests to a server, each on a connection of its own."""

    address: str
    server: StoppableServer

    @property
    def port(self) -> int:
        """The port of the server."""
        return int(self.address.rpartition(":")[2])

    def send(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send a request, and return the reply."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        try:
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, target: str, **headers: str) -> Reply:
        """Request a page or data; `Accept_Encoding` is the header Accept-Encoding."""
        return self.send(
            "GET", target, None, {name.replace("_", "-"): each for name, each in headers.items()}
        )

    def query(self, text: str, accept: str = "application/sparql-results+json", **fields: str) -> Reply:
        """Send a query in the URL."""
        return self.get(f"/sparql?{urlencode({'query': text, **fields})}", Accept=accept)

    def post(self, kind: str, body: str | bytes, target: str = "/sparql", **headers: str) -> Reply:
        """Send a body."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): each for name, each in headers.items()}
        return self.send("POST", target, content, {**({"Content-Type": kind} if kind else {}), **named})


@contextmanager
def serving_graph(
    graph: Graph, site: PageSource | None = None, limits: ServerLimits | None = None, lang: str = "en"
) -> Iterator[Client]:
    """Serve a graph on a free port of the loopback; yield a client."""
    limits = limits or ServerLimits(seconds=60, processes=2)
    sock = listening("127.0.0.1", 0)
    ready = threading.Event()
    server = StoppableServer(web_app(graph, site or InventedSite(), limits, lang), limits, ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    try:
        while not ready.wait(0.1):
            assert thread.is_alive(), "the server did not start"
        yield Client(f"http://127.0.0.1:{sock.getsockname()[1]}", server)
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
    assert not thread.is_alive()
