"""A sample of the changes that `make mutations` tries: each kind is found as often as its floor says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.project import Project
from tests.length import LONG
from tests.mutations.kind import Case, cases
from tests.mutations.kinds import KINDS
from tests.mutations.original import Original
from tests.mutations.page import Result
from tests.mutations.trial import found_of, grouped

SAMPLE = 3
"""The number of cases of each kind."""

COPIES = 3
"""The number of copies to validate; the few cases that do not fit into them are left out."""


@pytest.fixture(scope="module")
def original(project: Project) -> Original:
    """The committed graph."""
    return Original(project)


@pytest.fixture(scope="module")
def groups(original: Original) -> list[list[Case]]:
    """The cases to try, by copy."""
    drawn = [case for kind in KINDS if not kind.alone for case in cases(original, kind, SAMPLE)]
    return grouped(drawn)[:COPIES]


def test_each_kind_is_found_as_often_as_its_floor_says(
    original: Original, groups: list[list[Case]], texts: Path
) -> None:
    tried = Counter(case.kind for group in groups for case in group)
    assert tried.keys() == {kind for kind in KINDS if not kind.alone}
    found = Counter(case.kind for group in groups for case in found_of(original, group, texts))
    results = [Result(kind, number, found[kind]) for kind, number in tried.items()]
    low = {each.kind.name: f"{each.found} of {each.cases}" for each in results if not each.holds}
    assert low == {}, "these changes escape a validation; run make mutations to see how many"


@pytest.mark.skipif(not LONG, reason="one validation for each of 40 cases; set LONG_TESTS=1")
def test_a_case_by_itself_is_found_as_among_others(
    original: Original, groups: list[list[Case]], texts: Path
) -> None:
    together = {case.change for group in groups for case in found_of(original, group, texts)}
    for case in [case for group in groups for case in group][::8]:
        alone = len(list(found_of(original, [case], texts))) == 1
        assert alone == (case.change in together), case


def test_the_cases_of_a_copy_touch_no_record_in_common(groups: list[list[Case]]) -> None:
    for group in groups:
        touched = Counter(record for case in group for record in case.touched)
        assert set(touched.values()) == {1}


def test_the_cases_of_a_sample_are_the_first_of_all(original: Original) -> None:
    for kind in KINDS[::10]:
        assert cases(original, kind, SAMPLE) == cases(original, kind, 2 * SAMPLE)[:SAMPLE]
