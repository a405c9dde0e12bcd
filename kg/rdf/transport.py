"""Sends HTTP requests to a SPARQL server, with one deadline for a whole exchange and a limit of its size.

`urllib.request` limits the time of each read only, so a server that sends one byte a second would never be
given up. Here each read of a reply is allowed the time that is left.
"""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, Final, NamedTuple
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from kg.errors import NoAnswer
from kg.rdf.credentials import Credentials, hidden, origin
from kg.rdf.refusals import refusal

LARGEST_REPLY: Final = 128_000_000
"""The maximum size of a reply in bytes."""

MOST_REDIRECTS: Final = 5
"""The number of redirects that are followed."""

REDIRECTS: Final = (301, 302, 303, 307, 308)
BUSY: Final = (429, 503)
"""The statuses of a server that may answer later."""

_PIECE: Final = 1 << 16
_LONGEST_PAGE: Final = 4000
"""How much of the text of an error is read, in bytes."""
_LONGEST_REASON: Final = 300
"""How much of it is shown, in characters."""


class Deadline:
    """The time by which an exchange must end.

    Attributes:
        seconds: How long it may take.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return how many seconds are left.

        Raises:
            TimeoutError: None are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Reply(NamedTuple):
    """The reply of a server.

    Attributes:
        status: The HTTP status.
        headers: The headers.
        content: The body.
        framed: Whether HTTP says where the body ends, so that a part of it cannot pass as the whole.
    """

    status: int
    headers: Message
    content: bytes
    framed: bool


class Client:
    """Sends requests to one server.

    Attributes:
        shown: The URL as messages show it.
    """

    def __init__(self, url: str) -> None:
        """Set the URL of a service of the server.

        Raises:
            KgError: `url` is not an http or https URL, or has a user name; or the credentials are invalid.
        """
        self._credentials = Credentials.of(url)
        self.shown = hidden(url)

    def send(self, request: Request, deadline: Deadline, allowed: tuple[int, ...] = (200,)) -> Reply:
        """Return the reply to a request, which must be safe to repeat, as queries and PUT are.

        Args:
            request: The request.
            deadline: The time by which the reply must be there, redirects and repetitions included.
            allowed: The statuses that are not errors.

        Raises:
            NoAnswer: The server did not reply in time, or refused; the message has the cure.
        """
        redirects, pause = 0, 0.5
        try:
            while True:
                with self._open(request, deadline) as response:
                    if response.status in allowed:
                        return self._read(response)
                    if response.status in REDIRECTS and redirects < MOST_REDIRECTS:
                        request, redirects = self._redirected(request, response), redirects + 1
                        continue
                    pause = max(pause, _seconds(response.headers.get("Retry-After", "")))
                    if response.status not in BUSY or pause >= deadline.left():
                        raise self._refused(response)
                time.sleep(pause)
                pause *= 2
        except (OSError, HTTPException, ValueError) as error:
            raise self._failed(error, deadline.seconds) from error

    def _open(self, request: Request, deadline: Deadline) -> HTTPResponse:
        opener = OpenerDirector()
        for handler in (ProxyHandler(), _Http(deadline), _Https(deadline)):
            opener.add_handler(handler)
        # A handler of proxies changes a request, so each try has its own.
        own = Request(request.full_url, request.data, {**request.headers}, method=request.get_method())
        for name, value in self._credentials.headers(request.full_url).items():
            own.add_unredirected_header(name, value)
        response = opener.open(own, timeout=deadline.left())
        assert isinstance(response, HTTPResponse)
        return response

    def _read(self, response: HTTPResponse) -> Reply:
        """Return a reply with its whole body.

        Raises:
            NoAnswer: The body is too large, or cut off.
        """
        length = response.length
        body = bytearray()
        while (piece := response.read1(_PIECE)) != b"":
            body += piece
            if len(body) > LARGEST_REPLY:
                megabytes = LARGEST_REPLY // 1_000_000
                raise NoAnswer(
                    "{endpoint} sent more than {most} MB; ask for less", endpoint=self.shown, most=megabytes
                )
        if length is not None and len(body) < length:
            raise self.cut("Content-Length")
        return Reply(response.status, response.headers, bytes(body), length is not None or response.chunked)

    def _redirected(self, request: Request, response: HTTPResponse) -> Request:
        """Return the request to the URL that the server names.

        Raises:
            NoAnswer: It names none, or one that is not on the web or has a user name.
        """
        target = urljoin(request.full_url, response.headers.get("Location", ""))
        if origin(target) is None or "@" in target.split("/")[2] or "Location" not in response.headers:
            raise self._refused(response)
        if response.status == 303:  # the answer to a POST is at another URL; a PUT has none
            if request.get_method() not in ("GET", "POST"):
                raise self._refused(response)
            return Request(target, headers={"Accept": request.get_header("Accept", "*/*")})
        return Request(target, request.data, {**request.headers}, method=request.get_method())

    def _refused(self, response: HTTPResponse) -> NoAnswer:
        try:
            said = response.read(_LONGEST_PAGE).decode("utf-8", "replace")
        except (OSError, HTTPException):
            said = ""
        said = "" if said.lstrip().startswith("<") else self._masked(said)  # no page of markup
        return refusal(self.shown, response.status, said)

    def _failed(self, error: Exception, seconds: float) -> NoAnswer:
        cause = error.reason if isinstance(error, URLError) else error
        if isinstance(cause, TimeoutError):
            return NoAnswer(
                "{endpoint} did not answer within {seconds:g} s; ask for less, or raise the time limit",
                endpoint=self.shown,
                seconds=seconds,
            )
        reason = self._masked(getattr(cause, "strerror", None) or str(cause) or type(cause).__name__)
        if isinstance(cause, HTTPException):
            return NoAnswer(
                "{endpoint} broke off, or did not answer in HTTP: {reason}; "
                "check the URL, and the log of the server",
                endpoint=self.shown,
                reason=reason,
            )
        return NoAnswer(
            "{endpoint} did not answer: {reason}; check the URL, and that the server runs",
            endpoint=self.shown,
            reason=reason,
        )

    def _masked(self, text: str) -> str:
        return " ".join(self._credentials.masked(text).split())[:_LONGEST_REASON]

    def cut(self, mark: str) -> NoAnswer:
        """Return the error for an answer that is not whole.

        Args:
            mark: What says so.
        """
        return NoAnswer(
            "{endpoint} returned only a part of the answer ({mark}); "
            "ask for less, or raise the limit of the server",
            endpoint=self.shown,
            mark=mark,
        )


class _Timed(io.RawIOBase):
    """The bytes that come from a socket until a deadline."""

    def __init__(self, raw: Any, sock: Any, deadline: Deadline) -> None:  # noqa: ANN401  (a plain or TLS socket)
        self._raw, self._sock, self._deadline = raw, sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401  (any buffer)
        self._sock.settimeout(self._deadline.left())
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    """A reply that is read until a deadline."""

    def __init__(self, sock: Any, *given: Any, deadline: Deadline, **named: Any) -> None:  # noqa: ANN401  (as http.client has it)
        HTTPResponse.__init__(self, sock, *given, **named)
        raw: Any = self.fp
        self.fp = io.BufferedReader(_Timed(raw.detach(), sock, deadline))


def _connect(kind: type[HTTPConnection], deadline: Deadline, host: str, **named: Any) -> HTTPConnection:  # noqa: ANN401  (as http.client has it)
    made = kind(host, **named)
    made.response_class = partial(_Response, deadline=deadline)  # type: ignore[assignment]
    return made


class _Http(HTTPHandler):
    """Opens http URLs."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._connect: Any = partial(_connect, HTTPConnection, deadline)

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(self._connect, req)


class _Https(HTTPSHandler):
    """Opens https URLs."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._connect: Any = partial(_connect, HTTPSConnection, deadline)

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(self._connect, req)


def _seconds(retry_after: str) -> float:
    """Return the value of the header `Retry-After` in seconds, 0 if it is not valid."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return (parsedate_to_datetime(retry_after).astimezone(UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return 0
