"""Validates documents by all checks that need no other document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg.evidence.anchors import check_anchors, check_lengths
from kg.evidence.coverage import check_clauses, check_digits, check_sentences, check_share
from kg.evidence.damage import check_damage
from kg.evidence.figures import check_figures, check_periods
from kg.evidence.findings import Finding
from kg.evidence.texts import SourceText, check_characters, read_source
from kg.guards import run_document_guards
from kg.guards.context import Coded, Context, is_document
from kg.rdf.namespaces import QS, RDF_TYPE
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import Lines, TurtleFile, locate
from kg.validation.checks import document_checks, run_checks
from kg.validation.counts import classes_of
from kg.validation.files import check_blank_nodes, check_canonical_form, check_ownership, check_terms
from kg.validation.seals import check_seals
from kg.validation.shared import Shared


@dataclass(frozen=True)
class Verdict:
    """What was found in a file, and what the checks of the whole graph need of it.

    Attributes:
        path: The file.
        findings: The findings, each with its line.
        counts: The number of its records of each class of the ontology, by local name.
        sources: The number of its sources.
        shared: The statements that the checks of the whole graph read, as N-Triples.
        coded: The claims with concepts.
    """

    path: Path
    findings: tuple[Finding, ...]
    counts: Counter[str]
    sources: int
    shared: bytes
    coded: tuple[Coded, ...]


def check_files(shared: Shared, paths: Iterable[Path]) -> list[Verdict]:
    """Return the verdict of each document.

    Raises:
        KgError: A file, or the text of a source, cannot be read, or is another one.
    """
    return _check(shared, [shared.plan.read(path) for path in paths], shared.triples, shared.records)


def check_shared(shared: Shared) -> list[Verdict]:
    """Return the verdict of each file that all documents share.

    Raises:
        KgError: The text of a source cannot be read, or is another one.
    """
    return _check(shared, shared.files, (), Records(()))


def _check(
    shared: Shared, files: Sequence[TurtleFile], around: tuple[ox.Triple, ...], around_records: Records
) -> list[Verdict]:
    """Return the verdict of each of some files, read with the statements around them."""
    own = [triple for file in files for triple in file.triples]
    beyond = list(shared.beyond(own))
    records = {file.path: Records(file.triples) for file in files}
    described = shared.described.union(
        *(each.subjects for each in records.values()), Records(beyond).subjects
    )
    plan = shared.plan
    found = list(check_terms(files, shared.terms, described))
    found += check_seals(plan.project, files, plan.replaced)
    texts: dict[str, SourceText] = {}
    for file in files:
        found += check_ownership(file.path, records[file.path].subjects)
        found += check_blank_nodes(file)
        found += check_canonical_form(file)
        read = _texts_of(records[file.path], plan.sources)
        texts |= {text.source: text for text in read}
        found += _evidence_findings(shared, records[file.path], read)
    graph = Records.joined([around_records, *records.values(), Records(beyond)])
    context = Context(graph, records.values(), texts, has_texts=plan.sources is not None)
    found += run_document_guards(context)
    statements = [*around, *own, *beyond]
    found += run_checks(EmbeddedStore.of(statements), document_checks(plan.project))
    found += map(shared.shapes.finding, shared.engine.results(statements))
    return list(_verdicts(shared, files, records, context, found))


def _texts_of(records: Records, sources: Path | None) -> list[SourceText]:
    """Return the source texts of a file; none without a folder of texts."""
    return [read_source(records, s, sources) for s in records.of_class(QS + "Source")] if sources else []


def _evidence_findings(shared: Shared, records: Records, texts: list[SourceText]) -> Iterator[Finding]:
    """Yield the differences between the claims of a file and the words they were coded from."""
    yield from check_lengths(records)
    yield from check_share(records)
    yield from check_figures(records, shared.scales)
    for text in texts:
        yield from check_characters(records, text)
        yield from check_damage(records, text)
        yield from check_anchors(records, text)
        yield from check_sentences(records, text)
        yield from check_clauses(records, text)
        yield from check_digits(records, text)
    yield from check_periods(records, texts[0] if len(texts) > 0 else None)


def _verdicts(
    shared: Shared,
    files: Sequence[TurtleFile],
    records: dict[Path, Records],
    context: Context,
    found: Iterable[Finding],
) -> Iterator[Verdict]:
    """Yield the verdicts; a finding about a record of another file is that of its own validation."""
    homes = {subject: file for file in files for subject in records[file.path].subjects}
    named = {file.path: file for file in files}
    placed: dict[Path, list[Finding]] = {file.path: [] for file in files}
    lines: dict[Path, Lines] = {}
    for finding in found:
        file = named.get(finding.path) if finding.path is not None else homes.get(finding.subject)
        if file is None:
            continue
        line = finding.line
        if line is None:
            if file.path not in lines:
                lines[file.path] = locate(file.text)
            line = lines[file.path].line(finding.subject, finding.predicate, finding.object)
        placed[file.path].append(replace(finding, path=file.path, line=line))
    for file in files:
        coded = [each for each in context.coded if homes.get(each.claim) is file]
        yield _verdict(shared, file, records[file.path], coded, placed[file.path])


def gather(shared: Shared, path: Path) -> Verdict:
    """Return what the checks of the whole graph need of a file, without any check.

    Raises:
        KgError: The file cannot be read.
    """
    file = shared.plan.read(path)
    records = Records(file.triples)
    return _verdict(shared, file, records, Context(records, [], {}).coded, ())


def _verdict(
    shared: Shared, file: TurtleFile, own: Records, coded: Iterable[Coded], findings: Iterable[Finding]
) -> Verdict:
    return Verdict(
        path=file.path,
        findings=tuple(findings),
        counts=classes_of(own),
        sources=len(own.of_class(QS + "Source")),
        shared=_shared_of(file, own, shared.graph_terms),
        coded=tuple(coded),
    )


def _shared_of(file: TurtleFile, own: Records, terms: frozenset[str]) -> bytes:
    """Return the statements of a file that the checks of the whole graph read."""
    whole = {*own.of_class(QS + "Lineage"), *(each for each in own.subjects if is_document(each))}
    kept = (
        triple
        for triple in file.triples
        if (isinstance(triple.subject, ox.NamedNode) and triple.subject.value in whole)
        or triple.predicate.value in terms
        or (triple.predicate.value == RDF_TYPE and getattr(triple.object, "value", "") in terms)
    )
    return ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES) or b""
