"""A guard: what it checks, and a finding for each claim that its words contradict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.evidence.findings import Finding
from kg.guards.context import Context


@dataclass(frozen=True)
class Guard:
    """One check of what claims mean.

    Attributes:
        name: The name of the check; an exception in the data names it.
        find: Yields a finding for each claim that fails.
    """

    name: str
    find: Callable[[Context], Iterator[Finding]]
