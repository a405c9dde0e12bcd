"""Validates copies of the project in which many cases are changed at once, and says which cases are found.

Cases in one copy touch no record in common, so a finding is about the case that touches the record that it
names. The unchanged graph must have no findings.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError
from kg.evidence.findings import Finding
from kg.project import FOLDERS, Project
from kg.query.derivation import summaries
from kg.rdf.namespaces import BASE, FAMILIES, expand
from kg.rdf.records import Records
from kg.rdf.turtle import normal_form
from kg.validation import validate
from kg.validation.counts import count_records, update_counts
from kg.validation.expected import read_expected
from tests.mutations.kind import Case
from tests.mutations.original import Original

_MOST: Final = 250
"""The number of cases in one copy, at most."""

_NAME: Final = re.compile(rf"{re.escape(BASE)}[\w/#-]+|\b(?:{'|'.join(FAMILIES)}):[\w/-]+")
"""An IRI in a message, in full or as a prefixed name."""


@dataclass
class _Batch:
    cases: list[Case] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    def takes(self, case: Case) -> bool:
        """Return whether a case can join the others."""
        if len(self.cases) == 0:
            return True
        first = self.cases[0].kind
        alone = case.kind.alone or first.alone
        alike = case.kind.recount == first.recount
        return alike and not alone and len(self.cases) < _MOST and self.touched.isdisjoint(case.touched)


def grouped(cases: Iterable[Case]) -> list[list[Case]]:
    """Return the cases in groups that can be changed at once."""
    found: list[_Batch] = []
    for case in cases:
        batch = next((each for each in found if each.takes(case)), None)
        if batch is None:
            batch = _Batch()
            found.append(batch)
        batch.cases.append(case)
        batch.touched |= case.touched
    return [each.cases for each in found]


def found_of(original: Original, cases: Sequence[Case], texts: Path) -> Iterator[Case]:
    """Yield the cases of one group that a validation finds.

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
            yield from cases  # the validation stops and says why
            return
    named = {name for finding in findings for name in names(finding)}
    for case in cases:
        about = named if case.kind.alone else named & case.touched
        if len(about) > 0:
            yield case


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
            there.write_text(normal_form(triples, own=file.own, header=file.header), encoding="utf-8")
    renew(copy, statements, recount=cases[0].kind.recount)
    return copy


def renew(copy: Project, statements: dict[Path, list[ox.Triple]], *, recount: bool) -> None:
    """Write again what a curator renews after any change, so that only a look at the change can find it.

    These are the summaries and, unless the case is about them, the declared numbers of records.
    """
    if recount:
        records = {path: Records(triples) for path, triples in statements.items()}
        update_counts(copy.expected, count_records(records, read_expected(copy.expected)), allow_fewer=True)
    stated = (triple for triples in statements.values() for triple in triples)
    copy.summaries.write_text(summaries(stated, copy), encoding="utf-8")
