"""The rows of queries and analyses on the terminal: no wider than it, and in one language."""

from __future__ import annotations

import re

import pytest

from kg.analysis import ANALYSES
from kg.answers import Answer
from kg.catalog import Catalog
from kg.cli.rows import ENDINGS, FORMS, WIDTH
from kg.display import displayed
from kg.graph import Graph
from kg.grid import width_of, write_table
from kg.project import Project
from kg.store import EmbeddedStore
from tests.conftest import Run
from tests.queries.rows import PROJECT

QUERIES = Catalog(PROJECT.queries).names


@pytest.fixture(scope="module")
def graph(project: Project, store: EmbeddedStore) -> Graph:
    return Graph(project, store)


def fits(answer: Answer, store: EmbeddedStore) -> None:
    for lang in ("en", "zh"):
        shown = displayed(answer, store, lang)
        assert len(set(shown.columns)) == len(shown.columns), f"two columns have one heading: {shown.columns}"
        for width in (80, 120):
            lines = write_table(shown, width, spare=True).splitlines()
            assert [line for line in lines if width_of(line) > width] == [], f"{lang}, {width}"


@pytest.mark.parametrize("name", QUERIES)
def test_the_table_of_a_query_is_no_wider_than_the_terminal(
    name: str, graph: Graph, store: EmbeddedStore
) -> None:
    fits(graph.query(name), store)


@pytest.mark.parametrize("name", ANALYSES)
def test_the_table_of_an_analysis_is_no_wider_than_the_terminal(
    name: str, graph: Graph, store: EmbeddedStore
) -> None:
    fits(graph.analyze(name, **({"region": "贵州"} if name == "gaps" else {})), store)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_columns_says_how_wide_a_table_is(kg: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = kg("query", "recurring-measures", "-p", "minimum", "3").out.splitlines()
    assert max(map(width_of, lines)) <= width
    assert max(map(width_of, lines)) > width - 60


def test_a_table_that_is_piped_has_a_usual_width(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert max(map(width_of, kg("query", "shared-measures").out.splitlines())) <= WIDTH


def test_wide_shows_every_value_in_one_line_and_every_iri(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    said = kg("query", "institutions", "--wide").out
    assert "institution IRI" in said
    assert "role IRI" in said
    assert len(said.splitlines()) == 4 + len(re.findall("body:|agent:|person:", said))


@pytest.mark.parametrize("form", ["csv", "json", "ttl"])
def test_the_forms_for_machines_are_the_same_in_both_languages(kg: Run, form: str) -> None:
    call = ("query", "target-cascade", "-p", "region", "贵州", "-f", form)
    en, zh = (kg(*call, "--lang", lang).out for lang in ("en", "zh"))
    assert en == zh
    assert "stance" in en


def test_a_table_speaks_the_language_that_is_asked_for(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    call = ("query", "target-cascade", "-p", "region", "贵州")
    en, zh = (kg(*call, "--lang", lang).out for lang in ("en", "zh"))
    assert "Guizhou Province" in en
    assert "not coded" not in zh
    assert "贵州省" in zh
    assert "贵州省" not in en


def test_a_list_is_in_the_language_too(kg: Run) -> None:
    assert "主题" in kg("query", "--list", "--lang", "zh").out
    assert "名称" in kg("analyze", "--list", "--lang", "zh").out


def test_every_extension_means_a_form_and_every_form_has_one() -> None:
    assert sorted(ENDINGS.values()) == sorted(FORMS)
