"""The queries of modules: plain SPARQL in files, the same rows on other engines, in one order."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import MissingFile
from kg.rdf.answers import Term, plain
from kg.rdf.endpoint import RemoteStore
from kg.rdf.namespaces import PREFIXES, expand
from kg.rdf.selects import PLACE, fill, select, selected
from kg.rdf.store import EmbeddedStore
from tests.conftest import ROOT, Twins
from tests.queries.algebra import foreign, parsed
from tests.queries.rows import reference_rows, rows_of

PACKAGE = ROOT / "kg"
FILES = {path.relative_to(PACKAGE).with_suffix("").as_posix(): path for path in PACKAGE.rglob("*.rq")}
"""The files by the names that modules ask for."""

MODULES = sorted(PACKAGE.rglob("*.py"))

CLAIM = "source:guizhou-2023-status-report/observation-registered-trademarks-2023"
DOCUMENT = "document:guizhou-2023-implementing-opinion"

EXAMPLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "analysis/actions": {"status": ("status:planned", "status:completed")},
    "charts/claims": {"claim": (CLAIM,)},
    "charts/outlines": {"kind": ("qs:Section", "qs:Task")},
    "charts/targets": {"indicator": ("indicator:food-sampling-pass-rate",)},
    "evidence/passages": {"claim": (CLAIM,)},
    "export/citation/work": {"work": ("source:guizhou-2023-status-report",)},
    "query/classes": {"record": (CLAIM, "region:guizhou")},
    "query/codings": {"thing": (DOCUMENT, "region:guizhou")},
    "query/labels": {"thing": (CLAIM, "region:guizhou", "measure:standards", "qs:Target")},
    "query/namesakes": {"said": ("件", "贵州省")},
    "query/records": {"superclass": ("qs:Region", "qs:Award")},
}
"""For each query with places that no default fills, what fills them."""

TOO_LONG_FOR_RDFLIB = {
    *("networks/documents", "networks/edges", "networks/entities", "networks/roles"),
    "query/everything",
}
"""Queries of the whole graph that take rdflib five seconds and more."""


def test_every_example_is_of_a_query_with_such_places() -> None:
    known = {
        (name, place) for name, path in FILES.items() for place, _ in PLACE.findall(path.read_text("utf-8"))
    }
    assert {(name, place) for name, places in EXAMPLES.items() for place in places} <= known


every_select = pytest.mark.parametrize("name", sorted(FILES))


def example(name: str) -> str:
    """Return a query with its example in its places."""
    return select(name, **{place: map(term, words) for place, words in EXAMPLES.get(name, {}).items()})


def term(word: str) -> ox.NamedNode | ox.Literal:
    """Return the IRI of a prefixed name, or else the text as a Chinese label is tagged."""
    iri = expand(word)
    return ox.NamedNode(iri) if iri is not None else ox.Literal(word, language="zh-Hans")


@every_select
def test_a_query_begins_with_one_line_that_says_what_it_asks(name: str) -> None:
    first, *rest = FILES[name].read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"# [A-Z].*\.", first) is not None
    assert [line for line in rest if "# " in line or line.strip() == ""] == []


@every_select
def test_a_query_is_plain_sparql_with_the_prefixes_that_it_uses(name: str) -> None:
    text = FILES[name].read_text(encoding="utf-8")
    assert foreign(text) == []
    assert parsed(text).chains == []
    declared = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", text, re.MULTILINE))
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}
    body = text.partition("SELECT")[2]
    assert set(re.findall(r"(\w+):", re.sub(r'"[^"]*"', "", body))) == set(declared)


@every_select
def test_a_server_returns_the_same_rows_in_the_same_order(
    name: str, store: EmbeddedStore, remote: RemoteStore
) -> None:
    text = example(name)
    rows = rows_of(store.query(text))
    assert len(rows) > 0
    assert rows_of(remote.query(text)) == rows


@pytest.mark.filterwarnings("error")
@every_select
def test_rdflib_returns_the_same_rows_in_the_same_order(name: str, twins: Twins) -> None:
    if name not in TOO_LONG_FOR_RDFLIB:
        text = example(name)
        assert reference_rows(twins.reference, text) == rows_of(twins.store.query(text))


def order(text: str, row: Mapping[str, Term | None]) -> tuple[str, ...]:
    """Return what a row is sorted by: the variables in the ORDER BY of a query, or STR or LANG of them."""
    written = text.rpartition("ORDER BY")[2].partition("LIMIT")[0]
    keys = re.findall(r"(STR|LANG)?\(?\?(\w+)\)?", written)
    assert len(keys) == len(written.split()), f"an order of another kind: {written}"
    return tuple(tag(row[name]) if how == "LANG" else plain(row[name]) for how, name in keys)


def tag(label: Term | None) -> str:
    """Return the whole language tag of a literal."""
    return (label.language or "") if isinstance(label, ox.Literal) else ""


@every_select
def test_the_order_of_the_rows_leaves_nothing_open(name: str, store: EmbeddedStore) -> None:
    text = example(name)
    answer = store.query(text)
    found = [order(text, dict(zip(answer.columns, row, strict=True))) for row in answer.rows]
    assert [each for each, times in Counter(found).items() if times > 1] == []


def test_rows_that_an_order_leaves_open_are_found() -> None:
    row: dict[str, Term | None] = {"label": ox.Literal("GB", language="en"), "thing": ox.NamedNode("urn:x")}
    assert order("ORDER BY ?thing STR(?label)", row) == ("urn:x", "GB")
    assert order("ORDER BY ?thing LANG(?label)\nLIMIT 1", row) == ("urn:x", "en")


# --- the modules that ask ---------------------------------------------------------------------------


def asked(path: Path) -> Iterator[tuple[str, set[str] | None]]:
    """Yield the queries that a module names, each with the places that a call gives; None outside a call."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called: dict[int, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("select", "selected"):
            given = {keyword.arg or "" for keyword in node.keywords}
            called |= {id(argument): given for argument in node.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in FILES:
            yield str(node.value), called.get(id(node))


ASKED = [(path, name, given) for path in MODULES for name, given in asked(path)]


def test_every_query_is_asked_by_a_module_of_its_folder() -> None:
    rooms = {(path.parent.relative_to(PACKAGE).as_posix(), name) for path, name, _ in ASKED}
    assert [name for name in FILES if (name.rpartition("/")[0], name) not in rooms] == []


@pytest.mark.parametrize(
    ("path", "name", "given"),
    ASKED,
    ids=lambda part: " ".join(sorted(part)) if isinstance(part, set) else str(part).rpartition("/")[2],
)
def test_a_module_fills_every_place_that_is_open(path: Path, name: str, given: set[str] | None) -> None:
    places = dict(PLACE.findall(FILES[name].read_text(encoding="utf-8")))
    needed = {place for place, default in places.items() if default == "UNDEF"}
    assert needed <= (given or set()) <= set(places)


WRITES_QUERIES = {
    "kg/export/library.py": "the default of a parameter, as a separate query",
    "kg/export/operations.py": "the parts of a query that grlc replaces",
    "kg/rdf/endpoint.py": "the questions which graphs a server has, in its named graphs, too",
    "kg/server/library.py": "the statements about some IRIs, as data",
    "kg/server/worker.py": "the message that says how to list the named graphs",
    "kg/site/script_pages.py": "all statements, for the graph in the browser",
}
"""The modules whose strings are SPARQL, with the reason; the help of the command is in docstrings."""


SPARQL = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE|WHERE)\b[^;]*?[?{*]")
"""The words of a query, and a variable or group after them."""


def written(source: str) -> list[str]:
    """Return the strings of a module, without docstrings, that have SPARQL in them."""
    nodes = list(ast.walk(ast.parse(source)))
    left_out = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    left_out |= {id(piece) for node in nodes if isinstance(node, ast.JoinedStr) for piece in node.values}
    texts = [
        "".join(str(each.value) if isinstance(each, ast.Constant) else "…" for each in pieces)
        for node in nodes
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in left_out
        for pieces in [node.values if isinstance(node, ast.JoinedStr) else [node]]
    ]
    return [each for each in texts if SPARQL.search(each) is not None]


def test_no_module_has_a_query_in_a_string() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if len(written(path.read_text(encoding="utf-8"))) > 0
    }
    assert found == set(WRITES_QUERIES), "put the query into a file next to the module"


