"""A page: its folder, its template, and what it shows in a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from kg.chinese.script import has_chinese
from kg.drawing.numbers import SIGNS
from kg.rdf.namespaces import BASE, FAMILIES, QS, SKOS, shorten
from kg.site.addresses import relative
from kg.site.material import Material
from kg.words import Message, Words, said

CHINESE: Final = "zh/"
"""The folder of the pages in Chinese."""

CHANGES: Final = tuple(FAMILIES["unit"] + name for name in ("percent-change", "percent-change-per-year"))
"""The units whose symbol, %, does not say that something changes by the value."""

TAGS: Final = {"en": "en", "zh": "zh-Hans"}
"""The language tags of the pages by the short name of their language."""


class Link(NamedTuple):
    """A text on a page, and where it leads to.

    Attributes:
        text: The text.
        href: The address, relative to the page or of another site; None if it leads nowhere.
        lang: The language tag of the text if it is not that of the page.
    """

    text: str
    href: str | None = None
    lang: str | None = None


@dataclass(frozen=True)
class Page:
    """A page of the site, which exists in each language.

    Attributes:
        folder: Its folder in English, such as `region/guizhou/`; "" for the home page.
        template: The name of its template.
        title: Its title.
        content: What the template shows, by the names that it uses.
        iri: The record that it is about; None if it is about none.
        facts: Whether its JSON-LD is that of the record.
    """

    folder: str
    template: str
    title: Message
    content: Callable[[View], Mapping[str, object]]
    iri: str | None = None


class View:
    """The words and links of a page in one language.

    Attributes:
        material: What the pages are made of.
        lang: `en` or `zh`.
        folder: The folder of the page in this language.
    """

    def __init__(self, material: Material, lang: str, folder: str) -> None:
        self.material, self.lang = material, lang
        self.home = CHINESE if lang == "zh" else ""
        self.folder = self.home + folder

    def say(self, message: Message) -> str:
        """Return a text of the program in the language of the page."""
        return said(message, self.lang)

    def to(self, path: str) -> str:
        """Return the link to a file of the site that all languages share, such as `assets/site.css`."""
        return relative(self.folder, path)

    def to_page(self, folder: str) -> str:
        """Return the link to a page in the same language, such as `region/guizhou/`."""
        return relative(self.folder, self.home + folder)

    def label(self, iri: str) -> str:
        """Return the label of a record or a term in the language of the page."""
        return said(self.material.terms.name(iri), self.lang)

    def named(self, iri: str) -> Link:
        """Return the label of a record or a term, with the link to its page or to that of another site."""
        page = self.material.addresses.page_of(iri)
        if page is not None:
            return self.tagged(self.label(iri), self.to_page(page))
        if iri.startswith(BASE):
            return self.tagged(self.label(iri), None)
        known = self.material.records.label(iri) is not None or shorten(iri) != f"<{iri}>"
        return self.tagged(self.label(iri) if known else iri, iri)

    def names(self, iris: Iterable[str]) -> list[Link]:
        """Return the labels of records with their links, sorted by label."""
        return sorted(map(self.named, iris), key=lambda each: (each.text, each.href or ""))

    def amount(self, claim: str) -> str:
        """Return the value of a claim with its comparator and unit, such as `≥ 98.5 %`; "" if it has none."""
        records = self.material.records
        value = records.one(claim, QS + "value")
        if value is None:
            return ""
        sign = records.one(records.one(claim, QS + "comparator") or "", SKOS + "notation") or "="
        ends = "–".join(map(grouped, (value, *records.all(claim, QS + "valueTo"))))
        unit = records.one(claim, QS + "unit") or ""
        symbol = records.one(unit, QS + "symbol") or ""
        if unit in CHANGES:
            symbol = self.label(unit) if self.lang == "en" else f"{symbol}（{self.label(unit)}）"
        elif self.lang == "en" and has_chinese(symbol):
            symbol = self.label(unit).partition(" (")[0]
        return f"{SIGNS.get(sign, '')}{ends}{'' if symbol.startswith('%') else ' '}{symbol}".strip()

    def tagged(self, text: str, href: str | None = None) -> Link:
        """Return a text as a link, with its language if that is not the language of the page."""
        return Link(text, href, TAGS["zh"] if self.lang == "en" and has_chinese(text) else None)


def grouped(value: str) -> str:
    """Return a plain decimal with separators, `360000.0` as `360,000`; other words unchanged."""
    try:
        return f"{Decimal(value):,f}".removesuffix(".0")
    except InvalidOperation:
        return value


def titled(iri: str, material: Material) -> Words:
    """Return the title of the page of a record: its label."""
    return material.terms.name(iri)
