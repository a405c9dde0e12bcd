"""Which networkx backend computes: igraph, GraphBLAS, cuGraph or another, by networkx's own dispatch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from kg.errors import KgError
from kg.networks.loading import load_networkx


@contextmanager
def computed_by(name: str) -> Iterator[None]:
    """Let a networkx backend compute what it implements, for as long as the context lasts.

    What it does not implement networkx computes itself. Without a name networkx goes by its own setting, the
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
            f"no networkx backend {name!r} is installed; install its package, or use: {', '.join(known)}",
            f"未安装 networkx 后端 {name!r}；请安装相应的软件包，或选用：{'、'.join(known)}",
        )
    with nx.config(backend_priority=[name]) if name != "" else nullcontext():
        try:
            yield
        except ImportError as error:  # a backend is loaded when it is first used
            raise KgError(
                f"a networkx backend does not load with networkx {nx.__version__} ({error}); "
                "install a version that does, or choose no backend",
                f"networkx 后端无法与 networkx {nx.__version__} 一同加载（{error}）；"
                "请安装与之相容的版本，或不选用后端",
            ) from error
