"""Messages between the server and its query processes: a header in JSON, and bytes."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any, BinaryIO, Final

_LENGTHS: Final = struct.Struct(">IQ")

MessageHeader = dict[str, Any]
"""What a message is about."""


def pack(header: MessageHeader, body: bytes = b"") -> list[bytes]:
    """Return the pieces of a message."""
    head = json.dumps(header).encode()
    return [_LENGTHS.pack(len(head), len(body)), head, body]


def receive(stream: BinaryIO) -> tuple[MessageHeader, bytes] | None:
    """Return the next message of a stream; None at its end."""
    start = stream.read(_LENGTHS.size)
    if len(start) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(start)
    return json.loads(stream.read(head)), stream.read(body)


async def receive_async(stream: asyncio.StreamReader) -> tuple[MessageHeader, bytes]:
    """Return the next message of a stream.

    Raises:
        asyncio.IncompleteReadError: The stream has ended.
    """
    head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return json.loads(await stream.readexactly(head)), await stream.readexactly(body)
