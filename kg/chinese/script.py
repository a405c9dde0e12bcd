"""Which characters are Chinese."""

from __future__ import annotations

import re
from typing import Final

HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The Chinese characters, as the inside of a character class."""

_HAN: Final = re.compile(f"[{HAN}]")


def has_chinese(text: str) -> bool:
    """Say whether a text has a Chinese character."""
    return _HAN.search(text) is not None
