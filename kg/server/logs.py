"""The log: one JSON object per line, for requests and for what the server says about itself.

It has no addresses of clients. Paths and queries are cut, so that no request fills a disk.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime
from typing import Any, Final

LONGEST_ENTRY: Final = 500
"""How many characters of a path or a query are logged."""

REQUESTS: Final = logging.getLogger("kg.server.requests")
"""The log of requests."""


class JsonLines(logging.Formatter):
    """Writes an entry as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an entry."""
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        facts = getattr(record, "facts", None)
        entry |= facts if facts is not None else {"event": "message", "message": record.getMessage()}
        if record.exc_info is not None and record.exc_info[1] is not None:
            error = record.exc_info[1]
            entry["error"] = shortened(f"{type(error).__name__}: {error}")
            if os.environ.get("KG_DEBUG", "") not in ("", "0"):
                entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=True)


def shortened(text: str) -> str:
    """Return a text of a request as the log has it."""
    return text if len(text) <= LONGEST_ENTRY else f"{text[:LONGEST_ENTRY]}…"


def write_log() -> None:
    """Write the log to stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    for name in ("uvicorn", "asyncio", "kg.server"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO if name == "kg.server" else logging.WARNING)
