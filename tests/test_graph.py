"""The Python door: what a researcher can ask of an open graph."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, MissingFile, NoAnswer, UnknownName, WrongValue
from kg.graph import Graph
from kg.rdf.answers import Answer
from kg.rdf.endpoint import RemoteStore
from kg.rdf.store import EmbeddedStore
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.open(ROOT)


def test_the_graph_opens_with_the_files_that_came_with_the_package() -> None:
    assert kg.open().project.root == ROOT


def test_a_root_may_be_a_text(graph: Graph) -> None:
    assert kg.open(str(ROOT)).query("contents") == graph.query("contents")


@pytest.mark.parametrize("minimum", [3, "3", 3.0, Decimal(3)])
def test_an_argument_may_be_any_kind_of_number_or_text(graph: Graph, minimum: int | str | float) -> None:
    rows = list(graph.query("recurring-measures", minimum=minimum))
    assert len(rows) > 0
    assert {row["provinces"] for row in rows} == {3}


def test_a_graph_and_an_answer_are_short_to_read_at_a_prompt(graph: Graph) -> None:
    assert repr(graph) == f"Graph(EmbeddedStore({len(EmbeddedStore(graph.project.graph_files))} triples))"
    remote = Graph(graph.project, RemoteStore("http://localhost/"))
    assert repr(remote) == "Graph(RemoteStore('http://localhost/'))"
    assert repr(Answer.of(["one", "two"], [[1, 2]])) == "Answer(1 rows of one, two)"


def test_a_query_of_your_own_is_answered(graph: Graph) -> None:
    assert graph.sparql("SELECT (1 + 1 AS ?two) {}") == Answer.of(["two"], [[2]])


def test_a_query_that_is_not_sparql_is_refused(graph: Graph) -> None:
    with pytest.raises(NoAnswer):
        graph.sparql("SELECT WHERE")


def test_wrong_names_and_values_are_named(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="recurring-measures"):
        graph.query("recuring-measures")
    with pytest.raises(UnknownName, match="minimum"):
        graph.query("recurring-measures", minimun=2)
    with pytest.raises(WrongValue, match="minimum takes a whole number"):
        graph.query("recurring-measures", minimum="many")


def test_an_empty_answer_has_the_line_that_says_why(graph: Graph) -> None:
    answer = graph.query("unique-measures", region="海南")
    assert len(answer) == 0
    assert answer.why["en"].startswith("no rows: Hainan Province was not coded; only cited documents")
    assert answer.why["zh"].startswith("无结果：海南省未编码，仅有被引文件")
    assert answer.why["en"] in answer._repr_html_()
    assert graph.query("sources").why == {}


def test_an_empty_answer_names_each_value_that_alone_excludes_all_rows(graph: Graph) -> None:
    (measure, *_) = [row["measure"] for row in graph.query("unique-measures", region="region:guangdong")]
    answer = graph.query("measure-actions", region="region:yunnan", measure=str(measure))
    assert len(answer) == 0
    assert " without -p region region:yunnan; " in answer.why["en"]
    assert " without -p measure measure:" in answer.why["en"]


def test_what_is_no_checkout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        kg.open(tmp_path / "nowhere")
    with pytest.raises(KgError, match="--root"):
        kg.open(tmp_path)


def test_an_endpoint_answers_instead_of_the_files() -> None:
    graph = kg.open(ROOT, endpoint="http://127.0.0.1:9/query")
    assert isinstance(graph.store, RemoteStore)
    with pytest.raises(NoAnswer):
        graph.query("contents")


def test_the_network_has_the_records_and_their_edges(graph: Graph) -> None:
    network = graph.network("zh")
    guizhou = "https://w3id.org/quality-strategy/region/guizhou"
    assert network.nodes[guizhou]["label"] == "贵州省"


def test_a_notebook_shows_the_sources_of_the_graph(graph: Graph) -> None:
    assert "guizhou-2023-status-report" in graph._repr_html_()
