"""Runs all checks, finds the line of each finding, and sorts the findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import MissingFile
from kg.evidence.findings import Finding
from kg.files import read_text
from kg.project import Project
from kg.rdf.turtle import Lines, locate, parse, read
from kg.validation.counts import Change, check_counts, count_records, update_counts
from kg.validation.documents import check_shared, gather
from kg.validation.engines import divided
from kg.validation.expected import WHOLE_GRAPH, read_expected
from kg.validation.shared import Shared, ValidationPlan
from kg.validation.summaries import check_summaries
from kg.validation.whole import check_whole
from kg.validation.workers import Validation


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
    whole = paths is None
    plan = _plan(project, paths or [], sources, engine)
    shared = Shared(plan)
    documents = list(plan.documents.values())
    subjects = [*plan.shared, *documents] if paths is None else paths
    asked = set(subjects)
    with Validation(shared, [path for path in documents if path in asked]) as validation:
        of_shared = check_shared(shared) if not asked.isdisjoint(plan.shared) else []
        rest = [gather(shared, path) for path in documents if path not in asked]
        verdicts = [*of_shared, *validation.verdicts(), *rest]
    _need(project.shapes, project.root / "shapes")
    _need(project.checks, project.root / "queries" / "checks")
    own = [verdict for verdict in verdicts if verdict.path in asked]
    findings = [finding for verdict in own for finding in verdict.findings]
    findings += _placed(shared, check_whole(shared, verdicts), asked, whole=whole)
    if whole:  # summaries do not follow from one file
        findings += check_summaries(project)
    changes = None
    if whole or update:  # the numbers of the graph do not follow from one file
        declared = [*read_expected(project.expected), *(path.stem for path in project.documents)]
        names = {path.stem for path in subjects}
        tables = [WHOLE_GRAPH, *declared] if whole else [name for name in declared if name in names]
        counts = count_records([(verdict.path, verdict.counts) for verdict in own], tables)
        if update and _conform(findings):
            changes = update_counts(project.expected, counts, allow_fewer=allow_fewer)
        findings += check_counts(project.expected, read_expected(project.expected), counts)
    count = sum(verdict.sources for verdict in own)
    return Report(
        findings=tuple(sorted(findings, key=_order)),
        files=tuple(subjects),
        texts_read=count if sources is not None else 0,
        sources=count,
        changes=changes,
        referred=tuple(divided(shared.shapes, engine)[1].names()) if engine == "shacl" else (),
    )


def _plan(project: Project, paths: list[Path], sources: Path | None, engine: str) -> ValidationPlan:
    """Return what to validate: the files of the graph, some of them replaced by `paths`.

    A file replaces its namesake. Standard input has no name: it replaces the file that describes most of
    its records. A file that replaces no document is read with what all documents share. The summaries are
    left out: they are correct if they equal the results of the rules.
    """
    namesakes = {path.name: path for path in project.stated_files}
    replaced = {path: namesakes[path.name] for path in paths if path.name in namesakes}
    given = {path: read_text(path) for path in paths if not path.is_file()}
    for path in given.keys() - replaced.keys():
        own = {triple.subject for triple in parse(given[path], path).triples}
        common = {each: len(own & _subjects_of(each)) for each in project.stated_files}
        most = max(common, key=lambda each: common[each], default=None)
        if most is not None and 2 * common[most] > len(own):
            replaced[path] = most
    instead = {old: new for new, old in replaced.items()}
    of_documents = [*project.references, *project.documents]
    return ValidationPlan(
        project,
        shared=(
            *(instead.get(path, path) for path in project.background),
            *(path for path in paths if path not in replaced),
        ),
        documents={path.stem: instead.get(path, path) for path in of_documents},
        replaced=replaced,
        sources=sources,
        engine=engine,
        given=given,
    )


def _subjects_of(path: Path) -> set[object]:
    return {triple.subject for triple in read(path).triples}


def _need(files: list[Path], folder: Path) -> None:
    """Refuse a folder without files: without shapes or checks, every graph would be valid."""
    if len(files) == 0:
        raise MissingFile(folder, "it contains no files that can be checked against")


def _placed(
    shared: Shared, findings: Iterable[Finding], asked: Collection[Path], *, whole: bool
) -> Iterator[Finding]:
    """Yield the findings about records of files that were asked for, each with its file and line.

    Of the whole graph, findings that are about no file are included.
    """
    lines: dict[Path, Lines] = {}
    for finding in findings:
        path = shared.home(finding.subject)
        if path is None and whole:
            yield finding
        elif path in asked and path is not None:
            if path not in lines:
                lines[path] = locate(shared.plan.read(path).text)
            line = lines[path].line(finding.subject, finding.predicate, finding.object)
            yield replace(finding, path=path, line=line)


def _conform(findings: Iterable[Finding]) -> bool:
    return all(finding.severity != "violation" for finding in findings)


def _order(finding: Finding) -> tuple[str, int, str, str]:
    return (str(finding.path), finding.line or 0, finding.check, finding.message("en"))
