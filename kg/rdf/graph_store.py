"""The named graphs of a server: the SPARQL 1.1 Graph Store HTTP Protocol, with the graph named in the URL.

A graph is replaced by one PUT, so a server never has a half of it, whenever the client is stopped.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode
from urllib.request import Request

import pyoxigraph as ox

from kg.errors import NoAnswer
from kg.rdf.ntriples import ntriples_line
from kg.rdf.transport import Client, Deadline, Reply
from kg.rdf.wholeness import CutAnswer, refuse_marks

_FORMATS: Final = {"text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES}

Triples = frozenset[ox.Triple]


class GraphStore:
    """The graph store of a server."""

    def __init__(self, url: str, timeout: float = 60) -> None:
        """Set the server.

        Args:
            url: The URL of its graph store.
            timeout: The seconds that a request may take.

        Raises:
            KgError: `url` is not an http or https URL, or has a user name; or the credentials in the
                environment are invalid.
        """
        self._client = Client(url)
        self._url = url
        self._timeout = timeout

    def get(self, graph: str) -> Triples:
        """Return the triples of a graph, as `stored` gives them; none if there is no such graph.

        Raises:
            NoAnswer: The server does not answer, or not with the whole graph.
        """
        reply = self._send(graph, "GET", (200, 404), {"Accept": ", ".join(_FORMATS)})
        if reply.status == 404:
            return frozenset()
        kind = reply.headers.get_content_type()
        try:
            refuse_marks(reply.headers)
            if not reply.framed:
                raise CutAnswer("Content-Length")
            return stored(quad.triple for quad in ox.parse(reply.content, format=_FORMATS[kind]))
        except CutAnswer as error:
            raise self._client.cut(str(error)) from error
        except (KeyError, SyntaxError, ValueError) as error:
            raise NoAnswer(
                "{endpoint} returned {kind}, not a graph in Turtle; check that it is a graph store",
                endpoint=self._client.shown,
                kind=kind,
            ) from error

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a graph.

        Raises:
            NoAnswer: The server does not answer, or refuses.
        """
        content = "".join(f"{line} .\n" for line in sorted(map(ntriples_line, triples))).encode("utf-8")
        self._send(graph, "PUT", (200, 201, 204), {"Content-Type": "text/turtle"}, content)

    def delete(self, graph: str) -> None:
        """Delete a graph, if it is there.

        Raises:
            NoAnswer: The server does not answer, or refuses.
        """
        self._send(graph, "DELETE", (200, 204, 404), {})

    def _send(
        self,
        graph: str,
        method: str,
        allowed: tuple[int, ...],
        headers: dict[str, str],
        content: bytes | None = None,
    ) -> Reply:
        url = f"{self._url}{'&' if '?' in self._url else '?'}{urlencode({'graph': graph})}"
        request = Request(url, content, headers, method=method)
        return self._client.send(request, Deadline(self._timeout), allowed)


def stored(triples: Iterable[ox.Triple]) -> Triples:
    """Return triples as a store keeps them, where 98.40 is 98.4, to compare them with those of a server."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    return frozenset(quad.triple for quad in store)
