"""Texts by runs of two characters."""

from __future__ import annotations

import pytest

from kg.guards.bigrams import bigrams, named_in


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("质量强省", {"质量", "量强", "强省"}),
        ("党", {"党"}),
        ("ISO9000，质量", {"ISO9000", "质量"}),
        ("", set()),
    ],
)
def test_a_text_has_its_runs(text: str, runs: set[str]) -> None:
    assert bigrams(text) == runs


def test_a_name_is_in_a_text_as_a_whole_or_by_its_share() -> None:
    assert named_in("党", "加强党的领导") == 1
    assert named_in("质量强省", "质量强国") == pytest.approx(2 / 3)
    assert named_in("旅游", "质量强国") == 0
