"""What scripts of pages read: the words of a page as JSON in it, and larger data as a script of its own.

A page that is opened from a disk cannot fetch a file, but it can load a script.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from kg.site.page import View
from kg.words import Phrase


def script_data(name: str, value: object) -> bytes:
    """Return a script that sets a global variable of the page.

    Args:
        name: The name of the variable.
        value: Its value, which JSON can write.
    """
    return f"globalThis.{name} = {_compact(value)};\n".encode()


def page_data(value: object) -> str:
    """Return JSON for a `<script type="application/json">` of a page, which nothing in it can end."""
    return _compact(value).replace("<", "\\u003c")


def page_words(view: View, words: Mapping[str, Phrase]) -> str:
    """Return the words of the script of a page as JSON, in the language of the page, by their short names."""
    return page_data({name: view.say(each) for name, each in words.items()})


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
