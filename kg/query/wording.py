"""The words of the graph in one language: the labels of IRIs, and of what a query names in Chinese only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.rdf.answers import plain
from kg.rdf.namespaces import QS, RDFS, SKOS, shorten
from kg.rdf.store import Store

HAN: Final = re.compile("[\u3400-\u9fff]")
"""A Chinese character."""

_PREFIXES: Final = f"PREFIX qs: <{QS}>\nPREFIX rdfs: <{RDFS}>\nPREFIX skos: <{SKOS}>\n"
_LABELS: Final = (
    _PREFIXES
    + """SELECT DISTINCT ?thing ?label
WHERE {{ VALUES ?thing {{ {things} }} ?thing rdfs:label|skos:prefLabel ?label }}
ORDER BY ?thing STR(?label)
"""
)
_NAMESAKES: Final = (
    _PREFIXES
    + """SELECT DISTINCT ?thing ?said
WHERE {{ VALUES ?said {{ {texts} }} ?thing {path} ?said }}
ORDER BY ?said ?thing
"""
)
_NAMES: Final = (
    _PREFIXES
    + """SELECT DISTINCT ?thing ?label
WHERE {{
  VALUES ?class {{ {classes} }}
  ?kind rdfs:subClassOf* ?class .
  ?thing a ?kind ; rdfs:label|skos:prefLabel ?label .
}}
ORDER BY ?thing STR(?label)
"""
)
_LIST: Final = "、"
"""What stands between the names of a list."""


def labels_of(store: Store, iris: Iterable[str], lang: str) -> dict[str, str]:
    """Return the label of each IRI in `lang`, or else in the other language; nothing for one without a label.

    Raises:
        NoAnswer: The store did not answer.
    """
    things = " ".join(sorted({str(ox.NamedNode(iri)) for iri in iris}))
    if things == "":
        return {}
    found: dict[str, str] = {}
    for thing, label in store.query(_LABELS.format(things=things)).rows:
        tag = (getattr(label, "language", None) or lang).partition("-")[0]
        if tag == lang or plain(thing) not in found:
            found[plain(thing)] = plain(label)
    return found


def names_of(store: Store, classes: Iterable[str], lang: str) -> list[tuple[str, str]]:
    """Return what the records of some classes may be called in one word, each with a label in `lang`.

    A record has the last part of its IRI for a name, or its prefixed name where others have that part too,
    and its labels that are one word, as those in Chinese are.
    """
    text = " ".join(str(ox.NamedNode(each)) for each in classes)
    labels: dict[str, dict[str, str]] = {}
    for thing, label in store.query(_NAMES.format(classes=text)).rows:
        tag = (getattr(label, "language", None) or "").partition("-")[0]
        labels.setdefault(plain(thing), {}).setdefault(tag, plain(label))
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
    """Return what to write in `lang` for the symbols of units that are Chinese words: 件 is *items*.

    What a label explains in parentheses, *mu (1/15 hectare)*, is left out.
    """
    found = _namesakes(store, {text: [text] for text in texts}, "qs:symbol", lang)
    return {symbol: label.partition(" (")[0] for symbol, label in found.items()}


def lists_of(store: Store, texts: Iterable[str], lang: str) -> dict[str, str]:
    """Return what to write in `lang` for lists of Chinese labels, 贵州省、云南省."""
    return _namesakes(store, {text: text.split(_LIST) for text in texts}, "rdfs:label|skos:prefLabel", lang)


def _namesakes(store: Store, texts: Mapping[str, list[str]], path: str, lang: str) -> dict[str, str]:
    """Return `texts` in `lang`, where each of their parts is what `path` leads to from a thing with a label.

    A text stays away if a part is of no thing, or of several that have different labels.
    """
    said = sorted({part for parts in texts.values() for part in parts if HAN.search(part) is not None})
    if lang == "zh" or len(said) == 0:
        return {}
    values = " ".join(f"{ox.Literal(each)} {ox.Literal(each, language='zh-Hans')}" for each in said)
    rows = store.query(_NAMESAKES.format(texts=values, path=path)).rows
    labels = labels_of(store, {plain(thing) for thing, _ in rows}, lang)
    names: dict[str, set[str]] = {}
    for thing, name in rows:
        names.setdefault(plain(name), set()).add(labels.get(plain(thing), plain(name)))
    return {
        text: ", ".join(next(iter(names[part])) for part in parts)
        for text, parts in texts.items()
        if all(len(names.get(part, ())) == 1 for part in parts)
    }
