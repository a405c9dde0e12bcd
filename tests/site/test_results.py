"""The files that the page offers are those of the command line."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.rdf.answers import Answer
from kg.rdf.namespaces import PREFIXES, XSD, shorten
from kg.rdf.results import write_answer
from tests.site.node import run_script

TEXTS = (
    "",
    "a",
    "=1+1",
    " =1",
    "\u00a0-1",
    "＝1",
    "-",
    ">=",
    "= ",
    "'a",
    'say "a", b',
    "a\nb",
    "a\rb",
    "\ta",
    "@x",
    "1",
)
LITERALS = [
    *(ox.Literal(text) for text in TEXTS),
    *(
        ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
        for kind in ("decimal", "integer", "double", "boolean", "date")
        for text in ("-1", "+1", "1.50", "-0.0", "00.50", ".5", "5.", "-1e3", "NaN", "true", "x", "", "-x")
        if (kind, text) != ("decimal", "-1e3")  # not a decimal of XML Schema, though Python reads it
    ),
    ox.Literal("-贵州", language="zh-Hans"),
]
TERMS = [*LITERALS, ox.NamedNode("https://example.org/a"), ox.BlankNode("b"), None]


def as_json(term: ox.NamedNode | ox.BlankNode | ox.Literal | None) -> dict[str, Any] | None:
    """Return a term as the worker sends it."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        own = {"datatype": term.datatype.value, "tag": term.language or "", "lang": (term.language or "")[:2]}
        return {"type": "literal", "value": term.value, **own}
    return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}


def test_csv_is_that_of_the_command_line() -> None:
    program = (
        'const { csv } = await module("results"); return given.map(([columns, rows]) => csv(columns, rows));'
    )
    single = [
        (("a",), tuple((term,) for term in TERMS)),
        (("a", "=b"), tuple((term, term) for term in TERMS)),
    ]
    found = run_script(program, [[names, [[*map(as_json, row)] for row in rows]] for names, rows in single])
    assert found == [write_answer(Answer(names, rows), "csv") for names, rows in single]


def test_turtle_has_the_triples() -> None:
    node = ox.NamedNode("https://w3id.org/quality-strategy/region/guizhou")
    predicates = [ox.NamedNode(PREFIXES["qs"] + "value"), ox.NamedNode("https://example.org/p")]
    triples = [ox.Triple(node, each, term) for each in predicates for term in TERMS if term is not None]
    triples.append(
        ox.Triple(node, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["qs"] + "Target."))
    )
    rows = [[as_json(each.subject), as_json(each.predicate), as_json(each.object)] for each in triples]  # type: ignore[arg-type]
    program = 'const { turtle } = await module("results"); return turtle(given.rows, given.prefixes);'
    text = run_script(program, {"rows": rows, "prefixes": PREFIXES})
    found = {tuple(map(str, each))[:3] for each in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    named = {each for each in found if "_:" not in each[2]}
    assert named == {
        (str(each.subject), str(each.predicate), str(each.object))
        for each in triples
        if "_:" not in str(each.object)
    }
    assert len(found) == len(triples)
    assert text.startswith("@prefix qs: <")


def test_an_iri_is_shortened_as_on_the_command_line() -> None:
    iris = [
        *(
            f"{namespace}{end}"
            for namespace in PREFIXES.values()
            for end in ("a", "a-b.c_d", "a/b", "", "é", "a b", "#")
        ),
        "https://example.org/",
        "urn:x",
    ]
    program = """
      const { shorten } = await module("terms");
      return given.iris.map((iri) => [shorten(iri, given.prefixes), shorten(iri, given.prefixes, "/")]);
    """
    found = run_script(program, {"iris": iris, "prefixes": PREFIXES})
    assert found == [[shorten(each), shorten(each, "/")] for each in iris]


def test_an_answer_of_the_engine_has_its_terms() -> None:
    store = ox.Store()
    node = ox.NamedNode("https://example.org/é")
    store.extend(ox.Quad(node, node, term) for term in TERMS if term is not None)
    text = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY STR(?o) DATATYPE(?o)"
    program = """
      const { answerOf } = await module("answers");
      const { json } = await module("results");
      const store = new oxigraph.Store();
      store.load(given.data, { format: "application/n-triples" });
      const own = (form, text) => {
        const { columns, rows } = answerOf(store, text, form);
        const engine = store.query(text, { results_format: "json" });
        return [JSON.parse(json(form, columns, rows)), JSON.parse(engine)];
      };
      return [own("SELECT", given.text), own("ASK", "ASK { ?s ?p ?o }"), own("ASK", "ASK { ?s <x:y> ?o }"),
        own("SELECT", "SELECT * {}"), own("SELECT", "SELECT ?x {}"),
        own("SELECT", "SELECT ?x { ?x <x:y> ?z }")];
    """
    data = "".join(f"{each.subject} {each.predicate} {each.object} .\n" for each in store)
    found = run_script(program, {"data": data, "text": text})
    assert len(found[0][0]["results"]["bindings"]) == len(store)
    for ours, engine in found:
        assert ours.get("boolean") == engine.get("boolean")
        assert ours.get("head", {}).get("vars") == engine.get("head", {}).get("vars")
        assert named(ours) == named(engine)


def named(answer: dict[str, Any]) -> list[Any]:
    """Return the rows of an answer, with one name for all blank nodes."""
    rows = answer.get("results", {}).get("bindings", [])
    return [
        {name: {**term, "value": "b"} if term["type"] == "bnode" else term for name, term in row.items()}
        for row in rows
    ]
