"""The library of canned queries: complete headers, the same rows on other engines, golden rows."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.files import write_atomically
from kg.project import Project
from kg.query.catalog import read_query
from kg.rdf.endpoint import RemoteStore
from kg.rdf.results import write_answer
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import read
from tests.conftest import Twins
from tests.length import LONG, sampled
from tests.queries.algebra import cross_products, empty_patterns, foreign, parsed
from tests.queries.rows import PROJECT, difference, reference_rows, rows_of

GOLDEN = Path(__file__).parent / "golden"
QUESTIONS = [path for path in PROJECT.queries if path not in PROJECT.checks]
CHINESE = re.compile(r"[\u4e00-\u9fff]")

every_query = pytest.mark.parametrize("path", PROJECT.queries, ids=lambda path: path.stem)
every_question = pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
every_check = pytest.mark.parametrize("path", PROJECT.checks, ids=lambda path: path.stem)
every_parameter = pytest.mark.parametrize(
    ("path", "name"),
    [(path, name) for path in PROJECT.queries for name in read_query(path).parameters],
    ids=lambda part: part.stem if isinstance(part, Path) else part,
)


# --- the files ---------------------------------------------------------------------------------


@every_query
def test_the_header_is_complete_in_both_languages(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#+ title:"), "the header must be at the top of the file"
    assert all(line.startswith("#+") for line in text.split("\n\n")[0].split("\n")), (
        "the header ends at the first empty line"
    )
    assert text.count("\n#+") + 1 == len(text.split("\n\n")[0].split("\n")), "there is one header"
    query = read_query(path)
    parameters = query.parameters.values()
    said = ({"en": each.en, "zh": each.zh} for each in parameters)
    for entry in (query.title, query.description, query.caveat, *said):
        if len(entry) > 0:
            assert CHINESE.search(entry["zh"]), f"no Chinese in zh: {entry['zh']!r}"
            assert re.search("[A-Za-z]", entry["en"]), f"no English in en: {entry['en']!r}"
            assert not CHINESE.search(entry["en"]), f"Chinese in en: {entry['en']!r}"
    for parameter in parameters:
        assert parameter.example != ""
        assert (len(parameter.classes) > 0) is (parameter.type == "iri")


@every_query
def test_the_declared_columns_are_the_variables_in_order(path: Path) -> None:
    query = read_query(path)
    solutions = ox.Store().query(query.text)
    assert isinstance(solutions, ox.QuerySolutions), "a canned query is a SELECT"
    assert [variable.value for variable in solutions.variables] == list(query.columns)
    assert [str(variable) for variable in parsed(query.text).query.algebra.PV] == list(query.columns)


def test_names_are_kebab_case_and_unique_over_themes() -> None:
    names = [path.stem for path in PROJECT.queries]
    assert [name for name in names if re.fullmatch(r"[a-z]+(-[a-z]+)*", name) is None] == []
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_query_is_in_a_theme() -> None:
    assert [path for path in PROJECT.queries if path.parent.parent.name != "queries"] == []


@every_check
def test_a_check_returns_a_subject_and_a_detail(path: Path) -> None:
    query = read_query(path)
    assert list(query.columns) == ["subject", "detail"]
    assert len(query.parameters) == 0
    assert not query.title["en"].endswith("."), "a title is put before a detail"


@every_query
def test_the_text_is_plain_sparql_that_runs_unchanged_in_any_tool(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert foreign(text) == []
    assert re.search(r"\$[A-Za-z{]", text) is None, "no place of another kind, such as $name"
    assert "ORDER BY" in text, "the rows have an order"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("GRAPH ?g { ?s ?p ?o }", "Graph"),
        ("SERVICE <http://example.org/> { ?s ?p ?o }", "Service"),
        ("?s ?p ?o FILTER(<http://example.org/f>(?o))", "http://example.org/f"),
        ("?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }", "Graph"),
    ],
)
def test_what_does_not_run_everywhere_is_found(pattern: str, fault: str) -> None:
    assert foreign(f"SELECT ?s {{ {pattern} }}") == [fault]


@every_query
def test_no_pattern_of_a_replacement_matches_the_empty_text(path: Path) -> None:
    assert empty_patterns(path.read_text(encoding="utf-8")) == []


def test_a_pattern_that_matches_the_empty_text_is_found() -> None:
    pattern = (
        '?s ?p ?o BIND(REPLACE(COALESCE(?o, ""), "^[^0-9]*", "") AS ?a) BIND(REPLACE(?o, "/$", "") AS ?b)'
    )
    assert empty_patterns(f"SELECT ?a {{ {pattern} }}") == ["^[^0-9]*"]


@every_query
def test_a_chain_of_differences_or_quotients_has_parentheses(path: Path) -> None:
    assert parsed(path.read_text(encoding="utf-8")).chains == [], "write (a - b) - c, or a - (b + c)"


@pytest.mark.parametrize(
    ("expression", "count"),
    [
        *(
            ("?a - ?b - ?c", 1),
            ("?a - ?b + ?c", 1),
            ("?a / ?b / ?c", 1),
            ("?a * ?b / ?c", 1),
            ("1 - ?a -1", 1),
        ),
        *(("IF(?a > 1, ?a - ?b - 1, 0)", 1), ("SUM(?a - ?b - ?c)", 1), ("(?a / ?b) / ?c / ?a", 1)),
        *(
            ("(?a - ?b) - ?c", 0),
            ("?a - (?b - ?c)", 0),
            ("?a + ?b + ?c", 0),
            ("?a - ?b / ?c", 0),
            ("-?a - ?b", 0),
        ),
    ],
)
def test_a_chain_without_parentheses_is_found(expression: str, count: int) -> None:
    assert len(parsed(f"SELECT ({expression} AS ?d) {{ ?s ?p ?a, ?b, ?c }}").chains) == count
    pattern = f"?s <p:a>/<p:b>/^<p:c> ?a BIND(?a AS ?x) FILTER({expression} > 0)"
    assert len(parsed(f"SELECT * {{ {pattern} }}").chains) == count


@every_query
def test_no_pattern_meets_all_solutions_of_another(path: Path) -> None:
    assert cross_products(path.read_text(encoding="utf-8")) == [], "move the OPTIONAL before it to the end"


def test_patterns_without_a_variable_in_common_are_found() -> None:
    joined = "?a <p:has> ?b . ?b <p:name> ?n . ?a <p:of> ?c . ?c <p:name> ?m"
    assert cross_products(f"SELECT * {{ {joined} OPTIONAL {{ ?a <p:x> ?x }} }}") == []
    parted = "?a <p:has> ?b ; <p:of> ?c OPTIONAL { ?a <p:x> ?x } ?b <p:name> ?n . ?c <p:name> ?m"
    assert cross_products(f"SELECT * {{ {parted} }}") == ["?b ?n", "?c ?m"]


# --- the rows on other engines ---------------------------------------------------------------------

CALLS = [
    (path, arguments)
    for path in PROJECT.queries
    for arguments in ({}, *({each.name: each.example} for each in read_query(path).parameters.values()))
]
"""Each query with its defaults, and with the example of each of its parameters."""

TOO_LONG_FOR_RDFLIB = {
    "actions-of-several-measures",
    "area-coverage",
    "city-measures",
    "comparable-indicators",
    "coverage",
    "first-mentions",
    "follow-through",
    "instrument-mix",
    "joined-measures",
    "marked-but-quoted",
    "measure-actions",
    "measure-matrix",
    "missing-measures",
    "national-counterparts",
    "open-clause",
    "open-sentence",
    "outcomes-without-target",
    "shared-measures",
    "target-cascade",
    "target-matrix",
    "target-ranking",
    "targets-and-outcomes",
    "targets-without-outcome",
    "unique-measures",
}
"""Queries that join thousands of summaries or offsets: rdflib pairs them all, for half a minute and more.

