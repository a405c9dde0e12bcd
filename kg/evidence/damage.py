"""Checks that each damaged spot of a source text has a repair, and that nothing else has one."""

from __future__ import annotations

from collections.abc import Iterator

from kg.chinese.damage import damage
from kg.evidence.findings import Finding
from kg.evidence.texts import SourceText
from kg.rdf.namespaces import OA, QS
from kg.rdf.records import Records
from kg.words import Phrase


def check_damage(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding for each damaged spot without a repair, and for each repair of an undamaged one.

    Repairs that follow one another directly are of one spot.
    """
    damaged = damage(text.raw)
    repaired: list[tuple[int, int]] = []
    for start, end, _ in sorted(text.repairs):
        if len(repaired) > 0 and start <= repaired[-1][1]:
            repaired[-1] = (repaired[-1][0], max(end, repaired[-1][1]))
        else:
            repaired.append((start, end))
    for start, end, kind in damaged:
        if not any(first < end and start < last for first, last in repaired):
            yield Finding(
                "damage-open",
                text.source,
                Phrase(
                    "damaged text at {start}-{end} (“{around}”): {kind}; "
                    "restore the text, or record each character that is meant as a qs:Repair",
                    start=start,
                    end=end,
                    around=_shown(text.raw[max(0, start - 8) : end + 8]),
                    kind=kind,
                ),
            )
    for first, last in repaired:
        if not any(first < end and start < last for start, end, _ in damaged):
            for record in records.of_class(QS + "Repair"):
                if records.offset(record, OA + "start") in range(first, last):
                    yield Finding(
                        "repair-needless",
                        record,
                        Phrase("no damage found at {start}-{end}; remove the repair", start=first, end=last),
                        OA + "start",
                    )


def _shown(words: str) -> str:
    """Return words in one line, with a code in place of each character that cannot be shown."""
    line = " ".join(words.split())
    return "".join(each if each.isprintable() else f"<U+{ord(each):04X}>" for each in line)
