"""The labels of IRIs in one language, and translations of the Chinese names in answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.chinese.script import has_chinese
from kg.rdf.answers import language_of, plain
from kg.rdf.namespaces import QS, RDFS, SKOS, shorten
from kg.rdf.selects import select, selected
from kg.rdf.store import Store
from kg.words import LANGUAGES, Words
from kg.words import text as translated

OFFICIAL: Final = (RDFS + "label", SKOS + "prefLabel")
"""The properties for names, without alternative labels."""

_LIST: Final = "、"
"""The separator of the names in a list."""


def words_of(store: Store, iris: Iterable[str], *, short: bool = False) -> dict[str, dict[str, str]]:
    """Return the label of each IRI by language, such as `en`, also of terms of other standards.

    Args:
        store: The store to query.
        iris: The IRIs to name.
        short: Whether alternative labels count too: of several, the shortest is taken, then the first.

    Raises:
        NoAnswer: The store did not answer.
    """
    things = [ox.NamedNode(iri) for iri in iris]
    if len(things) == 0:
        return {}
    found: dict[str, dict[str, str]] = {}
    for thing, property_, label in store.query(select("query/labels", thing=things)).rows:
        if short or plain(property_) in OFFICIAL:
            words, lang, text = found.setdefault(plain(thing), {}), language_of(label), plain(label)
            words[lang] = min(words.get(lang, text), text, key=lambda each: (len(each), each))
    for thing in things:
        named = borrowed(thing.value)
        if thing.value not in found and named is not None:
            found[thing.value] = named._asdict()
    return found


def borrowed(term: str, what: str = "label") -> Words | None:
    """Return the label (or the definition) of a term of another standard, None if the catalogs have none.

    Args:
        term: The IRI of the term.
        what: `label` or `definition`.
    """
    name = shorten(term)
    found = Words(*(translated(name, lang, f"{what} of term") for lang in LANGUAGES))
    return found if found.en != name else None


def labels_of(store: Store, iris: Iterable[str], lang: str, *, short: bool = False) -> dict[str, str]:
    """Return the label of each IRI in `lang`, or without a language, or in another; see `words_of`."""
    found = words_of(store, iris, short=short)
    return {
        iri: words.get(lang) or words.get("") or next(iter(words.values())) for iri, words in found.items()
    }


def names_of(store: Store, classes: Iterable[str], lang: str) -> list[tuple[str, str]]:
    """Return one-word names of the records of some classes, each with a label in `lang`.

    The names of a record are the last part of its IRI (or its prefixed name, if that part is ambiguous) and
    its labels without spaces, such as those in Chinese.
    """
    text = select("query/records", superclass=map(ox.NamedNode, classes))
    labels: dict[str, dict[str, str]] = {}
    for _, thing, property_, label in store.query(text).rows:
        if plain(property_) in OFFICIAL:
            labels.setdefault(plain(thing), {}).setdefault(language_of(label), plain(label))
    ends = Counter(iri.rpartition("/")[2] for iri in labels)
    found: list[tuple[str, str]] = []
    for iri, by_lang in labels.items():
        shown = by_lang.get(lang, next(iter(by_lang.values())))
        end = iri.rpartition("/")[2]
        name = end if ends[end] == 1 else shorten(iri, "/")
        found.append((name, shown))
        found += [(each, name) for each in by_lang.values() if len(each.split()) == 1 and each != name]
    return found


def symbols_of(store: Store, texts: Iterable[str], lang: str) -> dict[str, str]:
    """Return the translation into `lang` of the symbols of units that are Chinese words: 件 is *items*.

    An explanation in parentheses, as in *mu (1/15 hectare)*, is left out.
    """
    found = _namesakes(store, {text: [text] for text in texts}, [QS + "symbol"], lang)
    return {symbol: label.partition(" (")[0] for symbol, label in found.items()}


def lists_of(store: Store, texts: Iterable[str], lang: str) -> dict[str, str]:
    """Return the translation into `lang` of lists of Chinese labels, 贵州省、云南省."""
    return _namesakes(store, {text: text.split(_LIST) for text in texts}, OFFICIAL, lang)


def _namesakes(
    store: Store, texts: Mapping[str, list[str]], properties: Collection[str], lang: str
) -> dict[str, str]:
    """Return `texts` in `lang`, where each of their parts is one of `properties` of a thing with a label.

    A text is left out if a part is the name of nothing, or of several things with different labels.
    """
    said = sorted({part for parts in texts.values() for part in parts if has_chinese(part)})
    if lang == "zh" or len(said) == 0:
        return {}
    literals = [ox.Literal(each, language=tag) for each in said for tag in (None, "zh-Hans")]
    rows = [row for row in selected(store, "query/namesakes", said=literals) if row[1] in properties]
    labels = labels_of(store, {thing for *_, thing in rows}, lang)
    names: dict[str, set[str]] = {}
    for name, _, thing in rows:
        names.setdefault(name, set()).add(labels.get(thing, name))
    return {
        text: ", ".join(next(iter(names[part])) for part in parts)
        for text, parts in texts.items()
        if all(len(names.get(part, ())) == 1 for part in parts)
    }
