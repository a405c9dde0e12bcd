"""Ten thousand hostile values: no value of a parameter can change the rest of a query.

The proof uses the grammar. A bound query must equal the unbound one, character by character, except at the
place; and the text at the place must be one term by the productions of SPARQL 1.1, both as written and after
`\\u` escapes are replaced, which §19.2 lets an engine do first. So its parse tree is that of the unbound
query with one term for `UNDEF`. Each value goes through the made-up query, where pyoxigraph must read exactly
that term, and through a query of the library; fewer, since they take longer, through rdflib's algebra and
over the graph itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import cycle

import pyoxigraph as ox
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import KgError, UnknownName, WrongValue
from kg.query.catalog import CannedQuery, read_query
from kg.query.labels import resolve
from kg.query.parameters import values_of
from kg.rdf.answers import Answer, Term
from kg.rdf.namespaces import PREFIXES, QS, XSD
from kg.rdf.store import EmbeddedStore
from tests.length import examples
from tests.queries.rows import PROJECT
from tests.query.test_catalog import ALL_TYPES, TWO, solution, written
from tests.strategies import SPITE, hostile_iris, hostile_numbers, hostile_texts

ALL = {"texts": 2500, "IRIs": 2500, "integers": 1500, "decimals": 1500, "labels": 2000}
TRIED = {kind: examples(number, usual=number // 10) for kind, number in ALL.items()}
"""How many values each test draws, in addition to those of `SPITE`; `try_all` checks that it does."""

PLACE = re.compile(r"VALUES \?(\w+) \{ ([^{}\n]*) \}")
IRIREF = r'<[^<>"{}|^`\\\x00-\x20]*>'
TERM = re.compile(
    # [139] IRIREF; [156] STRING_LITERAL2 with [160] ECHAR; [129] RDFLiteral
    rf'{IRIREF}|"(?:[^"\\\n\r]|\\[tbnrf\\"\'])*"(?:\^\^{IRIREF})?'
)
ASKED = re.compile(rf"VALUES \?record \{{ {IRIREF} \}}")
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
RAW_TERM = re.compile(TERM.pattern.replace(r"|\\[tbnrf", rf"|{ESCAPE.pattern}|\\[tbnrf"))

LIBRARY = [read_query(path) for path in PROJECT.queries]
EMPTY = EmbeddedStore([])

Place = tuple[CannedQuery, str]
"""A query and the name of a parameter."""


def places(*kinds: str) -> list[Place]:
    """Return the places of the library that take values of these types."""
    return [
        (query, each.name) for query in LIBRARY for each in query.parameters.values() if each.type in kinds
    ]


def without_other_places(query: CannedQuery, name: str) -> str:
    """Return the body of a query without the open places of other parameters than `name`."""
    lines = [line for line in query.body.split("\n") if not is_open(line.strip()) or f"?{name} " in line]
    return "\n".join(
        re.sub(rf"VALUES \?(?!{name} )\w+ \{{ UNDEF \}} ?", "", line) if "UNDEF" in line else line
        for line in lines
    )


def is_open(line: str) -> bool:
    """Say whether a line is an open place and nothing else."""
    return re.fullmatch(r"VALUES \?\w+ \{ UNDEF \}", line) is not None


def term_in(query: CannedQuery, bound: str, name: str) -> str:
    """Return the term at a place of a bound query, if it is one term and the rest is unchanged."""
    terms = set()
    at = begin = 0
    text = without_other_places(query, name)
    for place in (each for each in PLACE.finditer(text) if each[1] == name):
        kept = text[begin : place.start(2)]
        assert bound.startswith(kept, at), f"changed before its place: {bound!r}"
        term = RAW_TERM.match(bound, at + len(kept))
        assert term is not None, f"no term: {bound[at + len(kept) :]!r}"
        read = ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), term[0])
        assert TERM.fullmatch(read) is not None, f"no term once escapes are read: {term[0]!r}"
        terms.add(term[0])
        at, begin = term.end(), place.end(2)
    assert bound[at:] == text[begin:], f"changed after its place: {bound!r}"
    (found,) = terms
    return found


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "<a> <b>",
        '"a" "b"',
        '"a"b"',
        '"a\\"',
        '"a\nb"',
        '"\\u0022"',
        '"a\\u005C"',
        "<a\\u003Eb>",
        '"a" } #',
        '"a"^^<b> } ?s ?p ?o . { <c>',
    ],
)
def test_a_text_that_is_not_one_term_is_found(text: str) -> None:
    query, name = places("string")[0]
    with pytest.raises(AssertionError):
        term_in(query, query.bind({name: "here"}).replace('"here"', text), name)


def bound_or_refused(query: CannedQuery, name: str, value: str) -> str | None:
    """Return the query with the value in its place and nowhere else, or None if it is refused in one line."""
    try:
        bound = query.bind({name: value})
    except (WrongValue, UnknownName) as error:
        assert "\n" not in error.message("en") + error.message("zh")
        return None
    term_in(query, bound, name)
    return bound


class Taker:
    """Puts values into places of one type: that of the made-up query, and those of the library in turn."""

    def __init__(self, made_up: CannedQuery, kind: str) -> None:
        self.made_up = made_up
        self.name = next(each.name for each in made_up.parameters.values() if each.type == kind)
        self.library = cycle([*places(kind), (made_up, self.name)])
        self.unbound = {**dict.fromkeys(made_up.columns), "minimum": TWO}

    def take(self, value: str) -> Term | None:
        """Return the term that pyoxigraph reads in the place, or None if the value is refused."""
        bound = bound_or_refused(*(place := next(self.library)), value)
        if bound is not None:
            EMPTY.query(bound)
        bound = bound_or_refused(self.made_up, self.name, value)
        if bound is None:
            assert place[0] is self.made_up or bound_or_refused(*place, value) is None
            return None
        row = dict(zip(self.made_up.columns, solution(bound), strict=True))
        term = row[self.name]
        assert row == {**self.unbound, self.name: term}, "the value reached another place"
        assert isinstance(term, ox.NamedNode | ox.Literal)
        return term


def try_all(kind: str, values: st.SearchStrategy[str], attempt: Callable[[str], None]) -> None:
    """Attempt as many of `values` as `TRIED` says, the worst of all first."""
    drawn = 0

    # A failure still shrinks; only the replay of earlier runs is left out.
    @settings(max_examples=TRIED[kind], deadline=None, phases=(Phase.generate, Phase.shrink))
    @given(values)
    def each(value: str) -> None:
        nonlocal drawn
        drawn += 1
        attempt(value)

    for value in SPITE:
        attempt(value)
    each()
    assert drawn >= TRIED[kind], f"only {drawn} were drawn"


def test_a_long_run_tries_ten_thousand_values_and_a_usual_one_a_tenth() -> None:
    assert sum(ALL.values()) >= 10_000
    assert sum(TRIED.values()) >= sum(ALL.values()) / 10


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> CannedQuery:
    """A query with a parameter of each type."""
    return read_query(written(tmp_path_factory.mktemp("queries"), ALL_TYPES))


def test_a_text_is_that_text_unless_it_is_half_a_character(made_up: CannedQuery) -> None:
    taker = Taker(made_up, "string")

    def attempt(value: str) -> None:
        half = any("\ud800" <= character <= "\udfff" for character in value)
        assert taker.take(value) == (None if half else ox.Literal(value))

    try_all("texts", hostile_texts, attempt)


def test_an_iri_is_that_iri_or_refused(made_up: CannedQuery) -> None:
    taker = Taker(made_up, "iri")

    def attempt(value: str) -> None:
        term = taker.take(value)
        if term is not None:
            prefix, _, local = value.partition(":")
            assert term.value in (
                value,
                value.removeprefix("<").removesuffix(">"),
                PREFIXES.get(prefix, "") + local,
            )

    try_all("IRIs", hostile_iris, attempt)


@pytest.mark.parametrize("kind", ["integer", "decimal"])
def test_a_number_is_that_number_or_refused(made_up: CannedQuery, kind: str) -> None:
    taker = Taker(made_up, kind)

    def attempt(value: str) -> None:
        term = taker.take(value)
        if term is not None:
            assert isinstance(term, ox.Literal)
            assert term.datatype.value == XSD + kind
            assert re.fullmatch("-?[0-9]+" if kind == "integer" else r"-?[0-9]+(\.[0-9]+)?", term.value)
            assert Decimal(term.value) == Decimal(value.strip())

    try_all(f"{kind}s", hostile_numbers, attempt)


class Recorder:
    """A store that asks another, once for each text, and remembers what it was asked."""

    def __init__(self, store: EmbeddedStore) -> None:
        self.store = store
        self.answers: dict[str, Answer] = {}

    def query(self, sparql: str) -> Answer:
        """Return what the other store answers."""
        if sparql not in self.answers:
            self.answers[sparql] = self.store.query(sparql)
        return self.answers[sparql]

    def ask(self, sparql: str) -> bool:
        """Return what the other store answers."""
        return self.store.ask(sparql)

    def construct(self, sparql: str) -> tuple[ox.Triple, ...]:
        """Return what the other store answers."""
        return self.store.construct(sparql)


def test_a_label_never_enters_a_query_and_means_a_record_or_is_refused(
    made_up: CannedQuery,
) -> None:
    taker = Taker(made_up, "iri")
    # The regions and the ontology alone, since a label that is refused is looked for among all records.
    recorder = Recorder(EmbeddedStore([PROJECT.ontology, PROJECT.root / "data" / "regions.ttl"]))
    classes = {"region": (QS + "Region",)}
    resolve(recorder, classes, {"region": "贵州"})
    (answer,) = recorder.answers.values()
    regions = {row[1].value for row in answer.rows if row[1] is not None}
    labels = sorted({row[3].value for row in answer.rows if row[3] is not None})

    def attempt(value: str) -> None:
        try:
            (found,) = values_of(resolve(recorder, classes, {"region": value})["region"])
        except KgError as error:
            assert "\n" not in error.message("en") + error.message("zh")
            return
        term = taker.take(found)
        assert found == value or (term is not None and term.value in regions)

    near_labels = st.builds(
        "{}{}{}".format, st.sampled_from(("", " ", "<")), st.sampled_from(labels), hostile_texts
    )
    try_all("labels", st.one_of(hostile_iris, near_labels), attempt)
    texts = {ASKED.sub("VALUES ?record { }", sparql) for sparql in recorder.answers}
    assert len(texts) == 4, "the text of a query depends on more of a value than one IRI"


# --- the algebra, and the rows over the graph ---------------------------------------------------------


def algebra(node: object) -> object:
    """Return an operator of rdflib's algebra, and all below it, as values that compare; blank nodes alike."""
    if isinstance(node, CompValue):
        return node.name, {key: algebra(child) for key, child in node.items()}
    if isinstance(node, dict):
        return {key: algebra(child) for key, child in node.items()}
    if isinstance(node, list | tuple):
        return [algebra(child) for child in node]
    if isinstance(node, set):
        return sorted(map(repr, node))
    return "blank node" if isinstance(node, BNode) else repr(node)


