"""Tries all kinds of change and writes `docs/mutations.md`; `make mutations` runs it.

The environment variable `KG_SOURCES` names the folder of the source texts.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from kg.project import open_project
from kg.validation import validate
from tests.mutations.kind import Kind, cases
from tests.mutations.kinds import KINDS
from tests.mutations.original import Original
from tests.mutations.page import Result, write_page
from tests.mutations.trial import found_among

_ROOT: Final = Path(__file__).resolve().parents[2]
_MOST: Final = 300
_ALONE: Final = 10
"""The number of cases of a kind of which each case is validated by itself."""


def main() -> int:
    """Write the page, and return the exit code: 1 if a kind is below its floor, 2 if nothing was tried."""
    folder = os.environ.get("KG_SOURCES")
    if folder is None:
        sys.stderr.write("KG_SOURCES is not set; name the folder of the source texts in it\n")
        return 2
    texts, original = Path(folder), Original(open_project(_ROOT))
    if len(validate(original.project, sources=texts).findings) > 0:
        sys.stderr.write("the unchanged graph has findings; run kg validate --sources DIR\n")
        return 2
    drawn = {kind: cases(original, kind, _ALONE if kind.alone else _MOST) for kind in KINDS}
    every = [case for own in drawn.values() for case in own]
    found: Counter[Kind] = Counter()
    for case in found_among(original, every, texts):
        found[case.kind] += 1
        sys.stderr.write(f"\r{found.total()} of {len(every)} changes found")
    sys.stderr.write("\n")
    results = [Result(kind, len(own), found[kind]) for kind, own in drawn.items()]
    (_ROOT / "docs" / "mutations.md").write_text(write_page(results, _MOST), encoding="utf-8")
    low = [each.kind.name for each in results if not each.holds]
    sys.stderr.writelines(f"below its floor: {name}\n" for name in low)
    return 1 if len(low) > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
