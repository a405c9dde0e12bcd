"""Loads networkx, which takes long, and reports a backend that is not installed."""

from __future__ import annotations

from kg.errors import KgError


def load_networkx() -> None:
    """Load networkx, which other functions then import at no cost.

    Raises:
        KgError: The environment variable NETWORKX_BACKEND_PRIORITY names a backend that is not installed.
    """
    try:
        import networkx as nx  # noqa: F401, PLC0415  (it takes long to load)
    except ValueError as error:
        raise KgError(
            "networkx does not load ({error}); install the backend, or unset NETWORKX_BACKEND_PRIORITY",
            error=error,
        ) from error
