"""Guards: checks of what a claim means, by its words, its source, and the other claims.

A guard compares what is coded with what the text and the labels say. It has no list of right answers, so it
finds what is improbable, and a coder may have a reason: `qs:exception "guard: reason"` on the record, in
English and Chinese, silences one guard for one record. An exception that silences nothing is a finding.

`context` is what all guards read. Each other module has the guards of one subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

GUARDS: Final[tuple[Callable[[Context], Iterator[Finding]], ...]] = (
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
    check_concepts,
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
    check_lineage_titles,
    check_lineage_twins,
    check_codes,
    check_symbols,
    check_digit_reasons,
    check_bases,
    check_document_dates,
)


def run_guards(context: Context) -> Iterator[Finding]:
    """Yield what the guards find, without what an exception in the data explains.

    Only with the source texts is it known that an exception explains nothing.
    """
    explained = {
        (record, words.value.partition(":")[0])
        for record in context.own_with(QS + "exception")
        for words in context.records.texts(record, QS + "exception")
        if words.tongue == "en"
    }
    used = set()
    for guard in GUARDS:
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
