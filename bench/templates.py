"""Reads the real documents as templates: texts with slots, which clones fill with other words and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from bench.figures import Figure, cut_figures
from bench.slots import Text, first_in, names_in, own_slots, records_in, traditional
from kg.project import Project
from kg.rdf.records import Records
from kg.rdf.turtle import read

SHARED: Final = ("agents", "awards", "bodies", "brands", "clusters", "events", "persons", "platforms")
"""Files of entities whose records are cloned if their name has that of a region of the documents."""

FILES: Final = (*SHARED, "policies", "regions")


@dataclass
class Document:
    """A document as a template.

    Attributes:
        name: The name of its file, without extension.
        text: Its text.
        uses: The names of the shared records that it needs, directly or through others.
        figures: The numbers that vary.
        indicators: The indicators that a clone may replace by a new one.
    """

    name: str
    text: str
    uses: frozenset[str] = frozenset()
    figures: list[Figure] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)


class Templates:
    """The documents of a project as templates, with the records that are cloned together with them."""

    def __init__(self, project: Project) -> None:
        """Read the files of `project`."""
        self.project = project
        self.records: dict[str, tuple[str, str]] = {}
        for path in project.entities:
            for name, text in records_in(path.read_text(encoding="utf-8")):
                self.records[name] = (path.stem, text)
        self.indicators = dict(
            records_in((project.root / "ontology/vocabularies/indicators.ttl").read_text(encoding="utf-8"))
        )
        self.documents = [self._document(path) for path in project.documents]
        self.references = {each.name: each for each in map(self._reference, project.references)}

    def _document(self, path: Path) -> Document:
        """Read a source, and put slots in place of its numbers and of the facts of its text file."""
        text = path.read_text(encoding="utf-8")
        uses = self._closure(names_in(text))
        own = [name for name in sorted(names_in(text)) if name in self.indicators]
        own = [name for name in own if "skos:broader" in self.indicators[name] and _used_once(text, name)]
        cut, figures = cut_figures(text, Records(read(path).triples))
        document = Document(path.stem, cut, frozenset(uses), figures, own)
        document.text = re.sub(r'(?<=qs:fileName ")[^"]+', "\0file\0", document.text)
        document.text = re.sub(r'(?<=qs:sha256 ")[^"]+', "\0hash\0", document.text)
        return document

    def _reference(self, path: Path) -> Document:
        """Read a cited document."""
        text = path.read_text(encoding="utf-8")
        return Document(path.stem, text, frozenset(self._closure(names_in(text))))

    def needed(self, document: Document) -> list[str]:
        """Return the cited documents of the regions of the sources that a source needs."""
        found = (name.removeprefix("document:") for name in sorted(names_in(document.text)))
        return [name for name in found if name in self.references and self.region_of(name) in self.regions]

    def region_of(self, name: str) -> str:
        """Return the region with whose name the name of a document begins, or nothing."""
        words = name.split("-")
        begun = (f"region:{'-'.join(words[:end])}" for end in range(len(words), 0, -1))
        return next((region for region in begun if region in self.records), "")

    @cached_property
    def alone(self) -> list[Document]:
        """The cited documents that name no region but their own and China, so that they can get another."""
        return [each for each in self.references.values() if self._stands_alone(each)]

    def _stands_alone(self, document: Document) -> bool:
        own = self.region_of(document.name)
        labels = self.labels(own) if own != "" else None
        if labels is None or re.search(f'"{labels[0]}[省市区县]"@zh-Hans', self.records[own][1]) is None:
            return False
        regions = {name for name in names_in(document.text) if name.startswith("region:")}
        words = re.sub(r"<[^>]*>", "", document.text).replace(labels[0], "").replace(labels[1], "")
        if labels[0] in "".join(self.indicators.values()):
            return False
        named = any(name in words for region in self.records for name in self._region_names(region))
        others = {name for name in names_in(document.text) if own[len("region:") :] in name.split(":")[1]}
        return regions <= {own, "region:china"} and not named and others <= {own, f"document:{document.name}"}

    def _region_names(self, region: str) -> tuple[str, ...]:
        labels = self.labels(region) if region.startswith("region:") else None
        return labels if labels is not None else ()

    def _closure(self, names: set[str]) -> set[str]:
        found, left = set[str](), [*names]
        while len(left) > 0:
            name = left.pop()
            if name in self.records and name not in found:
                found.add(name)
                left += names_in(self.records[name][1])
        return found

    @cached_property
    def regions(self) -> dict[str, str]:
        """The regions that are cloned, with the one that each is within."""
        within = {
            name: found[1]
            for name, (_, text) in self.records.items()
            if (found := re.search(r"qs:within (region:[\w-]+)", text)) is not None
        }
        homes = {first_in(r"dcterms:spatial (region:[\w-]+)", each.text) for each in self.documents}
        used = {name for each in self.documents for name in each.uses if name.startswith("region:")}

        def inside(name: str) -> bool:
            return name in homes or (name in within and inside(within[name]))

        return {name: within[name] for name in sorted(used) if name in within and inside(name)}

    @cached_property
    def local(self) -> dict[str, str]:
        """The shared records that are cloned, with the region that their name has; regions are left out."""
        slugs = sorted((name.removeprefix("region:") for name in self.regions), key=len, reverse=True)
        named = re.compile(rf"(?<![^:-])({'|'.join(slugs)})(?![^-])")
        used = {name for each in self.documents for name in each.uses}
        return {
            name: found[1]
            for name in sorted(used - self.regions.keys())
            if (found := named.search(name)) is not None
        }

    def labels(self, region: str) -> tuple[str, str] | None:
        """Return the short names of a region, Chinese and English; None if it has no code."""
        text = self.records[region][1]
        if "qs:gb2260" not in text:
            return None
        names = re.search(r'skos:altLabel "([^"]+)"@zh-Hans, "([^"]+)"@en', text)
        return None if names is None else (names[1], names[2])

    @cached_property
    def slots(self) -> frozenset[str]:
        """Everything that a clone may replace in any text, but for its own numbers and indicators."""
        found = {*self.regions, *self.local, *self.aliases, "\0file\0", "\0hash\0"}
        for region in self.regions:
            found.update(self.spellings(region))
        # Parts of the names of regions that stay: Guangdong-Hong Kong-Macao Greater Bay Area.
        renamed = {name for region in self.regions for name in self.spellings(region)}
        for region in self.records.keys() - self.regions.keys():
            if region.startswith("region:"):
                names = re.findall(r'"([^"]+)"@', self.records[region][1])
                found.update(name for name in names if any(each in name for each in renamed))
        for document in self.documents:
            found.update(own_slots(document.name))
            for name in self.needed(document):
                found.update(own_slots(name))
        return frozenset(found)

    def spellings(self, region: str) -> tuple[str, ...]:
        """Return the short names of a region: Chinese, English, and traditional; none if it has no code."""
        labels = self.labels(region)
        return () if labels is None else (*labels, traditional(labels[0]))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Chinese names of cloned documents that do not name their region, with the region.

        Left out are names that are only in labels about the document itself, which no check confuses.
        """
        found = {}
        records = [record for each in self.documents for _, record in records_in(each.text)]
        # Of a relation, the end that the label need not name is the document to which it leads.
        lineages = [re.sub("qs:fromDocument .*", "", each) for each in records if " a qs:Lineage " in each]
        for name, slug in self.local.items():
            if name.startswith("document:"):
                names = first_in(r"skos:altLabel ((?:.|\n)*)", self.records[name][1])
                other = re.findall(r'"([^"]+)"@zh-Hans', names)
                zh = self.spellings(f"region:{slug}")[0]
                found |= {
                    alias: f"region:{slug}"
                    for alias in other
                    if zh not in alias and any(alias in each for each in lineages if f" {name} " not in each)
                }
        return found

    @cached_property
    def texts(self) -> dict[str, Text]:
        """The text of each document and shared record, cut at its slots."""
        found = {}
        for each in self.documents:
            more = {slot for figure in each.figures for slot in figure.slots}
            found[each.name] = Text.of(each.text, self.slots | more | {*each.indicators})
        for name in (*self.regions, *self.local):
            found[name] = Text.of(self.records[name][1], self.slots)
        needed = [self.references[name] for each in self.documents for name in self.needed(each)]
        for each in (*self.alone, *needed):
            region = self.region_of(each.name)
            own = {region, *self.spellings(region), *own_slots(each.name)}
            found[each.name] = Text.of(each.text, own if region not in self.regions else self.slots | own)
        return found

    def is_of_region(self, indicator: str) -> bool:
        """Say whether an indicator has the name of a cloned region in its name."""
        label = first_in(r'skos:prefLabel\s+"([^"]+)"@zh-Hans', self.indicators[indicator])
        return any(name in label for region in self.regions for name in self.spellings(region))


def _used_once(text: str, indicator: str) -> bool:
    """Say whether exactly one claim of a text has an indicator, so that a new one is used once."""
    return len(re.findall(rf"qs:indicator {re.escape(indicator)}(?![\w-])", text)) == 1
