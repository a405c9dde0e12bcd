"""A sample of the changes that `make mutations` tries: each kind is found as often as its floor says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.project import Project
from tests.conftest import ROOT
from tests.length import LONG
from tests.mutations.kind import Case, Kind, cases
from tests.mutations.kinds import KINDS
from tests.mutations.original import Original
from tests.mutations.page import Result
from tests.mutations.trial import found_among, grouped, outcome

SAMPLE = 3
"""The number of cases of each kind."""

COPIES = 4
"""The number of copies to validate; the few cases that do not fit into them are left out."""

ROW = re.compile(r"^\| (.+?) \| \d+ \| \d+ \| \d+ \| (\d+%)? ?\| (.+) \|$", re.MULTILINE)


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
    tried: Counter[Kind] = Counter()
    found: Counter[Kind] = Counter()
    for group in groups:
        sure, doubtful = outcome(original, group, texts)
        tried.update(case.kind for case in group if case not in doubtful)
        found.update(case.kind for case in sure)
    assert tried.keys() == {kind for kind in KINDS if not kind.alone}
    results = [Result(kind, number, found[kind]) for kind, number in tried.items()]
    low = {each.kind.name: f"{each.found} of {each.cases}" for each in results if not each.holds}
    assert low == {}, "these changes escape a validation; run make mutations to see how many"


@pytest.mark.skipif(not LONG, reason="one validation for each of 40 cases; set LONG_TESTS=1")
def test_a_case_by_itself_is_found_as_among_others(
    original: Original, groups: list[list[Case]], texts: Path
) -> None:
    every = [case for group in groups for case in group]
    together = list(found_among(original, every, texts))
    for case in every[::8]:
        alone, _ = outcome(original, [case], texts)
        assert (len(alone) == 1) == (case in together), case


def test_the_cases_of_a_copy_touch_no_record_in_common(groups: list[list[Case]]) -> None:
    for group in groups:
        touched = Counter(record for case in group for record in case.touched)
        assert set(touched.values()) == {1}


def test_the_cases_of_a_sample_are_the_first_of_all(original: Original) -> None:
    for kind in KINDS[::10]:
        assert cases(original, kind, SAMPLE) == cases(original, kind, 2 * SAMPLE)[:SAMPLE]


def test_the_page_has_all_kinds_with_their_floors() -> None:
    page = (ROOT / "docs" / "mutations.md").read_text("utf-8")
    rows = [(kind.name, "" if kind.floor is None else f"{kind.floor:.0%}", kind.knowable) for kind in KINDS]
    assert ROW.findall(page) == rows, "run make mutations"
    assert len({name for name, _, _ in rows}) == len(rows) >= 40
