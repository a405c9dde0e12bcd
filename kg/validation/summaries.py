"""Holds the committed summaries against what the rules derive from the other files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.derivation import derive, is_current
from kg.findings import Finding
from kg.namespaces import shorten
from kg.project import Project
from kg.store import EmbeddedStore
from kg.turtle import TurtleFile


def check_summaries(project: Project, files: Iterable[TurtleFile]) -> Iterator[Finding]:
    """Yield a finding if the file of summaries says other than what follows from the other files.

    One is enough: `kg format` writes the whole file anew.
    """
    if is_current(project):
        return
    stated: list[ox.Triple] = []
    committed: set[ox.Triple] = set()
    for file in files:
        if file.path == project.summaries:
            committed.update(file.triples)
        else:
            stated += file.triples
    derived = set(derive(EmbeddedStore.of(stated), project))
    for triple in sorted(derived ^ committed, key=str)[:1]:
        subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
        yield Finding(
            "stale-summary",
            subject,
            f"the summary {shorten(subject)} does not follow from the claims; run kg format",
            f"汇总 {shorten(subject)} 与主张不符；请运行 kg format",
            path=project.summaries,
            line=1,
        )
