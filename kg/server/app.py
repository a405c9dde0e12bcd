"""The web application: addresses, the headers of every answer, errors, and the log of requests."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.export.library import licence_of
from kg.graph import Graph
from kg.server.dataset import dataset_of
from kg.server.library import PageSource, SiteLibrary
from kg.server.logs import REQUESTS, shortened
from kg.server.pool import QueryPool
from kg.server.refusing import HttpError, no_method
from kg.server.resources import SiteResources
from kg.server.service import SparqlService
from kg.server.settings import SECURITY_HEADERS, ServerLimits
from kg.words import Phrase, said

_QUERY_PAGE = "sparql/"
"""The folder of the page for queries, if the site has it."""


def web_app(graph: Graph, site: PageSource, limits: ServerLimits, lang: str = "en") -> ASGIApp:
    """Return the web application that serves a graph.

    Args:
        graph: The graph, of local files.
        site: Its pages.
        limits: What a request may take.
        lang: The language of errors, except below `zh/`.

    Raises:
        MissingFile: A file of the graph cannot be read.
        SyntaxFault: A file is not Turtle.
    """
    dataset = dataset_of(graph.project)
    pool = QueryPool(dataset, limits)
    library = SiteLibrary(site, graph.store, dataset)
    page = _QUERY_PAGE if library.has(f"{_QUERY_PAGE}index.html") else None
    service = SparqlService(pool, dataset, licence_of(graph.project), limits, page)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            library.close()
            await pool.close()

    async def health(_: Request) -> Response:
        alive = pool.processes > 0
        content = {"status": "ok" if alive else "failing", "processes": pool.processes}
        return JSONResponse(content, 200 if alive else 503, {"Cache-Control": "no-store"})

    app = Starlette(
        routes=[
            Route("/sparql", service),
            Route("/healthz", health),
            Route("/{path:path}", SiteResources(library)),
        ],
        lifespan=running,
        exception_handlers={HttpError: _refused(lang), 405: _refused(lang), Exception: _failed(lang)},
    )
    app.router.redirect_slashes = False
    return _Outermost(app)


def _refused(lang: str) -> Callable[[Request, Exception], Response]:
    """Return the function that answers with an error that a request has caused."""

    def respond(request: Request, error: Exception) -> Response:
        if not isinstance(error, HttpError):
            error = no_method((getattr(error, "headers", None) or {}).get("Allow", "GET"))
        text = " ".join(said(error.text, _language(request, lang)).split())
        return PlainTextResponse(text + "\n", error.status, {"Cache-Control": "no-store", **error.headers})

    return respond


def _failed(lang: str) -> Callable[[Request, Exception], Response]:
    """Return the function that answers when the program has a fault; the log has the fault itself."""

    def respond(request: Request, _: Exception) -> Response:
        text = said(Phrase("the server failed; its log says why"), _language(request, lang))
        return PlainTextResponse(text + "\n", 500, {"Cache-Control": "no-store"})

    return respond


def _language(request: Request, lang: str) -> str:
    return "zh" if request.scope["path"].startswith("/zh/") else lang


class _Outermost:
    """Adds the headers of every answer, and logs each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.monotonic()
        status = size = 0

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS:
                    headers[name] = value
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        scope.setdefault("state", {})
        try:
            await self._app(scope, receive, sending)
        finally:
            facts = {
                "event": "request",
                "method": shortened(scope["method"]),
                "path": shortened(scope["path"]),
                "status": status,
                "bytes": size,
                "ms": round((time.monotonic() - start) * 1000, 1),
            }
            if "query" in scope["state"]:
                facts["query"] = shortened(scope["state"]["query"])
            REQUESTS.info("request", extra={"facts": facts})
