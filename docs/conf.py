"""Sphinx configuration. `make docs` builds the site in docs/_build/html, offline."""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.search.zh import SearchChinese

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import jieba  # noqa: E402  (the path is set above)

import kg  # noqa: E402
from docs.ontology_pages import ontology_pages  # noqa: E402
from docs.reference_pages import pages  # noqa: E402

jieba.setLogLevel(logging.WARNING)  # it would report on its dictionary

project = "Quality strategy knowledge graph"
author = "the coders of the quality strategy knowledge graph"
copyright = author
release = kg.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "*.ipynb"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autoclass_content = "both"

html_theme = "furo"
html_title = project
html_search_language = "zh-en"
html_search_options = {"dict": ""}  # jieba loads its dictionary anyway; Sphinx would load it a second time
html_show_sphinx = False
html_copy_source = False


class SearchBoth(SearchChinese):
    """Search that splits Chinese into words with jieba, and stems English words.

    Ideally it were Sphinx's own `zh`, but the page of that one asks for a stemmer that Sphinx does not ship
    (`ChineseStemmer`), so it finds nothing; it ships the English stemmer, which this name loads.
    """

    lang = "zh-en"
    language_name = "English"


PAGES = {
    "README.md": "index",
    "README.zh.md": "readme.zh",
    "CHANGELOG.md": "changelog",
    "CONTRIBUTING.md": "contributing",
    "data/README.md": "codebook",
    "data/README.zh.md": "codebook.zh",
    "ontology/README.md": "model",
    "queries/README.md": "reference/queries",
    "shapes/README.md": "shapes",
}
"""By the path of a file of the repository, the page that includes it or stands for it."""

LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|`[^`]*`)+)\]\((?!https?:|#)([^)#\s]+)\)")


def linked(text: str, folder: Path) -> str:
    """Return a text with its links to files of the repository as links to pages of the site.

    A file without a page, such as LICENSE, keeps its name and loses its link.

    Args:
        text: The text of a page or an included file.
        folder: The folder that the links are relative to.
    """

    def page(found: re.Match[str]) -> str:
        path = (folder / found[2]).resolve()
        if path.is_relative_to(HERE) and path.suffix == ".md":
            return f"[{found[1]}](/{path.relative_to(HERE)})"
        name = path.relative_to(HERE.parent).as_posix()
        return f"[{found[1]}](/{PAGES[name]}.md)" if name in PAGES else found[1]

    return LINK.sub(page, text)


def link_page(_: Sphinx, name: str, content: list[str]) -> None:
    """Rewrite the links of a page of the site."""
    content[0] = linked(content[0], (HERE / name).parent)


def link_included(_: Sphinx, path: Path, __: str, content: list[str]) -> None:
    """Rewrite the links of an included file of the repository."""
    content[0] = linked(content[0], (HERE / path).resolve().parent)


def write_reference(_: Sphinx) -> None:
    """Write the reference pages, which are generated from the registries, before Sphinx reads the sources."""
    folder = HERE / "reference"
    folder.mkdir(exist_ok=True)
    for name, text in (pages() | ontology_pages()).items():
        path = folder / name
        if (
            not path.is_file() or path.read_text(encoding="utf-8") != text
        ):  # an unchanged page is not read anew
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the hooks."""
    app.add_search_language(SearchBoth)
    app.connect("builder-inited", write_reference)
    app.connect("source-read", link_page)
    app.connect("include-read", link_included)
