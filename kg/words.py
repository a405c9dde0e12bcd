"""Texts in English or Chinese: headings, coded values, help, errors, findings, and texts of exports.

They are in gettext catalogs, `locale/<language>/LC_MESSAGES/kg.po`, which a translator edits without
reading Python; `make catalogs` compiles them. A text that is not in a catalog is not translated.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final, NamedTuple

LANGUAGES: Final = ("en", "zh")
"""The languages of all texts for users."""

LOCALE: Final = Path(__file__).parent / "locale"
"""The folder of the catalogs."""

_DOMAIN: Final = "kg"

CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Controls but line ends and tabs, the marks of Unicode for right-to-left text, and halves of characters."""


@dataclass(init=False)
class Phrase:
    """A text of the program that is not yet translated.

    Attributes:
        template: The English text, which is its key in the catalogs, with named places as in `str.format`.
            Without facts it is used unchanged, including braces.
        facts: The values of the places. Texts and numbers are the same in every language; phrases and words
            are translated; the items of a list are joined as a list in the language.
    """

    context: ClassVar[str] = ""
    template: str
    facts: Mapping[str, object]

    def __init__(self, template: str, /, **facts: object) -> None:
        self.template = template
        self.facts = facts


class Noun(Phrase):
    """A phrase that fills a place of another: "query" in "unknown {what} {name!r}"."""

    context: ClassVar[str] = "noun"


class Words(NamedTuple):
    """The same words in both languages."""

    en: str
    zh: str

    @classmethod
    def of(cls, template: str, /, **facts: object) -> Words:
        """Return a text of the program in both languages; see `Phrase`."""
        return cls(**said_in_all(Phrase(template, **facts)))


Message = Phrase | Words | Mapping[str, str]
"""A text that is available in every language; a mapping has it by language."""


def said(message: Message, lang: str) -> str:
    """Return a text in `lang`."""
    if isinstance(message, Mapping):
        return message[lang]
    if isinstance(message, Words):
        return message.zh if lang == "zh" else message.en
    template = text(message.template, lang, message.context)
    facts = {name: _fact(fact, lang) for name, fact in message.facts.items()}
    return template.format(**facts) if len(facts) > 0 else template


def said_in_all(message: Message) -> dict[str, str]:
    """Return a text by language."""
    return {lang: said(message, lang) for lang in LANGUAGES}


def either(names: Iterable[str]) -> Phrase | str:
    """Return names, one or more, as alternatives: *A or B or C*."""
    first, *others = names
    found: Phrase | str = first
    for each in others:
        found = Phrase("{names} or {last}", names=found, last=each)
    return found


def _fact(fact: object, lang: str) -> object:
    """Return the value of a place of a phrase; see `Phrase`."""
    if isinstance(fact, Phrase | Words | Mapping):
        return said(fact, lang)
    if isinstance(fact, list | tuple):
        return text(", ", lang, "list").join(str(_fact(each, lang)) for each in fact)
    return fact


def visible(text: str) -> str:
    """Return a text with U+FFFD for characters that control a terminal or turn the direction of writing.

    Line ends and tabs are unchanged.
    """
    return text if text.isprintable() else CONTROL.sub("\ufffd", text)


def use(lang: str) -> None:
    """Set the language of every text that goes through gettext, including click's own messages."""
    gettext.bindtextdomain(_DOMAIN, LOCALE)
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = lang  # gettext reads it for each message


def text(message: str, lang: str, context: str = "") -> str:
    """Return the translation of a message in a context from the catalog of `lang`, or the message."""
    if message == "":  # the key of the head of the catalog
        return ""
    catalog = _catalog(lang)
    return catalog.pgettext(context, message) if context != "" else catalog.gettext(message)


def heading(column: str, lang: str) -> str:
    """Return the heading of the column `column`; that of an unknown column is its name in words."""
    found = text(column, lang, "column")
    return found if found != column else column.replace("_", " ")


def coded(column: str, value: str, lang: str) -> str:
    """Return a coded value (`unread`, `stricter`) in words.

    The same code may mean different things: `yes` is *found* in the columns `state` and `other_state`, and
    *yes* in others.
    """
    for context in (f"value of {column}", f"value of {column.rpartition('_')[2]}", "value"):
        found = text(value, lang, context)
        if found != value:
            return found
    return value


@cache
def _catalog(lang: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, LOCALE, [lang], fallback=True)


def contexts() -> set[str]:
    """Return the contexts of the catalogs, such as `column`."""
    return {context for lang in LANGUAGES for context, _ in _entries(lang)}


def keys_in(context: str) -> set[str]:
    """Return the English keys of a context, in any of the catalogs."""
    return {key for lang in LANGUAGES for own, key in _entries(lang) if own == context}


@cache
def _entries(lang: str) -> frozenset[tuple[str, str]]:
    """Return the entries of a catalog, as context and key; the library has no public list of them."""
    catalog = getattr(_catalog(lang), "_catalog", {})
    keys = (key.partition("\x04") for key in catalog if isinstance(key, str) and "\x04" in key)
    return frozenset((context, message) for context, _, message in keys)
