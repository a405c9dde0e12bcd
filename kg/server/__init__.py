"""The HTTP server: the pages of the site, the data of each IRI, and a SPARQL endpoint, all read-only.

`app` puts the parts together, `resources` finds what an address means, `service` is the SPARQL endpoint, and
`running` listens. Queries run in processes of their own (`pool`, `worker`), since an engine cannot be stopped
from outside.
"""

from __future__ import annotations

from typing import Final

from kg.errors import MissingLibrary

SERVER_EXTRA: Final = '"quality-strategy[server]"'
"""The argument of `pip install` for the libraries of the server."""


def require_libraries() -> None:
    """Check that the libraries of the server are installed.

    Raises:
        MissingLibrary: One is not.
    """
    for name in ("h11", "jinja2", "starlette", "uvicorn"):
        try:
            __import__(name)
        except ImportError as error:
            raise MissingLibrary(name, SERVER_EXTRA) from error
