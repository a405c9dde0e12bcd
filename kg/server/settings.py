"""The limits of the server, and the headers of every answer."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class ServerLimits:
    """What a request may take.

    Attributes:
        seconds: The time of a query; also how long it may wait for its turn.
        rows: The most rows, or triples, of an answer.
        answer: The largest answer in bytes, before compression.
        memory: The megabytes that a query may take in addition to the graph; only on Linux.
        body: The largest body of a request in bytes.
        processes: How many queries run at the same time.
        waiting: How many more may wait.
        connections: How many connections are open at the same time.
        arrival: The seconds in which the head, and then the body, of a request must arrive.
        stall: The seconds after which a client that reads nothing loses its connection.
        grace: The seconds in which running answers may end when the server stops.
    """

    seconds: float = 30
    rows: int = 100_000
    answer: int = 64_000_000
    memory: int = 1000
    body: int = 1_000_000
    processes: int = max(2, min(4, os.cpu_count() or 2))
    waiting: int = 256
    connections: int = 1000
    arrival: float = 10
    stall: float = 30
    grace: float = 5


POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""The content security policy: nothing from elsewhere, and no page of others around a page."""

SECURITY_HEADERS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""The headers of every answer."""

SHARED_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
}
"""The headers that let scripts of other sites read data; they contain nothing that a log-in protects."""
