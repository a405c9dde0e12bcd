"""Who has adopted what, computed from the claims without SPARQL and without the committed summaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.rdf.namespaces import BASE, PREFIXES, QS, SKOS
from kg.rdf.records import Records
from kg.rdf.turtle import read
from tests.conftest import ROOT

ACTIONS = frozenset(QS + name for name in ("Action", "Campaign", "Project", "Task"))
SHOWS = ACTIONS | {QS + "Target", QS + "Observation", QS + "Conferral"}
RESULTS = frozenset(QS + name for name in ("Observation", "Finding", "Conferral"))
LEVELS = ("measure", "theme", "area")
STAGES = ("named", "planned", "under-way", "done")
STRICTNESS = {"plan": {"plan"}, "source": {"plan", "source"}}
"""By strictness, how far a province is coded where silence means absence."""


@dataclass(frozen=True)
class Claim:
    """A claim that is coded with measures: its class, its stage, its region, and its source."""

    iri: str
    kind: str
    status: str
    regions: frozenset[str]
    measures: frozenset[str]
    sectors: frozenset[str]
    sources: frozenset[str]

    @property
    def stage(self) -> int:
        """How far it shows its measure to be, from 1; 0 if it shows nothing."""
        if self.kind in ACTIONS:
            return {"named": 1, "planned": 2, "under-way": 3, "completed": 4}[self.status]
        return {QS + "Target": 2, QS + "Observation": 4, QS + "Conferral": 4}.get(self.kind, 0)


@dataclass(frozen=True)
class Adoption:
    """What a region has of a measure, theme or area."""

    state: str
    stage: str
    target: bool
    result: bool
    claims: frozenset[str]

    def at_least(self, stage: str) -> str:
        """Return the state where only what has come so far counts."""
        reached = self.state == "yes" and STAGES.index(self.stage) >= STAGES.index(stage)
        return "yes" if reached else "other form"


class Adoptions:
    """The adoptions that follow from the statements of records.

    Attributes:
        claims: All claims that are coded with a measure.
        level: The level of each measure, theme and area.
        above: What each belongs to one level up.
        coded: How far each region is coded.
        until: The day of its latest fully coded text.
        found: What a region has of a concept, if anything.
    """

    def __init__(self, records: Records) -> None:
        self.records = records
        self.level = {m: records.one(m, QS + "level") or "" for m in records.of_class(QS + "Measure")}
        self.above = {m: records.one(m, SKOS + "broader") or "" for m in self.level}
        self.claims = tuple(self._claims())
        self.coded, self.until = self._codings()
        self.found = self._adoptions()

    def up(self, measure: str) -> Iterator[str]:
        """Yield the concept and all above it."""
        while measure != "":
            yield measure
            measure = self.above[measure]

    def at(self, level: str, measures: Iterable[str]) -> frozenset[str]:
        """Return what of `level` the measures are or belong to."""
        return frozenset(c for measure in measures for c in self.up(measure) if self.level[c] == level)

    def of(self, level: str) -> list[str]:
        """Return all concepts of a level."""
        return sorted(concept for concept, its in self.level.items() if its == level)

    def provinces(self, *codings: str) -> list[str]:
        """Return the provinces that are coded so far; all without arguments."""
        every = self.records.of_class(QS + "Province")
        return [each for each in every if len(codings) == 0 or self.coded[each] in codings]

    def state(self, region: str, concept: str, stage: str = "named", strictness: str = "plan") -> str:
        """Return the state of a cell."""
        if (region, concept) in self.found:
            return self.found[region, concept].at_least(stage)
        return "absent" if self.coded[region] in STRICTNESS[strictness] else "unread"

    def having(self, region: str, level: str, stage: str = "named") -> set[str]:
        """Return what of a level a region has."""
        return {each for each in self.of(level) if self.state(region, each, stage) == "yes"}

    def _claims(self) -> Iterator[Claim]:
        records = self.records
        for iri in records.with_predicate(QS + "realises"):
            quotations = records.all(iri, QS + "evidence")
            (kind,) = records.all(iri, PREFIXES["rdf"] + "type")
            yield Claim(
                iri=iri,
                kind=kind,
                status=(records.one(iri, QS + "status") or "").rpartition("/")[2],
                regions=frozenset(records.all(iri, QS + "region")),
                measures=frozenset(records.all(iri, QS + "realises")),
                sectors=frozenset(records.all(iri, QS + "sector")),
                sources=frozenset(
                    s for q in quotations for s in records.all(q, PREFIXES["oa"] + "hasSource")
                ),
            )

    def _codings(self) -> tuple[dict[str, str], dict[str, str]]:
        records, spatial = self.records, PREFIXES["dcterms"] + "spatial"
        kinds = (QS + name for name in ("Region", "Country", "Province", "City", "County", "EconomicRegion"))
        coded = dict.fromkeys(records.of_class(*kinds), "none")
        until: dict[str, str] = {}
        order = ("none", "part", "source", "plan")

        def reaches(region: str, coding: str) -> None:
            coded[region] = max(coded[region], coding, key=order.index)

        for reading in records.of_class(QS + "Reading"):
            whole = records.all(reading, QS + "extent") == [BASE + "extent/whole"]
            for text in records.all(reading, PREFIXES["prov"] + "used"):
                for region in records.all(text, spatial):
                    reaches(region, "source" if whole else "part")
                    if whole:
                        day = records.one(text, PREFIXES["dcterms"] + "issued") or ""
                        until[region] = max(until.get(region, ""), day)
                for document in records.all(text, QS + "transmits"):
                    for region in records.all(document, spatial):
                        reaches(region, "plan" if whole else "part")
        return coded, until

    def _adoptions(self) -> dict[tuple[str, str], Adoption]:
        below: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        named: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in self.claims:
            for region in claim.regions:
                for measure in claim.measures:
                    named[region, measure].append(claim)
                    for concept in self.up(measure):
                        below[region, concept].append(claim)
        found = {}
        for region in {region for region, _ in below}:
            for concept, level in self.level.items():
                own = below.get((region, concept), [])
                theme = self.above[concept] if level == "measure" else ""
                only_theme = named.get((region, theme), []) if len(own) == 0 else []
                if len(own) + len(only_theme) > 0:
                    stage = max((claim.stage for claim in own), default=0)
                    found[region, concept] = Adoption(
                        state="yes" if stage > 0 else "other form",
                        stage=STAGES[stage - 1] if stage > 0 else "",
                        target=any(claim.kind == QS + "Target" for claim in own),
                        result=any(claim.kind in RESULTS for claim in own),
                        claims=frozenset(claim.iri for claim in (*own, *only_theme)),
                    )
        return found


@cache
def adoptions() -> Adoptions:
    """Return the adoptions that follow from the committed files."""
    paths = [
        path
        for folder in ("ontology", "data")
        for path in sorted((ROOT / folder).rglob("*.ttl"))
        if path.parent.name != "derived"
    ]
    return Adoptions(Records(triple for path in paths for triple in read(path).triples))


def short(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("/")[2]


def called(words: str) -> str:
    """Return the measure whose Chinese name contains `words`; of several the one of the shortest name."""
    records = adoptions().records
    names = {
        name: each for each in adoptions().of("measure") for name in records.all(each, SKOS + "prefLabel")
    }
    return names[min((name for name in names if words in name), key=len)]
