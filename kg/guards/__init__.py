"""Guards: checks of what a claim means, by its words, its source, and the other claims.

A guard compares what is coded with what the text and the labels say. It has no list of right answers, so it
finds what is improbable, and a coder may have a reason: `qs:exception "guard: reason"` on the record, in
English and Chinese, silences one guard for one record. An exception that silences nothing is a finding.

Most guards read one document and what all documents share. Those of the graph compare documents.

`context` is what all guards read. Each other module has the guards of one subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.concepts import check_concepts, check_indicator_names
from kg.guards.context import Context
from kg.guards.digits import check_digit_reasons
from kg.guards.indicators import check_indicators
from kg.guards.labels import check_label_months, check_label_periods, check_label_values
from kg.guards.lineages import check_lineage_titles, check_lineage_twins, check_lineages
from kg.guards.lists import check_lists
from kg.guards.names import check_names
from kg.guards.quotations import check_quotations
from kg.guards.readings import check_readings, check_sources
from kg.guards.regions import check_codes, check_document_regions, check_regions
from kg.guards.sections import check_numbers, check_sections
from kg.guards.statuses import check_statuses
from kg.guards.times import (
    check_bases,
    check_dates,
    check_document_dates,
    check_order,
    check_period_words,
)
from kg.guards.units import check_classes, check_symbols, check_units
from kg.guards.wordings import check_wordings
from kg.rdf.namespaces import QS
from kg.words import Phrase

Guard = Callable[[Context], Iterator[Finding]]

DOCUMENT_GUARDS: Final[tuple[Guard, ...]] = (
    check_label_values,
    check_label_periods,
    check_label_months,
    check_regions,
    check_document_regions,
    check_classes,
    check_units,
    check_dates,
    check_period_words,
    check_order,
    check_indicator_names,
    check_names,
    check_quotations,
    check_statuses,
    check_wordings,
    check_readings,
    check_sources,
    check_indicators,
    check_lists,
    check_sections,
    check_numbers,
    check_lineages,
    check_codes,
    check_symbols,
    check_digit_reasons,
    check_bases,
    check_document_dates,
)


GRAPH_GUARDS: Final[Mapping[str, Guard]] = {
    "concept-words": check_concepts,
    "lineage-title": check_lineage_titles,
    "lineage-twin": check_lineage_twins,
}
"""The guards that compare documents, by the names of their findings."""

GUARDS: Final = (*DOCUMENT_GUARDS, *GRAPH_GUARDS.values())


def run_guards(context: Context) -> Iterator[Finding]:
    """Yield what the guards find, without what an exception in the data explains.

    Only with the source texts is it known that an exception explains nothing.
    """
    yield from run_document_guards(context)
    yield from run_graph_guards(context)


def run_document_guards(context: Context) -> Iterator[Finding]:
    """Yield what the guards find that read one document at a time; see `run_guards`."""
    return _unexplained(context, DOCUMENT_GUARDS, graph=False)


def run_graph_guards(context: Context) -> Iterator[Finding]:
    """Yield what the guards find that compare documents; see `run_guards`."""
    return _unexplained(context, GRAPH_GUARDS.values(), graph=True)


def _unexplained(context: Context, guards: Iterable[Guard], *, graph: bool) -> Iterator[Finding]:
    explained = {
        (record, name)
        for record in context.own_with(QS + "exception")
        for words in context.records.texts(record, QS + "exception")
        if words.tongue == "en" and ((name := words.value.partition(":")[0]) in GRAPH_GUARDS) is graph
    }
    used = set()
    for guard in guards:
        for finding in guard(context):
            if (finding.subject, finding.check) in explained:
                used.add((finding.subject, finding.check))
            else:
                yield finding
    for record, name in sorted(explained - used) if context.has_texts else ():
        yield Finding(
            "idle-exception",
            record,
            Phrase("the guard {name} finds nothing here; delete the exception", name=name),
            QS + "exception",
        )
