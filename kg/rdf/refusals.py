"""The error for each HTTP status that is not an answer, with its cure."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from kg.errors import NoAnswer
from kg.words import Phrase

CURES: Final[Mapping[int, Phrase]] = {
    400: Phrase("the server does not accept the request; check the query, or the graph that is sent"),
    401: Phrase("set KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN, or use a netrc file"),
    403: Phrase("these credentials do not give access; use others, or ask the operator of the server"),
    404: Phrase("check the path of the URL"),
    405: Phrase("check that the URL is that of the right service; queries and graphs have different URLs"),
    406: Phrase("the server does not offer SPARQL JSON or Turtle; use one that supports SPARQL 1.1"),
    407: Phrase("log in to the proxy, or set NO_PROXY for this server"),
    408: Phrase("the server stopped waiting; ask for less, or raise its time limit"),
    409: Phrase("something else is changing the graph; run the command again"),
    410: Phrase("the service has been removed; use another URL"),
    413: Phrase("the request is too large; give fewer values, or raise the limit of the server"),
    414: Phrase("the URL is too long; shorten it"),
    415: Phrase("the server does not take this format; check that the URL is that of the right service"),
    429: Phrase("too many requests; wait, and run the command again"),
    500: Phrase("the server failed; look into its log"),
    501: Phrase("the server does not support this; use one that supports SPARQL 1.1"),
    502: Phrase("the server behind the gateway does not answer; check that it runs"),
    503: Phrase("the server is overloaded or being maintained; run the command again later"),
    504: Phrase("the server behind the gateway takes too long; ask for less, or raise its time limit"),
    507: Phrase("the disk of the server is full; free space on it"),
}
"""The cures by status."""

_CURES_BY_HUNDRED: Final[Mapping[int, Phrase]] = {
    2: Phrase("this is not a complete answer; check that the URL is that of the right service"),
    3: Phrase("too many redirects, or one that cannot be followed; use the final URL"),
    4: Phrase("check the URL and the request"),
    5: Phrase("look into the log of the server"),
}
_OTHER: Final = Phrase("check the URL")


def refusal(endpoint: str, status: int, said: str) -> NoAnswer:
    """Return the error for a status.

    Args:
        endpoint: The URL as messages show it.
        status: The HTTP status.
        said: The text of the server in plain words, without secrets; it may be empty.
    """
    cure = CURES.get(status) or _CURES_BY_HUNDRED.get(status // 100, _OTHER)
    try:
        name = HTTPStatus(status).phrase
    except ValueError:
        name = ""
    reason = f"{status} {name}".strip()
    if said != "":
        reason += f": {said}"
    return NoAnswer("{endpoint} answered {reason}; {cure}", endpoint=endpoint, reason=reason, cure=cure)