The other tests of these queries compute their rows a second way, without SPARQL.
"""

SOME_CALLS = sampled([call for call in CALLS if len(call[1]) > 0], 20)
"""Calls with an argument, which is one more term in the text of the same query."""

USUAL_CALLS = [call for call in CALLS if len(call[1]) == 0 or call in SOME_CALLS or LONG]

every_call = pytest.mark.parametrize(
    ("path", "arguments"),
    USUAL_CALLS,
    ids=lambda part: part.stem if isinstance(part, Path) else "+".join(part),
)


@every_call
def test_a_server_returns_the_same_rows_in_the_same_order(
    path: Path, arguments: dict[str, str], store: EmbeddedStore, remote: RemoteStore
) -> None:
    bound = read_query(path).bind(arguments)
    assert rows_of(remote.query(bound)) == rows_of(store.query(bound))


@pytest.mark.filterwarnings("error")
@every_call
def test_rdflib_returns_the_same_rows_in_the_same_order(
    path: Path, arguments: dict[str, str], twins: Twins
) -> None:
    if path.stem not in TOO_LONG_FOR_RDFLIB:
        bound = read_query(path).bind(arguments)
        assert reference_rows(twins.reference, bound) == rows_of(twins.store.query(bound))


def test_the_excerpt_for_rdflib_has_rows_for_nearly_all_questions(twins: Twins) -> None:
    empty = [path.stem for path in QUESTIONS if len(twins.store.query(read_query(path).text).rows) == 0]
    assert len(empty) <= 3, empty


def test_what_takes_rdflib_too_long_is_a_query_still() -> None:
    assert TOO_LONG_FOR_RDFLIB - {path.stem for path in PROJECT.queries} == set()


@pytest.fixture(scope="module")
def backwards(project: Project) -> EmbeddedStore:
    """The whole graph, loaded from its last statement to its first."""
    return EmbeddedStore.of(
        triple for path in reversed(project.graph_files) for triple in reversed(read(path).triples)
    )


@every_query
def test_the_order_of_loading_does_not_show(
    path: Path, store: EmbeddedStore, backwards: EmbeddedStore
) -> None:
    text = path.read_text(encoding="utf-8")
    assert rows_of(store.query(text)) == rows_of(backwards.query(text))


@every_query
def test_no_two_rows_are_equal(path: Path, store: EmbeddedStore) -> None:
    rows = rows_of(store.query(path.read_text(encoding="utf-8")))
    assert [row for row, times in Counter(rows).items() if times > 1] == []


@every_parameter
def test_the_example_of_a_parameter_gives_rows(path: Path, name: str, store: EmbeddedStore) -> None:
    query = read_query(path)
    assert len(store.query(query.bind({name: query.parameters[name].example})).rows) > 0


VALUES = {
    "document": "document:guizhou-2023-implementing-opinion",
    "indicator": "indicator:geographical-indications",
    "inside": "region:guizhou",
    "minimum": "1",
    "national_indicator": "indicator:manufacturing-product-pass-rate",
    "share": "0.5",
    "words": "质量基础设施",
}
"""What a user may give for a parameter that is not a column."""

OTHER_ROWS = {"strictness", "level", "stage", "scope", "entity"}
"""Parameters that do not choose among the rows, but say of what there are rows or what counts as absent."""


@every_parameter
def test_a_parameter_chooses_among_the_rows_and_changes_nothing_else(
    path: Path, name: str, store: EmbeddedStore
) -> None:
    query = read_query(path)
    if name in OTHER_ROWS:
        assert len(rows_of(store.query(query.bind({name: query.parameters[name].example})))) > 0
        return
    everything = rows_of(store.query(query.text))
    if name in query.columns:
        column = list(query.columns).index(name)
        value = next(row[column] for row in reversed(everything) if row[column] != "")
        expected = [row for row in everything if row[column] == value]
    else:
        value = VALUES[name]
        expected = []
    rows = rows_of(store.query(query.bind({name: value})))
    assert len(rows) > 0, f"{name}={value} finds nothing"
    if name in query.columns:
        assert rows == expected
    else:
        fewer, more = sorted((rows, everything), key=len)
        kept = set(fewer)
        assert fewer == [row for row in more if row in kept], "the same rows in the same order"


@every_parameter
def test_several_values_choose_the_rows_of_each(path: Path, name: str, store: EmbeddedStore) -> None:
    query = read_query(path)
    if not query.parameters[name].several:
        return
    # The class of a parameter may have records without any row; those that have some are among the rows.
    if name in query.columns:
        column = list(query.columns).index(name)
        known = sorted({row[column] for row in rows_of(store.query(query.text)) if row[column] != ""})
    else:
        known = [VALUES[name], VALUES["national_indicator"]]
    values = (known[0], known[-1])
    each = [row for value in values for row in rows_of(store.query(query.bind({name: value})))]
    assert Counter(map(tuple, rows_of(store.query(query.bind({name: values}))))) == Counter(map(tuple, each))


@every_question
def test_the_title_is_a_short_noun_phrase(path: Path) -> None:
    title = read_query(path).title["en"]
    assert len(title) <= 64
    assert re.match(r"(?:Which|What|Who|Whose|When|Where|Whether|Why|How)\b", title) is None
    assert title[0].isupper()
    assert title[-1] not in ".?"


# --- the rows on the committed data -----------------------------------------------------------------


@every_question
def test_the_rows_are_those_of_the_golden_file(
    path: Path, store: EmbeddedStore, request: pytest.FixtureRequest
) -> None:
    golden = GOLDEN / f"{path.stem}.csv"
    found = write_answer(store.query(path.read_text(encoding="utf-8")), "csv")
    if request.config.getoption("--update-golden"):
        write_atomically(golden, found)
    cure = "if the new rows are right, write them with: pytest tests/queries --update-golden"
    assert golden.is_file(), f"{golden.name} is missing; {cure}"
    expected = golden.read_bytes().decode("utf-8")
    assert found == expected, f"{golden.name} differs; {cure}\n{difference(expected, found)}"


def test_every_golden_file_belongs_to_a_query() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} <= {path.stem for path in QUESTIONS}


@every_check
def test_the_committed_data_pass_the_check(path: Path, store: EmbeddedStore) -> None:
    query = read_query(path)
    answer = store.query(query.text)
    assert len(answer.rows) == 0, f"{query.title['en']}:\n{write_answer(answer, 'csv')}"


# --- the page on the queries ---------------------------------------------------------------------------


def test_the_readme_lists_every_query_with_its_question_and_no_other() -> None:
    page = (PROJECT.root / "queries" / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| (.+?) \|$", page, re.MULTILINE))
    titles = {path.stem: read_query(path).title["en"] for path in PROJECT.queries}
    lines = "\n".join(
        f"| `{name}` | {title} |" for name, title in titles.items() if listed.get(name) != title
    )
    assert lines == "", f"missing from queries/README.md:\n{lines}"
    assert set(listed) - set(titles) == set(), "queries/README.md lists what is not there"
