"""The engine of the page gives the rows of the command line, and the page shows them in the same words."""

from __future__ import annotations

from typing import Any

from kg.graph import Graph
from kg.project import Project
from kg.query.catalog import Catalog
from kg.query.display import displayed
from kg.rdf.answers import plain
from kg.rdf.results import write_answer
from kg.rdf.store import EmbeddedStore
from kg.words import LANGUAGES
from tests.length import LONG
from tests.site.node import run_script

ANSWER = """
  const { answerOf } = await module("answers");
  const { displayed } = await module("display");
  const { csv } = await module("results");
  const { ntriples } = await module("triples");
  const { unpacked } = await module("packed");
  const store = new oxigraph.Store();
  const format = "application/n-triples";
  for (const part of ntriples(await unpacked(given.graph), 20000)) store.load(part, { format });
  let most = 0;
  const ask = async (text) => {
    const { rows } = answerOf(store, text, "SELECT");
    most = Math.max(most, rows.length);
    return rows;
  };
  const found = [];
  for (const [text, form] of given.queries) {
    const answer = answerOf(store, text, form);
    const tables = {};
    let links = 0;
    for (const lang of given.languages) {
      const { headings, rows } = await displayed(given.data, ask, answer, lang);
      links += rows.flat().filter((cell) => cell.iri !== null).length;
      tables[lang] = [headings, ...rows.map((row) => row.map((cell) => cell.text))];
    }
    found.push({ csv: csv(answer.columns, answer.rows), tables, links, most });
  }
  return found;
"""

OWN = (
    "SELECT ?x ?y { VALUES (?x ?y) { (UNDEF 1) ('a | \u6587' UNDEF) } }",
    "SELECT ?label_zh ?label_en { VALUES (?label_zh ?label_en) { ('\u6587' 'text') } }",
    "SELECT ?value ?comparator ?unit { BIND(5 AS ?value) BIND('<' AS ?comparator) BIND('\u4ef6' AS ?unit)}",
    "SELECT ?state ?other_state ?note { VALUES (?state ?other_state ?note) { ('unread' 'yes' 'yes') } }",
    "SELECT ?s ?o { ?s a ?o } ORDER BY ?s ?o LIMIT 30",
    "SELECT ?none { FILTER(false) }",
)
"""Queries with what canned ones do not have."""


def bound_queries(catalog: Catalog, graph: Graph) -> dict[str, str]:
    """Return each canned query with its defaults and with each example; a sample in a short run."""
    cases: list[tuple[str, dict[str, str]]] = []
    for query in catalog.of_theme(None):
        examples = {each.name: each.example for each in query.parameters.values() if each.example != ""}
        cases += [(query.name, {}), *((query.name, {name: value}) for name, value in examples.items())]
    return {
        " ".join((name, *given)): graph.bind(catalog.get(name), given)
        for name, given in cases[:: 1 if LONG else 9]
    }


def test_every_canned_query_gives_and_shows_what_the_command_line_does(
    catalog: Catalog, project: Project, store: EmbeddedStore, graph_data: str, bench_data: dict[str, Any]
) -> None:
    queries = {**bound_queries(catalog, Graph(project, store)), **{text: text for text in OWN}}
    given = {
        "graph": graph_data,
        "data": bench_data,
        "queries": [[text, "SELECT"] for text in queries.values()],
        "languages": LANGUAGES,
    }
    found = dict(zip(queries, run_script(ANSWER, given), strict=True))
    assert sum(each["links"] for each in found.values()) > 1000
    assert 0 < max(each["most"] for each in found.values()) < 4000  # labels are asked for what is shown alone
    for name, text in queries.items():
        answer = store.query(text)
        assert found[name]["csv"] == write_answer(answer, "csv"), name
        for lang in LANGUAGES:
            shown = displayed(answer, store, lang)
            width = len(found[name]["tables"][lang][0])
            rows = [shown.columns, *(tuple(map(plain, row)) for row in shown.rows)]
            assert found[name]["tables"][lang] == [list(row[:width]) for row in rows], (name, lang)
            assert [each for each in shown.columns[width:] if "IRI" not in each] == []
