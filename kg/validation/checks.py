"""Runs the check queries: each returns the records that have one problem.

A check is in `queries/checks/<problem>.rq`. Its title names the problem and its description the fix; its
columns are `subject`, the record with the problem, and `detail`, which is added after the problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.evidence.findings import Finding
from kg.query.catalog import read_query
from kg.rdf.store import Store
from kg.words import Phrase


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
