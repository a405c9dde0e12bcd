"""The single file `graph.html`: search, SPARQL, and every entity, in one page that opens from disk.

It contains the whole graph, the query engine, and the scripts, and loads nothing. Its content security policy
allows its own scripts by their hashes, and the files in memory that these make: the worker with the engine,
and the unpacked script of the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.files import read_text
from kg.pages import hash_of
from kg.site.bundle import built_script
from kg.site.packing import data_script, packed
from kg.site.rendering import Templates
from kg.site.wording import SINGLE_WORDS, words_in_all

_FOLDER: Final = Path(__file__).parent

_STYLES: Final = (_FOLDER / "styles" / "single.css", _FOLDER / "assets" / "workbench.css")


def single_file(templates: Templates, search: bytes, workbench: bytes, graph: str) -> bytes:
    """Return the single file, UTF-8.

    Args:
        templates: The templates of the pages.
        search: The script with the data of the search.
        workbench: The script with the data of the SPARQL page.
        graph: The packed graph.

    Raises:
        MissingFile: The scripts were not built.
    """
    data = b"".join(
        [
            built_script("oxigraph.js"),
            data_script("graph", graph),
            search,
            workbench,
            data_script("script", packed(built_script("single.js"))),
        ]
    ).decode("utf-8")
    loader = built_script("loader.js").decode("utf-8")
    style = "".join(map(read_text, _STYLES))
    page = templates.fill(
        "single.html",
        words=words_in_all(SINGLE_WORDS),
        data=_inline(data),
        loader=_inline(loader),
        licenses=built_script("licenses.txt").decode("utf-8"),
        style=style,
        script_hashes=" ".join(f"'{hash_of(_inline(each))}'" for each in (data, loader)),
        style_hash=hash_of(style),
    )
    return page.encode("utf-8")


def _inline(script: str) -> str:
    """Return a script so that nothing in it ends its element; `<` is in its texts and patterns alone."""
    return script.replace("</", "<\\/").replace("<!--", "<\\!--")
