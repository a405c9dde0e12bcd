"""Names what a clone of the documents replaces: regions, bodies and other things, numbers, and indicators."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from bench.places import Names, Place
from bench.slots import own_slots, traditional
from bench.templates import Document, Templates

CITIES: Final = 999
"""The largest number of cities that documents are made up for; after that, each gets more documents."""

_OTHER_NAMES: Final = re.compile(r"    skos:(?:altLabel|hiddenLabel)\s(?:[^;]|;(?!\n))*;\n")
_DROPPED: Final = "skos:(?:altLabel|note|closeMatch|related)|qs:(?:complements|accumulates|combines)"
_LEFT_OUT: Final = re.compile(rf"    (?:{_DROPPED})\s(?:[^;]|;(?!\n))*;\n")

_FIRST_CODE: Final = 50
"""Made-up cities get codes (GB/T 2260) that no real city has: these digits after those of the province."""


@dataclass
class Group:
    """Regions that a clone of all documents is about, with everything that is cloned for them.

    Attributes:
        number: Its number, from 0.
        names: What replaces the slots of the templates.
        records: The records that are new in each file of shared entities, by the end of the file's name.
    """

    number: int
    names: dict[str, str]
    records: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Clone:
    """A clone of a document.

    Attributes:
        name: The name of its file, without extension.
        text: Its text, not yet in canonical form.
        indicators: The indicators that it brings.
    """

    name: str
    text: str
    indicators: dict[str, str]


class Cloning:
    """Makes groups of regions, and the text of each clone."""

    def __init__(self, templates: Templates, seed: int) -> None:
        """Prepare the names; the same seed gives the same clones."""
        self._templates = templates
        self._seed = seed
        project = templates.project
        texts = [path.read_text(encoding="utf-8") for path in (*project.stated_files, *project.queries)]
        self._names = Names("".join(texts))
        self._tops = [name for name, within in templates.regions.items() if within == "region:china"]
        self._provinces = [
            (name, labels)
            for name, (_, text) in sorted(templates.records.items())
            if " a qs:Province " in text and (labels := templates.labels(name)) is not None
        ]
        free = [each for each in self._provinces if each[0] not in self._tops and len(each[1][0]) == 2]
        self._free = free[: len(free) // len(self._tops) * len(self._tops)]
        self._taken = {*templates.records, *(f"document:{path.stem}" for path in project.references)}

    @property
    def groups(self) -> int:
        """How many groups there are: each province that can be renamed is in one, then each city."""
        return (len(self._free) + CITIES) // len(self._tops)

    def group(self, number: int) -> Group:
        """Return a group of regions."""
        group = Group(number, {})
        for index, region in enumerate(self._tops):
            at = number * len(self._tops) + index
            if at < len(self._free):
                name, labels = self._free[at]
                group.names |= {region: name}
                self._label(group, region, *labels)
            else:
                self._city(group, region, at - len(self._free))
        inner = [region for region in self._templates.regions if region not in self._tops]
        for index, region in enumerate(inner):
            self._inner(group, region, number * len(inner) + index)
        self._local(group)
        return group

    def _label(self, group: Group, region: str, zh: str, en: str) -> None:
        group.names |= dict(zip(self._templates.spellings(region), (zh, en, traditional(zh)), strict=False))

    def _city(self, group: Group, region: str, number: int) -> None:
        """Add a made-up city in place of a province."""
        place = self._names.place(number, 2)
        province, _ = self._provinces[number % len(self._provinces)]
        code = self._code(province)[:2] + f"{_FIRST_CODE + number // len(self._provinces):02}00"
        name = f"region:{place.slug}"
        group.names[region] = name
        self._label(group, region, place.zh, place.en)
        group.records.setdefault("regions", {})[name] = _place_record(name, "City", place, code, province)

    def _inner(self, group: Group, region: str, number: int) -> None:
        """Name a region within one of the others; it keeps its class, and has no code."""
        labels = self._templates.labels(region)
        slug = region.removeprefix("region:")
        place = self._names.place(CITIES + number, len(labels[0]) if labels is not None else 2)
        group.names[region] = f"region:{place.slug}" if labels is not None else f"region:{slug}-{place.slug}"
        if labels is not None:
            self._label(group, region, place.zh, place.en)

    def _code(self, region: str) -> str:
        found = re.search(r'qs:gb2260 "(\d+)"', self._templates.records[region][1])
        return found[1] if found is not None else ""

    def _local(self, group: Group) -> None:
        """Name all things that have the name of a region in their own."""
        for name, slug in self._templates.local.items():
            new = re.sub(
                rf"(?<![^:-]){slug}(?![^-])",
                group.names[f"region:{slug}"].removeprefix("region:"),
                name,
                count=1,
            )
            group.names[name] = self.free(new)
        for alias, region in self._templates.aliases.items():
            # As long as it was, so that quotations keep their offsets: 质量强省综合考核, 质量强省安徽考核.
            zh = group.names[self._templates.spellings(region)[0]]
            group.names[alias] = alias[: -2 - len(zh)] + zh + alias[-2:]

    def free(self, name: str) -> str:
        """Return a name that nothing has, and take it: a number is added if it is taken."""
        new, number = name, 2
        while new in self._taken:
            new, number = f"{name}-{number}", number + 1
        self._taken.add(new)
        return new

    def records_for(self, group: Group, documents: list[Document]) -> dict[str, dict[str, str]]:
        """Return the records that some documents of a group need and that it does not have yet, by file."""
        templates, found = self._templates, dict[str, dict[str, str]]()
        for file, records in group.records.items():
            found[file] = dict(records)
        used = {name for each in documents for name in each.uses}
        for name in sorted(used & (templates.local.keys() | templates.regions.keys())):
            file, new = templates.records[name][0], group.names[name]
            if name in self._tops or new in found.get(file, {}):
                continue
            text = templates.texts[name].filled(group.names)
            if file == "regions":
                text = re.sub(r"    (qs:gb2260|qs:iso3166|schema:sameAs|dcterms:source) .*;\n", "", text)
                text = re.sub(r" ;\n    schema:sameAs .*\.$", " .", text)
            found.setdefault(file, {})[new] = text
        return found

    def clone(self, document: Document, group: Group, number: int, new: list[str]) -> Clone:
        """Return a clone of a source.

        Args:
            document: The template.
            group: Its regions.
            number: The number of the clone, which chooses its numbers.
            new: Indicators of the template that the clone replaces by new ones.
        """
        templates, rng = self._templates, random.Random(f"{self._seed}/{number}")
        region = templates.region_of(document.name)
        slug = group.names[region].removeprefix("region:")
        name = self._document_name(document, region, group.names[region])
        names = group.names | dict(zip(own_slots(document.name), own_slots(name), strict=True))
        digest = sha256(f"{self._seed}/{name}".encode()).hexdigest()
        names |= {"\0hash\0": digest, "\0file\0": f"{number:06}_{digest[:16]}.txt"}
        for figure in document.figures:
            names |= figure.filled(figure.digits[:-1] + rng.choice("123456789"))
        added = {}
        for each in document.indicators:
            own = templates.is_of_region(each)
            if (own and each not in group.names) or each in new:
                names[each] = self.free(f"{each}-{slug}")
                added[names[each]] = _indicator(templates, each, names, region)
            if own:
                group.names[each] = names[each]
        return Clone(name, templates.texts[document.name].filled(names), added)

    def cited(self, document: Document, group: Group) -> Iterator[Clone]:
        """Yield clones of the cited documents that a source needs, unless the group has them."""
        for needed in self._templates.needed(document):
            slots = own_slots(needed)
            if slots[0] not in group.names:
                region = self._templates.region_of(needed)
                name = self._document_name(self._templates.references[needed], region, group.names[region])
                group.names |= dict(zip(slots, own_slots(name), strict=True))
                yield Clone(name, self._templates.texts[needed].filled(group.names), {})

    def reference(self, number: int, source: Document, group: Group) -> Clone:
        """Return a clone of a cited document, with the region that the clone of a source has."""
        document = self._templates.alone[number % len(self._templates.alone)]
        region = self._templates.region_of(document.name)
        target = self._templates.region_of(source.name)
        zh, en, *_ = self._templates.spellings(target)
        new = group.names[target], group.names[zh], group.names[en], traditional(group.names[zh])
        name = self._document_name(document, region, new[0])
        names = dict(zip((region, *self._templates.spellings(region)), new, strict=True))
        names |= dict(zip(own_slots(document.name), own_slots(name), strict=True))
        return Clone(name, self._templates.texts[document.name].filled(names), {})

    def _document_name(self, document: Document, region: str, new: str) -> str:
        stem = new.removeprefix("region:") + document.name.removeprefix(region.removeprefix("region:"))
        return self.free(f"document:{stem}").removeprefix("document:")


def _place_record(name: str, class_: str, place: Place, code: str, within: str) -> str:
    return (
        f"{name} a qs:{class_} ;\n"
        f'    rdfs:label "{place.zh}市"@zh-Hans, "{place.en} City"@en ;\n'
        f'    skos:altLabel "{place.zh}"@zh-Hans, "{place.en}"@en ;\n'
        f'    qs:gb2260 "{code}" ;\n'
        f"    qs:within {within} ."
    )


def _indicator(templates: Templates, old: str, names: Mapping[str, str], region: str) -> str:
    """Return a new indicator next to an old one, with the name of the new region in its labels."""
    text = templates.indicators[old]
    label = re.search(r'skos:prefLabel\s+"([^"]+)"@zh-Hans,\s+"((?:[^"\\]|\\.)+)"@en', text)
    if label is None:
        raise ValueError(f"{old} has no labels")
    others = re.findall(r'"([^"]+)"@zh-Hans', "".join(_OTHER_NAMES.findall(text)))
    zh, en, *_ = templates.spellings(region)
    named = names[zh] + label[1], f"{label[2]} ({names[en]})"
    hidden = [label[1], *others]
    if templates.is_of_region(old):
        spellings = [each for region in templates.regions for each in templates.spellings(region)]
        named, hidden = (label[1], label[2]), others
        for each in spellings:
            named = named[0].replace(each, names[each]), named[1].replace(each, names[each])
            hidden = [other.replace(each, names[each]) for other in hidden]
    lines = f'skos:prefLabel "{named[0]}"@zh-Hans, "{named[1]}"@en'
    if len(hidden) > 0:
        lines += " ;\n    skos:hiddenLabel " + ", ".join(
            f'"{each}"@zh-Hans' for each in dict.fromkeys(hidden)
        )
    text = text.replace(label[0], lines, 1)
    return re.sub(rf"{re.escape(old)}(?![\w-])", names[old], _LEFT_OUT.sub("", text))
