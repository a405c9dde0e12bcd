"""The SPARQL endpoint: the query operation of the SPARQL 1.1 Protocol, read-only."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from kg.server.answering import accepted, data_response, is_unchanged, takes_gzip
from kg.server.dataset import NamedDataset
from kg.server.description import describe_service
from kg.server.frames import MessageHeader
from kg.server.media import ANSWER_FORMATS, GRAPHS, HTML
from kg.server.pool import QueryPool, QueryReply
from kg.server.refusing import HttpError, no_method, not_acceptable
from kg.server.requests import ProtocolRequest, read_request
from kg.server.settings import SHARED_HEADERS, ServerLimits
from kg.words import Phrase

_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_PREFLIGHT: Final = {
    **SHARED_HEADERS,
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
    "Allow": _METHODS,
}


class SparqlService:
    """Answers the requests at the address of the endpoint."""

    def __init__(
        self, pool: QueryPool, dataset: NamedDataset, licence: str, limits: ServerLimits, page: str | None
    ) -> None:
        """Set what answers.

        Args:
            pool: The query processes.
            dataset: What they query.
            licence: The IRI of the license of the content.
            limits: What a request may take.
            page: The folder of the page for queries, to which browsers are sent; None if there is none.
        """
        self._pool, self._dataset, self._licence = pool, dataset, licence
        self._limits, self._page = limits, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except HttpError as error:
            error.headers.update(SHARED_HEADERS)
            raise
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        if request.method not in ("GET", "HEAD", "POST"):
            raise no_method(_METHODS)
        asked = await read_request(request, self._limits)
        if asked.query is None:
            return self._description(request)
        job = self._job(asked.query, asked, request)
        request.state.query = asked.query
        reply = await self._unless_gone(request, job)
        return self._answer(request, reply, packed=bool(job["gzip"]))

    def _job(self, query: str, asked: ProtocolRequest, request: Request) -> MessageHeader:
        """Return what a query process needs to know; only there is the text of a query read."""
        return {
            "query": query,
            "default": asked.default,
            "named": asked.named,
            "rows": self._limits.rows,
            "bytes": self._limits.answer,
            "gzip": takes_gzip(request),
            **{kind: accepted(request, list(offered)) for kind, offered in ANSWER_FORMATS.items()},
        }

    async def _unless_gone(self, request: Request, job: MessageHeader) -> QueryReply:
        """Return the answer to a query; give it up if the client closes the connection."""
        running = asyncio.ensure_future(self._pool.run(job))
        gone = asyncio.ensure_future(_disconnection(request))
        try:
            await asyncio.wait((running, gone), return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                raise HttpError(499, Phrase("the client has closed the connection"))
            return running.result()
        finally:
            gone.cancel()
            if not running.done():
                running.cancel()
                with suppress(asyncio.CancelledError, HttpError):
                    await running

    def _answer(self, request: Request, reply: QueryReply, *, packed: bool) -> Response:
        tag = f'"{sha256(reply.content).hexdigest()[:32]}"'
        headers = {"Vary": "Accept, Accept-Encoding", "ETag": tag, "Cache-Control": "no-cache"}
        if request.method != "POST" and is_unchanged(request, tag):
            return Response(status_code=304, headers={**SHARED_HEADERS, **headers})
        if packed:
            headers["Content-Encoding"] = "gzip"
        return data_response(reply.content, reply.media_type, headers)

    def _description(self, request: Request) -> Response:
        """Return the description of the service, or send a browser to the page for queries."""
        offered = [*GRAPHS, *([HTML] if self._page is not None else [])]
        chosen = accepted(request, offered)
        if chosen is None:
            raise not_acceptable(offered)
        if chosen == HTML:
            return RedirectResponse(f"/{self._page}", 303, {"Vary": "Accept"})
        try:
            url = str(request.url.replace(query="", fragment=""))
            content = describe_service(url, self._dataset, self._licence, chosen)
        except ValueError as error:
            raise HttpError(400, Phrase("the header Host is invalid")) from error
        return data_response(content, chosen, {"Vary": "Accept, Host"})


async def _disconnection(request: Request) -> None:
    """Wait until the client closes the connection; its request has been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
