"""Reads requests of the SPARQL 1.1 Protocol: the query, and the graphs that it is about."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from email.message import Message
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.server.refusing import HttpError
from kg.server.settings import ServerLimits
from kg.words import Phrase

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_PARAMETERS: Final = ("query", "update", "default-graph-uri", "named-graph-uri")
_MOST_FIELDS: Final = 1000

_READ_ONLY: Final = Phrase("this server does not change its graph; send a query")


@dataclass(frozen=True)
class ProtocolRequest:
    """A request.

    Attributes:
        query: The query; None if there is none, which asks for the description of the service.
        default: The graphs that are the default graph.
        named: The named graphs.
    """

    query: str | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


async def read_request(request: Request, limits: ServerLimits) -> ProtocolRequest:
    """Return what a GET or POST request asks for.

    Raises:
        HttpError: It is not a request of the protocol, or too large.
    """
    in_url = _fields(request.scope["query_string"])
    if request.method != "POST":
        return _read(in_url, optional=True)
    kind, charset = _content_type(request)
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding != "identity":
        raise HttpError(415, Phrase("the body has the encoding {name}; send it as it is", name=encoding))
    if kind == _UPDATE:
        raise HttpError(403, _READ_ONLY)
    if kind not in (_FORM, _QUERY):
        raise HttpError(
            415,
            Phrase("the body is {kind}; send {query} or {form}", kind=kind or "-", query=_QUERY, form=_FORM),
            {"Accept-Post": f"{_QUERY}, {_FORM}"},
        )
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HttpError(415, Phrase("the character set is {name}; send UTF-8", name=charset))
    body = await _body(request, limits)
    if kind == _FORM:
        if any(name in _PARAMETERS for name, _ in in_url):
            raise HttpError(400, Phrase("a form has all parameters in its body; leave those in the URL out"))
        return _read(_fields(body))
    if any(name in ("query", "update") for name, _ in in_url):
        raise HttpError(400, Phrase("the query is in the body; leave the one in the URL out"))
    return _read([*in_url, ("query", _text(body))])


def _read(fields: list[tuple[str, str]], *, optional: bool = False) -> ProtocolRequest:
    """Return the request with some parameters; those that the protocol does not have are ignored."""
    queries = [value for name, value in fields if name == "query"]
    if any(name == "update" for name, _ in fields):
        raise HttpError(403, _READ_ONLY)
    if len(queries) > 1:
        raise HttpError(400, Phrase("there are several queries; send one"))
    if len(queries) == 0 and not optional:
        raise HttpError(400, Phrase("there is no query; send one in the parameter query"))
    return ProtocolRequest(
        queries[0] if len(queries) > 0 else None,
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
    )


def _fields(content: bytes) -> list[tuple[str, str]]:
    """Return the parameters of a form.

    Raises:
        HttpError: They are not UTF-8, or too many.
    """
    try:
        return parse_qsl(
            content.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError as error:
        raise HttpError(400, Phrase("the parameters are not UTF-8; encode them as UTF-8")) from error
    except ValueError as error:
        raise HttpError(
            400, Phrase("there are more than {most} parameters; send fewer", most=_MOST_FIELDS)
        ) from error


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HttpError(400, Phrase("the query is not UTF-8; encode it as UTF-8")) from error


def _content_type(request: Request) -> tuple[str, str]:
    """Return the media type of the body and its character set, both in lower case."""
    parsed = Message()
    parsed["Content-Type"] = request.headers.get("content-type", "")
    given = request.headers.get("content-type", "")
    charset = parsed.get_param("charset", "utf-8")
    return given.partition(";")[0].strip().lower(), str(charset).lower()


async def _body(request: Request, limits: ServerLimits) -> bytes:
    """Return the body of a request.

    Raises:
        HttpError: It is too large, or does not arrive in time.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(limits.arrival):
            async for piece in request.stream():
                body += piece
                if len(body) > limits.body:
                    reason = Phrase("the body is larger than {most} bytes; shorten it", most=limits.body)
                    raise HttpError(413, reason, {"Connection": "close"})
    except TimeoutError as error:
        reason = Phrase("the body did not arrive within {seconds:g} s", seconds=limits.arrival)
        raise HttpError(408, reason, {"Connection": "close"}) from error
    except ClientDisconnect as error:
        raise HttpError(400, Phrase("the body is incomplete")) from error
    return bytes(body)
