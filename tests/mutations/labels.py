"""Changes to the labels of claims, and labels that belong to other claims."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random
from typing import Final

from tests.mutations.kind import Kind, Make, next_value, of, other_provinces, with_property
from tests.mutations.original import CLAIMS, FIGURES, Change, Original

_NUMBER: Final = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

_COMPARISONS: Final = {
    "不低于": "不高于",
    "不少于": "不超过",
    "以上": "以下",
    "超过": "不足",
    "at least": "at most",
    "more than": "less than",
    "over": "under",
}
"""Words of comparison, with their opposites."""


def with_number(label: str, old: Decimal, new: Decimal) -> str | None:
    """Return a label with a new value in the unit of the old one (万, million), None if it has no old one."""
    for match in _NUMBER.finditer(label):
        written = Decimal(match[0].replace(",", ""))
        if written == 0 or (_YEAR.fullmatch(match[0]) is not None and written != old):
            continue
        scale = old / written
        if scale == 10 ** max(scale.adjusted(), 0):
            number = new / scale
            shown = f"{number:,f}" if "," in match[0] else f"{number.normalize():f}"
            return label[: match.start()] + shown + label[match.end() :]
    return None


def renamed(label: str, words: dict[str, str]) -> str:
    """Return a label with other words in place of each of `words`, the longest first."""
    pattern = "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
    return re.sub(pattern, lambda match: words[match[0]], label)


def relabeled(original: Original, claim: str, words: dict[str, str]) -> Change | None:
    """Return the change of words in both labels, None if one of them has none."""
    zh, en = original.labels(claim)
    new_zh, new_en = renamed(zh, words), renamed(en, words)
    return original.relabel(claim, new_zh, new_en) if zh != new_zh and en != new_en else None


def number(*languages: str) -> Make:
    """Return the change of the value in the labels of some languages."""

    def make(original: Original, figure: str, rng: Random) -> Change | None:
        old, new = next_value(original, figure, rng)
        zh, en = original.labels(figure)
        other_zh = with_number(zh, old, new) if "zh" in languages else zh
        other_en = with_number(en, old, new) if "en" in languages else en
        if other_zh is None or other_en is None:
            return None
        return original.relabel(figure, other_zh, other_en)

    return make


def year(original: Original, claim: str, rng: Random) -> Change | None:
    """Change the last year of the period in both labels."""
    last = _YEAR.findall(original.one(claim, "period"))[-1]
    return relabeled(original, claim, {last: str(int(last) + rng.choice((-2, -1, 1, 2)))})


def region(original: Original, claim: str, rng: Random) -> Change | None:
    """Replace the names of the region in both labels by those of another province."""
    new = original.names(rng.choice(other_provinces(original, claim)))
    old = original.names(original.one(claim, "region"))
    words = {
        was: now
        for ours, theirs in zip(old, new, strict=True)
        for was, now in zip(ours, theirs, strict=False)
    }
    return relabeled(original, claim, words)


def comparison(original: Original, figure: str, rng: Random) -> Change | None:
    """Replace the words of comparison in both labels by their opposites."""
    return relabeled(original, figure, _COMPARISONS)


def percentage(original: Original, figure: str, rng: Random) -> Change | None:
    """Write percentage points for a percentage in both labels."""
    zh, en = original.labels(figure)
    if "%" not in zh or "%" not in en:
        return None
    return original.relabel(figure, zh.replace("%", "个百分点"), en.replace("%", " percentage points"))


def aim(original: Original, figure: str, rng: Random) -> Change | None:
    """Call a target a fact in its English label, or an observation a target."""
    zh, en = original.labels(figure)
    if original.kind(figure) == "Observation":
        return original.relabel(figure, zh, "Target: " + en[0].lower() + en[1:])
    if not en.startswith("Target: "):
        return None
    return original.relabel(figure, zh, en[8].upper() + en[9:])


def label_of_another(*languages: str) -> Make:
    """Return the label of another claim of the same class and file, in some languages."""

    def make(original: Original, claim: str, rng: Random) -> Change | None:
        zh, en = original.labels(claim)
        others = [
            each
            for each in original.of_class(original.kind(claim))
            if original.document(each) == original.document(claim) and original.labels(each)[0] != zh
        ]
        if len(others) == 0:
            return None
        their_zh, their_en = original.labels(rng.choice(others))
        return original.relabel(
            claim, their_zh if "zh" in languages else zh, their_en if "en" in languages else en
        )

    return make


_TWO_LANGUAGES: Final = "only a reader of both languages can compare labels without numbers and names"

KINDS: Final = (
    Kind("label: another number, in Chinese", of(*FIGURES), number("zh")),
    Kind("label: another number, in English", of(*FIGURES), number("en")),
    Kind("label: another number, in both languages", of(*FIGURES), number("zh", "en")),
    Kind("label: another year", with_property("period"), year),
    Kind("label: another region", with_property("region"), region),
    Kind("label: opposite words of comparison", of(*FIGURES), comparison),
    Kind("label: percentage points for a percentage", of(*FIGURES), percentage),
    Kind("label: target as a fact, or a fact as target", of(*FIGURES), aim),
    Kind("label: that of another claim", of(*CLAIMS), label_of_another("zh", "en")),
    Kind("label: that of another claim, in English", of(*CLAIMS), label_of_another("en"), _TWO_LANGUAGES),
)
