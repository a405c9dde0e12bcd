"""Validates copies of the project in which many cases are changed at once, and says which cases are found.

Cases in one copy touch no record in common, so a finding is about the case that touches the records that it
names. If several cases do, they are tried again in smaller copies. The unchanged graph must have no findings.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError
from kg.evidence.findings import Finding
from kg.project import FOLDERS, Project
from kg.query.derivation import summaries
from kg.rdf.namespaces import BASE, FAMILIES, expand
from kg.rdf.records import Records
from kg.rdf.turtle import canonical_form
from kg.validation import validate
from kg.validation.counts import classes_of, count_records, update_counts
from kg.validation.expected import read_expected
from tests.mutations.kind import Case
from tests.mutations.original import Original

_SIZES: Final = (250, 25, 1)
"""The number of cases in one copy, at most: at first, and for those that are tried again."""

_NAME: Final = re.compile(rf"{re.escape(BASE)}[\w/#-]+|\b(?:{'|'.join(FAMILIES)}):[\w/-]+")
"""An IRI in a message, in full or as a prefixed name."""


@dataclass
class _Group:
    cases: list[Case] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    def takes(self, case: Case) -> bool:
        """Return whether a case can join the others."""
        first = self.cases[0]
        alone = case.kind.alone or first.kind.alone
        # Claims depend on concepts: a changed one can be the reason for a finding about any claim.
        alike = case.is_concept == first.is_concept
        return alike and not alone and self.touched.isdisjoint(case.touched)


def grouped(cases: Iterable[Case], size: int = _SIZES[0]) -> list[list[Case]]:
    """Return the cases, with kinds mixed, in groups of at most `size` that can be changed at once."""
    mixed = list(cases)
    Random(size).shuffle(mixed)
    found: list[_Group] = []
    for case in mixed:
        group = next((each for each in found if len(each.cases) < size and each.takes(case)), None)
        if group is None:
            group = _Group()
            found.append(group)
        group.cases.append(case)
        group.touched |= case.touched
    return [each.cases for each in found]


def found_among(original: Original, cases: Iterable[Case], texts: Path) -> Iterator[Case]:
    """Yield the cases that a validation finds; see `outcome`."""
    left = list(cases)
    for size in _SIZES:
        groups, left = grouped(left, size), []
        for group in groups:
            found, doubtful = outcome(original, group, texts)
            yield from found
            left += doubtful


def outcome(original: Original, cases: Sequence[Case], texts: Path) -> tuple[list[Case], list[Case]]:
    """Return the cases of one group that a validation finds, and those that it may find because of another.

    Args:
        original: The unchanged graph.
        cases: The cases to change at once.
        texts: The folder of the source texts.
    """
    with TemporaryDirectory() as folder:
        copy = changed(original, cases, Path(folder))
        try:
            findings = validate(copy, sources=texts).findings
        except KgError:
            if len(cases) > 1:
                raise
            return list(cases), []  # the validation stops and says why
    if cases[0].kind.alone:
        return [case for case in cases if len(findings) > 0], []
    home = {record: index for index, case in enumerate(cases) for record in case.touched}
    named = [{home[name] for name in names(finding) if name in home} for finding in findings]
    sure = {index for each in named if len(each) == 1 for index in each}
    doubtful = {index for each in named for index in each} - sure
    return [cases[index] for index in sorted(sure)], [cases[index] for index in sorted(doubtful)]


def names(finding: Finding) -> Iterator[str]:
    """Yield the records that a finding names."""
    yield finding.subject
    for match in _NAME.finditer(f"{finding.message('en')} {finding.object or ''}"):
        yield expand(match[0]) or match[0]


def changed(original: Original, cases: Sequence[Case], folder: Path) -> Project:
    """Write the project with all changes of `cases` to a folder."""
    for name in FOLDERS:
        shutil.copytree(original.project.root / name, folder / name)
    copy = Project(folder)
    removed = frozenset(triple for case in cases for triple in case.change.removed)
    added = defaultdict(list)
    for case in cases:
        for triple in case.change.added:
            added[original.home_of(triple.subject)].append(triple)
    statements: dict[Path, list[ox.Triple]] = {}
    for path, file in original.files.items():
        triples = [*(each for each in file.triples if each not in removed), *added[path]]
        there = folder / path.relative_to(original.project.root)
        statements[there] = triples
        if len(triples) != len(file.triples) or len(added[path]) > 0:
            there.write_text(canonical_form(triples, own=file.own, header=file.header), encoding="utf-8")
    renew(copy, statements, recount=cases[0].kind.recount)
    return copy


def renew(copy: Project, statements: dict[Path, list[ox.Triple]], *, recount: bool) -> None:
    """Write again what a curator renews after any change, so that only a look at the change can find it.

    These are the summaries, the seals, and, unless the case is about them, the declared numbers of records.
    Without a table of seals no record is sealed, which is as good as new seals for all.
    """
    copy.seals.unlink()
    if recount:
        records = [(path, classes_of(Records(triples))) for path, triples in statements.items()]
        update_counts(copy.expected, count_records(records, read_expected(copy.expected)), allow_fewer=True)
    stated = (triple for triples in statements.values() for triple in triples)
    copy.summaries.write_text(summaries(stated, copy), encoding="utf-8")
