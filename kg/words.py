"""Words for people, in English or Chinese: column headings, coded values, and the texts of the command line.

They stand in gettext catalogs, `locale/<language>/LC_MESSAGES/kg.po`, which a translator edits without
reading Python; `make catalogs` compiles them. What a catalog does not have stays as it is.
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "zh")
"""The languages that everything a person reads is written in."""

LOCALE: Final = Path(__file__).parent / "locale"
"""The folder of the catalogs."""

_DOMAIN: Final = "kg"


def use(lang: str) -> None:
    """Make `lang` the language of every text that goes through gettext, click's own messages included."""
    gettext.bindtextdomain(_DOMAIN, LOCALE)
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = lang  # gettext asks for it at each message


def text(message: str, lang: str) -> str:
    """Return a text of the command line in `lang`."""
    return _catalog(lang).gettext(message) if message != "" else ""


def heading(column: str, lang: str) -> str:
    """Return the heading of the column `column`; that of an unknown column is its name in words."""
    found = _catalog(lang).pgettext("column", column)
    return found if found != column else column.replace("_", " ")


def coded(column: str, value: str, lang: str) -> str:
    """Return a coded value (`unread`, `stricter`) in words.

    The same code may mean different things: `yes` is *found* in the columns `state` and `other_state`, and
    *yes* in others.
    """
    for context in (f"value of {column}", f"value of {column.rpartition('_')[2]}", "value"):
        found = _catalog(lang).pgettext(context, value)
        if found != value:
            return found
    return value


@cache
def _catalog(lang: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, LOCALE, [lang], fallback=True)
