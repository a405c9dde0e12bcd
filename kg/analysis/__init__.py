"""Relationship analysis: questions to the graph that need more than a query, one analysis per module.

`overlap.py` computes, and `overlap.yaml` has the description, the parameters, and the columns.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.analysis import (
    clusters,
    comparison,
    distance,
    emphasis,
    institutions,
    likeness,
    lineage,
    overlap,
    progress,
)
from kg.analysis.model import Analysis
from kg.errors import UnknownName
from kg.words import Noun

ANALYSES: Mapping[str, Analysis] = {
    module.ANALYSIS.name: module.ANALYSIS
    for module in (
        comparison,
        overlap,
        likeness,
        clusters,
        lineage,
        progress,
        distance,
        institutions,
        emphasis,
    )
}
"""All analyses by name."""


def analysis_of(name: str) -> Analysis:
    """Return the analysis called `name`.

    Raises:
        UnknownName: There is none; the error names the nearest.
    """
    if name not in ANALYSES:
        raise UnknownName(Noun("analysis"), name, ANALYSES)
    return ANALYSES[name]
