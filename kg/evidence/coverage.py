"""Accounts for every sentence and every run of digits of a source text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.evidence.anchors import anchored_in, span_of
from kg.evidence.texts import SourceText
from kg.findings import Finding
from kg.namespaces import OA, QS
from kg.records import Records
from kg.text import sentences

_DIGITS = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


def check_sentences(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding for each sentence of the text that the graph does not list, and the reverse."""
    listed: dict[tuple[int, int], str] = {}
    for sentence in records.of_class(QS + "Sentence"):
        span = span_of(records, sentence)
        if span in listed:
            yield Finding(
                "sentence-twice",
                sentence,
                f"the sentence at {span[0]}-{span[1]} is listed twice; remove one record",
                f"{span[0]}-{span[1]} 处的句子列出两次；请删除一条记录",
            )
        elif span is not None:
            listed[span] = sentence
    real = set(sentences(text.raw))
    for start, end in sorted(real - listed.keys()):
        yield Finding(
            "sentence-missing",
            text.source,
            f"the sentence at {start}-{end} “{text.raw[start : min(end, start + 12)]}…” is not listed; "
            "run kg format --sources",
            f"{start}-{end} 处的句子“{text.raw[start : min(end, start + 12)]}…”未列出；"
            "请运行 kg format --sources",
        )
    for span in sorted(listed.keys() - real):
        yield Finding(
            "sentence-unreal",
            listed[span],
            f"no sentence of the text stands at {span[0]}-{span[1]}; remove the record",
            f"原文 {span[0]}-{span[1]} 处没有这个句子；请删除该记录",
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
