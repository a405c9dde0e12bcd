"""Protection against formula injection in CSV files.

A cell of a workbook has a type, so a text there is a text. A CSV file has no types: a spreadsheet that opens
it runs any text that begins with `=`. So a text that could be read as a formula gets an apostrophe before
it, as OWASP recommends (https://owasp.org/www-community/attacks/CSV_Injection), and so does one that begins
with an apostrophe. Nothing is lost: a program that reads the file removes one leading apostrophe.

This works if cells are split at commas, as in the files. A program that splits them at `;` sees cells that
begin inside a text, which no mark at its beginning can protect; a workbook does not have this problem.
"""

from __future__ import annotations

import re
from typing import Final

GUARD: Final = "'"
"""The prefix of a text that could be read as a formula."""

_FORMULA: Final = re.compile(r"[\t\r\n\0]|[\s\u200b\ufeff]*[=+\-@＝＋－＠]")
"""The start of such a text: one of `=+-@` in either width, with or without spaces, or a control."""


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet could read `text` as a formula."""
    return _FORMULA.match(text) is not None


def guard(text: str) -> str:
    """Return `text` in the form of a CSV file."""
    return GUARD + text if is_formula(text) or text.startswith(GUARD) else text


def unguard(text: str) -> str:
    """Return the text that has the form `text` in a CSV file."""
    return text.removeprefix(GUARD)
