"""A request that the server refuses: the HTTP status, the reason in words, and more headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.words import Phrase


class HttpError(Exception):
    """An answer other than the one that was asked for.

    Attributes:
        status: The HTTP status.
        text: What is wrong and how to fix it.
        headers: More headers.
    """

    def __init__(self, status: int, text: Phrase, headers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.status = status
        self.text = text
        self.headers = dict(headers or {})


def no_method(allowed: str) -> HttpError:
    """Return the error for a method that an address does not have.

    Args:
        allowed: The methods that it has, as the header `Allow` has them.
    """
    return HttpError(405, Phrase("the method is not supported here"), {"Allow": allowed})


def not_acceptable(offered: Sequence[str]) -> HttpError:
    """Return the error for a client that accepts none of the media types that are offered."""
    return HttpError(
        406,
        Phrase("none of the formats in Accept is offered: {offered}", offered=tuple(offered)),
        {"Vary": "Accept"},
    )
