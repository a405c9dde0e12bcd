"""The choice of a networkx backend: igraph, GraphBLAS, cuGraph, or another, by the dispatch of networkx."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from kg.errors import KgError
from kg.networks.loading import load_networkx


@contextmanager
def computed_by(name: str) -> Iterator[None]:
    """Use a networkx backend for the functions that it implements, inside the context.

    networkx computes the other functions itself. Without a name, networkx uses its own setting, the
    environment variable NETWORKX_BACKEND_PRIORITY.

    Args:
        name: The backend's name, such as `igraph`, `graphblas` or `cugraph`; empty for the setting.

    Raises:
        KgError: No backend of this name is installed, it does not load, or networkx's own setting names one
            that is not installed.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    known = sorted({"networkx", *nx.config.backends})
    if name not in ("", *known):
        raise KgError(
            "no networkx backend {name!r} is installed; install its package, or use: {known}",
            name=name,
            known=known,
        )
    with nx.config(backend_priority=[name]) if name != "" else nullcontext():
        try:
            yield
        except ImportError as error:  # a backend is loaded when it is first used
            raise KgError(
                "a networkx backend does not load with networkx {version} ({error}); "
                "install a version that does, or choose no backend",
                version=nx.__version__,
                error=error,
            ) from error