@pytest.mark.parametrize(
    "source",
    [
        'Q = "SELECT ?s { ?s ?p ?o }"',
        'Q = f"""\nPREFIX x: <{X}>\nSELECT DISTINCT\n  ?s\nWHERE {{ ?s ?p ?o }}"""',
        'Q = "ASK { ?s ?p ?o }"',
        'ask("CONSTRUCT WHERE { ?s ?p ?o }")',
        'Q = f"SELECT ({x} AS ?y) " "WHERE {"',
    ],
)
def test_a_query_in_a_string_is_found(source: str) -> None:
    assert len(written(source)) > 0


@pytest.mark.parametrize(
    "source",
    ['"""SELECT ?s is for rows."""', 'fail("only SELECT queries are supported here")', 'FORMS = ("SELECT",)'],
)
def test_a_word_about_queries_is_not_taken_for_one(source: str) -> None:
    assert written(source) == []


# --- places -------------------------------------------------------------------------------------------


def test_terms_are_written_once_and_sorted_and_other_places_keep_their_defaults() -> None:
    text = 'SELECT ?a ?b { VALUES ?a { UNDEF } VALUES ?b { "en" } }'
    terms: list[ox.NamedNode | ox.Literal] = [ox.Literal("z"), ox.NamedNode("urn:a"), ox.Literal("z")]
    assert fill(text, {"a": terms}) == 'SELECT ?a ?b { VALUES ?a { "z" <urn:a> } VALUES ?b { "en" } }'


def test_a_place_that_stays_open_is_taken_out() -> None:
    text = "SELECT ?a ?b {\n  VALUES ?a { UNDEF }\n  VALUES ?b { UNDEF } ?b ?c ?d\n}"
    assert fill(text, {}) == "SELECT ?a ?b {\n  ?b ?c ?d\n}"


def test_a_text_that_looks_like_a_place_is_a_text() -> None:
    text = "SELECT ?a ?b { VALUES ?a { UNDEF } VALUES ?b { UNDEF } }"
    looks = ox.Literal("VALUES ?b { UNDEF }")
    answer = ox.Store().query(fill(text, {"a": [looks], "b": [ox.Literal("b")]}))
    assert isinstance(answer, ox.QuerySolutions)
    assert [tuple(row) for row in answer] == [(looks, ox.Literal("b"))]


def test_no_terms_leave_no_rows(store: EmbeddedStore) -> None:
    assert list(selected(store, "query/labels", thing=[])) == []


def test_rows_are_texts(store: EmbeddedStore) -> None:
    rows = selected(store, "query/codings", thing=[ox.NamedNode(PREFIXES["region"] + "guizhou")])
    assert list(rows) == [(PREFIXES["region"] + "guizhou", "plan")]


def test_a_query_that_is_not_there_is_named() -> None:
    with pytest.raises(MissingFile, match=r"query/nothing\.rq"):
        select("query/nothing")
