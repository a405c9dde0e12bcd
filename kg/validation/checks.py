"""Runs the check queries: each returns the records that have one problem.

A check is in `queries/checks/<problem>.rq`. Its title names the problem and its description the fix; its
columns are `subject`, the record with the problem, and `detail`, which is added after the problem.

Most checks read one document and what all documents share. `GRAPH_CHECKS` compare documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.evidence.findings import Finding
from kg.project import Project
from kg.query.catalog import read_query
from kg.rdf.namespaces import PREFIXES, RDF_TYPE
from kg.rdf.store import Store
from kg.words import Phrase

GRAPH_CHECKS: Final = frozenset(
    {"broader-of-other-kind", "file-of-two-sources", "idle-record", "units-that-do-not-meet"}
)
"""The checks that compare documents, by name."""

_NAME: Final = re.compile(r"\b([a-z]+):([A-Za-z][\w-]*)")


def document_checks(project: Project) -> list[Path]:
    """Return the checks that read one document at a time."""
    return [path for path in project.checks if path.stem not in GRAPH_CHECKS]


def graph_checks(project: Project) -> list[Path]:
    """Return the checks that compare documents."""
    return [path for path in project.checks if path.stem in GRAPH_CHECKS]


def terms_in(checks: list[Path]) -> frozenset[str]:
    """Return the IRIs of the terms that checks name, but for rdf:type: what they read of a document."""
    names = {name for path in checks for name in _NAME.findall(read_query(path).body)}
    return frozenset(PREFIXES[prefix] + local for prefix, local in names if prefix in PREFIXES) - {RDF_TYPE}


def run_checks(store: Store, checks: list[Path]) -> Iterator[Finding]:
    """Yield a finding for each row that a check returns.

    Raises:
        SyntaxFault: The header of a check is invalid.
        NoAnswer: A check is not valid SPARQL.
    """
    for path in checks:
        query = read_query(path)
        for subject, detail in store.query(query.text).rows:
            text = Phrase("{problem}; {cure}", problem=query.title, cure=query.description)
            if detail is not None and detail.value != "":
                text = Phrase("{problem} ({detail}); {cure}", **text.facts, detail=detail.value)
            yield Finding(query.name, subject.value if subject is not None else "", text)
