"""The page of all claims with facets: each value with the number of claims that have it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from kg.rdf.namespaces import OA, QS, SKOS
from kg.site.home_pages import short_name
from kg.site.list_pages import RECORDS, class_name
from kg.site.material import Material
from kg.site.page import CHINESE, Link, Page, View
from kg.site.script_data import page_words, script_data
from kg.words import LANGUAGES, Phrase

BROWSE: Final = "browse/"
"""The folder of the page of all claims."""

_ON_A_PAGE: Final = 50
"""The number of claims that the script shows at once."""

_FACETS: Final[Mapping[str, Phrase]] = {
    "class": Phrase("Class"),
    "region": Phrase("Region"),
    "year": Phrase("Year in which the period ends"),
    "area": Phrase("Area"),
    "theme": Phrase("Theme"),
    "measure": Phrase("Measure"),
    "indicator": Phrase("Indicator"),
    "sector": Phrase("Sector"),
    "status": Phrase("Status"),
    "comparator": Phrase("Comparator"),
    "source": Phrase("Source or cited document"),
}
"""The facets in the order of the page, by their names in its address."""

_PROPERTIES: Final = {
    "region": "region",
    "indicator": "indicator",
    "sector": "sector",
    "status": "status",
    "comparator": "comparator",
}
"""The facets whose values a claim states by one property."""

_WORDS: Final = {
    "found": Phrase("{n} claims"),
    "range": Phrase("claims {first} to {last}"),
    "previous": Phrase("Previous claims"),
    "next": Phrase("Next claims"),
    "reset": Phrase("Remove all filters"),
    "claim": Phrase("Claim"),
    "region": Phrase("Region"),
    "value": Phrase("Value"),
    "period": Phrase("Period"),
    "source": Phrase("Source"),
}


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet.

    Attributes:
        id: Its name in the address of the page.
        name: Its label, with a link to the page of the record.
        count: The number of claims that have it.
    """

    id: str
    name: Link
    count: int


@dataclass(frozen=True)
class Facet:
    """A way to divide the claims.

    Attributes:
        name: Its name in the address of the page.
        title: What it is called.
        values: Its values, those of the most claims first.
    """

    name: str
    title: str
    values: list[FacetValue]


def browse_pages(material: Material) -> Iterator[Page]:
    """Yield the page of all claims."""
    yield Page(BROWSE, "browse.html", Phrase("Browse all claims"), _content)


def browse_files(material: Material) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the data of the script of the page, one file for each language."""
    for lang in LANGUAGES:
        yield _file(lang), partial(_data, material, lang)


def values_of_claim(material: Material, claim: str) -> dict[str, list[str]]:
    """Return the values of a claim by facet: IRIs, or years."""
    records = material.records
    found = {name: records.iris(claim, QS + property_) for name, property_ in _PROPERTIES.items()}
    class_ = material.class_of(claim)
    found["class"] = [class_] if class_ is not None else []
    found["year"] = re.findall(r"\d{4}", records.one(claim, QS + "period") or "")[-1:]
    concepts = sorted(_with_broader(material, records.iris(claim, QS + "realises")))
    for level in ("area", "theme", "measure"):
        found[level] = [each for each in concepts if records.one(each, QS + "level") == level]
    evidence = records.iris(claim, QS + "evidence")
    sources = [
        records.iris(each, OA + "hasSource") + records.iris(each, QS + "citedDocument") for each in evidence
    ]
    found["source"] = sorted({each for some in sources for each in some})
    return {name: found[name] for name in _FACETS}


def facets_of(view: View) -> list[Facet]:
    """Return the facets with the number of claims for each value."""
    material, counts = view.material, {name: Counter[str]() for name in _FACETS}
    for claim in _claims(material):
        for name, values in values_of_claim(material, claim).items():
            counts[name].update(values)
    found = []
    for name, title in _FACETS.items():
        found_values = [
            FacetValue(_id(value), _named(view, name, value), n) for value, n in counts[name].items()
        ]
        ordered = sorted(found_values, key=lambda each: (-each.count, each.name.text, each.id))
        found.append(Facet(name, view.say(title), ordered))
    return found


def _claims(material: Material) -> list[str]:
    return [each for each in material.addresses.named if material.is_a(each, "Attested")]


def _with_broader(material: Material, concepts: Iterable[str]) -> set[str]:
    """Return concepts and all that are broader."""
    found, rest = set[str](), list(concepts)
    while len(rest) > 0:
        concept = rest.pop()
        if concept not in found:
            found.add(concept)
            rest += material.records.iris(concept, SKOS + "broader")
    return found


def _id(value: str) -> str:
    """Return the name of a value in the address of the page: the end of its IRI."""
    return re.split("[/#]", value)[-1]


def _named(view: View, facet: str, value: str) -> Link:
    """Return a value with its link: that of a class is the list of its records."""
    if facet == "year":
        return Link(value)
    if facet == "class":
        return Link(view.label(value), view.to_page(f"{RECORDS}{class_name(value)}/"))
    return short_name(view, value) if facet == "region" else view.named(value)


def _file(lang: str) -> str:
    return f"{CHINESE if lang == 'zh' else ''}data/claims.js"


def _data(material: Material, lang: str) -> bytes:
    """Return all claims as a script.

    A claim is a list: label, number of the folder of its page, name of its page, value as text, value as
    number, period, and for each facet the numbers of its values.
    """
    view, records = View(material, lang, BROWSE), material.records
    facets = facets_of(view)
    numbers = [{value.id: at for at, value in enumerate(facet.values)} for facet in facets]
    folders: dict[str, int] = {}
    claims = []
    for claim in _claims(material):
        href = view.named(claim).href or ""
        value = records.one(claim, QS + "value")
        folder, _, name = href.removesuffix("/").rpartition("/")
        stated = values_of_claim(material, claim)
        claims.append(
            [
                view.label(claim),
                folders.setdefault(folder, len(folders)),
                name,
                view.amount(claim),
                None if value is None else float(value),
                records.one(claim, QS + "period") or "",
                *(
                    [at[_id(each)] for each in stated[facet.name]]
                    for facet, at in zip(facets, numbers, strict=True)
                ),
            ]
        )
    return script_data(
        "claims",
        {
            "facets": [
                [facet.name, [[each.id, each.name.text, each.name.href or ""] for each in facet.values]]
                for facet in facets
            ],
            "folders": list(folders),
            "claims": claims,
            "most": _ON_A_PAGE,
        },
    )


def _content(view: View) -> Mapping[str, object]:
    return {
        "facets": facets_of(view),
        "total": len(_claims(view.material)),
        "words": page_words(view, _WORDS),
        "script": view.to(_file(view.lang)),
        "sorts": [
            (name, view.say(_WORDS[name])) for name in ("claim", "region", "value", "period", "source")
        ],
    }
