"""Sampling: what a usual run leaves out, a long one runs."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.length import sampled


def test_a_usual_run_takes_cases_from_first_to_last() -> None:
    assert sampled(range(100), 4, long=False) == [0, 33, 66, 99]


@pytest.mark.parametrize("long", [True, False])
def test_few_cases_are_all_taken(long: bool) -> None:
    assert sampled("abc", 3, long=long) == ["a", "b", "c"]


def test_a_long_run_takes_every_case() -> None:
    assert sampled(range(100), 4, long=True) == list(range(100))


def test_make_test_long_runs_everything() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^test-long: .*\n\tLONG_TESTS=1 ", makefile, re.MULTILINE)
