"""The documentation site builds without a warning, its links have targets, and it works offline."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from docs.conf import linked
from docs.ontology_pages import ontology_pages
from docs.reference_pages import pages
from kg.analysis import ANALYSES
from kg.project import Project
from kg.query.catalog import Catalog
from kg.rdf.namespaces import OWL, QS, SKOS, shorten
from kg.rdf.records import Records
from kg.rdf.turtle import read
from tests.conftest import ROOT


class References(HTMLParser):
    """What a page loads, and what it links to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address of an element."""
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                (self.links if tag == "a" else self.loaded).append(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site in a separate folder; a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--fail-on-warning", "--keep-going", "--doctree-dir", str(folder / "doctrees")]
    command = [sys.executable, "-m", "sphinx", *options, str(ROOT / "docs"), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_link_within_the_site_has_a_target(site: Path) -> None:
    missing = [
        f"{page.name}: {link}"
        for page in site.rglob("*.html")
        for link in References(page).links
        if urlsplit(link).scheme == "" and not (page.parent / unquote(urlsplit(link).path)).exists()
    ]
    assert missing == []


def test_a_page_loads_nothing_from_another_site(site: Path) -> None:
    found = {link for page in site.rglob("*.html") for link in References(page).loaded}
    assert [link for link in found if urlsplit(link).netloc != ""] == []


def test_the_search_finds_chinese_and_english_words(site: Path) -> None:
    index = (site / "searchindex.js").read_text("utf-8")
    assert [word for word in ("通读", "措施", "trademark") if json.dumps(word) not in index] == []


def test_the_search_has_the_stemmer_that_its_page_asks_for(site: Path) -> None:
    script = (site / "_static" / "language_data.js").read_text("utf-8")
    asked = script.partition("window.Stemmer = ")[2].partition(";")[0]
    assert asked != ""
    assert f"var {asked}=" in script


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_reference_has_every_query_and_analysis(project: Project, lang: str) -> None:
    ending = ".zh.md" if lang == "zh" else ".md"
    text = pages()[f"queries{ending}"]
    queries = Catalog(project.queries).of_theme(None)
    assert [query.name for query in queries if f"\n### {query.name}\n" not in text] == []
    assert [query.name for query in queries if query.title[lang][1:] not in text] == []
    text = pages()[f"analyses{ending}"]
    assert [each.name for each in ANALYSES.values() if f"\n## {each.name}\n" not in text] == []
    columns = {column for each in ANALYSES.values() for column in each.columns}
    assert [column for column in columns if f"| `{column}` |" not in text] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_reference_has_every_term_and_concept(project: Project, lang: str) -> None:
    ending = ".zh.md" if lang == "zh" else ".md"
    written = ontology_pages()
    ontology = Records(read(project.ontology).triples)
    terms = ontology.of_class(OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty")
    own = [each.removeprefix(QS) for each in terms if each.startswith(QS)]
    text = written[f"ontology{ending}"]
    assert [each for each in own if f'<a id="{each}"></a>\n\n### qs:{each}\n' not in text] == []
    assert set(re.findall('href="#([^"]+)"', text)) <= set(own)
    schemes = Records(triple for path in project.vocabularies for triple in read(path).triples)
    rows = written[f"schemes{ending}"].splitlines()
    for concept in schemes.of_class(SKOS + "Concept"):
        label = schemes.label(concept)
        assert label is not None
        (row,) = [each for each in rows if each.startswith(f"| `{shorten(concept)}` |")]
        assert row.split(" | ")[1].strip() == (label.zh if lang == "zh" else label.en)


def test_a_link_to_a_file_of_the_repository_becomes_a_link_to_its_page() -> None:
    text = "[codebook](../data/README.md) [`license`](../LICENSE) [site](https://example.org) ![a](a.svg)"
    found = linked(text, ROOT / "docs")
    assert found == "[codebook](/codebook.md) `license` [site](https://example.org) ![a](a.svg)"
