"""Changes to documents, source texts, and how far they were coded."""

from __future__ import annotations

from random import Random
from typing import Final

import pyoxigraph as ox

from kg.rdf.namespaces import DCTERMS, FAMILIES, PROV, QS, RDF_TYPE
from tests.mutations.kind import Kind, Make, of
from tests.mutations.original import Change, Original

_WORDS: Final = {
    "ActionPlan": "方案",
    "Decision": "决定",
    "ImplementingOpinion": "意见",
    "Notice": "通知",
    "Outline": "纲要",
    "Plan": "规划",
    "Regulation": "条例",
    "Rules": "办法",
    "StatusReport": "报告",
}
"""The classes of policy documents that a title names, with the words for them."""


def extent(old: str, new: str) -> Make:
    """Return the change of how far a text or document was coded."""

    def make(original: Original, reading: str, rng: Random) -> Change | None:
        if original.one(reading, "extent") != FAMILIES["extent"] + old:
            return None
        used = original.records.one(reading, PROV + "used") or ""
        return original.replace(reading, QS + "extent", FAMILIES["extent"] + new).concerning(used)

    return make


def unlinked(original: Original, source: str, rng: Random) -> Change:
    """Leave out which document a text is, or reports on."""
    return original.drop(source, "transmits", "reportsOn")


def transmits_itself(original: Original, source: str, rng: Random) -> Change:
    """Let a text be the text of itself."""
    return original.replace(source, QS + "transmits", source)


def transmits_report(original: Original, source: str, rng: Random) -> Change | None:
    """Take a report on a document for its text."""
    documents = original.all(source, "reportsOn")
    if len(documents) == 0:
        return None
    return original.drop(source, "reportsOn") + original.replace(source, QS + "transmits", *documents)


def file_of_another(original: Original, source: str, rng: Random) -> Change:
    """Give a text the file name and the hash of another one."""
    other = rng.choice([each for each in original.of_class("Source") if each != source])
    return sum(
        (
            original.replace(source, QS + name, ox.Literal(original.one(other, name)))
            for name in ("fileName", "sha256")
        ),
        Change(),
    )


def other_hash(original: Original, source: str, rng: Random) -> Change:
    """Change a digit of the hash."""
    digits = original.one(source, "sha256")
    at = rng.randrange(len(digits))
    digit = rng.choice([each for each in "0123456789abcdef" if each != digits[at]])
    return original.replace(source, QS + "sha256", ox.Literal(digits[:at] + digit + digits[at + 1 :]))


def other_region(original: Original, document: str, rng: Random) -> Change | None:
    """Give a document the region of another province."""
    old = original.records.one(document, DCTERMS + "spatial")
    if old is None:
        return None
    provinces = [
        each for each in original.of_class("Province") if each not in (old, original.one(old, "within"))
    ]
    return original.replace(document, DCTERMS + "spatial", rng.choice(provinces))


def other_class(original: Original, document: str, rng: Random) -> Change:
    """Give a policy document a class that its title does not name."""
    title = original.labels(document)[0]
    return original.replace(
        document, RDF_TYPE, QS + rng.choice([each for each, word in _WORDS.items() if word not in title])
    )


KINDS: Final = (
    Kind("reading: part as whole", of("Reading"), extent("part", "whole")),
    Kind("reading: whole as part", of("Reading"), extent("whole", "part")),
    Kind("source: document left out", of("Source"), unlinked),
    Kind("source: transmits itself", of("Source"), transmits_itself, floor=1.0),
    Kind("source: report as the text of its document", of("Source"), transmits_report),
    Kind("source: file of another source", of("Source"), file_of_another, floor=1.0, alone=True),
    Kind("source: other hash", of("Source"), other_hash, floor=1.0, alone=True),
    Kind("document: region of another province", of(*_WORDS, "PressReport"), other_region),
    Kind("document: other class than its title says", of(*_WORDS), other_class),
)
