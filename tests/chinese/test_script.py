"""Which texts have a Chinese character."""

from __future__ import annotations

import pytest

from kg.chinese.script import has_chinese


@pytest.mark.parametrize("text", ["质", "二〇二五", "ISO 9000质量", "㐀", "𠀀"])
def test_a_chinese_character_is_found(text: str) -> None:
    assert has_chinese(text)


@pytest.mark.parametrize("text", ["", "quality 2025", "，。“”", "ー", "カナ"])
def test_other_characters_are_not_chinese(text: str) -> None:
    assert not has_chinese(text)
