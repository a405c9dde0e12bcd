"""What an address means: a file of the site, a page, or an IRI, which is sent on to its page or its data.

The path of an IRI is what follows the namespace. `Accept` decides between the page and the data of an IRI.
No answer varies with `Accept-Language`: the addresses of Chinese pages begin with `zh/`, and each page has a
link to the page in the other language.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from kg.rdf.namespaces import BASE
from kg.server.answering import accepted, is_unchanged, takes_gzip
from kg.server.library import SiteLibrary, StoredFile
from kg.server.media import DATA, HTML
from kg.server.refusing import HttpError, no_method, not_acceptable
from kg.server.settings import SHARED_HEADERS
from kg.words import Phrase

_METHODS = "GET, HEAD, OPTIONS"
_CHINESE = "zh/"


class SiteResources:
    """Answers the requests for pages, data, and IRIs."""

    def __init__(self, library: SiteLibrary) -> None:
        self._library = library

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            headers = {**SHARED_HEADERS, "Allow": _METHODS, "Access-Control-Allow-Methods": "GET, HEAD"}
            return Response(status_code=204, headers=headers)
        if request.method not in ("GET", "HEAD"):
            raise no_method(_METHODS)
        path = request.scope["path"].removeprefix("/")
        if self._library.has(path):
            return await self._file(request, path)
        if path == "" or path.endswith("/"):
            return await self._page(request, path)
        subject, end = self._data_of(path)
        if end != "":
            return await self._data(request, subject, end)
        return await self._thing(request, path)

    def _data_of(self, path: str) -> tuple[str, str]:
        """Return the path of the IRI whose data are at an address, and the end of the address, or no end."""
        for end in DATA.values():
            subject = path.removesuffix(end)
            if subject != path and self._library.describes(subject):
                return subject, end
        return path, ""

    async def _file(self, request: Request, path: str) -> Response:
        subject, end = self._data_of(path)
        if end != "":
            return await self._data(request, subject, end)
        return self._sent(request, await self._library.file(path), {})

    async def _page(self, request: Request, path: str) -> Response:
        """Return the page of a folder, or send a client that prefers data to them."""
        file = path + "index.html"
        if not self._library.has(file):
            raise _missing()
        subject = path.removeprefix(_CHINESE).removesuffix("/")
        if not self._library.describes(subject):
            return self._sent(request, await self._library.file(file), {})
        headers = {"Vary": "Accept", "Link": _links(subject, "alternate describedby", tuple(DATA))}
        chosen = self._chosen(request, (HTML, *DATA))
        if chosen != HTML:
            return _see_other(subject + DATA[chosen], headers)
        return self._sent(request, await self._library.file(file), headers)

    async def _data(self, request: Request, subject: str, end: str) -> Response:
        """Return the data of an IRI in the format of an address."""
        page = self._library.page_of(subject)
        others = tuple(kind for kind, each in DATA.items() if each != end)
        links = [f'<{BASE}{quote(subject)}>; rel="describes"', _links(subject, "alternate", others)]
        if page is not None:
            links.append(f'</{page}>; rel="alternate"; type="{HTML}"')
        file = await self._library.data(subject, end)
        return self._sent(request, file, {**SHARED_HEADERS, "Link": ", ".join(links)})

    async def _thing(self, request: Request, path: str) -> Response:
        """Send a client from an IRI to what describes it, or from a folder to its page."""
        page = self._library.page_of(path)
        known = self._library.describes(path)
        if page is None and not known:
            if self._library.has(f"{path}/index.html"):
                return RedirectResponse(_with_query(request, f"/{quote(path)}/"), 308)
            raise _missing()
        offered = (*([HTML] if page is not None else []), *(DATA if known else ()))
        headers = {"Vary": "Accept", **SHARED_HEADERS}
        if known:
            headers["Link"] = _links(path, "alternate describedby", tuple(DATA))
        chosen = self._chosen(request, offered)
        if chosen != HTML:
            return _see_other(path + DATA[chosen], headers)
        assert page is not None
        return RedirectResponse(_with_query(request, f"/{page}"), 303, headers)

    def _chosen(self, request: Request, offered: tuple[str, ...]) -> str:
        """Return the media type that a client prefers.

        Raises:
            HttpError: It accepts none.
        """
        chosen = accepted(request, offered)
        if chosen is None:
            raise not_acceptable(offered)
        return chosen

    def _sent(self, request: Request, file: StoredFile, headers: dict[str, str]) -> Response:
        """Return an answer with a file, or that the client has it already."""
        packed = file.packed is not None and takes_gzip(request)
        vary = ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding" if file.packed else None)))
        tag = f'"{file.tag}{"-gzip" if packed else ""}"'
        all_headers = {**headers, "ETag": tag, "Cache-Control": "no-cache"}
        if vary != "":
            all_headers["Vary"] = vary
        if is_unchanged(request, tag):
            return Response(status_code=304, headers=all_headers)
        if packed:
            all_headers["Content-Encoding"] = "gzip"
        content = file.packed if packed and file.packed is not None else file.content
        response = Response(content, headers=all_headers)
        response.headers["Content-Type"] = file.content_type
        return response


def _missing() -> HttpError:
    return HttpError(404, Phrase("there is nothing at this address; check it, or begin at /"))


def _links(subject: str, relation: str, kinds: tuple[str, ...]) -> str:
    return ", ".join(f'</{quote(subject)}{DATA[kind]}>; rel="{relation}"; type="{kind}"' for kind in kinds)


def _see_other(path: str, headers: dict[str, str]) -> Response:
    return RedirectResponse(f"/{quote(path)}", 303, headers)


def _with_query(request: Request, target: str) -> str:
    """Return an address with the query string of a request, before its fragment."""
    query = quote(request.scope["query_string"], safe="=&+%!$'()*,;:@/?~-._")
    place, mark, fragment = target.partition("#")
    return place + (f"?{query}" if query != "" else "") + mark + fragment
