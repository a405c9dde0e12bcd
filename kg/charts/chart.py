"""A chart: rows in one drawing, whose marks say on a web page which claims they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.charts.web import Datum, write_page
from kg.drawing.drawing import Drawing
from kg.drawing.style import IMAGE_EXTENSIONS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from kg.rdf.store import Store

EXTENSIONS: Final = (*IMAGE_EXTENSIONS, ".html")
"""The file extensions that a chart can be written with."""


def chart_of(
    store: Store,
    title: str,
    caption: str,
    lang: str,
    figure: Callable[[], Figure],
    data: Mapping[str, Datum],
) -> Drawing:
    """Return a chart that can be written as an image or as a web page.

    Args:
        store: Where the page finds the claims.
        title: Its title.
        caption: Its source: the project, and the command that shows the same rows.
        lang: The language of its words, `en` or `zh`.
        figure: Draws it. Each mark that shows something has a key of `data` as its `gid`.
        data: What each mark shows.
    """
    page = partial(write_page, store, title, caption, lang, figure, data)
    return Drawing(title, caption, lang, figure, {".html": page})
