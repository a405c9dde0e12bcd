"""Finds what a citation of a claim says: its words, and the text or document that they are in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.export.citation.dataset import DataSet, data_set_of
from kg.project import Project
from kg.query.labels import resolve
from kg.query.parameters import values_of
from kg.query.wording import labels_of
from kg.rdf.answers import plain
from kg.rdf.namespaces import DCTERMS, ELI, FAMILIES, FOAF, OA, QS, iri_in
from kg.rdf.store import Store

_EVIDENCE: Final = f"""
PREFIX oa: <{OA}>
PREFIX qs: <{QS}>
SELECT ?work ?start ?end ?exact ?clean
WHERE {{{{
  VALUES ?claim {{{{ {{claim}} }}}}
  ?claim qs:evidence ?evidence .
  {{{{ ?evidence oa:hasSource ?work }}}} UNION {{{{ ?evidence qs:citedDocument ?work }}}}
  OPTIONAL {{{{ ?evidence oa:start ?start ; oa:end ?end ; oa:exact ?exact }}}}
  OPTIONAL {{{{ ?evidence qs:cleanWords ?clean }}}}
}}}}
ORDER BY ?work ?start ?end
"""

_WORK: Final = f"""
PREFIX dcterms: <{DCTERMS}>
PREFIX eli: <{ELI}>
PREFIX foaf: <{FOAF}>
PREFIX qs: <{QS}>
PREFIX role: <{FAMILIES["role"]}>
SELECT ?date ?page ?publisher
WHERE {{{{
  VALUES ?work {{{{ {{work}} }}}}
  OPTIONAL {{{{ ?work dcterms:issued ?issued }}}}
  OPTIONAL {{{{ ?work eli:date_publication ?published }}}}
  OPTIONAL {{{{ ?work eli:date_document ?signed }}}}
  OPTIONAL {{{{ ?work foaf:page ?page }}}}
  OPTIONAL {{{{ ?role qs:playedIn ?work ; qs:roleKind role:publisher ; qs:agent ?publisher }}}}
  BIND(STR(COALESCE(?issued, ?published, ?signed, "")) AS ?date)
}}}}
ORDER BY ?date ?page ?publisher
LIMIT 1
"""

Words = Mapping[str, str]
"""A text by language, `en` and `zh`."""


@dataclass(frozen=True)
class Quotation:
    """Words of a source.

    Attributes:
        text: The exact words.
        start: The offset of the first character, in Unicode characters from 0.
        end: The offset behind the last.
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
        publisher: Who published it, with empty texts if the graph does not say.
        date: When, as EDTF has it, "" if the graph does not say.
        address: Its URL, "" if it has none.
    """

    iri: str
    title: Words
    publisher: Words
    date: str
    address: str


@dataclass(frozen=True)
class Citation:
    """What to say of a claim in a footnote.

    Attributes:
        claim: Its IRI.
        label: What it says.
        works: What it was read from, each with the words; none of a document that is cited without its text.
        data_set: How to cite the graph; None where the project does not say.
    """

    claim: str
    label: Words
    works: tuple[tuple[Work, tuple[Quotation, ...]], ...]
    data_set: DataSet | None


def cite(store: Store, project: Project, claim: str) -> Citation:
    """Return the citation of a claim.

    Args:
        store: The graph.
        project: What has CITATION.cff.
        claim: The IRI of the claim, a prefixed name, or a label in either language.

    Raises:
        UnknownName: There is no such claim; the error names the nearest.
        AmbiguousName: Several claims have the label.
        WrongValue: It is no claim.
        SyntaxFault: CITATION.cff is not in order.
        NoAnswer: The store did not answer.
    """
    (resolved,) = values_of(resolve(store, {"claim": (QS + "Attested",)}, {"claim": claim})["claim"])
    iri = iri_in(resolved.strip()) or resolved
    found: dict[str, list[Quotation]] = {}
    for work, start, end, exact, clean in store.query(_EVIDENCE.format(claim=ox.NamedNode(iri))).rows:
        quotations = found.setdefault(plain(work), [])
        if exact is not None:
            quotations.append(Quotation(plain(exact), int(plain(start)), int(plain(end)), plain(clean)))
    works = tuple((_work(store, work), tuple(quotations)) for work, quotations in found.items())
    return Citation(iri, _words(store, iri), works, data_set_of(project.citation))


def _work(store: Store, iri: str) -> Work:
    ((date, page, publisher),) = store.query(_WORK.format(work=ox.NamedNode(iri))).rows
    published_by = _words(store, plain(publisher)) if publisher is not None else {"en": "", "zh": ""}
    return Work(iri, _words(store, iri), published_by, plain(date), plain(page))


def _words(store: Store, iri: str) -> Words:
    return {lang: labels_of(store, [iri], lang).get(iri, iri) for lang in ("en", "zh")}
