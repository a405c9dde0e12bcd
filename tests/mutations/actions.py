"""Changes to actions, goals, and findings, and to the measures, sectors and places of claims."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from kg.rdf.namespaces import FAMILIES, QS, RDF_TYPE, SKOS
from tests.mutations.kind import Kind, any_of, of, one_of, other, other_provinces, unnamed, with_property
from tests.mutations.original import ACTIONS, Change, Original

_NAMES: Final = re.compile("行动|行動|活动|活動|工程|计划|計劃|试点|試點|示范|示範|项目")
"""What campaigns and projects are called."""

_PLAN: Final = "guizhou-2023-implementing-opinion"


def siblings(original: Original, claim: str) -> list[str]:
    """Return the measures of the themes or areas of a claim's measures."""
    above = {
        wide
        for each in original.all(claim, "realises")
        for wide in original.records.all(each, SKOS + "broader")
    }
    return [
        each
        for each in original.of_class("Measure")
        if not above.isdisjoint(original.records.all(each, SKOS + "broader"))
    ]


def far_measures(original: Original, claim: str) -> list[str]:
    """Return the measures of other areas."""
    own = {area(original, each) for each in original.all(claim, "realises")}
    return [
        each
        for each in original.of_class("Measure")
        if original.one(each, "level") == "measure" and area(original, each) not in own
    ]


def area(original: Original, measure: str) -> str:
    """Return the area of a measure."""
    above = original.records.one(measure, SKOS + "broader")
    return measure if above is None else area(original, above)


def widened(original: Original, claim: str, rng: Random) -> Change | None:
    """Code the theme or area instead of a measure."""
    measure = rng.choice(original.all(claim, "realises"))
    above = original.records.one(measure, SKOS + "broader")
    return None if above is None else original.exchange(claim, QS + "realises", measure, above)


def done(original: Original, action: str, rng: Random) -> Change | None:
    """Call what a plan intends completed or in progress."""
    if original.document(action) != _PLAN:
        return None
    return original.replace(
        action, QS + "status", FAMILIES["status"] + rng.choice(("completed", "under-way"))
    )


def reported(original: Original) -> list[str]:
    """Return the actions of texts that are no plans."""
    return [each for each in original.of_class(*ACTIONS) if original.document(each) != _PLAN]


def named_otherwise(original: Original, action: str, rng: Random) -> Change | None:
    """Make a campaign or project of an action whose words name neither."""
    if _NAMES.search(original.quoted(action) + original.labels(action)[0]) is not None:
        return None
    return original.replace(action, RDF_TYPE, QS + rng.choice(("Campaign", "Project")))


def result_as_goal(original: Original, finding: str, rng: Random) -> Change:
    """Make a goal of a finding."""
    return original.replace(finding, RDF_TYPE, QS + "Goal") + original.drop(finding, "findingKind")


def goal_as_result(original: Original, goal: str, rng: Random) -> Change:
    """Make a finding of a goal."""
    return original.replace(goal, RDF_TYPE, QS + "Finding") + original.replace(
        goal, QS + "findingKind", FAMILIES["finding"] + rng.choice(("state", "trend"))
    )


def other_things(original: Original, claim: str) -> list[str]:
    """Return the records of the classes of what a claim concerns that its words do not name."""
    classes = {original.kind(each) for each in original.all(claim, "concerns")}
    return unnamed(*sorted(classes))(original, claim)


_GRAIN: Final = "the words of a measure need not occur: a reader decides by the rule of grain"
_SECTOR: Final = "a clause may name a sector in words that are not those of its label"
_TENSE: Final = "Chinese verbs do not show the tense, and not every text is a plan or a report"
_PRECEDENCE: Final = "two kinds may fit, and the codebook decides by precedence"
_CHOICE: Final = "which side a measure belongs to follows from no words"

KINDS: Final = (
    Kind("action: region replaced by another province", of(*ACTIONS), other("region", other_provinces)),
    Kind("action: plan as completed or in progress", of(*ACTIONS), done),
    Kind(
        "action: other status in a report",
        reported,
        other("status", one_of("status", "named", "planned", "under-way", "completed")),
        _TENSE,
    ),
    Kind("action: as campaign or project, without the word", of("Action"), named_otherwise),
    Kind(
        "claim: measure of another area", with_property("realises"), other("realises", far_measures), _GRAIN
    ),
    Kind("claim: measure of the same theme", with_property("realises"), other("realises", siblings), _GRAIN),
    Kind("claim: theme or area for a measure", with_property("realises"), widened, _GRAIN),
    Kind("claim: other sector", with_property("sector"), other("sector", any_of("Sector")), _SECTOR),
    Kind("claim: other thing concerned", with_property("concerns"), other("concerns", other_things)),
    Kind("claim: other place", with_property("place"), other("place", other_provinces)),
    Kind(
        "goal or finding: region replaced by another province",
        of("Goal", "Finding"),
        other("region", other_provinces),
    ),
    Kind("finding: as goal", of("Finding"), result_as_goal, _TENSE),
    Kind("goal: as finding", of("Goal"), goal_as_result, _TENSE),
    Kind("finding: other kind", of("Finding"), other("findingKind", any_of("FindingKind")), _PRECEDENCE),
    Kind("measure: other instrument", of("Measure"), other("instrument", any_of("Instrument")), _CHOICE),
)
