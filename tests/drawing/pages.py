"""What tests read from a web page: its elements, and the texts in its scripts, styles and title."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any


class Page(HTMLParser):
    """The elements of a page, and the text in each script, style and title."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.inside = False
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))
        self.texts.setdefault(tag, []).append("")
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        """Note that an element is over."""
        self.inside = False

    def handle_data(self, data: str) -> None:
        """Note a text within the element that began last."""
        if self.inside:
            self.texts[self.tags[-1][0]][-1] += data

    @property
    def data(self) -> dict[str, Any]:
        """What the page shows."""
        content: dict[str, Any] = json.loads(self.texts["script"][0])
        return content
