"""The page of the documentation with how many changes of each kind a validation finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests.mutations.kind import ALWAYS, Kind

_INTRO: Final = """# Changes of meaning that a validation finds

Each kind of change leaves the words of the texts alone, and changes what a claim or an entity means, as a
scholar could by mistake. After each change, the summaries, the seals, and the declared numbers of records
are renewed. A change is *found* if `kg validate --sources` then has a finding that names the changed record,
or a record that the change touches. There are up to {most} cases of each kind, chosen at random with a fixed
seed.

*Knowable* is "always" if the graph contradicts the change: by a label, a quotation, another record, or a rule
of the codebook. Otherwise it says why only a reader can know of some or all cases. The *floor* is the least
share found that the tests accept. `make mutations` writes this page.

"""


_SMALL: Final = 5
"""In fewer cases, one that escapes by chance says nothing of the kind."""


@dataclass(frozen=True)
class Result:
    """How many cases of a kind there were, and how many were found."""

    kind: Kind
    cases: int
    found: int

    @property
    def holds(self) -> bool:
        """Say whether the floor is reached; it is rounded down to whole cases, less one in a small sample."""
        if self.kind.floor is None:
            return True
        return self.found >= int(self.kind.floor * self.cases) - (1 if self.cases < _SMALL else 0)


def write_page(results: Iterable[Result], most: int) -> str:
    """Return the page for the results of all kinds, of which there were at most so many cases each."""
    rows = list(results)
    always = [each for each in rows if each.kind.knowable == ALWAYS]
    reader = [each for each in rows if each.kind.knowable != ALWAYS]
    return (
        _INTRO.format(most=most)
        + _total("that a machine can know", always)
        + _total("of which some cases take a reader", reader)
        + "\n| change | cases | found | escaped | floor | knowable |\n|---|--:|--:|--:|--:|---|\n"
        + "".join(map(_row, rows))
    )


def _row(result: Result) -> str:
    kind = result.kind
    floor = "" if kind.floor is None else f"{kind.floor:.0%}"
    escaped = result.cases - result.found
    return f"| {kind.name} | {result.cases} | {result.found} | {escaped} | {floor} | {kind.knowable} |\n"


def _total(which: str, results: list[Result]) -> str:
    cases, found = sum(each.cases for each in results), sum(each.found for each in results)
    return f"- {len(results)} kinds {which}: {found:,} of {cases:,} cases are found ({found / cases:.1%}).\n"
