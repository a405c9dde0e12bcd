"""The knowledge graph of quality strategy: how China's provinces and cities plan to raise quality."""

from __future__ import annotations

__version__ = "0.1.0"
