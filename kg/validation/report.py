"""Runs all checks, finds the line of each finding, and sorts the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import MissingFile
from kg.evidence.anchors import check_anchors, check_lengths
from kg.evidence.coverage import check_clauses, check_digits, check_sentences, check_share
from kg.evidence.damage import check_damage
from kg.evidence.figures import Scales, check_figures, check_periods
from kg.evidence.findings import Finding
from kg.evidence.texts import SourceText, check_characters, read_source
from kg.guards import run_guards
from kg.guards.context import Context
from kg.project import Project
from kg.rdf.namespaces import QS
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import Lines, TurtleFile, locate, read
from kg.validation.checks import run_checks
from kg.validation.counts import Change, check_counts, count_records, update_counts
from kg.validation.engines import divided, engine_of
from kg.validation.expected import WHOLE_GRAPH, read_expected
from kg.validation.files import check_blank_nodes, check_canonical_form, check_ownership, check_terms
from kg.validation.seals import check_seals
from kg.validation.shapes import Shapes
from kg.validation.summaries import check_summaries


@dataclass(frozen=True)
class Report:
    """The outcome of a validation.

    Attributes:
        findings: All findings, sorted by file and line.
        files: The files that were validated.
        texts_read: The number of source texts that quotations were compared with.
        sources: The number of sources in these files.
        changes: The declared numbers of records that differed; None if an update was not requested, or was
            not made because of violations.
        referred: The shapes that the reference engine validated because the fast one cannot, by IRI.
    """

    findings: tuple[Finding, ...]
    files: tuple[Path, ...]
    texts_read: int
    sources: int
    changes: tuple[Change, ...] | None = None
    referred: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """Say whether there is no violation; warnings do not count."""
        return _conform(self.findings)


def validate(
    project: Project,
    paths: list[Path] | None = None,
    sources: Path | None = None,
    *,
    update: bool = False,
    allow_fewer: bool = False,
    engine: str = "shacl",
) -> Report:
    """Validate the graph against shapes, checks, and source texts.

    Args:
        project: The project with ontology, shapes, checks, and data.
        paths: Turtle files to validate. Each is validated together with the whole project, and replaces
            the project's file of the same name. None means all files of the graph.
        sources: The folder of the source texts; None skips the checks that need them.
        update: Whether to update the declared numbers of records if there is no violation. With `paths`,
            these are the numbers of their files, not those of the whole graph.
        allow_fewer: Whether to lower numbers, too.
        engine: The SHACL engine, one of `kg.validation.engines.ENGINES`.

    Raises:
        KgError: The declared numbers cannot be updated.
        MissingFile: A file or a source text is missing or cannot be read, or there are no shapes or checks.
        SyntaxFault: A file does not parse.
        WrongSource: A source text is not the one that was coded.
    """
    asked = [read(path) for path in paths] if paths is not None else None
    stated, replaced = _replaced(project, asked or [])
    files = [*stated, *(asked or [])]
    subjects = asked if asked is not None else files
    records = {file.path: Records(file.triples) for file in files}
    whole = asked is None
    found = list(_all_findings(project, files, subjects, records, sources, whole=whole))
    shapes = Shapes.read(project.shapes)
    results = engine_of(shapes, engine).results(triple for file in files for triple in file.triples)
    found += map(shapes.finding, results)
    found += check_seals(project, subjects, replaced)
    findings = list(_placed(found, subjects, records, whole=whole))
    changes = None
    if whole or update:  # the numbers of the graph do not follow from one file
        declared = [*read_expected(project.expected), *(path.stem for path in project.documents)]
        names = {file.path.stem for file in subjects}
        tables = [WHOLE_GRAPH, *declared] if whole else [name for name in declared if name in names]
        counts = count_records({file.path: records[file.path] for file in subjects}, tables)
        if update and _conform(findings):
            changes = update_counts(project.expected, counts, allow_fewer=allow_fewer)
        findings += check_counts(project.expected, read_expected(project.expected), counts)
    count = sum(len(records[file.path].of_class(QS + "Source")) for file in subjects)
    return Report(
        findings=tuple(sorted(findings, key=_order)),
        files=tuple(file.path for file in subjects),
        texts_read=count if sources is not None else 0,
        sources=count,
        changes=changes,
        referred=tuple(divided(shapes, engine)[1].names()) if engine == "shacl" else (),
    )


def _replaced(project: Project, asked: list[TurtleFile]) -> tuple[list[TurtleFile], dict[Path, Path]]:
    """Return the stated files of the graph that stay, and the file that each requested one replaces.

    A file replaces its namesake. Standard input has no name: it replaces the file that describes most of
    its records. The summaries are left out: they are correct if they equal the results of the rules.
    """
    namesakes = {path.name: path for path in project.stated_files}
    replaced = {file.path: namesakes[file.path.name] for file in asked if file.path.name in namesakes}
    stated = [read(path) for path in project.stated_files if path not in replaced.values()]
    for file in asked:
        if file.path not in replaced and not file.path.is_file():
            own = {triple.subject for triple in file.triples}
            shared = {each.path: len(own & {triple.subject for triple in each.triples}) for each in stated}
            most = max(shared, key=lambda path: shared[path], default=None)
            if most is not None and 2 * shared[most] > len(own):
                replaced[file.path] = most
    return [file for file in stated if file.path not in replaced.values()], replaced


def _all_findings(
    project: Project,
    files: list[TurtleFile],
    subjects: list[TurtleFile],
    records: dict[Path, Records],
    sources: Path | None,
    *,
    whole: bool,
) -> Iterator[Finding]:
    """Yield the findings of every check; those of the check queries are about the whole graph."""
    own = {file.path: records[file.path] for file in subjects}
    described = {subject for each in records.values() for subject in each.subjects}
    ontology = {iri for iri in described if iri.startswith(QS)}
    yield from check_terms(subjects, ontology, described)
    for file in subjects:
        yield from check_ownership(file.path, own[file.path].subjects)
        yield from check_blank_nodes(file)
        yield from check_canonical_form(file)
    scales = Scales.of(records.values())
    read: dict[str, SourceText] = {}
    for each in own.values():
        texts = _texts_of(each, sources)
        read |= {text.source: text for text in texts}
        yield from _evidence_findings(each, scales, texts)
    graph = Records.joined(records[file.path] for file in files)
    yield from run_guards(Context(graph, own.values(), read))
    if whole:  # summaries do not follow from one file
        yield from check_summaries(project, files)
    # Loading the files again is faster than passing on their statements, but a pipe is read only once.
    again = [file for file in files if file.path.is_file()]
    derived = [path for path in project.graph_files if path == project.summaries and path not in own]
    store = EmbeddedStore([*(file.path for file in again), *derived])
    store.add(triple for file in files if file not in again for triple in file.triples)
    _need(project.shapes, project.root / "shapes")
    _need(project.checks, project.root / "queries" / "checks")
    yield from run_checks(store, project.checks)


def _need(files: list[Path], folder: Path) -> None:
    """Refuse a folder without files: without shapes or checks, every graph would be valid."""
    if len(files) == 0:
        raise MissingFile(folder, "it contains no files that can be checked against")


def _texts_of(records: Records, sources: Path | None) -> list[SourceText]:
    """Return the source texts of a file; none without a folder of texts."""
    return [read_source(records, s, sources) for s in records.of_class(QS + "Source")] if sources else []


def _evidence_findings(records: Records, scales: Scales, texts: list[SourceText]) -> Iterator[Finding]:
    """Yield the differences between the claims of a file and the words they were coded from."""
    yield from check_lengths(records)
    yield from check_share(records)
    yield from check_figures(records, scales)
    for text in texts:
        yield from check_characters(records, text)
        yield from check_damage(records, text)
        yield from check_anchors(records, text)
        yield from check_sentences(records, text)
        yield from check_clauses(records, text)
        yield from check_digits(records, text)
    yield from check_periods(records, texts[0] if len(texts) > 0 else None)


def _placed(
    findings: Iterable[Finding], files: list[TurtleFile], records: dict[Path, Records], *, whole: bool
) -> Iterator[Finding]:
    """Yield the findings about records of `files`, each with its file and line.

    Findings about records of other files are left out, unless `files` are the whole graph.
    """
    homes = {subject: file for file in files for subject in records[file.path].subjects}
    places: dict[Path, Lines] = {}
    for finding in findings:
        file = next((f for f in files if f.path == finding.path), homes.get(finding.subject))
        if file is None:
            if whole:
                yield finding
            continue
        if finding.line is not None:
            yield replace(finding, path=file.path)
            continue
        if file.path not in places:
            places[file.path] = locate(file.text)
        line = places[file.path].line(finding.subject, finding.predicate, finding.object)
        yield replace(finding, path=file.path, line=line)


def _conform(findings: Iterable[Finding]) -> bool:
    return all(finding.severity != "violation" for finding in findings)


def _order(finding: Finding) -> tuple[str, int, str, str]:
    return (str(finding.path), finding.line or 0, finding.check, finding.message("en"))
