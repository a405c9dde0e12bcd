"""Parts of answers that pages, data, and the endpoint share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.server.negotiation import preferred
from kg.server.settings import SHARED_HEADERS

_TAG: Final = re.compile(r'(?:W/)?("[^"]*")')
_GZIP: Final = re.compile(
    r"(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q\s*=\s*([01](?:\.\d*)?))?\s*(?=,|$)", re.IGNORECASE
)
_ANY: Final = re.compile(r"(?:^|,)\s*\*\s*(?:;\s*q\s*=\s*([01](?:\.\d*)?))?\s*(?=,|$)")


def accepted(request: Request, offered: Sequence[str]) -> str | None:
    """Return the media type that a client prefers of those that are offered; see `preferred`."""
    return preferred(", ".join(request.headers.getlist("accept")), offered)


def takes_gzip(request: Request) -> bool:
    """Return whether a client accepts content that is compressed with gzip."""
    accepted = ", ".join(request.headers.getlist("accept-encoding"))
    found = _GZIP.search(accepted) or _ANY.search(accepted)
    return found is not None and float(found[1] or 1) > 0


def is_unchanged(request: Request, tag: str) -> bool:
    """Return whether a client has the content with an entity tag."""
    given = ", ".join(request.headers.getlist("if-none-match"))
    return given.strip() == "*" or tag in _TAG.findall(given)


def data_response(content: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """Return an answer with data, which scripts of other sites may read."""
    textual = media_type.startswith("text/") or media_type.endswith("xml")
    kind = f"{media_type}; charset=utf-8" if textual else media_type
    response = Response(content, headers={**SHARED_HEADERS, **headers})
    response.headers["Content-Type"] = kind
    return response
