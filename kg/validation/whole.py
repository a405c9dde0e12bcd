"""Runs the checks that compare documents, on the statements of each document that they read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.evidence.findings import Finding
from kg.guards import run_graph_guards
from kg.guards.context import Context
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.validation.checks import graph_checks, run_checks
from kg.validation.documents import Verdict
from kg.validation.shared import Shared


def check_whole(shared: Shared, verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    """Yield what the guards and checks find that compare documents.

    Args:
        shared: What the documents share.
        verdicts: Those of all documents, and of the shared files that are validated.
    """
    statements = [*shared.triples]
    for verdict in (each for each in verdicts if each.path not in shared.plan.shared):
        statements += (quad.triple for quad in ox.parse(verdict.shared, format=ox.RdfFormat.N_TRIPLES))
    records = Records(statements)
    coded = [each for verdict in verdicts for each in verdict.coded]
    has_texts = shared.plan.sources is not None
    yield from run_graph_guards(Context(records, [records], {}, has_texts=has_texts, coded=coded))
    yield from run_checks(EmbeddedStore.of(statements), graph_checks(shared.plan.project))
