"""Accounts for every sentence, every clause and every run of digits of a source text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from kg.chinese.clauses import clauses, sentences
from kg.evidence.anchors import anchored_in, span_of
from kg.evidence.findings import Finding
from kg.evidence.texts import SourceText
from kg.rdf.namespaces import OA, QS
from kg.rdf.records import Records

_DIGITS = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


@dataclass(frozen=True)
class _Unit:
    """What a text is divided into: the class of its records, its names, and where it must stand."""

    class_: str
    en: str
    zh: str
    where_en: str = " of the text"
    where_zh: str = ""


_SENTENCE = _Unit(QS + "Sentence", "sentence", "句子")
_CLAUSE = _Unit(QS + "Clause", "clause", "分句", " outside marked sentences", "未注明原因的句中的")


def check_sentences(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding for each sentence of the text that the graph does not list, and the reverse."""
    yield from _check_listed(records, text, _SENTENCE, set(sentences(text.raw)))


def check_clauses(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding for each clause of an unmarked sentence that is not listed, and the reverse."""
    yield from _check_listed(records, text, _CLAUSE, set(clauses_to_list(records, text)))


def clauses_to_list(records: Records, text: SourceText) -> list[tuple[int, int]]:
    """Return the spans of the clauses that need a record: those outside all sentences that have a reason."""
    marked = sorted(
        span
        for sentence in records.of_class(QS + "Sentence")
        if records.one(sentence, QS + "reason") is not None
        and (span := span_of(records, sentence)) is not None
    )

    def is_marked(start: int, end: int) -> bool:
        before = bisect_right(marked, start, key=itemgetter(0))
        return before > 0 and end <= marked[before - 1][1]

    return [span for span in clauses(text.raw) if not is_marked(*span)]


def _check_listed(
    records: Records, text: SourceText, unit: _Unit, real: set[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield a finding for each unit that is listed twice, or real and not listed, or listed and not real."""
    listed: dict[tuple[int, int], str] = {}
    for record in records.of_class(unit.class_):
        span = span_of(records, record)
        if span in listed:
            yield Finding(
                f"{unit.en}-twice",
                record,
                f"the {unit.en} at {span[0]}-{span[1]} is listed twice; remove one record",
                f"{span[0]}-{span[1]} 处的{unit.zh}列出两次；请删除一条记录",
            )
        elif span is not None:
            listed[span] = record
    for start, end in sorted(real - listed.keys()):
        words = text.raw[start : min(end, start + 12)]
        yield Finding(
            f"{unit.en}-missing",
            text.source,
            f"the {unit.en} at {start}-{end} “{words}…” is not listed; run kg format --sources",
            f"{start}-{end} 处的{unit.zh}“{words}…”未列出；请运行 kg format --sources",
        )
    for span in sorted(listed.keys() - real):
        yield Finding(
            f"{unit.en}-unreal",
            listed[span],
            f"no {unit.en}{unit.where_en} stands at {span[0]}-{span[1]}; remove the record",
            f"原文 {span[0]}-{span[1]} 处没有这个{unit.where_zh}{unit.zh}；请删除该记录",
            OA + "start",
        )


def check_digits(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding for each run of digits outside all quotations and non-values."""
    covered = [span for s in anchored_in(records, text.source) if (span := span_of(records, s)) is not None]
    for start, end in digit_runs(text.raw):
        if not any(first <= start and end <= last for first, last in covered):
            around = text.raw[max(0, start - 8) : end + 8].replace("\n", " ")
            yield Finding(
                "digits-open",
                text.source,
                f"the digits at {start}-{end} (“{around}”) are in no quotation; "
                "record the figure, or the digits as a qs:NonValue",
                f"{start}-{end} 处的数字（“{around}”）不在任何引语中；请录入数值，或录为 qs:NonValue",
            )


def digit_runs(text: str) -> list[tuple[int, int]]:
    """Return the spans of all runs of digits, a decimal point inside included."""
    return [match.span() for match in _DIGITS.finditer(text)]
