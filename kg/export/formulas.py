"""Which texts a spreadsheet would take for a formula, and how a CSV file keeps it from doing so.

A cell of a workbook has a type, so a text there is a text. A CSV file has none: a spreadsheet that opens it
runs whatever begins with `=`. So a text that could be taken for a formula gets an apostrophe before it, as
OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection), and so does one that begins with an
apostrophe. Nothing is lost: who reads the file takes one leading apostrophe away from a text.

This holds for a reader that parts cells at commas, as the files do. One that is told to part them at `;` sees
cells that begin inside a text, which no mark at its beginning can reach; the workbook has no such reader.
"""

from __future__ import annotations

import re
from typing import Final

GUARD: Final = "'"
"""What stands before a text that could be taken for a formula."""

_FORMULA: Final = re.compile(r"[\t\r\n\0]|[\s\u200b\ufeff]*[=+\-@＝＋－＠]")
"""How such a text begins: with one of `=+-@` in either width, spaces before it or not, or with a control."""


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet could take `text` for a formula."""
    return _FORMULA.match(text) is not None


def guard(text: str) -> str:
    """Return `text` as it stands in a CSV file."""
    return GUARD + text if is_formula(text) or text.startswith(GUARD) else text


def unguard(text: str) -> str:
    """Return the text that stands in a CSV file as `text`."""
    return text.removeprefix(GUARD)
