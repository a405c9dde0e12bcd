"""The knowledge graph of quality strategy: how China's provinces and cities plan to raise quality.

import kg
graph = kg.open()
graph.query("recurring-measures", minimum=2)
kg.chinese.quantities("合格率达到95%以上")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg import chinese
    from kg.graph import Graph

__all__ = ["__version__", "chinese", "open"]

__version__ = "0.1.0"


def open(  # reads as kg.open()
    root: Path | str | None = None,
    endpoint: str | None = None,
    timeout: float | None = None,
    memory: int | None = None,
) -> Graph:
    """Open the knowledge graph; see `kg.graph.open_graph`."""
    from kg.graph import open_graph  # noqa: PLC0415  (reading the version does not need it)

    return open_graph(root, endpoint, timeout, memory)


def __getattr__(name: str) -> object:
    """Load the package of Chinese texts on first use."""
    if name == "chinese":
        return import_module("kg.chinese")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
