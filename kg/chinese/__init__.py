"""Chinese texts: their clean reading, sentences and clauses, quantities, periods, and width on a screen."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.chinese.period import Period, periods
    from kg.chinese.quantity import Quantity, quantities

__all__ = ["Period", "Quantity", "periods", "quantities"]


def __getattr__(name: str) -> object:
    """Load the readers on first use, since most commands read no text."""
    for module, names in (("quantity", ("Quantity", "quantities")), ("period", ("Period", "periods"))):
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
