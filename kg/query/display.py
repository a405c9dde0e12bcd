"""Answers for display: labels for IRIs, and headings and coded values in one language.

This is for the terminal and for workbooks; CSV, JSON, and Turtle keep the names and values of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import words
from kg.chinese.script import has_chinese
from kg.query.wording import labels_of, lists_of, symbols_of
from kg.rdf.answers import Answer, Term, plain
from kg.rdf.namespaces import BASE, QS, shorten
from kg.rdf.store import Store

_LABEL: Final = re.compile(r"(?:(\w+?)_)??(?:label_)?(zh|en)")
"""The name of a column of labels: `label_zh`, `other_label_en`, `region_zh`."""

_KINDS: Final = ("class", "type")
"""Columns for the class or kind of an entity."""

_AMOUNTS: Final = ("value", "target", "national")
"""Columns of numbers; the one that is present has its sign in `comparator` and its unit in `unit`."""

_NUMBERS: Final = ("integer", "decimal")


@dataclass(frozen=True)
class _Column:
    """A column that is shown.

    Attributes:
        at: Its index in a row of the answer.
        name: The name that its heading is looked up by.
        iris: Whether it has IRIs.
        labels: The indexes of the labels of its IRIs, by language.
        sign: The index of the comparator of its numbers.
        unit: The index of the unit of its numbers.
    """

    at: int
    name: str
    iris: bool = False
    labels: Mapping[str, int] = field(default_factory=dict)
    sign: int | None = None
    unit: int | None = None


class Linked(NamedTuple):
    """What a page shows in a cell: a text, and the IRI of the entity that it names."""

    text: str
    iri: str | None


def displayed(answer: Answer, store: Store | None, lang: str, *, machine: bool = False) -> Answer:
    """Return `answer` for display.

    A label in `lang` replaces each IRI, and a number includes its comparator and unit. The last column has
    the prefixed name of the entity that the row is about. Columns with the same labels are left out.

    Args:
        answer: The answer.
        store: The store that gave it. It is queried once for the labels, and once or twice for names in other
            languages. None if this is not needed: the answer is a list of texts.
        lang: `en` or `zh`.
        machine: Whether numbers stay numbers, and the prefixed names of all entities that are shown by their
            labels follow in separate columns.

    Raises:
        NoAnswer: The store did not answer.
    """
    columns = _columns(answer, lang)
    if not machine:
        columns = _with_amounts(answer, columns)
    labels, texts = _looked_up(answer, store, columns, lang) if store is not None else ({}, {})
    named = [each for each in columns if each.iris and (machine or each is _subject(answer.columns, columns))]
    headings = [words.heading(each.name, lang) for each in columns]
    headings += ["IRI" if len(named) == 1 else f"{words.heading(each.name, lang)} IRI" for each in named]
    rows = [
        [_cell(row, each, labels, texts, lang) for each in columns]
        + [_name(_iri(answer.columns[each.at], row[each.at])) for each in named]
        for row in answer.rows
    ]
    return Answer.of(headings, rows)


def linked(answer: Answer, store: Store, lang: str) -> tuple[list[str], list[list[Linked]]]:
    """Return the headings and the rows of `answer` for a page, where the label of an IRI leads to its page.

    Args:
        answer: The answer.
        store: The store that gave it; see `displayed`.
        lang: `en` or `zh`.

    Raises:
        NoAnswer: The store did not answer.
    """
    columns = _with_amounts(answer, _columns(answer, lang))
    labels, texts = _looked_up(answer, store, columns, lang)
    rows = [
        [
            Linked(
                _plain(_cell(row, each, labels, texts, lang)),
                _iri(answer.columns[each.at], row[each.at]) if each.iris else None,
            )
            for each in columns
        ]
        for row in answer.rows
    ]
    return [words.heading(each.name, lang) for each in columns], rows


def _columns(answer: Answer, lang: str) -> list[_Column]:
    """Return the columns to show, in order, without labels that already replace an IRI."""
    names = answer.columns
    iris = {
        name for at, name in enumerate(names) if any(_iri(name, row[at]) is not None for row in answer.rows)
    }
    about = _labelled(names, iris)
    labels: dict[str, dict[str, int]] = {}
    for at, name in enumerate(names):
        found = _LABEL.fullmatch(name)
        if found is not None:
            labels.setdefault(found[1] or about or "label", {})[found[2]] = at
    taken = {at for each in labels.values() for at in each.values()}
    shown = [
        _Column(at, name, name in iris, labels.get(name, {}) if name in iris else {})
        for at, name in enumerate(names)
        if at not in taken
    ]
    for base, by_lang in labels.items():
        if base not in iris:
            at = by_lang.get(lang, min(by_lang.values()))
            shown.append(_Column(at, f"{base}_label" if base in names else base))
    return sorted(shown, key=lambda each: each.at)


def _labelled(names: Sequence[str], iris: Collection[str]) -> str | None:
    """Return the column that `label_zh` and `label_en` belong to: the one before them, classes excluded."""
    ends = [at for at, name in enumerate(names) if name in ("label_zh", "label_en")]
    before = [name for name in names[: min(ends, default=0)] if name in iris]
    own = [name for name in before if name not in _KINDS]
    return next(reversed(own or before), None)


def _subject(names: Sequence[str], columns: Sequence[_Column]) -> _Column | None:
    """Return the column of the entity a row is about: that with the labels, or the first except regions."""
    with_iris = {each.name: each for each in columns if each.iris}
    about = _labelled(names, with_iris)
    if about is not None:
        return with_iris[about]
    own = [each for name, each in with_iris.items() if name not in (*_KINDS, "region")]
    return next(iter((*own, *with_iris.values())), None)


def _with_amounts(answer: Answer, columns: Sequence[_Column]) -> list[_Column]:
    """Return the columns with comparators and units assigned to their numbers."""
    at = {name: place for place, name in enumerate(answer.columns)}
    numeric = {name for name, place in at.items() if _is_numeric(answer, place)}
    leading = next((each for each in _AMOUNTS if each in numeric), None)
    joined = [
        _with_amount(each, at, each.name == leading) if each.name in numeric else each for each in columns
    ]
    taken = {place for each in joined for place in (each.sign, each.unit)}
    return [each for each in joined if each.at not in taken]


def _with_amount(column: _Column, at: Mapping[str, int], leading: bool) -> _Column:
    sign = at.get("comparator" if leading else f"{column.name}_comparator")
    unit = at.get(f"{column.name}_unit", at.get("unit") if leading or sign is not None else None)
    return replace(column, sign=sign, unit=unit)


def _is_numeric(answer: Answer, at: int) -> bool:
    """Say whether a column has numbers, and otherwise only empty texts."""
    kinds = {_kind(row[at]) for row in answer.rows if plain(row[at]) != ""}
    return len(kinds) > 0 and kinds <= set(_NUMBERS)


def _kind(term: Term | None) -> str:
    """Return the name of the datatype of a literal, "" for other terms."""
    return term.datatype.value.rpartition("#")[2] if isinstance(term, ox.Literal) else ""


def _iri(column: str, term: Term | None) -> str | None:
    """Return the IRI that a term is or contains: some queries give a class by its name."""
    if isinstance(term, ox.NamedNode):
        return term.value
    value = plain(term)
    if value.startswith("qs:") or (column == "class" and value.isalpha()):
        return QS + value.removeprefix("qs:")
    return value if value.startswith(BASE) and " " not in value else None


def _name(iri: str | None) -> str | None:
    return shorten(iri, "/").removeprefix("<").removesuffix(">") if iri is not None else None


def _looked_up(
    answer: Answer, store: Store, columns: Sequence[_Column], lang: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the labels of the IRIs for which the answer has none, and the translations of Chinese names."""
    iris = {
        iri
        for column in columns
        if column.iris
        for row in answer.rows
        if lang not in column.labels or plain(row[column.labels[lang]]) == ""
        if (iri := _iri(column.name, row[column.at])) is not None
    }

    def said(*endings: str) -> set[str]:
        places = [at for at, each in enumerate(answer.columns) if f"_{each}".endswith(endings)]
        return {plain(row[at]) for at in places for row in answer.rows}

    chinese = {
        plain(row[each.at])
        for each in columns
        if not each.iris
        for row in answer.rows
        if answer.columns[each.at].endswith("_zh")
    }
    texts = symbols_of(store, said("_unit"), lang) | lists_of(store, said("_regions") | chinese, lang)
    return labels_of(store, iris, lang), texts


