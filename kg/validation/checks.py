"""Runs the check queries: each returns the records that have one problem.

A check stands in `queries/checks/<problem>.rq`. Its title names the problem and its description the
cure; its columns are `subject`, the record at fault, and `detail`, which is put behind the problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.evidence.findings import Finding
from kg.query.catalog import read_query
from kg.rdf.store import Store


def run_checks(store: Store, checks: list[Path]) -> Iterator[Finding]:
    """Yield a finding for each row that a check returns.

    Raises:
        SyntaxFault: The header of a check is not in order.
        NoAnswer: A check is not valid SPARQL.
    """
    for path in checks:
        query = read_query(path)
        for subject, detail in store.query(query.text).rows:
            tail = f" ({detail.value})" if detail is not None and detail.value != "" else ""
            yield Finding(
                check=query.name,
                subject=subject.value if subject is not None else "",
                en=f"{query.title['en']}{tail}; {query.description['en']}",
                zh=f"{query.title['zh']}{tail}；{query.description['zh']}",
            )
