"""The table of all kinds of change."""

from __future__ import annotations

from typing import Final

from tests.mutations import (
    actions,
    claims,
    concepts,
    evidence,
    figures,
    hierarchies,
    labels,
    periods,
    roles,
    sources,
)
from tests.mutations.kind import Kind

KINDS: Final[tuple[Kind, ...]] = (
    *figures.KINDS,
    *labels.KINDS,
    *periods.KINDS,
    *actions.KINDS,
    *roles.KINDS,
    *evidence.KINDS,
    *claims.KINDS,
    *hierarchies.KINDS,
    *sources.KINDS,
    *concepts.KINDS,
)
