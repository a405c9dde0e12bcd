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

LOWER: Final[dict[str, float]] = {
    "figure: growth rate as share": 0.85,
    "period: year as five years": 0.8,
    "period: months left out": 0.6,
    "period: other month": 0.6,
    "date of a document: other year than its name": 0.75,
    "lineage: other document": 0.8,
    "lineage: other basis": 0.85,
    "digits: other reason": 0.0,
    "claim without a number copied": 0.85,
    "list: incomplete as complete, or the reverse": 0.75,
    "document: region of another province": 0.8,
}
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
