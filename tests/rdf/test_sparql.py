"""Queries of one's own: their form, the prefixes that are bound, and what the command makes of them."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import open as open_kg
from kg.errors import KgError, NoAnswer
from kg.graph import Graph
from kg.rdf.answers import TRIPLE
from kg.rdf.endpoint import RemoteStore
from kg.rdf.namespaces import PREFIXES
from kg.rdf.sparql import form_of, prefixed, unquoted
from tests.conftest import Run


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("select (1 as ?x) {}", "SELECT"),
        ("PREFIX select: <http://ask/> # CONSTRUCT\nASK {}", "ASK"),
        ("BASE <http://example.org/SELECT> DESCRIBE <x>", "DESCRIBE"),
        ("CONSTRUCT { ?ask ?b 'SELECT' } WHERE { ?ask ?b ?c }", "CONSTRUCT"),
        ("PREFIX a: <x>\nASK { ?x a:SELECT '''ASK\n'SELECT''' }", "ASK"),
        ("# SELECT\r\nDESCRIBE <http://x/#SELECT>", "DESCRIBE"),
        ("PREFIX ask:<http://x/>SELECT ?describe { ?describe ask:construct 1 }", "SELECT"),
    ],
)
def test_the_form_of_a_query_is_its_own_keyword(query: str, form: str) -> None:
    assert form_of(query) == form


@pytest.mark.parametrize("text", ["", "# SELECT", "INSERT DATA { <a> <b> <c> }", "'SELECT'", "<ASK>", "说明"])
def test_a_text_that_is_not_a_query_is_refused(text: str) -> None:
    with pytest.raises(KgError, match="not a SPARQL query"):
        form_of(text)


def test_a_prefix_that_the_query_declares_is_left_to_it() -> None:
    own = "PREFIX qs: <http://x/>\nprefix  : <x>\n# PREFIX unit: <y>\nASK { :a qs:b unit:ge , 'award:x' }"
    assert prefixed(own) == f"PREFIX unit: <{PREFIXES['unit']}> {own}"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return open_kg()


def test_a_select_query_has_the_prefixes_of_the_project(graph: Graph) -> None:
    answer = graph.sparql("SELECT ?name { region:guizhou rdfs:label ?name FILTER(LANG(?name) = 'en') }")
    assert list(answer) == [{"name": "Guizhou Province"}]


def test_an_ask_query_has_one_row(graph: Graph) -> None:
    assert list(graph.sparql("ASK { region:guizhou a qs:Province }")) == [{"answer": True}]
    assert list(graph.sparql("ASK { region:guizhou a qs:City }")) == [{"answer": False}]


def test_the_triples_of_a_query_are_rows_in_order_and_once(graph: Graph) -> None:
    text = "CONSTRUCT { ?s a qs:Region } WHERE { VALUES ?s { region:yunnan region:guizhou region:yunnan } }"
    answer = graph.sparql(text)
    assert answer.columns == TRIPLE
    assert [row["subject"] for row in answer] == [PREFIXES["region"] + name for name in ("guizhou", "yunnan")]
    described = graph.sparql("DESCRIBE region:guizhou")
    assert {row["subject"] for row in described} == {PREFIXES["region"] + "guizhou"}


def test_a_fault_names_the_line_of_the_query(graph: Graph) -> None:
    with pytest.raises(NoAnswer, match="error at 3:"):
        graph.sparql("SELECT *\nWHERE {\n ?s qs:region }")


def test_a_server_answers_all_forms(server: str) -> None:
    graph = open_kg(endpoint=server)
    assert isinstance(graph.store, RemoteStore)
    assert list(graph.sparql("ASK { region:guizhou a qs:Province }")) == [{"answer": True}]
    assert len(graph.sparql("SELECT ?s { ?s a qs:Source }")) == 5
    assert len(graph.sparql("DESCRIBE region:guizhou")) > 3
    assert len(graph.sparql("CONSTRUCT { ?s a ?c } WHERE { ?s a qs:Source ; a ?c }")) == 5


# --- the command ------------------------------------------------------------------------------------


def test_a_query_comes_from_the_option_a_file_or_standard_input(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT ?s { ?s a qs:Source } ORDER BY ?s"
    file = tmp_path / "own.rq"
    file.write_text(text, encoding="utf-8-sig")
    shown = kg("query", "-e", text, "-f", "csv")
    assert shown.code == 0
    assert len(shown.out.splitlines()) == 6
    assert kg("query", str(file), "-f", "csv").out == shown.out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert kg("query", "-", "-f", "csv").out == shown.out


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("ASK { region:guizhou a qs:Province }", 0),
        ("ASK { region:guizhou a qs:City }", 1),
        ("SELECT ?s { ?s a qs:City ; qs:within region:beijing , region:tibet }", 1),
        ("CONSTRUCT { ?s a qs:Region } WHERE { ?s a qs:Region , qs:Source }", 1),
        ("SELECT ?s {", 2),
        ("DROP ALL", 2),
        ("", 2),
    ],
)
def test_the_exit_code_is_the_answer(kg: Run, query: str, code: int) -> None:
    assert kg("query", "-e", query).code == code


def test_triples_are_printed_as_turtle(kg: Run) -> None:
    shown = kg("query", "-e", "DESCRIBE region:guizhou").out
    assert shown.count("@prefix") < 10
    assert len(list(ox.parse(shown.encode(), format=ox.RdfFormat.TURTLE))) > 3
    rows = kg("query", "-e", "DESCRIBE region:guizhou", "-f", "csv").out.splitlines()
    assert rows[0] == "subject,predicate,object"


def test_shared_blank_nodes_are_printed_too(kg: Run) -> None:
    shape = "_:b qs:number ?n . region:guizhou qs:place _:b . region:yunnan qs:place _:b"
    query = f"CONSTRUCT {{ {shape} }} WHERE {{ BIND('1' AS ?n) }}"
    shown = kg("query", "-e", query).out
    assert len(list(ox.parse(shown.encode(), format=ox.RdfFormat.TURTLE))) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-e", "ASK {}", "-p", "region", "贵州"], "-p is for canned queries"),
        (["sources", "-e", "ASK {}"], "not both"),
        (["missing.rq"], "missing.rq: cannot read it"),
    ],
)
def test_a_wrong_call_says_what_to_do(kg: Run, words: list[str], said: str) -> None:
    result = kg("query", *words)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("text", ["-" * 300_000, "a" * 300_000, "a-" * 150_000, "_" * 300_000, ":" * 300_000])
def test_a_long_text_is_read_in_linear_time(text: str) -> None:
    # In quadratic time, each of these would take minutes.
    start = time.process_time()
    unquoted(f"SELECT ?{text} {{ {text}")
    prefixed(f"SELECT * {{ {text}")
    assert time.process_time() - start < 30


def test_a_prefixed_name_may_follow_a_sign() -> None:
    assert prefixed("SELECT * { ?s ?p ?o.qs:x ?q 1-xsd:integer(?o) }").startswith("PREFIX qs:")
    assert "PREFIX xsd:" in prefixed("SELECT * { FILTER(?a-xsd:integer(?o)) }")
