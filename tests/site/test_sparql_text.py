"""The page reads SPARQL texts as the command line does, and refuses what its engine would misread."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import KgError
from kg.query.catalog import Catalog
from kg.rdf.namespaces import PREFIXES
from kg.rdf.sparql import form_of, prefixed
from tests.site.node import run_script

TEXTS = (
    "SELECT ?x { ?x a qs:Target }",
    "# ASK\nselect * { ?s ?p 'CONSTRUCT' }",
    'ASK { ?s rdfs:label "region:x SELECT" }',
    "DESCRIBE region:guizhou",
    "PREFIX qs: <https://example.org/> SELECT * { ?s a qs:X, <skos:y>, skos:Concept }",
    "CONSTRUCT WHERE { ?select ?p ?o }",
    "INSERT DATA { <a> <b> <c> }",
    "",
    "SELECT ?x { ?x rdfs:label '''a\n'b SELECT''' }",
    "SELECT ?x { ?x ?p 'it\\'s ASK' } # unit:",
)

READ = """
  const { formOf, prefixed } = await module("sparql");
  return given.texts.map((text) => [formOf(text), prefixed(text, given.prefixes)]);
"""


def form(text: str) -> str | None:
    """Return the form of a query, None if it has none."""
    try:
        return form_of(text)
    except KgError:
        return None


def test_form_and_prefixes_are_found_as_on_the_command_line(catalog: Catalog) -> None:
    texts = [*TEXTS, *(each.body for each in catalog.of_theme(None))]
    found = run_script(READ, {"texts": texts, "prefixes": PREFIXES})
    assert found == [[form(each), prefixed(each)] for each in texts]


CHAINED = {
    "10 - 3 - 2": True,
    "10-3-2": True,
    "10 - 3 + 2": True,
    "?x - ?y - ?z": True,
    "10 - 2*3 - 1": True,
    "STRLEN(?a) - STRLEN(?b) - 1": True,
    "(1 + 2) - (3) - 4": True,
    "8 / 4 / 2": True,
    "8 / 4 * 2": True,
    "1 + ?a / ?b / ?c": True,
    "10 + 3 - 2": False,
    "(10 - 3) - 2": False,
    "10 - (3 - 2)": False,
    "10 - -3": False,
    "8 * 4 / 2": False,
    "(8 / 4) / 2": False,
    "IF(10 - 3 > 2, 5 - 1, 4 - 1)": False,
    "10 - 3 = 9 - 2": False,
    "10 - 3 > 1 && 9 - 2 > 1": False,
    "xsd:integer(?a) - 1": False,
    "'a - b - c'": False,
}


def test_repeated_subtraction_or_division_is_refused_where_the_engine_misreads_it() -> None:
    program = """
      const { chained, prefixed } = await module("sparql");
      const store = new oxigraph.Store();
      return given.texts.map((each) => {
        const query = `SELECT (${each} AS ?x) { VALUES (?a ?b ?c ?x1 ?y ?z) { (8 4 2 1 2 3) } }`;
        return [chained(query), store.query(prefixed(query, given.prefixes))[0]?.get("x")?.value ?? null];
      });
    """
    found = run_script(program, {"texts": list(CHAINED), "prefixes": PREFIXES})
    assert {text: each for text, (each, _) in zip(CHAINED, found, strict=True)} == CHAINED
    values = {text: value for text, (_, value) in zip(CHAINED, found, strict=True)}
    # When a release of the engine reads it from left to right, the page need not refuse it any more.
    assert values["10 - 3 - 2"] == "9"


def test_paths_and_canned_queries_are_not_refused(catalog: Catalog, bench_data: dict[str, Any]) -> None:
    paths = (
        "SELECT * { ?s qs:a/qs:b/qs:c ?o . ?s qs:a/qs:b*/qs:c ?o ; rdfs:label/skos:x/qs:y 5 }",
        "SELECT * { ?s ^qs:a/(qs:b/qs:c)/qs:d ?o FILTER(?o - 1 > 2) FILTER(?o - 3 > 4) }",
        "SELECT * { ?s a/rdfs:subClassOf/rdfs:label ?o } # 1 - 2 - 3",
        "SELECT * { ?a ?p <x-y-z> . ?s qs:a-b-c qs:d-e-f }",
    )
    texts = [*paths, *(each.body for each in catalog.of_theme(None))]
    program = 'const { chained } = await module("sparql"); return given.map(chained);'
    assert not any(run_script(program, texts))


@pytest.mark.parametrize(
    ("text", "form", "limited"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT", True),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 3 } } ORDER BY ?s", "SELECT", True),
        ("SELECT * { ?s ?p ?o } LIMIT 3", "SELECT", False),
        ("SELECT * { ?s ?p ?o } VALUES ?s { <a> }", "SELECT", False),
        ("SELECT * { ?s ?p ?o } # LIMIT 3", "SELECT", True),
        ("ASK { ?s ?p ?o }", "ASK", False),
    ],
)
def test_a_query_without_a_limit_gets_one(text: str, form: str, limited: bool) -> None:
    program = 'const { limited } = await module("sparql"); return limited(given.text, given.form);'
    found = run_script(program, {"text": text, "form": form})
    assert found == (f"{text}\nLIMIT 100001" if limited else text)
