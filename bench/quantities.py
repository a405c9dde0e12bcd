"""Print a sample of the numbers of texts with their readings, to be judged by hand.

Usage: python bench/quantities.py FOLDER [SIZE [SEED]]

FOLDER has texts in UTF-8 (`*.txt`). A line has a number in its context, marked by brackets, and what was
read there: quantities, periods, or nothing. Left out are ordinals and dates that were read.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

from kg.chinese import periods, quantities

_NUMBER = re.compile(
    r"[0-9０-９][0-9０-９.,，．]*|[零〇一二两三四五六七八九十百千万亿几数半]{2,}|[两三四五六七八九十](?=\S)|[过一]半|首位"
)
_ORDINAL = re.compile(
    "第[零一二三四五六七八九十百千]+|[(（][一二三四五六七八九十0-9]+[)）]|(?<![^\\n])[一二三四五六七八九十0-9]+[、.是]"
)


def lines(text: str) -> list[str]:
    """Return a line for each number of a text and its reading."""
    read = [
        (q.start, q.end, f"{q.value}{'' if q.high is None else f'..{q.high}'} {q.comparator} {q.unit}")
        for q in quantities(text)
    ]
    dated = [(p.start, p.end) for p in periods(text)] + [match.span() for match in _ORDINAL.finditer(text)]
    found = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if any(first <= start < last for first, last in dated):
            continue
        said = next(
            (
                f"{words} ⟵ {text[first:last]!r}"
                for first, last, words in read
                if first < end and start < last
            ),
            "—",
        )
        around = f"{text[max(0, start - 14) : start]}[{match[0]}]{text[end : end + 14]}".replace("\n", "⏎")
        found.append(f"{around}\t{said}")
    return found


def main() -> None:
    """Print the sample."""
    folder, size, seed = Path(sys.argv[1]), *(int(each) for each in [*sys.argv[2:], "300", "1"][:2])
    every = [
        line for path in sorted(folder.glob("*.txt")) for line in lines(path.read_text(encoding="utf-8"))
    ]
    for line in random.Random(seed).sample(every, min(size, len(every))):
        print(line)
    print(f"{len(every)} numbers in all")


if __name__ == "__main__":
    main()
