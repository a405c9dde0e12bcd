"""The rows of queries and analyses on the terminal: no wider than it, and in one language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from kg.analysis import ANALYSES
from kg.chinese.width import width_of
from kg.cli.grid import write_table
from kg.cli.rows import FORM_OF_EXTENSION, FORMS, TABLE_WIDTH
from kg.graph import Graph
from kg.project import Project
from kg.query.catalog import Catalog
from kg.query.display import displayed
from kg.query.parameters import Argument
from kg.rdf.answers import Answer
from kg.rdf.store import EmbeddedStore
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
    given: Mapping[str, dict[str, Argument]] = {"distance": {"region": "贵州"}, "overlap": {"samples": 99}}
    fits(graph.analyze(name, **given.get(name, {})), store)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_columns_says_how_wide_a_table_is(kg: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = kg("query", "recurring-measures", "-p", "minimum", "3").out.splitlines()
    assert max(map(width_of, lines)) <= width
    assert max(map(width_of, lines)) > width - 60


def test_a_table_that_is_piped_has_a_usual_width(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert max(map(width_of, kg("query", "shared-measures").out.splitlines())) <= TABLE_WIDTH


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
    assert sorted(FORM_OF_EXTENSION.values()) == sorted(FORMS)


# --- how much, and where to ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("query", "contents"), ("analyze", "progress")])
def test_a_limit_leaves_rows_out_and_says_how_many(kg: Run, command: tuple[str, str]) -> None:
    everything = json.loads(kg(*command, "-f", "json").out)
    few = kg(*command, "-f", "json", "--limit", "3")
    assert json.loads(few.out) == everything[:3]
    assert few.err.splitlines()[1] == f"{len(everything) - 3} more rows; raise --limit to see them"
    assert f"另有 {len(everything) - 3} 行" in kg(*command, "--limit", "3", "--lang", "zh").err


def test_a_limit_that_leaves_nothing_out_says_nothing(kg: Run) -> None:
    assert kg("query", "coverage", "--limit", "5").err == kg("query", "coverage").err


def test_a_limit_that_is_no_number_is_refused(kg: Run) -> None:
    assert kg("query", "coverage", "--limit", "-1").code == 2


def test_a_byte_order_mark_is_written_where_it_is_asked_for(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    assert kg("query", "coverage", "--bom", "-o", path).code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + kg("query", "coverage", "-f", "csv").out.encode()
    refused = kg("query", "coverage", "--bom", "-f", "json")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.splitlines()[-1] == "kg: --bom is for csv, not json; leave it out"


@pytest.mark.parametrize(("lang", "heading"), [("en", "target period"), ("zh", "目标时期")])
def test_rows_become_a_workbook_in_the_language(kg: Run, tmp_path: Path, lang: str, heading: str) -> None:
    path = tmp_path / "rows.xlsx"
    assert kg("query", "targets-and-outcomes", "-o", path, "--lang", lang).code == 0
    page = openpyxl.load_workbook(path).worksheets[0]
    headings, first, *_ = page.iter_rows(values_only=True)
    assert page.title == "targets-and-outcomes"
    assert heading in headings
    assert any(isinstance(value, float | int) for value in first)
    assert any(str(value).startswith("indicator:") for value in first)
    assert [each.name for each in tmp_path.iterdir()] == ["rows.xlsx"]


def test_a_workbook_is_no_text_for_a_pipe_and_the_same_bytes_each_time(kg: Run, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    for path in paths:
        assert kg("analyze", "distance", "-p", "region", "云南", "-o", path).code == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()
