"""Checks the files: the canonical form, which records they describe, and the terms they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from pathlib import Path

import pyoxigraph as ox

from kg.errors import nearest
from kg.evidence.findings import Finding
from kg.rdf.namespaces import BASE, FAMILIES, OWL, PREFIXES, QS, RDF, RDF_TYPE, SH, shorten
from kg.rdf.turtle import NoCanonicalForm, TurtleFile, format_file
from kg.rdf.turtle.places import ANONYMOUS
from kg.words import Noun, Phrase

FAMILIES_OF_FILE = {
    "agents": "agent",
    "awards": "award",
    "bodies": "body",
    "brands": "brand",
    "clusters": "cluster",
    "events": "event",
    "persons": "person",
    "platforms": "platform",
    "policies": "document",
    "regions": "region",
}
"""The family of IRIs that each file of shared entities describes."""


def check_canonical_form(file: TurtleFile) -> Iterator[Finding]:
    """Yield a finding if the file is not in the canonical form."""
    subject = file.triples[0].subject if len(file.triples) > 0 else None
    where = subject.value if isinstance(subject, ox.NamedNode) else ""
    try:
        formatted = format_file(file)
    except NoCanonicalForm as error:
        yield Finding("canonical-form", error.subject or where, error.text, line=error.line)
        return
    if formatted != file.text:
        written, meant = file.text.splitlines(), formatted.splitlines()
        line = next((n for n, (a, b) in enumerate(zip(written, meant, strict=False), 1) if a != b), None)
        yield Finding(
            "canonical-form",
            where,
            Phrase("the file is not in canonical form from here on; run kg format"),
            path=file.path,
            line=line if line is not None else min(len(written), len(meant)) + 1,
        )


def check_ownership(path: Path, subjects: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each of `subjects`, the IRIs a file describes, that belongs in another file.

    A document's file describes the IRIs that begin with its name; a file of shared entities describes
    one family of IRIs.
    """
    stem = path.stem
    family = FAMILIES_OF_FILE.get(stem)
    if family is not None:
        homes = [FAMILIES[family]]
    elif path.parent.name in ("documents", "reference"):
        homes = [FAMILIES["source"] + stem, FAMILIES["document"] + stem]
    else:
        return
    for subject in sorted(subjects):
        at_home = any(subject == home or subject.startswith(home.rstrip("/") + "/") for home in homes)
        if not at_home:
            yield Finding(
                "wrong-file",
                subject,
                Phrase(
                    "{record} does not belong in {file}; move it to the file of its family",
                    record=shorten(subject),
                    file=path.name,
                ),
                path=path,
            )


def check_blank_nodes(file: TurtleFile) -> Iterator[Finding]:
    """Yield a finding for each blank node, which no shape, query, or citation can name.

    OWL and SHACL write restrictions and paths as blank nodes, and RDF the cells of lists.
    """
    outer: dict[object, ox.Triple] = {}
    nodes: dict[object, bool] = {}
    for triple in file.triples:
        if isinstance(triple.object, ox.BlankNode):
            outer[triple.object] = triple
        if isinstance(triple.subject, ox.BlankNode):
            term = triple.object if triple.predicate.value == RDF_TYPE else triple.predicate
            of_model = isinstance(term, ox.NamedNode) and term.value.startswith((OWL, RDF, SH))
            nodes[triple.subject] = nodes.get(triple.subject, False) or not of_model
    for node in [each for each, wrong in nodes.items() if wrong]:
        place, passed = outer.get(node), {node}
        while place is not None and place.subject in nodes and place.subject not in passed:
            passed.add(place.subject)
            place = outer.get(place.subject)
        text = Phrase("a blank node cannot be validated or cited; give it an IRI")
        if place is not None and isinstance(place.subject, ox.NamedNode):
            subject, predicate = place.subject.value, place.predicate.value
            yield Finding("blank-node", subject, text, predicate, path=file.path)
        else:
            yield Finding("blank-node", ANONYMOUS, text, path=file.path)


def check_terms(files: Iterable[TurtleFile], ontology: Set[str], described: Set[str]) -> Iterator[Finding]:
    """Yield a finding for each undefined term or entity of the project.

    Args:
        files: The files to check.
        ontology: The IRIs of the ontology's terms.
        described: The IRIs of all records of the graph.
    """
    for file in files:
        for subject, predicate, object_ in file.triples:
            if not isinstance(subject, ox.NamedNode):
                continue
            if predicate.value.startswith(QS) and predicate.value not in ontology:
                yield _unknown(file, subject.value, predicate.value, predicate.value, ontology)
            if not isinstance(object_, ox.NamedNode) or predicate.value == OWL + "versionIRI":
                continue
            if object_.value.startswith(QS):
                if object_.value not in ontology:
                    yield _unknown(file, subject.value, predicate.value, object_.value, ontology)
            elif object_.value.startswith(BASE) and object_.value not in described:
                yield _unknown(file, subject.value, predicate.value, object_.value, described)


def _unknown(file: TurtleFile, subject: str, predicate: str, iri: str, known: Set[str]) -> Finding:
    """Return the finding for an undefined IRI, with the nearest one that is defined."""
    # Most of an IRI is its namespace, so only names of the same family are compared.
    family = max((ns for ns in PREFIXES.values() if iri.startswith(ns)), key=len, default=BASE)
    local = {other[len(family) :]: other for other in known if other.startswith(family)}
    near = nearest(iri[len(family) :], local)
    cure = Phrase("define it, or correct the name")
    if near is not None:
        cure = Phrase("did you mean {nearest}?", nearest=shorten(local[near]))
    kind = Noun("term") if iri.startswith(QS) else Noun("record")
    if iri.startswith(QS) and predicate == RDF_TYPE:
        kind = Noun("class")
    return Finding(
        "unknown-term",
        subject,
        Phrase("unknown {what} {name}; {cure}", what=kind, name=shorten(iri), cure=cure),
        predicate,
        iri if predicate != iri else None,
        path=file.path,
    )
