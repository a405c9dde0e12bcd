"""Compares the committed summaries with the results of the rules on the other files."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.evidence.findings import Finding
from kg.project import Project
from kg.query.derivation import derive, is_current
from kg.rdf.namespaces import shorten
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import read
from kg.words import Phrase


def check_summaries(project: Project) -> Iterator[Finding]:
    """Yield a finding if the file of summaries differs from the results for all other files.

    One is enough: `kg format` writes the whole file again.
    """
    if is_current(project):
        return
    committed = set(read(project.summaries).triples) if project.summaries.is_file() else set()
    derived = set(derive(EmbeddedStore(project.stated_files), project))
    for triple in sorted(derived ^ committed, key=str)[:1]:
        subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
        yield Finding(
            "stale-summary",
            subject,
            Phrase(
                "the summary {record} does not follow from the claims; run kg format", record=shorten(subject)
            ),
            path=project.summaries,
            line=1,
        )
