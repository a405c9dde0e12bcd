"""The nearest known name, which an error suggests."""

from __future__ import annotations

import pytest

from kg.errors import nearest


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("region:guizho", ["region:guizhou", "region:guangxi"], "region:guizhou"),
        ("TARGETS", ["targets", "timeline"], "targets"),
        ("贵川", ["贵州", "云南"], "贵州"),
        ("贵川省", ["江苏省"], None),
        ("ab", ["ax", "yb"], None),  # half of two Latin letters is no similarity
        ("aa", ["ab", "ba"], None),
        ("abcd", ["abcx", "abcy"], "abcx"),
        ("zzz", [], None),
    ],
)
def test_the_nearest_name_is_similar_enough(name: str, known: list[str], found: str | None) -> None:
    assert nearest(name, known) == found
