"""Names of records: finds the record that a label means, and checks that an IRI is a record.

A value such as 贵州 or `guizhou province` becomes the IRI of the record that has this label. One
SELECT fetches the labels of the classes in question, and Python compares them: the words of a user are
never put into a query. An IRI or a prefixed name costs one small SELECT, which fetches its classes. A name
that no record of the right class has is an error that names the nearest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from kg.chinese.script import has_chinese
from kg.errors import AmbiguousName, UnknownName, WrongValue, nearest
from kg.query.parameters import Argument, Given, Parameter, Setting, as_given, is_iri, values_of
from kg.query.wording import OFFICIAL
from kg.rdf.answers import plain
from kg.rdf.namespaces import OWL, QS, RDFS, iri_in, shorten
from kg.rdf.selects import select, selected
from kg.rdf.store import Store
from kg.words import Noun, either

_PREFIXED_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*:\S*")


class _Label(NamedTuple):
    """A label of a record of a class.

    Attributes:
        class_: The IRI of the requested class; the record may be of a subclass.
        record: The IRI of the record.
        text: The label as it is written.
        folded: The label in the form for comparison.
        official: Whether it is the record's label, not an alternative one.
    """

    class_: str
    record: str
    text: str
    folded: str
    official: bool


def settle(store: Store, known: Mapping[str, Parameter], given: Mapping[str, Argument]) -> dict[str, Setting]:
    """Return a value for each parameter: the one that is given, otherwise the default.

    Args:
        store: The store to query.
        known: The parameters by name.
        given: Values by name; a record may be given by its label, see `resolve`.

    Raises:
        UnknownName: There is no such parameter, or no record of a name.
        WrongValue: A value is not what the parameter takes, or is a record of another class.
        AmbiguousName: Several records have the label that was given.
        NoAnswer: The store did not answer.
    """
    for name in given:
        if name not in known:
            raise UnknownName(Noun("parameter"), name, known)
    written = {name: as_given(given.get(name, each.default)) for name, each in known.items()}
    for name, each in known.items():
        if name in given and each.type == "iri":
            for value in values_of(written[name]):
                if value.strip() == "":
                    raise each.refusal(value)
    classes = {name: known[name].classes for name in given}  # a default is not checked
    found = resolve(store, classes, written)
    return {name: each.read(found[name]) for name, each in known.items()}


def resolve(
    store: Store, classes: Mapping[str, Sequence[str]], arguments: Mapping[str, Given]
) -> dict[str, Given]:
    """Return `arguments` with each label replaced by the IRI of its record.

    A label is an `rdfs:label` or `skos:prefLabel`, otherwise a `skos:altLabel`, in any language. Case,
    width, and blanks are ignored, and a traditional character equals its simplified one. The last part of
    an IRI is accepted too, and looked up class by class. An IRI or a prefixed name is checked: the graph
    must have the record, and it must be of one of the classes. These are not changed: arguments that
    `classes` does not name; texts such as a name with an unknown prefix; blank texts.

    Args:
        store: The store, which is queried once for all IRIs and once for all labels, if there are any.
        classes: By the name of an argument, the IRIs of the classes of its records, which include the
            records of their subclasses; owl:Thing for the records of every class.
        arguments: The values by name.

    Raises:
        UnknownName: No record has the label or the IRI; the error names the nearest.
        WrongValue: The record is of another class; the error says of which.
        AmbiguousName: Several records have the label.
        NoAnswer: The store did not answer.
    """
    named = [
        (name, value)
        for name, given in arguments.items()
        if len(classes.get(name, ())) > 0
        for value in values_of(given)
    ]
    iris = {each: iri for each in named if (iri := _iri(each[1])) is not None}
    words = [each for each in named if each not in iris and _may_be_label(each[1])]
    if len(iris) > 0:
        kinds = _kinds(store, iris.values())
        for (name, _), iri in iris.items():
            if not _is_of(kinds.get(iri, {}), classes[name]):
                raise _no_record(store, name, iri, classes[name], list(kinds.get(iri, ())))
    if len(words) == 0:
        return dict(arguments)
    labels = _labels(store, sorted({each for name, _ in words for each in classes[name]}))
    records = {
        (name, value): f"<{_record(store, name, value, classes[name], labels)}>" for name, value in words
    }

    def settled(name: str, given: Given) -> Given:
        if isinstance(given, str):
            return records.get((name, given), given)
        return tuple(records.get((name, value), value) for value in given)

    return {name: settled(name, given) for name, given in arguments.items()}


def _iri(value: str) -> str | None:
    """Return the IRI that was given, or None if the text is not an IRI."""
    iri = iri_in(value.strip())
    return iri if iri is not None and is_iri(iri) else None


def _noun(name: str, classes: Sequence[str]) -> Noun:
    """Return the name of the record in an error."""
    return Noun("entity") if OWL + "Thing" in classes else Noun("{name}", name=name)


def _may_be_label(value: str) -> bool:
    text = value.strip()
    return text != "" and iri_in(text) is None and _PREFIXED_NAME.fullmatch(text) is None


def _kinds(store: Store, iris: Iterable[str]) -> dict[str, dict[str, set[str]]]:
    """Return, by IRI, the classes that a record states, each with itself and those above it."""
    found: dict[str, dict[str, set[str]]] = {}
    for record, kind, above in selected(store, "query/classes", record=map(ox.NamedNode, iris)):
        found.setdefault(record, {}).setdefault(kind, {kind}).add(above)
    return found


def _is_of(kinds: Mapping[str, Collection[str]], classes: Sequence[str]) -> bool:
    """Say whether a record that states `kinds` is of one of `classes`."""
    if OWL + "Thing" in classes:
        return any(not kind.startswith((OWL, RDFS)) for kind in kinds)
    return any(each in above for above in kinds.values() for each in classes)


def _no_record(
    store: Store, name: str, iri: str, classes: Sequence[str], kinds: Sequence[str]
) -> UnknownName | WrongValue:
    """Return the error for an IRI that no record of `classes` has; `kinds` are the classes that it states."""
    shown = shorten(iri, "/")
    labels = _labels(store, sorted(classes))
    ending = iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    like = _nearest(ending, labels)
    if len(kinds) == 0 or OWL + "Thing" in classes:
        return UnknownName(_noun(name, classes), shown, (), like=like)
    own = [each for each in kinds if each.startswith(QS)] or list(kinds)
    return _of_another_class(name, shown, own[0], classes, like)


def _nearest(ending: str, labels: Sequence[_Label]) -> str | None:
    """Return the prefixed name of the record whose IRI or label is most like `ending`."""
    words = _folded(ending.replace("-", " "))
    for each in labels:
        if each.folded == words:
            return shorten(each.record, "/")
    endings = {each.record.rpartition("/")[2]: each.record for each in labels}
    found = nearest(ending, endings)
    if found is not None:
        return shorten(endings[found], "/")
    texts = {each.text: each.record for each in labels}
    found = nearest(words, texts)
    return shorten(texts[found], "/") if found is not None else None


def _of_another_class(
    name: str, shown: str, kind: str, classes: Sequence[str], like: str | None
) -> WrongValue:
    """Return the error for a record that is not of one of `classes`."""
    facts = {"classes": either(map(shorten, classes)), "kind": shorten(kind), "like": like}
    if like is None:
        return WrongValue(name, shown, "{name} takes a {classes}, but {value} is a {kind}", **facts)
    return WrongValue(
        name, shown, "{name} takes a {classes}, but {value} is a {kind}; did you mean {like}?", **facts
    )


def _labels(store: Store, classes: Collection[str]) -> list[_Label]:
    """Return the labels of all records of `classes` and of their subclasses."""
    rows = store.query(select("query/records", superclass=map(ox.NamedNode, classes))).rows
    if OWL + "Thing" in classes:
        rows += store.query(select("query/everything")).rows
    return [
        _Label(plain(class_), record.value, plain(label), _folded(plain(label)), plain(property_) in OFFICIAL)
        for class_, record, property_, label in rows
        if isinstance(record, ox.NamedNode)
    ]


def _record(store: Store, name: str, value: str, classes: Sequence[str], labels: Iterable[_Label]) -> str:
    """Return the IRI of the one record of `classes` that `value` means; see `resolve`."""
    among = [each for each in labels if each.class_ in classes]

    for match in _matches(value, classes, among):
        found = sorted({each.record for each in match})
        if len(found) > 1:
            raise AmbiguousName(name, value, [shorten(each, "/") for each in found])
        if len(found) == 1:
            return found[0]
    chinese = has_chinese(value)
    known = {each.text for each in among if has_chinese(each.text) is chinese}
    if not chinese:
        known |= {each.record.rpartition("/")[2] for each in among}
    error = UnknownName(_noun(name, classes), value, known)
    if OWL + "Thing" in classes:
        raise error
    # For the label of a record of another class, the error says what it is.
    for match in _matches(value, (OWL + "Thing",), _labels(store, [OWL + "Thing"])):
        for record in sorted({each.record for each in match}):
            kinds = sorted(_kinds(store, [record]).get(record, {}))
            own = [each for each in kinds if each.startswith(QS)] or kinds
            if len(own) > 0:
                raise _of_another_class(
                    name, f"{value!r} ({shorten(record, '/')})", own[0], classes, error.nearest
                )
    raise error


def _matches(value: str, classes: Sequence[str], among: Sequence[_Label]) -> Iterator[Iterable[_Label]]:
    """Yield the labels that match `value`, the best match first."""
    for reading in _readings(value):
        for official in (True, False):
            yield (each for each in among if each.folded == reading and each.official is official)
    for class_ in classes:
        ending = f"/{value.strip()}"
        yield (each for each in among if each.class_ == class_ and each.record.endswith(ending))


def _readings(value: str) -> Iterator[str]:
    """Yield `value` in the form for comparison, then the same in simplified characters."""
    yield _folded(value)
    if has_chinese(value):
        from kg.chinese.normalization import clean  # noqa: PLC0415  (few labels need it)

        yield _folded(clean(value).text)


@lru_cache(maxsize=1 << 15)
def _folded(text: str) -> str:
    """Return `text` without differences that are ignored in labels: case, width, blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
