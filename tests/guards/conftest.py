"""The committed graph with one change, as the guards read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph as ox
import pytest

from kg.evidence.findings import Finding
from kg.evidence.texts import read_source
from kg.guards.context import Context
from kg.project import Project
from kg.rdf.namespaces import BASE, PREFIXES, QS
from kg.rdf.records import Records
from kg.rdf.turtle import parse, read

DOCUMENTS: Final = {
    "gd": BASE + "source/guangdong-2023-outline-press-conference/",
    "gy": BASE + "source/guiyang-2020-quality-month/",
    "gz": BASE + "source/guizhou-2023-implementing-opinion/",
    "report": BASE + "source/guizhou-2023-status-report/",
    "yn": BASE + "source/yunnan-2021-plan-press-conference/",
    "hebei": BASE + "eli/hebei-2023-action-plan/",
}
"""Prefixes of the documents whose claims the tests change."""

Check = Callable[[Context], Iterator[Finding]]


class Guard(Protocol):
    """Runs a guard, or all of them, on the graph with a change."""

    def __call__(
        self, check: Check, change: str = "", *, without: tuple[str, ...] = (), texts: bool = True
    ) -> set[tuple[str, str]]:
        """Return the check and the name of each record found.

        Args:
            check: A guard, or `run_guards` for all with their exceptions.
            change: Statements in Turtle, which replace those with the same subject and predicate.
            without: Subjects and predicates to delete, as `gz:goal-x qs:period`.
            texts: Whether the guard has the source texts.
        """
        ...


@pytest.fixture(scope="session")
def triples(project: Project) -> list[ox.Triple]:
    """The statements of the committed graph."""
    return [triple for path in project.stated_files for triple in read(path).triples]


@pytest.fixture
def guard(triples: list[ox.Triple], texts: Path) -> Guard:
    committed = Records(triples)
    sources = {source: read_source(committed, source, texts) for source in committed.of_class(QS + "Source")}
    prefixes = PREFIXES | DOCUMENTS

    def named(name: str) -> ox.NamedNode:
        prefix, _, local = name.partition(":")
        return ox.NamedNode(prefixes[prefix] + local)

    def run(
        check: Check, change: str = "", *, without: tuple[str, ...] = (), texts: bool = True
    ) -> set[tuple[str, str]]:
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
        new = parse(head + change, Path("change.ttl")).triples
        gone = {(triple.subject, triple.predicate) for triple in new}
        gone |= {(named(subject), named(property_)) for subject, property_ in map(str.split, without)}
        kept = [triple for triple in triples if (triple.subject, triple.predicate) not in gone]
        records = Records([*kept, *new])
        found = check(Context(records, [records], sources if texts else {}))
        return {(finding.check, finding.subject.rpartition("/")[2]) for finding in found}

    return run