def _cell(
    row: Sequence[Term | None],
    column: _Column,
    labels: Mapping[str, str],
    texts: Mapping[str, str],
    lang: str,
) -> Term | str | None:
    """Return the content of a cell: a number with or without unit, the label of an IRI, or a text."""
    term = row[column.at]
    if column.iris:
        label = plain(row[column.labels[lang]]) if lang in column.labels else ""
        iri = _iri(column.name, term)
        if label != "" or iri is not None:
            return label or labels.get(iri or "") or _name(iri)
    if not isinstance(term, ox.Literal) or term.value == "":
        return None if plain(term) == "" else plain(term)
    if column.sign is not None or column.unit is not None:
        sign, unit = (plain(row[at]) if at is not None else "" for at in (column.sign, column.unit))
        return f"{'' if sign == '=' else sign} {plain(term)} {texts.get(unit, unit)}".strip()
    return term if _kind(term) in _NUMBERS else _in_words(term, column.name, texts, lang)


def _plain(content: Term | str | None) -> str:
    """Return the content of a cell as text."""
    return content if isinstance(content, str) else plain(content)


def _in_words(term: ox.Literal, column: str, texts: Mapping[str, str], lang: str) -> str:
    """Return a text for display: a code in words, and of a bilingual note the half in `lang`."""
    if term.language is not None or term.value in texts:
        return texts.get(term.value, term.value)
    en, bar, zh = term.value.partition(" | ")
    if bar != "" and not has_chinese(en) and has_chinese(zh):
        return zh if lang == "zh" else en
    return words.coded(column, term.value, lang)
