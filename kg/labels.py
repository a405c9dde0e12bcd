"""Labels in the place of IRIs: finds the one record that a person means by words.

A value such as 贵州 or `guizhou province` becomes the IRI of the record that has this label. One
SELECT fetches the labels of the classes in question, and Python compares: no word of a person ever
stands in a query. What is an IRI or a prefixed name already costs no query.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.answers import plain
from kg.errors import AmbiguousName, UnknownName
from kg.namespaces import OWL, RDFS, SKOS, iri_in, shorten
from kg.store import Store

_OFFICIAL = (RDFS + "label", SKOS + "prefLabel")
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]")
_PREFIXED_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*:\S*")


@dataclass(frozen=True)
class _Label:
    """A label of a record of a class.

    Attributes:
        class_: The IRI of the class that was asked for; the record may be of a subclass.
        record: The IRI of the record.
        text: The label as it is written.
        folded: The label as it is compared.
        official: Whether it is the record's label, not an alternative one.
    """

    class_: str
    record: str
    text: str
    folded: str
    official: bool


def resolve(
    store: Store, classes: Mapping[str, Sequence[str]], arguments: Mapping[str, str]
) -> dict[str, str]:
    """Return `arguments` with the IRI of the record in the place of each label.

    A label is an `rdfs:label` or `skos:prefLabel`, or else a `skos:altLabel`, in any language. Case,
    width and blanks do not count, and a traditional character stands for its simplified one. The last
    part of an IRI will do too, looked for class by class. Left alone are: arguments that `classes` does
    not name; IRIs; prefixed names, be the prefix known or not; blank texts.

    Args:
        store: What answers; it is asked once, and only if a label is among the arguments.
        classes: By the name of an argument, the IRIs of the classes whose records it may mean, those
            of their subclasses among them; owl:Thing for the records of every class.
        arguments: The values by name.

    Raises:
        UnknownName: No record has the label; the error names the nearest in the same language.
        AmbiguousName: Several records have it.
        NoAnswer: The store did not answer.
    """
    words = {
        name: value
        for name, value in arguments.items()
        if len(classes.get(name, ())) > 0 and _may_be_label(value)
    }
    if len(words) == 0:
        return dict(arguments)
    labels = _labels(store, sorted({each for name in words for each in classes[name]}))
    records = {name: _record(name, value, classes[name], labels) for name, value in words.items()}
    return {**arguments, **{name: f"<{record}>" for name, record in records.items()}}


def _may_be_label(value: str) -> bool:
    text = value.strip()
    return text != "" and iri_in(text) is None and _PREFIXED_NAME.fullmatch(text) is None


def _labels(store: Store, classes: Iterable[str]) -> list[_Label]:
    """Return the labels of all records of `classes` and of their subclasses."""
    answer = store.query(
        f"""
        PREFIX owl: <{OWL}>
        PREFIX rdfs: <{RDFS}>
        PREFIX skos: <{SKOS}>
        SELECT DISTINCT ?class ?record ?property ?label
        WHERE {{
          VALUES ?class {{ {" ".join(str(ox.NamedNode(each)) for each in classes)} }}
          VALUES ?property {{ rdfs:label skos:prefLabel skos:altLabel }}
          {{ ?kind rdfs:subClassOf* ?class }} UNION {{ ?kind a owl:Class BIND(owl:Thing AS ?class) }}
          ?record a ?kind ; ?property ?label .
        }}
        """
    )
    return [
        _Label(
            plain(class_), record.value, plain(label), _folded(plain(label)), plain(property_) in _OFFICIAL
        )
        for class_, record, property_, label in answer.rows
        if isinstance(record, ox.NamedNode)
    ]


def _record(name: str, value: str, classes: Sequence[str], labels: Iterable[_Label]) -> str:
    """Return the IRI of the one record of `classes` that `value` means; see `resolve`."""
    among = [each for each in labels if each.class_ in classes]

    def matches() -> Iterator[Iterable[_Label]]:
        """Yield what matches, the better match first."""
        for reading in _readings(value):
            for official in (True, False):
                yield (each for each in among if each.folded == reading and each.official is official)
        for class_ in classes:
            ending = f"/{value.strip()}"
            yield (each for each in among if each.class_ == class_ and each.record.endswith(ending))

    for match in matches():
        found = sorted({each.record for each in match})
        if len(found) > 1:
            raise AmbiguousName(name, name, value, [shorten(each, "/") for each in found])
        if len(found) == 1:
            return found[0]
    chinese = _HAN.search(value) is not None
    known = {each.text for each in among if (_HAN.search(each.text) is not None) is chinese}
    if not chinese:
        known |= {each.record.rpartition("/")[2] for each in among}
    raise UnknownName(name, f" {name} ", value, known)


def _readings(value: str) -> Iterator[str]:
    """Yield `value` as labels are compared, then the same in simplified characters."""
    yield _folded(value)
    if _HAN.search(value) is not None:
        from kg.text import clean  # noqa: PLC0415  (few labels need it)

        yield _folded(clean(value).text)


def _folded(text: str) -> str:
    """Return `text` without what does not count when labels are compared: case, width, blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
