"""The table of all kinds of change."""

from __future__ import annotations

from dataclasses import replace
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
from tests.mutations.kind import ALWAYS, Kind

USUAL: Final = 0.9
"""The floor of a kind that a machine can always know."""

LOWER: Final[dict[str, float]] = {"figure: growth rate as share": 0.85}
"""The floors of kinds of which a validation finds fewer: what remains to be guarded."""

_TRIED: Final[tuple[Kind, ...]] = (
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

KINDS: Final = tuple(
    replace(kind, floor=LOWER.get(kind.name, kind.floor or (USUAL if kind.knowable == ALWAYS else None)))
    for kind in _TRIED
)
"""All kinds of change, with their floors."""