def with_term(tree: object, name: str, term: str) -> object:
    """Return an algebra in which the values of the parameter `name` are `term`."""
    if isinstance(tree, dict):
        return {
            key: term if key == Variable(name) else with_term(child, name, term)
            for key, child in tree.items()
        }
    if isinstance(tree, list | tuple):
        return type(tree)(with_term(child, name, term) for child in tree)
    return tree


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(places("string", "iri")), st.data())
def test_rdflib_reads_the_unbound_algebra_with_one_term_in_it(place: Place, data: st.DataObject) -> None:
    query, name = place
    kind = query.parameters[name].type
    value = data.draw(hostile_texts if kind == "string" else hostile_iris)
    bound = bound_or_refused(query, name, value)
    if bound is not None:
        term = Literal(value) if kind == "string" else URIRef(term_in(query, bound, name)[1:-1])
        expected = with_term(
            algebra(prepareQuery(without_other_places(query, name)).algebra), name, repr(term)
        )
        assert algebra(prepareQuery(bound).algebra) == expected


COLUMNS = [(query, name) for query, name in places("string", "iri") if name in query.columns]


@settings(max_examples=examples(80), deadline=None)
@given(st.sampled_from(COLUMNS), st.data())
def test_over_the_graph_only_rows_of_the_unbound_query_that_have_the_value_are_left(
    answers: Recorder, place: Place, data: st.DataObject
) -> None:
    query, name = place
    column = list(query.columns).index(name)
    everything = answers.query(query.text).rows
    cells = {row[column] for row in everything}
    there = sorted(each.value for each in cells if isinstance(each, ox.NamedNode | ox.Literal))
    bound = bound_or_refused(query, name, data.draw(st.one_of(hostile_iris, st.sampled_from(there))))
    if bound is not None:
        term = term_in(query, bound, name)
        assert answers.query(bound).rows == tuple(row for row in everything if str(row[column]) == term)


@pytest.fixture(scope="module")
def answers(store: EmbeddedStore) -> Recorder:
    """The whole graph, asked once for each text."""
    return Recorder(store)
