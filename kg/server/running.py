"""Listens for requests with uvicorn, and stops when it is asked to."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import KgError
from kg.server.settings import ServerLimits

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_LONGEST_HEAD: Final = 64_000
"""The largest head of a request in bytes, and a little more."""

_PIECE: Final = 8_000


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address; the port 0 means a free one.

    Raises:
        KgError: The address is not one of this machine, or the port is in use.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        reason = error.strerror or str(error)
        raise KgError(
            "cannot listen on {host}, port {port}: {reason}; choose another with --host and --port",
            host=host,
            port=port,
            reason=reason,
        ) from error


def serve_app(app: ASGIApp, sock: socket.socket, limits: ServerLimits, ready: Callable[[], None]) -> int:
    """Serve a web application until a signal asks to stop; return the number of the signal.

    Args:
        app: The application.
        sock: Where to listen.
        limits: What a request may take.
        ready: Called when requests are answered.

    Raises:
        KgError: The application did not start.
    """
    server = StoppableServer(app, limits, ready)
    asyncio.run(server.serve(sockets=[sock]))
    if not server.started:
        raise KgError("the server did not start; its log says why")
    return server.signal


class StoppableServer(uvicorn.Server):
    """A server of uvicorn that remembers the signal that stops it.

    uvicorn sends the signal again after it has stopped, so that SIGTERM would never end with exit code 0.

    Attributes:
        signal: The number of the signal; 0 if there was none.
    """

    def __init__(self, app: ASGIApp, limits: ServerLimits, ready: Callable[[], None]) -> None:
        super().__init__(
            config=uvicorn.Config(
                app,
                http=_protocol(limits),
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=limits.connections,
                h11_max_incomplete_event_size=_LONGEST_HEAD,
                timeout_keep_alive=max(1, round(limits.arrival)),
                timeout_graceful_shutdown=max(1, round(limits.grace)),
            )
        )
        self.signal = 0
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at a signal; a second one stops without waiting for running answers."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        if os.name == "posix":
            # Not signal.signal: then the watch of the command line would end the process early.
            for each in _SIGNALS:
                loop.add_signal_handler(each, self._stop, each)
        else:
            for each in _SIGNALS:
                signal.signal(each, lambda number, _: loop.call_soon_threadsafe(self._stop, number))
        try:
            yield
        finally:
            for each in _SIGNALS if os.name == "posix" else ():
                loop.remove_signal_handler(each)

    def _stop(self, number: int) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True
        self.signal = self.signal or int(number)


def _protocol(limits: ServerLimits) -> type[asyncio.Protocol]:
    """Return the protocol of a connection, with the limits that uvicorn does not have."""

    class LimitedProtocol(H11Protocol):
        """Closes the connection of a client that sends its request, or reads its answer, too slowly."""

        _slow: asyncio.TimerHandle | None = None
        _stalled: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:  # noqa: ANN401  (as uvicorn has it)
            super().connection_made(transport)
            self._slow = self.loop.call_later(limits.arrival, self.transport.abort)

        def connection_lost(self, exc: Exception | None) -> None:
            for timer in (self._slow, self._stalled):
                if timer is not None:
                    timer.cancel()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            # In pieces, since h11 compares its limit with what is left of a head that is not complete.
            for start in range(0, len(data), _PIECE):
                if self.transport.is_closing():
                    return
                try:
                    super().data_received(data[start : start + _PIECE])
                except h11.LocalProtocolError:  # more bytes after a request that was refused
                    self.transport.abort()
                    return
            if self.conn.their_state is not h11.IDLE:  # the head of the request is here
                if self._slow is not None:
                    self._slow.cancel()
                    self._slow = None
            elif self._slow is None:
                self._slow = self.loop.call_later(limits.arrival, self.transport.abort)

        def pause_writing(self) -> None:
            super().pause_writing()
            self._stalled = self.loop.call_later(limits.stall, self.transport.abort)

        def resume_writing(self) -> None:
            super().resume_writing()
            if self._stalled is not None:
                self._stalled.cancel()
                self._stalled = None

    return LimitedProtocol
