"""Finds the facts for the citation of a claim: its words, and the text or document that they are in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.evidence.passages import passages_of
from kg.export.citation.dataset import DataSet, data_set_of
from kg.project import Project
from kg.query.labels import resolve
from kg.query.parameters import Parameter, values_of
from kg.query.wording import labels_of
from kg.rdf.namespaces import QS
from kg.rdf.selects import selected
from kg.rdf.store import Store
from kg.words import LANGUAGES

TextByLanguage = Mapping[str, str]
"""A text by language, `en` and `zh`."""


@dataclass(frozen=True)
class Quotation:
    """Words of a source.

    Attributes:
        text: The exact words.
        start: The offset of the first character, in Unicode characters from 0.
        end: The offset after the last.
        clean: The words in clean simplified Chinese, "" if they are so already.
    """

    text: str
    start: int
    end: int
    clean: str = ""


@dataclass(frozen=True)
class Work:
    """A text or document that a claim was read from.

    Attributes:
        iri: Its IRI.
        title: Its title.
        publisher: Its publisher, with empty texts if the graph does not say.
        date: Its date in EDTF, "" if the graph does not say.
        address: Its URL, "" if it has none.
    """

    iri: str
    title: TextByLanguage
    publisher: TextByLanguage
    date: str
    address: str


@dataclass(frozen=True)
class Citation:
    """The facts for citing a claim in a footnote.

    Attributes:
        claim: Its IRI.
        label: Its label.
        works: The texts that it was read from, each with the words; a document cited without its text has
            none.
        data_set: How to cite the graph; None if the project does not say.
    """

    claim: str
    label: TextByLanguage
    works: tuple[tuple[Work, tuple[Quotation, ...]], ...]
    data_set: DataSet | None


_CLAIM: Final = Parameter("claim", "iri", en="", zh="", classes=(QS + "Attested",))
"""The argument of `cite`."""


def cite(store: Store, project: Project, claim: str) -> Citation:
    """Return the citation of a claim.

    Args:
        store: The graph.
        project: The project with CITATION.cff.
        claim: The IRI of the claim, a prefixed name, or a label in either language.

    Raises:
        UnknownName: There is no such claim; the error names the nearest.
        AmbiguousName: Several claims have the label.
        WrongValue: It is not a claim, or no IRI, name, or label at all.
        SyntaxFault: CITATION.cff is invalid.
        NoAnswer: The store did not answer.
    """
    (resolved,) = values_of(resolve(store, {_CLAIM.name: _CLAIM.classes}, {_CLAIM.name: claim})[_CLAIM.name])
    iri = _CLAIM.iri(resolved.strip())
    return citations_of(store, project, [iri])[iri]


def citations_of(store: Store, project: Project, claims: Iterable[str]) -> dict[str, Citation]:
    """Return the citations of claims by their IRIs.

    Args:
        store: The graph.
        project: The project with CITATION.cff.
        claims: The IRIs of claims of the graph.

    Raises:
        SyntaxFault: CITATION.cff is invalid.
        NoAnswer: The store did not answer.
    """
    found: dict[str, dict[str, list[Quotation]]] = {claim: {} for claim in claims}
    for each in passages_of(store, found):
        quotations = found[each.claim].setdefault(each.work, [])
        if each.exact != "":
            quotations.append(Quotation(each.exact, int(each.start), int(each.end), each.clean))
    data_set = data_set_of(project.citation)
    works = _works(store, {work for by_work in found.values() for work in by_work})
    labels = _words(store, found)
    return {
        claim: Citation(
            claim,
            labels[claim],
            tuple((works[work], tuple(quotations)) for work, quotations in by_work.items()),
            data_set,
        )
        for claim, by_work in found.items()
    }


def _works(store: Store, iris: Collection[str]) -> dict[str, Work]:
    stated = {}
    for iri in sorted(iris):
        ((date, page, publisher),) = selected(store, "export/citation/work", work=[ox.NamedNode(iri)])
        stated[iri] = (date, page, publisher)
    words = _words(store, {*iris, *(publisher for _, _, publisher in stated.values() if publisher != "")})
    nobody = dict.fromkeys(LANGUAGES, "")
    return {
        iri: Work(iri, words[iri], words.get(publisher, nobody), date, page)
        for iri, (date, page, publisher) in stated.items()
    }


def _words(store: Store, iris: Iterable[str]) -> dict[str, TextByLanguage]:
    names = sorted(iris)
    labels = {lang: labels_of(store, names, lang) for lang in LANGUAGES}
    return {iri: {lang: labels[lang].get(iri, iri) for lang in LANGUAGES} for iri in names}
