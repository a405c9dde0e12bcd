"""The agreement of two coders: alpha by hand, codes by level, and the page that the command writes."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

from bench import agreement
from bench.agreement import NONE, alpha, at_level, read_coding
from tests.conftest import ROOT

A, B, C = (frozenset({code}) for code in "abc")

ABOVE = {
    "spot-checks": {"measure": "spot-checks", "theme": "regulation", "area": "governance"},
    "regulation": {"theme": "regulation", "area": "governance"},
    "governance": {"area": "governance"},
}


def test_the_example_of_alpha_is_correct() -> None:
    found = doctest.testmod(agreement)
    assert (found.failed, found.attempted) == (0, 2)


def test_two_equal_codings_have_an_alpha_of_one() -> None:
    coding = {"1": A, "2": B, "3": A | B}
    assert alpha(coding, dict(coding), coding) == 1


def test_a_code_too_many_counts_less_than_another_code() -> None:
    first = {"1": A, "2": B, "3": C}
    wider = alpha(first, first | {"1": A | B}, first)
    other = alpha(first, first | {"1": B}, first)
    assert 1 > wider > other


@pytest.mark.parametrize(
    ("codes", "level", "expected"),
    [
        ({"spot-checks"}, "measure", {"spot-checks"}),
        ({"spot-checks"}, "theme", {"regulation"}),
        ({"spot-checks", "governance"}, "area", {"governance"}),
        ({"regulation"}, "measure", NONE),
        (set(), "area", NONE),
    ],
)
def test_a_code_counts_at_its_level_and_above(codes: set[str], level: str, expected: set[str]) -> None:
    assert at_level(frozenset(codes), level, ABOVE) == expected


def test_both_coders_coded_the_same_mentions_with_concepts_of_the_scheme() -> None:
    first, second = (read_coding(ROOT / "data" / "coding" / f"coder-{n}.csv") for n in (1, 2))
    assert first.keys() == second.keys()
    assert len(first) > 800


def test_the_published_page_is_what_the_command_prints() -> None:
    printed = subprocess.run(
        [sys.executable, Path("bench") / "agreement.py"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert (ROOT / "docs" / "agreement.md").read_text("utf-8") == printed, "run make agreement"
