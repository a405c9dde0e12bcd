"""Plain English: words that are unclear or out of use are not in comments, texts, and names of tests."""

from __future__ import annotations

import io
import re
import token
import tokenize
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import ROOT

AVOIDED: Final = {
    "anew": "again",
    "beneath": "below",
    "beside": "next to",
    "for want of": "without",
    "hangs? (on|in|together)": "depends on",
    "(hold|holds|held) against": "compare with, check against",
    "mend(s|ed)?": "fix, correct, repair",
    "stands?": "is, is written, occurs",
    "tells|told": "says, reports, distinguishes",
    "ties?|tied": "relation, edge, link",
    "whoever|whatever": "anyone, any",
    "a (sheet|file|row|line) an? [a-z]+": "one sheet per class",
}
"""Patterns of words, and what to write instead."""

ALLOWED: Final = {
    ("kg/analysis/lineage.py", "beneath"): "a value of the column place",
    ("kg/analysis/lineage.py", "beside"): "a value of the column place",
    ("tests/analysis/test_lineage.py", "beneath"): "a value of the column place",
    ("tests/test_english.py", ""): "the words themselves",
}
"""Where a word may be used, and why; an empty word allows all."""

_AVOIDED: Final = {
    re.compile(rf"\b(?:{word})\b", re.IGNORECASE): instead for word, instead in AVOIDED.items()
}
_TEXTS: Final = (token.STRING, getattr(token, "FSTRING_MIDDLE", token.STRING), tokenize.COMMENT)


def avoided_in(source: str) -> list[tuple[int, str, str]]:
    """Return line, word, and alternative for each word to avoid in comments, strings, and names of tests."""
    found = []
    for each in tokenize.generate_tokens(io.StringIO(source).readline):
        text = each.string
        if each.type == token.NAME and text.startswith("test_"):
            text = text.replace("_", " ")
        elif each.type not in _TEXTS:
            continue
        for pattern, instead in _AVOIDED.items():
            for match in pattern.finditer(text):
                line = each.start[0] + text.count("\n", 0, match.start())
                found.append((line, match[0].lower(), instead))
    return found


def allowed(path: str, word: str) -> bool:
    return (path, word) in ALLOWED or (path, "") in ALLOWED


def modules() -> list[Path]:
    return [path for folder in ("kg", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]


def test_comments_texts_and_names_of_tests_are_plain_english() -> None:
    found = [
        f"{name}:{line}: {word}; write: {instead}"
        for path in modules()
        for name in [path.relative_to(ROOT).as_posix()]
        for line, word, instead in avoided_in(path.read_text("utf-8"))
        if not allowed(name, word)
    ]
    assert found == [], "write other words, or give a reason in ALLOWED"


def test_every_exception_is_in_use() -> None:
    used = {
        (name, word)
        for name in {name for name, _ in ALLOWED}
        for _, word, _ in avoided_in((ROOT / name).read_text("utf-8"))
    }
    assert {(name, word) for name, word in ALLOWED if word != ""} <= used


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ('"""A record stands here."""', "stands"),
        ("x = 1  # derived anew", "anew"),
        ("def test_a_fault_is_told() -> None: ...", "told"),
        ('raise KgError(f"{x}: mend it")', "mend"),
    ],
)
def test_a_word_to_avoid_is_found(source: str, word: str) -> None:
    assert [each[:2] for each in avoided_in(source)] == [(1, word)]


def test_names_that_are_not_tests_are_not_read() -> None:
    assert avoided_in("told = standing(beside)") == []
