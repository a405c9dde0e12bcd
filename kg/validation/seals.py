"""Seals: which records were reviewed, by whom, and how.

No machine can check that a claim means what the text means. So `data/seals.csv` has a hash of each record
that was read against its source, with the kind of review, and a record that was edited since is a finding
until it is reviewed again. The hash covers the statements of the record and of its evidence. A seal says
that someone looked, not that the claim is right.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import KgError
from kg.evidence.findings import Finding
from kg.files import read_text, write_atomically
from kg.project import Project
from kg.rdf.namespaces import BASE, OA, RDFS, SKOS, iri_in, shorten
from kg.rdf.turtle import TurtleFile, read
from kg.words import Phrase

ReviewKind = Literal["automated", "human"]
"""How a record was reviewed: by a program that read the text, or by a person."""

REVIEW_KINDS: Final[tuple[ReviewKind, ...]] = ("automated", "human")

_LABELS: Final = {RDFS + "label", SKOS + "prefLabel"}
_LENGTH: Final = 16
"""Hexadecimal digits of a seal: 64 bits, of which two records of a graph never have the same by chance."""


@dataclass(frozen=True, order=True)
class Seal:
    """That a record was reviewed.

    Attributes:
        file: The file of the record, relative to the project.
        record: Its IRI without the part that all share: `indicator/food-sampling-pass-rate`.
        seal: The first 16 hexadecimal digits of the SHA-256 of its statements.
        kind: `automated` or `human`.
        reviewer: Who reviewed it.
        date: The day of the review, `YYYY-MM-DD`.
    """

    file: str
    record: str
    seal: str
    kind: str
    reviewer: str
    date: str


def seals_of(file: TurtleFile) -> dict[str, str]:
    """Return the seal of each record of a file that has a label, by IRI.

    What has no label belongs to the records that point to it (the quotations of a claim), or else to the
    source that it is in (sentences, clauses, and their reasons).
    """
    lines: dict[str, list[str]] = defaultdict(list)
    pointed: dict[str, set[str]] = defaultdict(set)
    labelled: set[str] = set()
    within: dict[str, str] = {}
    for triple in file.triples:
        subject, predicate, object_ = triple
        if not isinstance(subject, ox.NamedNode):
            continue
        lines[subject.value].append(str(triple))
        if predicate.value in _LABELS:
            labelled.add(subject.value)
        if isinstance(object_, ox.NamedNode):
            pointed[object_.value].add(subject.value)
            if predicate.value == OA + "hasSource":
                within[subject.value] = object_.value
    covered = {record: list(lines[record]) for record in labelled}
    for part in lines.keys() - labelled:
        owners = (pointed[part] & labelled) or ({within[part]} & labelled if part in within else set())
        for owner in owners:
            covered[owner] += lines[part]
    return {record: _digest(own) for record, own in covered.items()}


def check_seals(
    project: Project, files: Iterable[TurtleFile], replaced: Mapping[Path, Path]
) -> Iterator[Finding]:
    """Yield a finding for each sealed record of `files` that was edited or is gone.

    Args:
        project: The project.
        files: The files to check.
        replaced: The file of the project that a file replaces, of those that are not of the project.
    """
    sealed = defaultdict(list)
    for seal in read_seals(project.seals):
        sealed[seal.file].append(seal)
    for file in files:
        found = seals_of(file)
        for seal in sealed[_relative(project, replaced.get(file.path, file.path))]:
            record = BASE + seal.record
            if record not in found:
                yield Finding(
                    "sealed-record-missing",
                    record,
                    Phrase(
                        "{record} was reviewed on {date} and is gone; restore it, or run kg seal {file}",
                        record=seal.record,
                        date=seal.date,
                        file=seal.file,
                    ),
                    path=file.path,
                    line=1,
                )
            elif found[record] != seal.seal:
                yield Finding(
                    "seal-broken",
                    record,
                    Phrase(
                        "edited since its review on {date}; review it again against its source, then run "
                        "kg seal {record}",
                        record=seal.record,
                        date=seal.date,
                    ),
                )


def unsealed(project: Project) -> list[str]:
    """Return the records of a project that are new or edited since their review, by file."""
    sealed = {seal.record: seal.seal for seal in read_seals(project.seals)}
    return [
        shorten(record)
        for path in project.stated_files
        for record, seal in sorted(seals_of(read(path)).items())
        if sealed.get(record.removeprefix(BASE)) != seal
    ]


def seal_records(
    project: Project, names: Iterable[str], *, kind: ReviewKind, reviewer: str, date: str
) -> tuple[list[Seal], list[Seal]]:
    """Seal records as they are now, and drop the seals of records of these files that are gone.

    Args:
        project: The project.
        names: Records as prefixed names or IRIs, or files of the project; nothing means all files.
        kind: How the records were reviewed. Only records that are named one by one can be `human`.
        reviewer: Who reviewed them.
        date: The day, `YYYY-MM-DD`.

    Returns:
        The seals that are new or changed, and those that are dropped.

    Raises:
        KgError: A name is neither a record of the project nor one of its files, or whole files are called
            reviewed by a person.
    """
    asked = list(names)
    files = {_relative(project, path): path for path in project.stated_files}
    chosen = {name for name in asked if _relative(project, name) in files}
    if kind == "human" and (len(asked) == 0 or len(chosen) > 0):
        raise KgError("a person reviews one record after another; name the records")
    wanted = {iri_in(name) or BASE + name for name in asked if name not in chosen}
    whole = {_relative(project, name) for name in chosen} if len(asked) > 0 else set(files)
    old = {(seal.file, seal.record): seal for seal in read_seals(project.seals)}
    new, known = dict(old), set()
    for home, path in files.items():
        found = seals_of(read(path))
        known |= wanted & found.keys()
        gone = [key for key in new if key[0] == home and home in whole and BASE + key[1] not in found]
        for key in gone:
            del new[key]
        for record, seal in found.items():
            key = (home, record.removeprefix(BASE))
            edited = key not in old or old[key].seal != seal
            if record in wanted or (home in whole and edited):
                new[key] = Seal(home, key[1], seal, kind, reviewer, date)
    for name in sorted(wanted - known):
        raise KgError("{name} is neither a record with a label nor a file of the project", name=shorten(name))
    write_seals(project.seals, new.values())
    return (
        sorted(each for key, each in new.items() if old.get(key) != each),
        sorted(each for key, each in old.items() if key not in new),
    )


def read_seals(path: Path) -> list[Seal]:
    """Return the seals of a project, none if it has no such file.

    Raises:
        KgError: The file is not a table of seals.
    """
    if not path.is_file():
        return []
    rows = list(csv.reader(read_text(path).splitlines()))
    columns = [field.name for field in fields(Seal)]
    if rows[:1] != [columns] or any(len(row) != len(columns) for row in rows):
        raise KgError("{file} must have the columns {columns}", file=path.name, columns=columns)
    return [Seal(*row) for row in rows[1:]]


def write_seals(path: Path, seals: Iterable[Seal]) -> None:
    """Write seals as CSV, sorted by file and record."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(Seal))
    writer.writerows([getattr(seal, field.name) for field in fields(Seal)] for seal in sorted(seals))
    write_atomically(path, text.getvalue())


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8")).hexdigest()[:_LENGTH]


def _relative(project: Project, name: str | Path) -> str:
    """Return a file relative to the project, with strokes; what is elsewhere is returned as it is."""
    path = Path(name).resolve()
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(name)
